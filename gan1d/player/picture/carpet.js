/** The carpet: the whole run at a glance, steps across, x up. */

/**
 * @import { CarpetPort } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, setText } from "../base/dom.js";
import { KEY, shader } from "./shades.js";

const CHUNK = 160; // columns drawn in one refresh at most
const GROWS = 4; // times the axis grows until it is twice as long
const SHIFT = 5000; // frames the axis moves on at a time, once the oldest are gone

/** @param {HTMLCanvasElement} canvas */
function paintOn(canvas) {
  const paint = canvas.getContext("2d");
  if (!paint) throw new Error("this browser gives no canvas to paint on");
  return paint;
}

export class Carpet {
  mode = "d";
  from = 0; // the frames at the two ends of the axis
  to = 1;
  next = 0; // first column that is not drawn yet
  clean = false; // nothing old is left to the right of it
  cut = false; // frames may have gone and come again
  width = 0; // px of the page
  /** @type {Run | null} */
  run = null;
  /** @type {number | null} */
  index = null; // of the frame on the screen
  /** @type {PointerEvent | null} */
  held = null;
  /** @type {ImageData | null} */
  image = null;
  pixels = new Uint32Array(); // of the image
  /** @type {number[]} */
  places = []; // on the grid, of each line of pixels

  /** @param {CarpetPort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.canvas = h("canvas", { id: "carpet-canvas", role: "img", width: 1, height: 1 });
    this.paint = paintOn(this.canvas);
    this.cursor = h("div.gan1d-carpet-cursor", { "aria-hidden": "true" });
    this.box = h("div.gan1d-carpet-box", {}, this.canvas, this.cursor);
    this.buttons = h("div.gan1d-carpet-modes", { role: "group", "aria-label": say("carpet.title") });
    for (const mode of ["d", "density"]) {
      this.buttons.append(
        h("button.gan1d-tab", {
          id: `carpet-${mode}`,
          type: "button",
          text: say(`carpet.${mode}`),
          onclick: () => this.choose(mode),
        }),
      );
    }
    this.low = h("span");
    this.high = h("span");
    const key = h("span.gan1d-carpet-key", {}, this.low, scale(), this.high);
    this.caption = h("span.gan1d-carpet-caption", { text: say("carpet.caption") });
    this.element = h(
      "div.gan1d-timeline",
      { id: "carpet" },
      this.box,
      h("div.gan1d-carpet-line", {}, this.caption, this.buttons, key),
    );
    this.follow();
    this.label();
  }

  /** Seek where a finger or the mouse is. */
  follow() {
    const go = (/** @type {PointerEvent} */ event) => {
      const { left, width } = this.canvas.getBoundingClientRect();
      if (!this.run || !width) return;
      const index = this.from + ((event.clientX - left) / width) * (this.to - this.from);
      this.page.seek(this.within(Math.round(index)));
    };
    this.box.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      this.held = event;
      this.box.setPointerCapture?.(event.pointerId);
      if (event.pointerType !== "touch") go(event); // a finger may be about to scroll the page
    });
    this.box.addEventListener("pointermove", (event) => {
      if (!this.held) return;
      const [across, up] = [event.clientX - this.held.clientX, event.clientY - this.held.clientY];
      if (event.pointerType !== "touch" || Math.abs(across) > Math.abs(up)) go(event);
    });
    this.box.addEventListener("pointerup", (event) => {
      if (this.held && event.pointerType === "touch") go(event);
      this.held = null;
    });
    this.box.addEventListener("pointercancel", () => (this.held = null));
  }

  /**
   * Return the recorded frame nearest to an index.
   * @param {number} index
   */
  within(index) {
    const { records } = this.page;
    return Math.max(records.first, Math.min(index, records.newest));
  }

  /** @param {string} mode "d" or "density" */
  choose(mode) {
    this.mode = mode;
    this.again();
    this.label();
  }

  /** Say what the colours mean. */
  label() {
    const { say } = this.page;
    const critic = this.mode === "d" && this.run && !this.run.loss.probability;
    const meaning = critic ? "critic" : this.mode;
    const buttons = this.buttons.querySelectorAll("button");
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.testid?.endsWith(`carpet-${this.mode}`)));
    }
    setText(buttons[0], say(this.run && !this.run.loss.probability ? "carpet.critic" : "carpet.d"));
    setText(this.low, say(`carpet.${meaning}.low`));
    setText(this.high, say(`carpet.${meaning}.high`));
    this.canvas.setAttribute("aria-label", say(`carpet.${meaning}.alt`));
  }

  /**
   * A new run, or other settings: what no longer holds is drawn again.
   * @param {Run} run
   */
  setRun(run) {
    if (run.x !== this.run?.x) this.again();
    this.run = run;
    this.cut = true;
    this.label();
  }

  /**
   * Return the frames at the two ends of the axis: 0 and the schedule's end, whatever is trained so far. It grows only
   * when one goes on beyond the end, by quarters of the schedule; where a record cannot hold so many frames it holds
   * what is kept, and moves on in leaps.
   * @returns {[number, number]}
   */
  axis() {
    const { records } = this.page;
    const { first, newest, limit } = records;
    const end = this.run?.ends ?? 1;
    const from = Math.floor(first / SHIFT) * SHIFT;
    if (from) return [from, from + limit + SHIFT];
    const step = records.get(newest)?.[0] ?? 0;
    const beyond = Math.ceil(Math.max(0, step - end) / (end / GROWS));
    const halves = newest - step; // frames that are no steps
    const most = newest < limit ? limit : limit + SHIFT;
    return [0, Math.max(1, Math.min(Math.round(end + (beyond * end) / GROWS) + halves, most))];
  }

  /**
   * The picture of a frame is on the screen.
   * @param {number} index
   */
  show(index) {
    this.index = index;
    const place = (index - this.from) / (this.to - this.from);
    if (this.width) this.cursor.style.transform = `translateX(${(place * this.width).toFixed(1)}px)`;
  }

  /** At every refresh of the screen: draw the columns that are new; return whether the axis is another one. */
  tick() {
    const { records, fresh } = this.page;
    if (!this.run || fresh || records.newest < 0) return false;
    if (!this.image) this.refresh();
    const { image, run } = this;
    const [from, to] = this.axis();
    const moved = from !== this.from || to !== this.to;
    if (moved) {
      [this.from, this.to] = [from, to];
      this.again();
      if (this.index !== null) this.show(this.index);
    }
    if (!image) return moved;
    const { width, height } = image;
    if (this.cut) this.forget(width);
    const start = this.next;
    const upto = Math.min(width, start + CHUNK);
    while (this.next < upto && this.indexAt(this.next, width) <= records.newest) {
      const row = records.get(this.indexAt(this.next, width));
      const shade = row ? shader(run, row, this.mode === "density") : () => 0;
      for (let y = 0; y < height; y += 1) this.pixels[y * width + this.next] = shade(this.places[y]);
      this.next += 1;
    }
    if (this.next > start) this.paint.putImageData(image, 0, 0, start, 0, this.next - start, height);
    const done = this.next === width || this.indexAt(this.next, width) > records.newest;
    if (!this.clean && done) {
      this.clear(image);
      this.clean = true;
    }
    return moved;
  }

  /**
   * Return the frame shown in a column of pixels.
   * @param {number} column
   * @param {number} width of all
   */
  indexAt(column, width) {
    return Math.round(this.from + ((column + 0.5) / width) * (this.to - this.from));
  }

  /** Draw all again, a chunk at a time over what is there. */
  again() {
    this.next = 0;
    this.clean = false;
  }

  /**
   * Take back the columns of frames that are gone.
   * @param {number} width of all
   */
  forget(width) {
    this.cut = this.clean = false;
    const { newest } = this.page.records;
    while (this.next > 0 && this.indexAt(this.next - 1, width) > newest) this.next -= 1;
  }

  /**
   * Leave the columns that are not drawn empty.
   * @param {ImageData} image
   */
  clear(image) {
    const { next } = this;
    const { width, height } = image;
    for (let y = 0; y < height; y += 1) this.pixels.fill(0, y * width + next, (y + 1) * width);
    if (next < width) this.paint.putImageData(image, 0, 0, next, 0, width - next, height);
  }

  /** The size has changed: lay out the pixels anew. */
  refresh() {
    const { clientWidth: across, clientHeight: up } = this.canvas;
    if (!this.run || !across || !up) return;
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    const [width, height] = [Math.round(across * sharp), Math.round(up * sharp)];
    this.width = across;
    if (this.image?.width === width && this.image.height === height) return;
    [this.canvas.width, this.canvas.height] = [width, height]; // this also clears it
    this.image = new ImageData(width, height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    const last = this.run.x.length - 1;
    this.places = Array.from({ length: height }, (_, y) => Math.round((1 - (y + 0.5) / height) * last));
    this.again();
    if (this.index !== null) this.show(this.index);
  }
}

/** Return the scale of colours, drawn with the same shades. */
function scale() {
  const canvas = h("canvas", { width: KEY.length, height: 1, "aria-hidden": "true" });
  const image = new ImageData(canvas.width, 1);
  new Uint32Array(image.data.buffer).set(KEY);
  paintOn(canvas).putImageData(image, 0, 0);
  return canvas;
}
