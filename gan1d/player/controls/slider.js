/** A slider: its track, the mark where its knob is at home, and what its keys do. */

import { h } from "../base/dom.js";

/**
 * A logarithmic track may begin with a stop at 0 and end with one at infinity.
 * @typedef {{low: number, high: number, log?: boolean, whole?: boolean, zero?: boolean, endless?: boolean}} Track
 */

const NOTCHES = 1000;
const STOP = 0.02; // share of the track that a stop takes
const PRESS = 0.02; // share of the track that a key goes
const FINE = 0.001; // with Shift
const DIGITS = 3;
/** @type {Record<string, number>} */
const WAYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 5, PageDown: -5 };
const HOMING = new Set(["Backspace", "Delete"]);

/** @param {Track} track */
function inner({ zero, endless }) {
  return [zero ? STOP : 0, endless ? 1 - STOP : 1];
}

/**
 * Return the value at a place 0..1 of a track, of three digits.
 * @param {Track} track
 * @param {number} place
 */
export function fromSlider(track, place) {
  const [start, end] = inner(track);
  if (place < start) return 0;
  if (place > end) return Infinity;
  const { low, high, log, whole } = track;
  const share = (place - start) / (end - start);
  const value = log ? low * (high / low) ** share : low + share * (high - low);
  return whole ? Math.round(value) : Number(value.toPrecision(DIGITS));
}

/**
 * Return the place 0..1 of a value; one beyond the track stands at its end.
 * @param {Track} track
 * @param {number} value
 */
export function toSlider(track, value) {
  const [start, end] = inner(track);
  const { low, high, log, zero, endless } = track;
  if (zero && value <= 0) return 0;
  if (endless && value === Infinity) return 1;
  const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return start + (end - start) * Math.max(0, Math.min(1, share));
}

/**
 * Return where a key leads from a value: to another one, however short the way.
 * @param {Track} track
 * @param {number} value
 * @param {number} ways
 * @param {boolean} fine
 */
export function byKey(track, value, ways, fine) {
  const place = toSlider(track, value);
  if (track.whole && !track.log) return Math.max(track.low, Math.min(track.high, value + Math.sign(ways)));
  const to = fromSlider(track, Math.max(0, Math.min(1, place + ways * (fine ? FINE : PRESS))));
  if (to !== value || !track.whole) return to;
  return Math.max(track.low, Math.min(track.high, value + Math.sign(ways)));
}

export class Slider {
  held = false; // by a finger or the mouse
  value = NaN;

  /**
   * @param {string} name
   * @param {Track} track
   * @param {{label: string, text: (value: number) => string, moved: (value: number) => void,
   *   settled: (value: number) => void, home: () => void}} knob what it turns: on the way, at rest, back
   */
  constructor(name, track, knob) {
    this.track = track;
    this.knob = knob;
    this.input = h("input", {
      type: "range",
      id: `slider-${name}`,
      min: 0,
      max: NOTCHES,
      step: 1,
      "aria-label": knob.label,
      oninput: () => knob.moved(this.read()),
      onchange: () => {
        this.held = false;
        knob.settled(this.read());
      },
    });
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("dblclick", () => knob.home());
    this.input.addEventListener("pointerdown", () => (this.held = true));
    for (const end of ["pointerup", "pointercancel", "blur"]) {
      this.input.addEventListener(end, () => (this.held = false));
    }
    this.tick = h("span.gan1d-tick", { "aria-hidden": "true" });
    this.element = h("span.gan1d-slider", {}, this.tick, this.input);
  }

  /** Return the value where the hand is, and show it as that of the slider. */
  read() {
    this.note(fromSlider(this.track, Number(this.input.value) / NOTCHES));
    return this.value;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    const { key, shiftKey, ctrlKey, altKey, metaKey } = event;
    if (ctrlKey || altKey || metaKey) return;
    if (HOMING.has(key)) this.knob.home();
    else if (key in WAYS) this.press(WAYS[key], shiftKey);
    else return;
    event.preventDefault();
  }

  /**
   * Turn the knob as a key does.
   * @param {number} ways
   * @param {boolean} [fine]
   */
  press(ways, fine = false) {
    const to = byKey(this.track, this.value, ways, fine);
    this.show(to);
    this.knob.settled(to);
  }

  /** @param {number} value */
  note(value) {
    this.value = value;
    this.input.dataset.value = String(value === Infinity ? "max" : value);
    this.input.setAttribute("aria-valuetext", this.knob.text(value));
  }

  /** @param {number} value */
  show(value) {
    if (!this.held) this.input.value = String(Math.round(NOTCHES * toSlider(this.track, value)));
    this.note(value);
    this.fill();
  }

  /** @param {number} value where the knob is at home */
  showHome(value) {
    this.tick.style.setProperty("--at", String(toSlider(this.track, value)));
  }

  fill() {
    this.element.style.setProperty("--filled", String(Number(this.input.value) / NOTCHES));
  }
}
