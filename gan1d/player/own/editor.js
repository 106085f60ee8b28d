/** Data of one's own, made over the picture while the run goes on; a run of it begins when it is accepted. */

/**
 * @import { Draft, OwnPort } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { fixed, h, keepFocus, s, setAttribute, setText } from "../base/dom.js";
import { densityAt, evenly, fitted, heightAt, isEmpty, MOST_MODES, begin, textOf, withOneMore } from "./draft.js";
import { Canvas } from "./canvas.js";
import { Handles } from "./handles.js";
import { Pencil } from "./pencil.js";
import { Table } from "./table.js";

const MOST_BACK = 200; // edits that can be taken back
const FIT = 0.97; // of the plot's height that a preview may take
const ANSWER_WITHIN = 15_000; // ms

export class Editor {
  /** @type {Draft} */
  draft = { kind: "mixture", modes: [], points: null };
  /** @type {Draft} */
  first = this.draft; // as it was when the editor was opened
  /** @type {Draft[]} */
  past = [];
  /** @type {Draft | null} */
  before = null; // the draft when what is going on began
  /** @type {((event: PointerEvent) => Partial<Draft>) | null} */
  changed = null; // what a pointer does
  chosen = 0;
  learnt = -Infinity; // ms, when it was accepted
  /** @type {Run | null} */
  run = null;

  /** @param {OwnPort} port */
  constructor(port) {
    this.port = port;
    const { say } = port;
    this.say = say;
    this.figure = h("div.gan1d-own-figure", { id: "own-figure", role: "group", "aria-label": say("own.title") });
    this.canvas = new Canvas(port.host, this.figure);
    this.handles = new Handles(this.canvas, this);
    this.pencil = new Pencil(this.canvas, this);
    this.table = new Table(this);
    this.area = s("path.gan1d-own-area");
    this.line = s("path.gan1d-own-line");
    const drawing = s("svg.gan1d-own-drawing", { "aria-hidden": true }, this.area, this.line);
    this.figure.append(drawing, this.pencil.element, this.handles.element);
    const button = (/** @type {string} */ id, /** @type {() => void} */ onclick, extra = "") =>
      keepFocus(h(`button.gan1d-button${extra}`, { id: `own-${id}`, type: "button", text: say(`own.${id}`), onclick }));
    this.kinds = {
      mixture: button("mixture", () => this.turnTo("mixture")),
      curve: button("curve", () => this.turnTo("curve")),
    };
    this.learn = button("learn", () => this.accept(), ".gan1d-main-button");
    this.undo = button("undo", () => this.back());
    this.add = button("add", () => this.addOne());
    this.clear = button("clear", () => this.edit({ points: evenly(this.range, () => 0) }));
    this.hint = h("p.gan1d-own-hint");
    this.note = h("p.gan1d-own-note", { id: "own-note", role: "status" });
    this.element = h(
      "section.gan1d-own",
      { id: "own-panel", "aria-label": say("own.title") },
      h("h3", { text: say("own.title") }),
      h(
        "div.gan1d-own-row",
        {},
        this.learn,
        button("cancel", () => this.close()),
        this.undo,
      ),
      h(
        "div.gan1d-own-row.gan1d-own-kinds",
        { role: "group", "aria-label": say("own.kind") },
        ...Object.values(this.kinds),
      ),
      this.hint,
      this.table.element,
      h("div.gan1d-own-row", {}, this.add, this.clear),
      this.note,
    );
    for (const part of [this.element, this.figure]) part.addEventListener("keydown", (event) => this.pressed(event));
    // else a browser takes the end of a stroke for a fling, and the next tap for what stops it
    this.figure.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  }

  get range() {
    return /** @type {Run} */ (this.run).x_range;
  }

  /** Begin with the data in force; who is at it already goes on. */
  open() {
    const { host, place, opened, presets } = this.port;
    const { run } = host.session;
    if (this.element.isConnected || !run || !host.plot) return;
    this.run = run;
    this.canvas.scale = 1;
    const draft = begin(run, presets);
    const { points } = draft;
    this.first = this.draft = { ...draft, points: points && fitted(points, FIT * this.canvas.top) };
    this.past = [];
    this.chosen = 0;
    place.replaceChildren(this.element);
    host.overlay?.append(this.figure);
    opened(true);
    this.fit();
    this.redraw();
    this.element.scrollIntoView({ block: "nearest" });
  }

  get kept() {
    return this.element.isConnected && this.past.length ? this.draft : null;
  }

  close() {
    this.learnt = -Infinity;
    this.element.remove();
    this.figure.remove();
    this.port.opened(false);
  }

  end() {
    this.close();
  }

  /** A run of the data begins; the editor closes when it is there, and stays if they are refused. */
  accept() {
    const { host } = this.port;
    if (isEmpty(this.draft)) return;
    this.learnt = performance.now();
    const untouched = this.draft.kind === "curve" && this.draft.points === this.first.points;
    host.session.restart({ data: untouched ? String(host.session.run?.settings.data) : textOf(this.draft) });
    host.session.play();
  }

  /** @param {Run} run */
  setRun(run) {
    const another = run.x !== this.run?.x;
    if (!this.element.isConnected) return;
    this.run = run;
    if (another && performance.now() - this.learnt < ANSWER_WITHIN) this.close();
  }

  replotted() {
    if (!this.element.isConnected || !this.port.host.plot) return;
    this.fit();
    this.redraw();
  }

  // What is done to the draft.

  /**
   * Change the draft by one edit.
   * @param {Partial<Draft>} changes
   */
  edit(changes) {
    this.before = this.draft;
    this.draft = { ...this.draft, ...changes };
    this.settle();
  }

  /**
   * A pointer has taken hold: what its moves make of the draft is one edit.
   * @param {(event: PointerEvent) => Partial<Draft>} changed
   */
  gesture(changed) {
    this.before = this.draft;
    this.changed = changed;
  }

  /** @param {PointerEvent} event */
  move(event) {
    if (!this.changed) return;
    this.draft = { ...this.draft, ...this.changed(event) };
    this.redraw();
  }

  /** An edit is over: it can be taken back. */
  settle() {
    const { before } = this;
    this.changed = null;
    if (before && before !== this.draft) this.past = [...this.past.slice(-MOST_BACK), before];
    this.before = null;
    this.fit();
    this.redraw();
  }

  back() {
    const before = this.past.pop();
    if (!before || this.changed) return;
    this.draft = before;
    this.fit();
    this.redraw();
  }

  /** @param {Draft["kind"]} kind */
  turnTo(kind) {
    if (kind === this.draft.kind) return;
    this.edit({ kind, points: this.draft.points ?? this.traced() });
  }

  /** Return the points of what is seen: of a mixture that was changed, else of the data in force. */
  traced() {
    const { modes } = this.draft;
    const { p_data, x } = /** @type {Run} */ (this.run);
    const ofRun = modes === this.first.modes ? (/** @type {number} */ at) => heightAt({ x, y: p_data }, at) : null;
    const height = ofRun ?? ((/** @type {number} */ at) => densityAt(modes, at));
    return fitted(evenly(this.range, height), FIT * this.canvas.top * this.canvas.scale);
  }

  /** @param {number} at */
  choose(at) {
    if (at === this.chosen) return;
    this.chosen = at;
    this.redraw();
  }

  addOne() {
    const { modes } = this.draft;
    if (modes.length >= MOST_MODES) return;
    this.chosen = modes.length;
    this.edit({ modes: withOneMore(modes, this.range) });
  }

  /** @param {number} at */
  remove(at) {
    const { modes } = this.draft;
    if (modes.length === 1) return;
    const rest = modes.toSpliced(at, 1);
    if (!rest.some(({ weight }) => weight > 0)) return;
    this.chosen = Math.min(at, rest.length - 1);
    this.edit({ modes: rest });
    if (this.figure.contains(document.activeElement)) this.handles.all[this.chosen].dot.focus();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key.toLowerCase() !== "z" || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    this.back();
  }

  // How it is shown.

  /** Return the height of the preview at x, as it is drawn at scale 1. */
  get height() {
    const { kind, modes, points } = this.draft;
    return (/** @type {number} */ x) => (kind === "curve" && points ? heightAt(points, x) : densityAt(modes, x));
  }

  /** Return the x at which the preview is drawn: every other pixel, and each mean. */
  get places() {
    const { canvas } = this;
    const along = Array.from({ length: Math.ceil(canvas.width / 2) + 1 }, (_, i) => canvas.xAt(2 * i));
    if (this.draft.kind === "curve") return [...along, ...(this.draft.points?.x ?? [])].sort((a, b) => a - b);
    return [...along, ...this.draft.modes.map(({ mean }) => mean)].sort((a, b) => a - b);
  }

  /** Lower a preview that would be higher than the picture; what is dragged keeps its scale. */
  fit() {
    this.canvas.scale = 1;
    if (this.draft.kind === "curve") return;
    const { height } = this;
    const peak = Math.max(...this.places.map(height));
    this.canvas.scale = Math.min(1, (FIT * this.canvas.top) / peak);
  }

  redraw() {
    const { canvas, draft, height, port } = this;
    if (!port.host.plot) return;
    canvas.lay();
    const mixture = draft.kind === "mixture";
    const points = this.places.map((x) => `${canvas.x(x).toFixed(1)},${canvas.y(height(x)).toFixed(1)}`).join("L");
    setAttribute(this.line, "d", `M${points}`);
    const floor = canvas.y(0).toFixed(1);
    setAttribute(this.area, "d", `M-2,${floor}L${points}L${(canvas.width + 2).toFixed(1)},${floor}Z`);
    this.handles.element.hidden = !mixture;
    this.pencil.element.hidden = mixture;
    if (mixture) this.handles.draw(draft);
    else this.pencil.draw(draft);
    this.table.element.hidden = this.add.hidden = !mixture;
    this.clear.hidden = mixture;
    if (mixture) this.table.draw(draft);
    this.add.disabled = draft.modes.length >= MOST_MODES;
    this.undo.disabled = !this.past.length;
    this.learn.disabled = isEmpty(draft);
    for (const [name, button] of Object.entries(this.kinds)) {
      setAttribute(button, "aria-pressed", String(name === draft.kind));
    }
    setText(this.hint, this.say(`own.${draft.kind}.hint`));
    setText(this.note, this.noted());
  }

  /** Return what the preview does not show. */
  noted() {
    const { draft, say } = this;
    const { scale } = this.canvas;
    if (isEmpty(draft)) return say("own.empty-curve");
    const [low, high] = this.range;
    const beyond = draft.kind === "mixture" && draft.modes.some(({ mean }) => mean < low || mean > high);
    if (beyond) return say("own.beyond");
    return scale < 0.995 ? say("own.scaled", { percent: fixed(100 * scale, 0) }) : "";
  }
}
