/** The teacher's advice: what D tells each of G's samples, and what becomes of it. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, setText } from "../../base/dom.js";
import { AdviceOverlay } from "./overlay.js";
import { AdviceStarve } from "./starve.js";
import { AdviceStep } from "./step.js";
import { LOGISTIC, climb, onData, push, scaleFor, sigmoid, valueAt } from "../../maths/pushes.js";

const RISE = 0.01; // from 0.40 to 0.41
const EVERY = 100; // ms between texts
const PIXELS = 28; // of the side of a small image

const signed = (value, digits) => (value > 0 ? `+${fixed(value, digits)}` : fixed(value, digits));

export const KNOBS = ["gamma", "lr_g", "loss"];

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.overlay = new AdviceOverlay(story, (number) => {
      this.number = number;
      if (this.now) this.refresh();
    });
    this.step = new AdviceStep(story);
    this.starve = new AdviceStarve(story);
    this.formula = h("p.gan1d-advice-formula", { id: "advice-formula" });
    this.caption = h("p.gan1d-advice-caption", { id: "advice-caption" });
    this.where = h("p.gan1d-advice-where");
    this.sentence = h("p.gan1d-advice-sentence", { id: "advice-sentence" });
    this.sample = h("strong.gan1d-advice-number", { id: "advice-x" });
    this.advice = h("strong.gan1d-advice-number", { id: "advice-push" });
    this.element = h(
      "div.gan1d-advice",
      { id: "advice" },
      story.rich("advice.title", {}, "h3"),
      story.rich("advice.intro", {}, "p"),
      this.formula,
      h(
        "section.gan1d-advice-card",
        { "aria-label": story.say("advice.card") },
        this.where,
        this.sentence,
        h(
          "p.gan1d-advice-shape",
          {},
          h("span", {}, story.rich("advice.shape.sample"), this.sample),
          h("span", {}, story.rich("advice.shape.advice"), this.advice),
        ),
      ),
      this.caption,
      h("div.gan1d-advice-buttons", {}, this.step.button, ...this.starve.buttons),
      h("div.gan1d-advice-buttons", {}, ...this.starve.losses),
      this.step.element,
      this.starve.element,
      h("p.gan1d-advice-note", { text: story.say("advice.shape.note", { side: PIXELS, count: PIXELS ** 2 }) }),
    );
    this.recolour();
  }

  recolour() {
    const { model, d } = this.story.colour;
    for (const { style } of [this.element, this.overlay.element]) {
      for (const [name, value] of Object.entries({ model, d })) style.setProperty(`--gan1d-of-${name}`, value);
    }
  }

  replotted() {
    this.overlay.replotted();
  }

  setRun(run) {
    const same = this.run?.x === run.x; // other settings of the run in hand
    this.run = run;
    this.layout = run.row;
    this.step.setRun(run);
    this.starve.setRun(run);
    if (same) return this.refresh();
    this.row = null;
    this.scale = undefined;
    this.overlay.setRun(run);
    return undefined;
  }

  /** Show the frame in hand again: another sample is chosen, or another loss asks. */
  refresh() {
    if (!this.row) return;
    this.show(this.row, this.index);
    this.write();
  }

  /** Return D's raw output, its slope and the pushes at the samples of a frame, by the loss of the next step. */
  adviceOf(row, index) {
    const { layout } = this;
    const count = this.run.z.length;
    const part = (from) => Array.from(row.subarray(from, from + count));
    const [ticks, d, slopes] = [layout.ticks, layout.advice_d, layout.advice_slope].map(part);
    const shown = row.subarray(layout.d, layout.d + layout.points);
    const [trained, next] = [index, index + 1].map((at) => this.story.session.runAt(at));
    const loss = next.loss.name;
    const real = loss === "relativistic" ? onData(trained, shown, ticks, d) : undefined;
    const pushes = d.map((raw, i) => push(loss, raw, slopes[i], real));
    return { ticks, d, slopes, shown, trained, loss, pushes, heights: this.heightsOf(trained, shown, ticks, d) };
  }

  show(row, index) {
    this.row = row;
    this.index = index;
    const now = this.adviceOf(row, index);
    const [low, high] = this.run.x_range;
    this.scale = scaleFor(this.longestOf(now), high - low, this.scale);
    if (this.number === undefined) this.overlay.choose(this.firstOf(now));
    this.now = { ...now, ...this.pointOf(now, this.number) };
    this.overlay.show({ scale: this.scale, rise: RISE, ...this.now });
    this.stale = true;
  }

  /** Return the push that fills the scale; the two logistic losses share it, so that one can be seen to starve. */
  longestOf({ loss, d, slopes, pushes }) {
    const both = (raw, i) => Math.max(...LOGISTIC.map((name) => Math.abs(push(name, raw, slopes[i]))));
    return Math.max(...(LOGISTIC.includes(loss) ? d.map(both) : pushes.map(Math.abs)));
  }

  /** Return the sample to begin with: D gives it about 0.4 and can tell it the way up; or who is pushed most. */
  firstOf(now) {
    const far = now.d.map((_, i) => {
      const { here, to } = this.pointOf(now, i);
      return to !== undefined && now.trained.loss.probability ? Math.abs(here - 0.4) : Infinity;
    });
    if (Math.min(...far) < Infinity) return far.indexOf(Math.min(...far));
    const sizes = now.pushes.map(Math.abs);
    return sizes.indexOf(Math.max(...sizes));
  }

  /** Return D at the samples, as the curve shows it. */
  heightsOf({ loss: { name, has_value: bent } }, shown, ticks, d) {
    if (!bent) return d;
    const onCurve = (x) => (name === "relativistic" ? valueAt(this.run.x, shown, x) : NaN);
    return ticks.map((x, i) => {
      const height = onCurve(x);
      return Number.isFinite(height) ? height : sigmoid(d[i]);
    });
  }

  /** Return D at a sample, its slope there, and where D is a little higher. */
  pointOf({ ticks, heights, slopes, shown, trained }, i) {
    const here = heights[i];
    const slope = trained.loss.has_value ? here * (1 - here) * slopes[i] : slopes[i];
    return { here, slope, ...climb(this.run.x, shown, ticks[i], here, slope, RISE) };
  }

  tick(now) {
    if (!this.stale || now - (this.wroteAt ?? 0) < EVERY) return;
    this.wroteAt = now;
    this.write();
  }

  /** Write what is said about the frame in hand. */
  write() {
    this.stale = false;
    const { story, now, number: i } = this;
    const { say } = story;
    story.write(this.formula, `advice.push.${now.loss}`);
    setText(this.caption, say("advice.caption", { scale: this.scale }));
    const x = now.ticks[i];
    const names = { number: i + 1, count: now.ticks.length, z: fixed(this.run.z[i], 2) };
    setText(this.where, say("advice.sample.is", names));
    setText(this.sentence, this.sentenceOf(now, x));
    setText(this.sample, `[ ${fixed(x, 3)} ]`);
    setText(this.advice, `[ ${signed(now.pushes[i], 4)} ]`);
    this.starve.show(now.trained.loss.name, now.d, now.slopes);
    this.step.show(this.stepOf());
  }

  sentenceOf({ here, slope, to, top, end, trained }, x) {
    const { say } = this.story;
    const values = {
      d: fixed(here, 3),
      more: fixed(here + RISE, 3),
      top: fixed(top, 3),
      move: signed(to - x, 3),
      linear: signed(RISE / slope, 3),
    };
    const first = say(trained.loss.probability ? "advice.gives" : "advice.scores", values);
    if (to !== undefined) return first + say("advice.move", values);
    if (end === "off") return first + say("advice.off", values);
    return first + say(top > here + 5e-4 ? `advice.${end}` : "advice.flat", values);
  }

  /** Return the step of G that led to this frame alone, with what D asked before it; null if none did. */
  stepOf() {
    const { row, index, layout } = this;
    const before = row[layout.half] === 2 && this.story.session.records.get(index - 1);
    if (!before) return null;
    if (this.stepRow === row && this.stepSeen) return this.stepSeen;
    const { ticks, pushes } = this.adviceOf(before, index - 1);
    this.stepRow = row;
    this.stepSeen = { asked: pushes, moved: this.now.ticks.map((x, i) => x - ticks[i]) };
    return this.stepSeen;
  }

  end() {
    this.overlay.end();
    this.step.end();
  }
}
