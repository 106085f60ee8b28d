/** The timeline: the carpet is the scrubber; marks say where a knob was turned. */

/**
 * @import { TimelinePort, Turn } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, setAttribute, setText } from "../base/dom.js";
import { differing, turnText } from "../run/turns.js";
import { Carpet } from "./carpet.js";

const SCRUB_EVERY = 66; // ms
const NEAR = 6; // px between the mouse and a mark it is on

/**
 * Return where knobs were turned: the last frame before, and what became of what.
 * @param {{from: number, run: Run}[]} eras
 * @returns {{index: number, changes: Turn[]}[]}
 */
export function turnsOf(eras) {
  return eras.slice(1).flatMap(({ from, run }, i) => {
    const changes = differing(eras[i].run.settings, run.settings);
    return changes.length ? [{ index: from - 1, changes }] : [];
  });
}

export class Timeline {
  scrubAt = 0;
  scrubbed = "";
  /** @type {ReturnType<typeof turnsOf>} */
  turns = [];

  /** @param {TimelinePort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.carpet = new Carpet(page);
    this.scrub = h("input.gan1d-scrub", {
      type: "range",
      id: "scrub",
      min: 0,
      max: 0,
      value: 0,
      step: 1,
      "aria-label": say("scrub.label"),
      oninput: () => page.seek(this.carpet.within(Number(this.scrub.value))),
    });
    this.marks = h("div.gan1d-marks", { id: "marks", "aria-hidden": "true" });
    this.tip = h("div.gan1d-timeline-tip", { id: "timeline-tip", role: "tooltip", hidden: true });
    this.carpet.box.append(this.marks, this.scrub, this.tip);
    this.carpet.box.addEventListener("pointermove", (event) => this.hovered(event));
    this.carpet.box.addEventListener("pointerleave", () => (this.tip.hidden = true));
    this.element = this.carpet.element;
  }

  /** @param {Run} run */
  setRun(run) {
    this.carpet.setRun(run);
    this.turns = turnsOf(this.page.eras);
    this.place();
  }

  /** Put the marks where the axis has their frames. */
  place() {
    const { from, to } = this.carpet;
    const marks = this.turns.map(({ index }) => {
      const mark = h("i.gan1d-mark", { "data-index": index });
      mark.style.left = `${((100 * (index - from)) / (to - from)).toFixed(2)}%`;
      mark.hidden = index < from;
      return mark;
    });
    this.marks.replaceChildren(...marks);
  }

  /** @param {number} index of the frame on the screen */
  show(index) {
    this.carpet.show(index);
  }

  refresh() {
    this.carpet.refresh();
  }

  /**
   * At every refresh of the screen: draw what is new, and bring the scrubber up to the record at its leisure.
   * @param {number} now
   * @param {number} position
   * @param {number} step
   */
  tick(now, position, step) {
    const { carpet, page } = this;
    if (carpet.tick()) this.place();
    if (now - this.scrubAt < SCRUB_EVERY || page.records.newest < 0) return;
    const { from, to } = carpet;
    const key = `${from} ${to} ${position}`;
    if (key === this.scrubbed) return;
    this.scrubbed = key;
    this.scrubAt = now;
    this.scrub.min = String(from);
    this.scrub.max = String(to);
    this.scrub.value = String(Math.max(position, page.records.first));
    setAttribute(this.scrub, "aria-valuetext", page.say("scrub.value", { step }));
  }

  /**
   * Say which step the mouse is over, and what was turned there.
   * @param {PointerEvent} event
   */
  hovered(event) {
    const { carpet, page, tip } = this;
    const { left, width } = carpet.canvas.getBoundingClientRect();
    if (event.pointerType === "touch" || !width) return;
    const at = event.clientX - left;
    const each = width / (carpet.to - carpet.from);
    const near = this.turns.filter(({ index }) => Math.abs((index - carpet.from) * each - at) <= NEAR);
    const index = near.length ? near[0].index : Math.round(carpet.from + at / each);
    const row = page.records.get(index);
    tip.hidden = !row;
    if (!row) return;
    const said = near.flatMap(({ changes }) => changes.map((turn) => turnText(page.say, turn)));
    setText(tip, [page.say("scrub.value", { step: row[0] }), ...said].join(" · "));
    tip.style.left = `${(100 * Math.max(0.12, Math.min(0.88, at / width))).toFixed(1)}%`;
  }
}
