/** The samples, where D stands over them, and the arrows of what it tells them: an SVG of its own. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, marks, s, setAttribute, setText } from "../../base/dom.js";
import { curvePath, pointsOf } from "../../picture/paths.js";

const [HEIGHT, TOP, FOOT] = [204, 10, 36]; // px: all, above the rows, below them
const MARGINS = { l: 46, r: 46 }; // px, until the figure above has its own
const BARB = 5;
const EACH = 2; // every second point of a curve will do

function sparse(values) {
  return Array.from({ length: Math.ceil(values.length / EACH) }, (_, i) => values[i * EACH]);
}

const text = (value) => String(Number(value.toFixed(6))).replace("-", "−");

export class AdviceFigure {
  /**
   * @param {StoryPort} story
   * @param {(sample: number) => void} chosen told of another choice of the reader
   */
  constructor(story, chosen) {
    this.story = story;
    this.chosen = chosen;
    this.clip = `advice-${Math.random().toString(36).slice(2)}`;
    const path = (name) => s("path", { class: `gan1d-advice-${name}` });
    const line = (name) => s("line", { class: `gan1d-advice-${name}` });
    [this.data, this.d, this.feet, this.arrows, this.arrow] = ["data", "d", "feet", "arrows", "arrow"].map(path);
    [this.axis, this.stem] = ["axis", "stem"].map(line);
    this.at = s("circle", { class: "gan1d-advice-at", r: 4 });
    this.to = s("circle", { class: "gan1d-advice-to", r: 4 });
    this.marks = s("g", { "aria-hidden": "true" });
    this.rows = s("g", { role: "radiogroup", "aria-label": story.say("advice.samples") });
    this.window = s("rect", { y: 0, height: HEIGHT });
    this.inside = s(
      "g",
      { "clip-path": `url(#${this.clip})` },
      this.data,
      this.d,
      this.stem,
      this.arrows,
      this.arrow,
      this.at,
      this.to,
    );
    this.element = s(
      "svg",
      { class: "gan1d-advice-figure", height: HEIGHT, "data-testid": "advice-figure" },
      s("clipPath", {}, this.window),
      this.marks,
      this.axis,
      this.feet,
      this.inside,
      this.rows,
    );
    this.element.querySelector("clipPath").id = this.clip;
    this.element.addEventListener("click", (event) => this.clicked(event));
    this.rows.addEventListener("keydown", (event) => this.moved(event));
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.element);
  }

  /** Lay out the axis and the rows of a run. */
  setRun(run) {
    this.run = run;
    this.layout = run.row;
    this.last = null;
    const { say } = this.story;
    const gap = (HEIGHT - TOP - FOOT) / (run.z.length - 1);
    this.y = run.z.map((_, i) => HEIGHT - FOOT - 2 - i * gap);
    this.dots = run.z.map((z, i) => {
      const label = say("advice.sample.name", { number: i + 1, count: run.z.length, z: fixed(z, 2) });
      const dot = s("circle", { role: "radio", "aria-label": label, cy: this.y[i].toFixed(1) });
      dot.addEventListener("focus", () => this.choose(i));
      return dot;
    });
    this.rows.replaceChildren(...this.dots);
    this.mark();
    this.fit(true);
  }

  /** Take the width that is there, and the margins of the figure above, so that x lies under x. */
  fit(always = false) {
    const width = this.element.clientWidth;
    const { l, r } = this.story.margins ?? MARGINS;
    const size = `${width} ${l} ${r}`;
    if (!this.run || !width || (size === this.size && !always)) return;
    this.size = size;
    this.width = width;
    [this.left, this.right] = [l, width - r];
    const [low, high] = this.run.x_range;
    this.px = (x) => this.left + ((x - low) / (high - low)) * (this.right - this.left);
    this.pixels = sparse(this.run.x).map((x) => `${this.px(x).toFixed(1)},`);
    const foot = HEIGHT - FOOT + 10;
    const ends = { x1: this.left, x2: this.right, y1: foot, y2: foot };
    for (const [name, value] of Object.entries(ends)) setAttribute(this.axis, name, String(value));
    setAttribute(this.window, "x", String(this.left));
    setAttribute(this.window, "width", String(this.right - this.left));
    const scale = { at: HEIGHT - FOOT, per: -(HEIGHT - FOOT - TOP) / this.run.y_max };
    this.data.setAttribute("d", curvePath(pointsOf(this.pixels, scale, sparse(this.run.p_data))));
    const label = (x, y, value, anchor = "middle") => s("text", { x, y, "text-anchor": anchor, text: value });
    const [z0, z1] = [this.run.z[0], this.run.z.at(-1)];
    this.scaleMarks = [0, 1, 2].map((i) => label(this.right + 6, this.dY(i / 2) + 5, "", "start"));
    this.marks.replaceChildren(
      ...marks(low, high, 5).map((x) => label(this.px(x), foot + 19, text(x))),
      label(this.left - 8, this.y[0] + 3, fixed(z0, 1), "end"),
      label(this.left - 8, (this.y[0] + this.y.at(-1)) / 2 + 4, "z", "end"),
      label(this.left - 8, this.y.at(-1) + 6, fixed(z1, 1), "end"),
      label(this.right + 6, foot + 19, "x", "start"),
      ...this.scaleMarks,
    );
    if (this.last) this.show(this.last);
  }

  /** Return the height of a share of D's scale. */
  dY(share) {
    return HEIGHT - FOOT - share * (HEIGHT - FOOT - TOP);
  }

  /**
   * Show one frame.
   * @param {{row: Float32Array, pushes: number[], scale: number, probability: boolean,
   *   here: number, to: number}} picture `here` is D at the chosen sample, `to` where it is higher
   */
  show(picture) {
    this.last = picture;
    if (!this.px) return;
    const { row, pushes, scale, probability } = picture;
    const { layout, px } = this;
    const [low, high] = probability ? [0, 1] : (this.story.criticRange ?? [-1, 1]);
    const per = (HEIGHT - FOOT - TOP) / (high - low);
    const dScale = { at: HEIGHT - FOOT + low * per, per: -per };
    const curve = row.subarray(layout.d, layout.d + layout.points);
    this.d.setAttribute("d", curvePath(pointsOf(this.pixels, dScale, sparse(curve))));
    [low, (low + high) / 2, high].forEach((value, i) => {
      setText(this.scaleMarks[i], i === 1 && probability ? "½" : text(value));
    });
    let [feet, arrows] = ["", ""];
    const foot = HEIGHT - FOOT + 10;
    for (let i = 0; i < pushes.length; i += 1) {
      const x = row[layout.ticks + i];
      const at = Math.max(this.left, Math.min(this.right, px(x)));
      setAttribute(this.dots[i], "cx", at.toFixed(1));
      feet += `M${at.toFixed(1)},${foot}v-7`;
      const shaft = this.shaft(px(x), px(x + scale * pushes[i]), this.y[i]);
      if (i === this.number) this.arrow.setAttribute("d", shaft);
      else arrows += shaft;
    }
    this.feet.setAttribute("d", feet);
    this.arrows.setAttribute("d", arrows);
    this.point(picture, (d) => dScale.at + dScale.per * d, foot);
  }

  /** Mark the chosen sample: its stem, D over it, and where D is a little higher. */
  point({ row, here, to, rise }, y, foot) {
    const at = this.px(row[this.layout.ticks + this.number]).toFixed(1);
    const top = Math.min(y(here), this.y[this.number]).toFixed(1);
    const ends = { x1: at, x2: at, y1: top, y2: String(foot) };
    for (const [name, value] of Object.entries(ends)) setAttribute(this.stem, name, value);
    setAttribute(this.at, "cx", at);
    setAttribute(this.at, "cy", y(here).toFixed(1));
    setAttribute(this.to, "visibility", to === undefined ? "hidden" : "visible");
    if (to === undefined) return;
    setAttribute(this.to, "cx", this.px(to).toFixed(1));
    setAttribute(this.to, "cy", y(here + rise).toFixed(1));
  }

  shaft(from, to, y) {
    const length = Math.abs(to - from);
    if (!(length > 0.7)) return "";
    const barb = Math.min(BARB, length) * Math.sign(to - from);
    const [tip, row, up, down] = [to, y, y - 0.6 * Math.abs(barb), y + 0.6 * Math.abs(barb)].map((n) => n.toFixed(1));
    const back = (to - barb).toFixed(1);
    return `M${from.toFixed(1)},${row}H${tip}M${back},${up}L${tip},${row}L${back},${down}`;
  }

  // Choosing a sample.

  mark() {
    this.dots.forEach((dot, i) => {
      const on = i === this.number;
      setAttribute(dot, "aria-checked", String(on));
      setAttribute(dot, "tabindex", on || (this.number === undefined && i === 0) ? "0" : "-1");
      setAttribute(dot, "r", on ? "5.5" : "3.2");
    });
  }

  choose(number) {
    if (number === this.number) return;
    this.number = number;
    this.mark();
    this.chosen(number);
  }

  clicked(event) {
    if (!this.last) return;
    const box = this.element.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const { row, pushes, scale } = this.last;
    const far = this.y.map((height, i) => {
      const sample = row[this.layout.ticks + i];
      const ends = [this.px(sample), this.px(sample + scale * pushes[i])].sort((a, b) => a - b);
      return Math.hypot(x - Math.max(ends[0], Math.min(ends[1], x)), y - height);
    });
    this.choose(far.indexOf(Math.min(...far)));
    this.dots[this.number].focus();
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
    this.dots[Math.max(0, Math.min(last, to))].focus();
  }

  end() {
    this.observer.disconnect();
  }
}
