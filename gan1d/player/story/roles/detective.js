/** The detective's half: a D drawn by hand over a picture that stands still, and what it leaves on the table. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, s, setAttribute, setText } from "../../base/dom.js";
import { LOG4, cost, dStar, masses, shortfall, value } from "../../maths/densities.js";
import { Points, paintable } from "./pen.js";
import { Plot } from "./plot.js";

const SURE = 0.999; // the surest that a drawn D may be
const DONE = 0.01; // nats left on the table that count as none
const LOWEST = -2; // nats: the left end of the bars
const LOSS_HEIGHT = 44; // px of the area of what is lost

export class Detective {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    const layer = (name) => s(`path.gan1d-roles-${name}`, { id: `detective-${name}` });
    const layers = ["loss", "model-area", "model", "data", "best", "drawn"];
    this.layers = Object.fromEntries(layers.map((name) => [name, layer(name)]));
    this.plot = new Plot("detective-figure", say("roles.detective.figure"), () => this.draw());
    this.surface = s("rect.gan1d-roles-surface", { id: "detective-surface" });
    this.points = new Points(this);
    this.plot.inside.append(...layers.map((name) => this.layers[name]));
    this.plot.above.append(this.surface, this.points.group);
    paintable(this);
    this.verdict = h("p.gan1d-roles-verdict", { id: "detective-verdict", role: "status" });
    this.picture = h("span.gan1d-roles-picture", { id: "detective-picture" });
    const button = (id, key, onclick) => h("button.gan1d-button", { id, type: "button", text: say(key), onclick });
    this.reveal = button("detective-reveal", "roles.detective.reveal", () => this.show(!this.shown));
    this.bars = h("div.gan1d-roles-bars", { role: "group", "aria-label": say("roles.detective.bars") });
    this.rows = Object.fromEntries(["yours", "most"].map((name) => [name, this.bar(name)]));
    const floor = h("span.gan1d-roles-floor", { text: say("roles.detective.floor", { value: fixed(-LOG4) }) });
    floor.style.left = `${this.percent(-LOG4)}%`;
    this.bars.append(h("div.gan1d-roles-scale", {}, floor));
    this.legend = Object.fromEntries(
      ["data", "model", "drawn", "best", "loss"].map((name) => [
        name,
        h("li", {}, h(`span.gan1d-roles-key.gan1d-roles-key-${name}`), say(`roles.detective.legend.${name}`)),
      ]),
    );
    this.element = h(
      "div.gan1d-roles-player",
      {},
      story.rich("roles.detective.intro", {}, "p"),
      h("ul.gan1d-roles-legend", {}, ...Object.values(this.legend)),
      this.plot.svg,
      this.verdict,
      h(
        "div.gan1d-roles-buttons",
        {},
        this.reveal,
        button("detective-reset", "roles.detective.reset", () => this.reset()),
        button("detective-take", "roles.detective.take", () => this.take()),
        this.picture,
      ),
      this.bars,
      story.rich("roles.detective.side", {}, "p"),
      story.rich("roles.detective.note", { most: SURE, least: fixed(1 - SURE) }, "p.gan1d-roles-note"),
    );
  }

  bar(name) {
    const fill = h("span.gan1d-roles-fill");
    const number = h("span.gan1d-roles-number", { id: `detective-${name}` });
    const zero = h("span.gan1d-roles-zero");
    zero.style.left = `${this.percent(-LOG4)}%`;
    this.bars.append(
      this.story.rich(`roles.detective.${name}`, {}, "span.gan1d-roles-barname"),
      h(`div.gan1d-roles-track.gan1d-roles-track-${name}`, { "aria-hidden": "true" }, fill, zero),
      number,
    );
    return { fill, number };
  }

  /** Return the place of a V on the bars, in per cent. */
  percent(v) {
    return (100 * (Math.max(v, LOWEST) - LOWEST)) / -LOWEST;
  }

  /** Take other data: the picture and the drawing are gone, a new picture comes with the next frame. */
  setRun(run) {
    Object.assign(this, { run, layout: run.row, q: null });
    this.p = masses(run.p_data);
    this.plot.setRun(run);
    this.points.setRun(run);
    this.reset();
  }

  /** Take the picture that is on the screen now. */
  take() {
    const { row } = this.story;
    if (!row) return;
    const { layout, story } = this;
    this.density = Float64Array.from(row.subarray(layout.model, layout.model + layout.points));
    this.q = masses(this.density);
    const off = 100 * row[layout.field.mass_off];
    setText(
      this.picture,
      story.say(off > 0.5 ? "roles.detective.picture.off" : "roles.detective.picture", {
        step: row[0],
        off: fixed(off, 1),
      }),
    );
    this.draw();
  }

  /** Begin with 1/2 everywhere. */
  reset() {
    this.d = new Float64Array(this.run.x.length).fill(0.5);
    this.touched = false;
    this.show(false);
  }

  /** Show the best D, or hide it. */
  show(on) {
    this.shown = on;
    setAttribute(this.reveal, "aria-pressed", String(on));
    this.legend.best.hidden = !on;
    this.draw();
  }

  /** Draw D from one point of the grid to another, straight. */
  stroke(from, to) {
    const [a, b] = from.i <= to.i ? [from, to] : [to, from];
    for (let i = Math.max(a.i, 0); i <= Math.min(b.i, this.d.length - 1); i += 1) {
      const part = b.i > a.i ? (i - a.i) / (b.i - a.i) : 1;
      this.d[i] = Math.min(Math.max(a.d + part * (b.d - a.d), 1 - SURE), SURE);
    }
    this.touched = true;
  }

  /** Draw again what was there before a stroke. */
  takeBack({ d, touched }) {
    Object.assign(this, { d, touched });
    this.draw();
  }

  draw() {
    const { run, plot, layers, p, q, d } = this;
    if (!q) return;
    this.value = value(p, q, d);
    const lost = shortfall(p, q, d);
    this.tell(lost);
    this.points.tell();
    if (!plot.width) return;
    const seen = plot.seen(run.p_data, this.density);
    plot.density(run.p_data, layers.data);
    plot.density(this.density, layers.model, layers["model-area"]);
    plot.unit(d, layers.drawn);
    plot.unit(dStar(p, q), layers.best, this.shown ? seen : seen.map(() => 0));
    const scale =
      LOSS_HEIGHT
      / (Math.max(
        ...shortfall(
          p,
          q,
          d.map(() => 0.5),
        ),
        ...lost,
      ) || 1)
      / (plot.bottom - plot.py(1));
    plot.density(
      lost.map((loss) => loss * scale),
      null,
      layers.loss,
    );
    for (const [name, number] of Object.entries({
      x: plot.left,
      y: 0,
      width: plot.right - plot.left,
      height: plot.bottom,
    })) {
      setAttribute(this.surface, name, String(number));
    }
    this.points.place();
  }

  tell(lost) {
    const { p, q, d, story, rows } = this;
    const most = cost(p, q);
    const gap = most - this.value;
    for (const [name, v] of Object.entries({ yours: this.value, most })) {
      const [left, right] = [this.percent(Math.min(v, -LOG4)), this.percent(Math.max(v, -LOG4))];
      rows[name].fill.style.left = `${left}%`;
      rows[name].fill.style.width = `${right - left}%`;
      setAttribute(rows[name].fill, "data-below", String(v < -LOG4 - 1e-9));
      setText(rows[name].number, fixed(v, 3));
    }
    const worst = lost.indexOf(Math.max(...lost));
    const near = most + LOG4 < DONE ? "nothing" : "done";
    const far = !this.touched ? "start" : this.value < -LOG4 ? "worse" : "some";
    const state = gap < DONE ? near : far;
    const key = d[worst] > dStar(p, q)[worst] ? "high" : "low";
    setText(
      this.verdict,
      story.say(`roles.detective.verdict.${state}`, {
        gap: fixed(gap, 3),
        x: fixed(this.run.x[worst], 1),
        wrong: story.say(`roles.detective.${key}`),
        share: fixed((100 * (this.value + LOG4)) / (most + LOG4), 0),
      }),
    );
    setAttribute(this.verdict, "data-state", state);
  }

  end() {
    this.plot.end();
  }
}
