/** A density drawn across the picture: with a pointer, or by keys at a few of its points. */

/**
 * @import { Draft, Points } from "../ports.d.ts"
 * @import { Canvas } from "./canvas.js"
 */

import { fixed, h, setAttribute } from "../base/dom.js";
import { evenly, heightAt, POINTS, stroked } from "./draft.js";

const KNOTS = 13; // places for the keys
const [BY_KEY, FINE] = [0.05, 0.01]; // of the plot's height

export class Pencil {
  /**
   * @param {Canvas} canvas
   * @param {import("./editor.js").Editor} editor
   */
  constructor(canvas, editor) {
    this.canvas = canvas;
    this.editor = editor;
    this.knots = Array.from({ length: KNOTS }, (_, k) => this.knot(k));
    this.element = h("div.gan1d-own-paper", { id: "own-paper", title: editor.say("own.paper") }, ...this.knots);
    this.element.addEventListener("pointerdown", (event) => this.begin(event));
  }

  /** @param {number} k */
  knot(k) {
    const element = h("div.gan1d-own-knot", {
      id: `own-knot-${k}`,
      role: "slider",
      tabindex: "0",
      "aria-orientation": "vertical",
      "aria-valuemin": 0,
      "aria-valuemax": 100,
    });
    element.addEventListener("keydown", (event) => this.press(event, k));
    return element;
  }

  /** @param {number} k */
  xOf(k) {
    const [low, high] = this.editor.range;
    return low + ((high - low) * (k + 0.5)) / KNOTS;
  }

  /** @param {Draft} draft */
  draw({ points }) {
    if (!points) return;
    const { canvas, editor } = this;
    this.knots.forEach((knot, k) => {
      const x = this.xOf(k);
      const height = heightAt(points, x);
      const percent = (100 * height) / canvas.top;
      knot.style.transform = `translate(${canvas.x(x).toFixed(1)}px, ${canvas.y(height).toFixed(1)}px)`;
      setAttribute(knot, "aria-label", editor.say("own.knot", { x: fixed(x, 2) }));
      setAttribute(knot, "aria-valuenow", percent.toFixed(0));
      setAttribute(knot, "aria-valuetext", editor.say("own.knot.now", { percent: fixed(percent, 0) }));
    });
  }

  /**
   * Return the points on the even grid that is drawn on.
   * @param {Points} points
   */
  onGrid(points) {
    const { range } = this.editor;
    const { x } = points;
    const same = x.length === POINTS && x[0] <= range[0] && x[POINTS - 1] >= range[1];
    return same ? points : evenly(range, (at) => heightAt(points, at));
  }

  /** @param {PointerEvent} event */
  begin(event) {
    const { canvas, editor, element } = this;
    const { points } = editor.draft;
    if (event.button !== 0 || !points) return;
    event.preventDefault();
    element.setPointerCapture(event.pointerId);
    const where = (/** @type {PointerEvent} */ one) => {
      const { x, y } = canvas.place(one);
      return { x: canvas.xAt(x), y: canvas.densityAt(Math.max(0, Math.min(y, canvas.height))) };
    };
    let last = where(event);
    let now = stroked(this.onGrid(points), last, last);
    editor.gesture((next) => {
      for (const one of [...(next.getCoalescedEvents?.() ?? []), next]) {
        const to = where(one);
        now = stroked(now, last, to);
        last = to;
      }
      return { points: now };
    });
    editor.move(event);
    const move = (/** @type {PointerEvent} */ next) => editor.move(next);
    const done = () => {
      element.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) element.removeEventListener(name, done);
      editor.settle();
    };
    element.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) element.addEventListener(name, done);
  }

  /**
   * Move a knot; the curve runs straight from it to the knots beside it.
   * @param {KeyboardEvent} event
   * @param {number} k
   */
  press(event, k) {
    const { canvas, editor } = this;
    const { points } = editor.draft;
    const up = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1 }[event.key];
    if (!points || !up || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const grid = this.onGrid(points);
    const by = up * (event.shiftKey ? FINE : BY_KEY) * canvas.top;
    const at = this.xOf(k);
    const here = { x: at, y: Math.max(0, Math.min(heightAt(grid, at) + by, canvas.top)) };
    const [left, right] = [k - 1, k + 1].map((i) => ({ x: this.xOf(i), y: heightAt(grid, this.xOf(i)) }));
    editor.edit({ points: stroked(stroked(grid, left, here), right, here) });
  }
}
