/** One step of G: what D asked of every sample, and where each one really went. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, s, setAttribute, setText } from "../../base/dom.js";
import { compare } from "../../maths/pushes.js";

const [HEIGHT, LEFT, RIGHT] = [130, 62, 8]; // px
const SEEN = 1e-6; // of the axis; smaller moves are lost in the rounding of a frame

export class AdviceStep {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.said = h("p.gan1d-advice-said", { id: "advice-compared", "aria-live": "polite" });
    this.reasons = h("ul.gan1d-advice-reasons");
    const path = (name) => s("path", { class: `gan1d-advice-${name}` });
    [this.asked, this.moved, this.zero] = ["asked", "moved", "axis"].map(path);
    this.marks = s("g", { "aria-hidden": "true" });
    this.chart = s(
      "svg",
      { class: "gan1d-advice-chart", height: HEIGHT, role: "img" },
      this.marks,
      this.moved,
      this.asked,
      this.zero,
    );
    this.button = h("button.gan1d-button", {
      id: "advice-go",
      type: "button",
      text: say("advice.step.go"),
      onclick: () => {
        story.session.half("g");
        this.said.scrollIntoView({ block: "nearest" });
      },
    });
    this.element = h(
      "section",
      {},
      this.said,
      h(
        "p.gan1d-advice-legend",
        { "aria-hidden": "true" },
        h("span.gan1d-advice-key-asked"),
        say("advice.step.asked"),
        h("span.gan1d-advice-key-moved"),
        say("advice.step.moved"),
      ),
      this.chart,
      story.rich("advice.step.title", {}, "h3"),
      story.rich("advice.step.text", {}, "p"),
      story.rich("advice.step.why", {}, "p"),
      this.reasons,
    );
    this.observer = new ResizeObserver(() => this.paint());
    this.observer.observe(this.chart);
  }

  setRun(run) {
    this.run = run;
    const { settings } = run;
    const { say } = this.story;
    const optimiser = settings.optimiser === "sgd" && !settings.beta1 ? "plain" : settings.optimiser;
    const reasons = [
      say("advice.why.shared"),
      say("advice.why.batch", { count: settings.batch_g }),
      ...(optimiser === "plain" ? [] : [say(`advice.why.${optimiser}`)]),
      ...(settings.fold > 0 ? [say("advice.why.fold")] : []),
      ...(settings.noise > 0 ? [say("advice.why.noise")] : []),
    ];
    this.reasons.replaceChildren(...reasons.map((reason) => h("li", { text: reason })));
    this.show(null);
  }

  /**
   * Show a step of G, or that there is none to show.
   * @param {{asked: number[], moved: number[]}|null} step
   */
  show(step) {
    if (!step && this.step === null) return;
    this.step = step;
    this.paint();
    const { say } = this.story;
    let words = say("advice.step.none");
    if (step) {
      const { scale, same, correlation } = compare(step.asked, step.moved);
      const [low, high] = this.run.x_range;
      const values = {
        same,
        count: step.asked.length,
        correlation: fixed(correlation, 2),
        scale: scale.toPrecision(2),
      };
      const still = !(Math.max(...step.moved.map(Math.abs)) > SEEN * (high - low));
      words = say(still ? "advice.step.still" : "advice.step.said", values);
    }
    setText(this.said, words);
    setAttribute(this.chart, "aria-label", words);
  }

  paint() {
    const width = this.chart.clientWidth;
    if (!width || !this.run) return;
    const middle = HEIGHT / 2 - 8;
    setAttribute(this.zero, "d", `M${LEFT},${middle}H${width - RIGHT}`);
    const { asked = [], moved = [] } = this.step ?? {};
    const scale = this.step ? compare(asked, moved).scale : 0;
    const longest = Math.max(0, ...moved.map(Math.abs), ...asked.map((one) => Math.abs(one * scale)));
    const slot = (width - LEFT - RIGHT) / this.run.z.length;
    const thick = slot * 0.38;
    const bar = (i, part, size) => {
      const x = LEFT + i * slot + part * slot;
      return `M${x.toFixed(1)},${middle}h${thick.toFixed(1)}v${((-size * (middle - 4)) / longest).toFixed(1)}h${-thick.toFixed(1)}Z`;
    };
    const path = (sizes, part) => (longest > 0 ? sizes.map((size, i) => bar(i, part, size)).join("") : "");
    setAttribute(
      this.asked,
      "d",
      path(
        asked.map((one) => one * scale),
        0.1,
      ),
    );
    setAttribute(this.moved, "d", path(moved, 0.52));
    const label = (x, y, text, anchor) => s("text", { x, y, "text-anchor": anchor, text });
    const z = this.run.z.map((value) => fixed(value, 1));
    const size = longest > 0 ? longest.toPrecision(2) : "";
    this.marks.replaceChildren(
      label(LEFT - 8, 14, size && `+${size}`, "end"),
      label(LEFT - 8, middle + 5, "0", "end"),
      label(LEFT - 8, 2 * middle, size && `−${size}`, "end"),
      label(LEFT + slot / 2, HEIGHT - 4, z[0], "middle"),
      label(width - RIGHT - slot / 2, HEIGHT - 4, z.at(-1), "middle"),
      label((LEFT + width - RIGHT) / 2, HEIGHT - 4, "z", "middle"),
    );
  }

  end() {
    this.observer.disconnect();
  }
}
