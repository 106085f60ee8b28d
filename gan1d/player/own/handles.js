/** What is taken hold of in the picture: a dot on every mode for mean and weight, a ring for its sd. */

/**
 * @import { Draft, Mode } from "../ports.d.ts"
 * @import { Canvas } from "./canvas.js"
 */

import { fixed, h, setAttribute, setText } from "../base/dom.js";
import { normal } from "../maths/densities.js";
import { peakOf, rounded, sharesOf, unitOf, withShare } from "./draft.js";

const APART = 40; // px at least between a mode's dot and its ring
const INSIDE = 12; // px between a handle and the edge of the plot
const KEY_SHARE = 0.05; // by a key
const KEY_UNITS = 10;

/** @typedef {{at: number, name: "dot" | "ring"}} Which */

export class Handles {
  /** @type {{dot: HTMLElement, ring: HTMLElement}[]} */
  all = [];
  /** @type {Mode[]} */
  modes = [];
  side = [1]; // of each ring, right or left of its dot

  /**
   * @param {Canvas} canvas
   * @param {import("./editor.js").Editor} editor
   */
  constructor(canvas, editor) {
    this.canvas = canvas;
    this.editor = editor;
    this.element = h("div.gan1d-own-handles");
    this.element.addEventListener("pointerdown", (event) => this.grab(event));
  }

  /** @param {Draft} draft */
  draw({ modes }) {
    this.modes = modes;
    while (this.all.length > modes.length) {
      const gone = this.all.pop();
      gone?.dot.remove();
      gone?.ring.remove();
    }
    while (this.all.length < modes.length) {
      const at = this.all.length;
      const [dot, ring] = [this.handle({ at, name: "dot" }), this.handle({ at, name: "ring" })];
      dot.append(h("span", { text: String(at + 1) }));
      ring.append(h("span"));
      this.all.push({ dot, ring });
      this.element.append(dot, ring);
    }
    for (const at of modes.keys()) this.place(at);
  }

  /** @param {Which} which */
  handle(which) {
    const { say } = this.editor;
    const { at, name } = which;
    const element = h(`div.gan1d-own-handle.gan1d-own-${name}`, {
      id: `own-${name}-${at}`,
      role: "slider",
      tabindex: "0",
      "aria-label": say(`own.${name}`, { number: at + 1 }),
      title: say(`own.${name}.help`),
    });
    element.addEventListener("keydown", (event) => this.press(event, which));
    element.addEventListener("focus", () => this.editor.choose(at));
    return element;
  }

  /** @param {number} at */
  place(at) {
    const { canvas, editor } = this;
    const { dot, ring } = this.all[at];
    const { mean, sd } = this.modes[at];
    const inside = (/** @type {number} */ pixel, /** @type {number} */ size) =>
      Math.min(Math.max(pixel, INSIDE), Math.max(size - INSIDE, INSIDE));
    const peak = peakOf(this.modes, at);
    const [x, y] = [inside(canvas.x(mean), canvas.width), inside(canvas.y(peak), canvas.height)];
    this.side[at] = canvas.x(mean + sd) > canvas.width - INSIDE ? -1 : 1;
    const flank = Math.abs(canvas.x(mean + sd) - canvas.x(mean));
    const down = Math.sqrt(Math.max(APART ** 2 - flank ** 2, 0));
    const ringX = inside(x + this.side[at] * flank, canvas.width);
    const ringY = inside(Math.max(canvas.y(peak * Math.exp(-0.5)), y + down), canvas.height);
    // low modes: there is no room below, so the ring goes aside
    const close = Math.hypot(ringX - x, ringY - y) < APART;
    const aside = close ? inside(x + this.side[at] * Math.max(flank, APART), canvas.width) : ringX;
    this.put(dot, x, y);
    this.put(ring, aside, ringY);
    const share = sharesOf(this.modes)[at];
    setText(dot.children[0], String(at + 1));
    const { say } = editor;
    const values = { mean: fixed(mean, 2), sd: fixed(sd, 2), share: fixed(100 * share, 0) };
    this.tell(dot, editor.range, mean, say("own.dot.now", values));
    this.tell(ring, [0, editor.range[1] - editor.range[0]], sd, say("own.ring.now", values));
    for (const one of [dot, ring]) one.toggleAttribute("data-chosen", at === editor.chosen);
  }

  /**
   * @param {HTMLElement} handle
   * @param {number} x
   * @param {number} y
   */
  put(handle, x, y) {
    handle.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    Object.assign(handle.dataset, { x: x.toFixed(1), y: y.toFixed(1) });
  }

  /**
   * @param {HTMLElement} handle
   * @param {[number, number]} range
   * @param {number} value
   * @param {string} text
   */
  tell(handle, [low, high], value, text) {
    setAttribute(handle, "aria-valuemin", String(low));
    setAttribute(handle, "aria-valuemax", String(high));
    setAttribute(handle, "aria-valuenow", String(value));
    setAttribute(handle, "aria-valuetext", text);
  }

  /**
   * Return the handle nearest to a place: fingers are wide, and modes may lie close together.
   * @param {number} x
   * @param {number} y
   * @returns {Which}
   */
  nearest(x, y) {
    let best = { at: 0, name: /** @type {"dot" | "ring"} */ ("dot"), far: Infinity };
    this.all.forEach((pair, at) => {
      for (const name of /** @type {const} */ (["dot", "ring"])) {
        const far = Math.hypot(Number(pair[name].dataset.x) - x, Number(pair[name].dataset.y) - y);
        if (far < best.far) best = { at, name, far };
      }
    });
    return best;
  }

  /** @param {PointerEvent} event */
  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const { canvas, editor, element } = this;
    const from = canvas.place(event);
    const which = this.nearest(from.x, from.y);
    const modes = this.modes;
    const handle = this.all[which.at][which.name];
    handle.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    editor.gesture((next) => {
      const to = canvas.place(next);
      const right = canvas.xAt(to.x) - canvas.xAt(from.x);
      const up = canvas.densityAt(to.y) - canvas.densityAt(from.y);
      const drawn =
        which.name === "dot" ? this.moved(modes, which.at, right, up) : this.widened(modes, which.at, right);
      return { modes: drawn };
    });
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
   * Return the modes with one dot elsewhere.
   * @param {Mode[]} modes as they were when it was grabbed
   * @param {number} at
   * @param {number} right in units of x
   * @param {number} up in units of density
   */
  moved(modes, at, right, up) {
    const [low, high] = this.editor.range;
    const { mean, sd } = modes[at];
    // who moves it sideways only means the mean
    const share = sharesOf(modes)[at] + up / normal(0, 0, sd);
    const next = up === 0 ? modes : withShare(modes, at, share);
    const to = Math.min(Math.max(mean + right, Math.min(low, mean)), Math.max(high, mean));
    return right === 0 ? next : next.with(at, { ...next[at], mean: rounded(to, unitOf([low, high])) });
  }

  /**
   * Return the modes with one ring elsewhere.
   * @param {Mode[]} modes
   * @param {number} at
   * @param {number} right in units of x
   */
  widened(modes, at, right) {
    const [low, high] = this.editor.range;
    const unit = unitOf([low, high]);
    const sd = Math.min(Math.max(rounded(modes[at].sd + this.side[at] * right, unit), unit), high - low);
    return modes.with(at, { ...modes[at], sd });
  }

  /**
   * @param {KeyboardEvent} event
   * @param {Which} which
   */
  press(event, { at, name }) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const { editor, modes } = this;
    const size = event.shiftKey ? 1 / KEY_UNITS : 1;
    const way = KEY_UNITS * unitOf(editor.range) * size;
    const share = sharesOf(modes)[at];
    const [right, up] = /** @type {Record<string, [number, number]>} */ ({
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowUp: [0, 1],
      ArrowDown: [0, -1],
    })[event.key] ?? [0, 0];
    if (event.key === "Delete" || event.key === "Backspace") editor.remove(at);
    else if (!right && !up) return;
    else if (name === "ring") editor.edit({ modes: this.widened(modes, at, (right + up) * way * this.side[at]) });
    else if (up) editor.edit({ modes: withShare(modes, at, share + up * Math.max(KEY_SHARE * size, 0.01)) });
    else editor.edit({ modes: this.moved(modes, at, right * way, 0) });
    event.preventDefault();
    event.stopPropagation();
  }
}
