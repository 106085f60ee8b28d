/** The paper's loss of G beside the non-saturating one: the same direction, another strength. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, setAttribute, setText } from "../../base/dom.js";
import { LOGISTIC, meanSize, push, sigmoid } from "../../maths/pushes.js";

const ALONE = 8; // half steps of D that one press asks for

export class AdviceStarve {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.rows = Object.fromEntries(
      LOGISTIC.map((loss) => {
        const bar = h("span.gan1d-advice-bar");
        const value = h("span.gan1d-advice-size", { id: `advice-size-${loss}` });
        const button = h("button.gan1d-button", {
          id: `advice-${loss}`,
          type: "button",
          "aria-pressed": "false",
          text: say(`advice.try.${loss}`),
          onclick: () => story.session.set("loss", loss),
        });
        return [loss, { bar, value, button }];
      }),
    );
    this.said = h("p.gan1d-advice-said", { id: "advice-starved" });
    this.element = h(
      "section",
      {},
      story.rich("advice.starve.title", {}, "h3"),
      story.rich("advice.starve.text", {}, "p"),
      h(
        "div.gan1d-advice-bars",
        {},
        ...LOGISTIC.flatMap((loss) => [
          story.rich(`advice.size.${loss}`, {}, "span"),
          h(`span.gan1d-advice-track.gan1d-advice-track-${loss}`, {}, this.rows[loss].bar),
          this.rows[loss].value,
        ]),
      ),
      this.said,
      h("p", { text: say("advice.starve.try") }),
    );
    const button = (name, values, onclick) =>
      h("button.gan1d-button", {
        id: `advice-${name}`,
        type: "button",
        text: say(`advice.try.${name}`, values),
        onclick,
      });
    this.buttons = [button("alone", { count: ALONE }, () => this.alone()), button("sure", {}, () => this.startSure())];
    this.losses = LOGISTIC.map((loss) => this.rows[loss].button);
  }

  alone() {
    for (let i = 0; i < ALONE; i += 1) this.story.session.half("d");
  }

  /** Begin the run again, paused, with nothing that holds D back, and let D learn alone. */
  async startSure() {
    const query = new URLSearchParams(this.run.link);
    for (const name of ["events", "gamma_r2"]) query.delete(name);
    query.set("gamma", "0");
    query.set("loss", LOGISTIC.includes(this.run.loss.name) ? this.run.loss.name : "non-saturating");
    await this.story.session.open(`?${query}`, false);
    this.alone();
  }

  setRun(run) {
    this.run = run;
    for (const [loss, { button }] of Object.entries(this.rows)) {
      setAttribute(button, "aria-pressed", String(loss === run.loss.name));
    }
  }

  /**
   * Show both sizes.
   * @param {string} loss the one D was trained with
   * @param {number[]} d raw outputs at the samples
   * @param {number[]} slopes
   */
  show(loss, d, slopes) {
    const logistic = LOGISTIC.includes(loss);
    const sizes = LOGISTIC.map((name) => meanSize(d.map((raw, i) => push(name, raw, slopes[i]))));
    LOGISTIC.forEach((name, i) => {
      const { bar, value } = this.rows[name];
      const share = logistic ? sizes[i] / Math.max(...sizes, 1e-12) : 0;
      setAttribute(bar, "style", `width: ${(100 * share).toFixed(1)}%`);
      setText(value, logistic ? fixed(sizes[i], 4) : "–");
    });
    const [paper, other] = sizes;
    const sure = d.reduce((sum, raw) => sum + sigmoid(raw), 0) / d.length;
    const ratio = other > 0 ? paper / other : NaN;
    const values = {
      mean: fixed(sure, 3),
      ratio: ratio < 0.01 ? ratio.toExponential(1).replace("-", "−") : fixed(ratio, 2),
    };
    setText(this.said, this.story.say(logistic ? "advice.starve.now" : "advice.starve.other", values));
  }
}
