/** D* fades with p_data + p_model: where next to no x falls, no D is better than another, and D* twitches. */

import { s, setAttribute } from "../base/dom.js";

const FULL = 0.25; // of the picture's height: from this p_data + p_model on it does not fade
const EVERY = 3; // points of the curve to a stop of the gradient
let count = 0; // of the figures: each has a gradient of its own

/**
 * Return the opacity of D*, 0 to 1, in tenths.
 * @param {number} sum p_data + p_model
 * @param {number} height density at the top of the picture
 */
export function opacity(sum, height) {
  return Math.round(10 * Math.min(1, sum / (FULL * height))) / 10;
}

/** A gradient along x that a line is drawn with: as opaque as `opacity` says at every third point. */
export class Fade {
  name = `gan1d-fade-${(count += 1)}`;
  element = s("linearGradient", { gradientUnits: "userSpaceOnUse" });
  /** @type {SVGStopElement[]} */
  stops = [];

  /**
   * Draw a line with it. Plotly may have made the line anew, in its own colour.
   * @param {SVGElement} line
   * @param {string} colour
   * @param {number[]} pixels along x, of every point of the curve
   */
  dress(line, colour, pixels) {
    const first = pixels[0];
    const width = pixels[pixels.length - 1] - first;
    this.stops = pixels
      .filter((_, i) => i % EVERY === 0)
      .map((x) => s("stop", { offset: (x - first) / width, "stop-color": colour }));
    this.element.replaceChildren(...this.stops);
    this.element.id = this.name;
    this.element.setAttribute("x1", String(first));
    this.element.setAttribute("x2", String(first + width));
    line.before(this.element);
    line.style.stroke = `url(#${this.name})`;
    line.style.strokeOpacity = "1"; // the colour's own is in the stops
  }

  /**
   * @param {(point: number) => number} sum p_data + p_model at a point of the curve
   * @param {number} height
   */
  show(sum, height) {
    this.stops.forEach((stop, i) => {
      setAttribute(stop, "stop-opacity", String(opacity(sum(i * EVERY), height)));
    });
  }
}
