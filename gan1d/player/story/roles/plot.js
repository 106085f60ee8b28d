/** The figure that both players draw in: densities from the bottom, D on its own axis from 0 to 1. */

import { marks, s, setAttribute } from "../../base/dom.js";
import { NEGLIGIBLE } from "../../maths/densities.js";
import { curvePath, fillPath, pixelTexts, pointsOf } from "../../picture/paths.js";

const MARGIN = { left: 8, right: 26, top: 10, bottom: 22 };
const AIR = 1.04; // above y_max and above D = 1
const LEAST = 100; // px of width to draw in
let made = 0;

export class Plot {
  /**
   * @param {string} id test id
   * @param {string} label what the figure is, for those who do not see it
   * @param {() => void} redraw called when the size has changed
   */
  constructor(id, label, redraw) {
    this.clip = `gan1d-roles-clip-${(made += 1)}`;
    this.frame = s("g.gan1d-roles-frame", { "aria-hidden": "true" });
    this.window = s("rect");
    this.inside = s("g", { "clip-path": `url(#${this.clip})` });
    this.above = s("g");
    this.svg = s(
      "svg.gan1d-roles-figure",
      { id, role: "group", "aria-label": label },
      s("defs", {}, s("clipPath", {}, this.window)),
      this.frame,
      this.inside,
      this.above,
    );
    this.svg.querySelector("clipPath").id = this.clip;
    this.observer = new ResizeObserver(() => this.resize() && redraw());
    this.observer.observe(this.svg);
  }

  /** Lay the axes for a run. */
  setRun(run) {
    this.run = run;
    this.width = 0;
    this.resize();
  }

  /** Take the size in force; return whether there is something to draw anew. */
  resize() {
    const { clientWidth: width, clientHeight: height } = this.svg;
    if (!this.run || width < LEAST || !height || (width === this.width && height === this.height)) return false;
    Object.assign(this, { width, height });
    const { left, right, top, bottom } = MARGIN;
    this.left = left;
    this.right = width - right;
    this.top = top;
    this.bottom = height - bottom;
    for (const [name, value] of Object.entries({ x: left, y: 0, width: this.right - left, height: this.bottom })) {
      this.window.setAttribute(name, value);
    }
    this.pixels = pixelTexts({ c2p: (x) => this.px(x) }, this.run.x);
    this.axes();
    return true;
  }

  px(x) {
    const [low, high] = this.run.x_range;
    return this.left + ((x - low) / (high - low)) * (this.right - this.left);
  }

  xAt(pixel) {
    const [low, high] = this.run.x_range;
    return low + ((pixel - this.left) / (this.right - this.left)) * (high - low);
  }

  /** Pixel of a density; both axes have their zero at the bottom. */
  py(density) {
    return this.bottom - (density / (this.run.y_max * AIR)) * (this.bottom - this.top);
  }

  pd(d) {
    return this.bottom - (d / AIR) * (this.bottom - this.top);
  }

  dAt(pixel) {
    return ((this.bottom - pixel) / (this.bottom - this.top)) * AIR;
  }

  /** Return where a pointer is, in pixels of the figure. */
  place(event) {
    const box = this.svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  axes() {
    const line = (y, name) => s(`line.gan1d-roles-${name}`, { x1: this.left, x2: this.right, y1: y, y2: y });
    const parts = [line(this.pd(1), "grid"), line(this.pd(0.5), "half"), line(this.bottom, "base")];
    for (const [d, text] of [
      [0, "0"],
      [0.5, "½"],
      [1, "1"],
    ]) {
      parts.push(s("text.gan1d-roles-dmark", { x: this.right + 7, y: this.pd(d) + 4.5, text }));
    }
    for (const x of marks(...this.run.x_range, this.width < 420 ? 6 : 9)) {
      parts.push(s("text.gan1d-roles-mark", { x: this.px(x), y: this.bottom + 16, text: String(x).replace("-", "−") }));
    }
    this.frame.replaceChildren(...parts);
  }

  /** Return which points have a density worth seeing. */
  seen(p, q) {
    const least = NEGLIGIBLE * this.run.y_max;
    return Uint8Array.from(p, (density, i) => (density + q[i] > least ? 1 : 0));
  }

  /** Draw a density as a line, as an area, or as both. */
  density(values, line, area) {
    const scale = { at: this.bottom, per: this.py(1) - this.bottom };
    const path = curvePath(pointsOf(this.pixels, scale, values));
    if (line) setAttribute(line, "d", path);
    if (area) setAttribute(area, "d", fillPath(this.pixels, scale, path));
  }

  /** Draw a D: in full where `shown`, and faintly everywhere. */
  unit(values, line, shown, faint) {
    const points = pointsOf(this.pixels, { at: this.bottom, per: this.pd(1) - this.bottom }, values);
    setAttribute(line, "d", curvePath(points, shown));
    if (faint) setAttribute(faint, "d", curvePath(points));
  }

  end() {
    this.observer.disconnect();
  }
}
