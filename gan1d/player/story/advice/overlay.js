/** D's advice in the picture: the samples, a row for each z, the arrows of what D tells them, and the one chosen. */

/** @import { Plot, StoryPort } from "../../ports.d.ts" */

import { fixed, s, setAttribute } from "../../base/dom.js";
import { zToX } from "../../picture/figure-spec.js";

const HIT = 12; // px: the radius of what is pressed
const [GAP, LEAST] = [0.021, 4]; // between two rows: share of the plot's height, px where it is low

const tenths = (/** @type {number} */ pixel) => pixel.toFixed(1);

/**
 * @param {number} value
 * @param {number} low
 * @param {number} high
 */
function clamp(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

/**
 * Return the path of an arrow along x, "" for one too short to be seen.
 * @param {number} from in pixels, as all here
 * @param {number} to
 * @param {number} y
 * @param {number} longest length of the barbs, at most
 */
function shaft(from, to, y, longest) {
  const length = Math.abs(to - from);
  if (!(length > 0.7)) return "";
  const barb = Math.min(longest, length);
  const back = tenths(to - barb * Math.sign(to - from));
  const [tip, row, up, down] = [to, y, y - 0.6 * barb, y + 0.6 * barb].map(tenths);
  return `M${tenths(from)},${row}H${tip}M${back},${up}L${tip},${row}L${back},${down}`;
}

export class AdviceOverlay {
  /**
   * @param {StoryPort} story
   * @param {(sample: number) => void} chosen told of another choice of the reader
   */
  constructor(story, chosen) {
    this.story = story;
    this.chosen = chosen;
    const path = (name) => s(`path.gan1d-advice-${name}`);
    const circle = (name) => s(`circle.gan1d-advice-${name}`);
    [this.way, this.arrows, this.arrow] = ["way", "arrows", "arrow"].map(path);
    [this.begin, this.at, this.to] = ["at", "at", "to"].map(circle);
    this.rows = s("g", { role: "radiogroup", "aria-label": story.say("advice.samples") });
    this.window = s("rect");
    const clip = `advice-${Math.random().toString(36).slice(2)}`;
    const clipPath = s("clipPath", {}, this.window);
    clipPath.id = clip;
    this.element = s(
      "svg.gan1d-advice-figure",
      { id: "advice-figure" },
      clipPath,
      this.way,
      this.rows,
      s("g", { "clip-path": `url(#${clip})` }, this.arrows, this.arrow, this.to),
      this.begin,
      this.at,
    );
    this.rows.addEventListener("click", (event) => this.clicked(event));
    this.rows.addEventListener("keydown", (event) => this.moved(event));
    story.overlay?.append(this.element);
  }

  /** Make the samples of a run. */
  setRun(run) {
    this.run = run;
    this.picture = null;
    const { say } = this.story;
    this.dots = run.z.map((z, i) => {
      const label = say("advice.sample.name", { number: i + 1, count: run.z.length, z: fixed(z, 2) });
      const dot = s("g", { role: "radio", "aria-label": label }, s("circle", { r: HIT }), s("circle"));
      dot.addEventListener("focus", () => this.choose(i));
      return dot;
    });
    this.rows.replaceChildren(...this.dots);
    this.mark();
  }

  /**
   * Show one frame.
   * @param {{ticks: number[], pushes: number[], scale: number, heights: number[], to?: number, rise: number}} picture
   *   `heights` is D at the samples, `to` where D is `rise` higher than at the chosen one
   */
  show(picture) {
    this.picture = picture;
    const { plot } = this.story;
    if (!plot) return;
    const { left, top, width, height, barb } = plot;
    for (const [name, value] of Object.entries({ x: left, y: top, width, height })) {
      setAttribute(this.window, name, tenths(value));
    }
    const { ticks, pushes, scale } = picture;
    const gap = Math.min(Math.max(LEAST, GAP * height), height / (ticks.length + 1));
    let arrows = "";
    this.places = ticks.map((x, i) => {
      const from = plot.x(x);
      const at = [clamp(from, left, left + width), top + gap * (ticks.length - i)];
      const dot = this.dots[i];
      setAttribute(dot, "transform", `translate(${at.map(tenths)})`);
      setAttribute(dot.lastChild, "r", tenths(0.5 * Math.min(gap, 1.2 * barb)));
      const arrow = shaft(from, plot.x(x + scale * pushes[i]), at[1], Math.min(barb, 1.2 * gap));
      if (i === this.number) setAttribute(this.arrow, "d", arrow);
      else arrows += arrow;
      return at;
    });
    setAttribute(this.arrows, "d", arrows);
    this.point(plot, picture);
  }

  /**
   * Mark the chosen sample: the way from its z to its x and on to its row, D over it, and where D is a little higher.
   * @param {Plot} plot
   * @param {{heights: number[], to?: number, rise: number}} picture
   */
  point(plot, { heights, to, rise }) {
    const i = this.number;
    const here = heights[i];
    const [x, row] = this.places[i];
    const d = clamp(plot.d(here), plot.top, plot.top + plot.height);
    const [z0, z1] = [plot.line(0), plot.line(1)].map(tenths);
    const top = tenths(Math.min(row, d));
    setAttribute(this.way, "d", `M${tenths(plot.x(zToX(this.run, this.run.z[i])))},${z0}L${tenths(x)},${z1}V${top}`);
    const put = (circle, size, ...place) => {
      setAttribute(circle, "r", tenths(size * plot.barb));
      setAttribute(circle, "transform", `translate(${place.map(tenths)})`);
    };
    put(this.begin, 0.7, x, row);
    put(this.at, 0.85, x, d);
    setAttribute(this.to, "visibility", to === undefined ? "hidden" : "visible");
    if (to !== undefined) put(this.to, 0.6, plot.x(to), plot.d(here + rise));
  }

  /** The picture's axes have moved. */
  replotted() {
    if (this.picture) this.show(this.picture);
  }

  // Choosing a sample.

  mark() {
    this.dots.forEach((dot, i) => {
      const on = i === this.number;
      setAttribute(dot, "aria-checked", String(on));
      setAttribute(dot, "tabindex", on || (this.number === undefined && i === 0) ? "0" : "-1");
    });
  }

  choose(number) {
    if (number === this.number) return;
    this.number = number;
    this.mark();
    this.chosen(number);
  }

  clicked(event) {
    if (!this.places) return;
    const box = this.element.getBoundingClientRect();
    const far = this.places.map(([x, y]) => Math.hypot(event.clientX - box.left - x, event.clientY - box.top - y));
    this.dots[far.indexOf(Math.min(...far))].focus();
  }

  moved(event) {
    const last = this.dots.length - 1;
    const to = {
      ArrowUp: this.number + 1,
      ArrowRight: this.number + 1,
      ArrowDown: this.number - 1,
      ArrowLeft: this.number - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.dots[clamp(to, 0, last)].focus();
  }

  end() {
    this.element.remove();
  }
}
