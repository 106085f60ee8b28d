/** Where V, C(G) and -log 4 stand on one axis, and the two gaps between them. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, setText } from "../../base/dom.js";
import { LOG4 } from "../../maths/densities.js";

const REACHES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50]; // nats on either side of -log 4
const ROOM = 1.12;
const PATIENCE = 1500; // ms of small gaps before the axis closes in
const TICKS = 5;
const EDGE = 7; // percent of the width a label keeps from the ends

export class Ladder {
  /** @type {Record<string, {mark: HTMLElement, label: HTMLElement}>} */
  marks = {};
  /** @type {Record<string, HTMLElement>} */
  bars = {};
  /** @type {Record<string, HTMLElement>} */
  words = {};
  /** @type {number | undefined} */
  smallSince = undefined; // ms, since when the axis has been too wide
  reach = 0; // nats on either side of -log 4; none yet
  low = 0; // ends of the axis
  high = 0;

  /** @param {Pick<StoryPort, "say">} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.plot = h("div.gan1d-ladder-plot", { "aria-hidden": "true" });
    for (const name of ["g", "d"]) {
      this.bars[name] = h("span.gan1d-ladder-bar", { "data-gap": name });
      this.words[name] = h("span.gan1d-ladder-gap");
      this.plot.append(h("div.gan1d-ladder-row", {}, this.words[name], this.bars[name]));
    }
    for (const name of ["end", "cost", "value"]) {
      const label = h("span", { text: say(`value.mark.${name}`) });
      const mark = h("div.gan1d-ladder-mark", { "data-mark": name }, label);
      this.marks[name] = { mark, label };
      this.plot.append(mark);
    }
    this.axis = h("div.gan1d-ladder-axis", { "aria-hidden": "true" });
    this.element = h(
      "div.gan1d-ladder",
      { id: "value-ladder", role: "img", "aria-label": say("value.ladder") },
      this.plot,
      this.axis,
    );
  }

  /**
   * Show V and C(G), both in nats; C(G) >= V.
   * @param {number} value
   * @param {number} cost
   * @param {number} now ms
   */
  show(value, cost, now) {
    this.fit(Math.max(cost + LOG4, Math.abs(value + LOG4)) * ROOM, now);
    const { say } = this.story;
    this.place("end", -LOG4);
    this.place("cost", cost);
    this.place("value", value);
    this.span("g", -LOG4, cost);
    this.span("d", value, cost);
    setText(this.words.g, say("value.gap.g", { gap: fixed(cost + LOG4, 4) }));
    setText(this.words.d, say("value.gap.d", { gap: fixed(Math.max(0, cost - value), 4) }));
  }

  /**
   * Widen the axis at once, close in on small gaps when they last.
   * @param {number} needed
   * @param {number} now ms
   */
  fit(needed, now) {
    const reach = REACHES.find((size) => size >= needed) ?? REACHES[REACHES.length - 1];
    if (this.reach && reach >= this.reach) this.smallSince = undefined;
    if (reach === this.reach) return;
    if (this.reach && reach < this.reach) {
      this.smallSince ??= now;
      if (now - this.smallSince < PATIENCE) return;
    }
    this.smallSince = undefined;
    this.reach = reach;
    this.low = -LOG4 - reach;
    this.high = Math.min(0, -LOG4 + reach);
    const digits = reach < 0.1 ? 3 : reach < 2 ? 2 : 1;
    this.axis.replaceChildren(
      ...Array.from({ length: TICKS }, (_, i) => {
        const at = this.low + ((this.high - this.low) * i) / (TICKS - 1);
        const tick = h("span", { text: fixed(at, digits) });
        tick.style.left = `${(100 * i) / (TICKS - 1)}%`;
        return tick;
      }),
      h("em", { text: this.story.say("value.nats") }),
    );
  }

  /** Say whether the axis waits to close in. */
  get loose() {
    return this.smallSince !== undefined;
  }

  /** @param {number} value */
  percent(value) {
    return 100 * Math.max(0, Math.min(1, (value - this.low) / (this.high - this.low)));
  }

  /**
   * @param {string} name of a mark
   * @param {number} value
   */
  place(name, value) {
    const at = this.percent(value);
    const { mark, label } = this.marks[name];
    mark.style.left = `${at.toFixed(2)}%`;
    const shift = at < EDGE ? "0" : at > 100 - EDGE ? "-100%" : "-50%";
    label.style.transform = `translateX(${shift})`;
  }

  /**
   * @param {string} name of a bar
   * @param {number} from
   * @param {number} to
   */
  span(name, from, to) {
    const [left, right] = [this.percent(from), this.percent(to)];
    this.bars[name].style.left = `${left.toFixed(2)}%`;
    this.bars[name].style.width = `${Math.max(0, right - left).toFixed(2)}%`;
  }
}
