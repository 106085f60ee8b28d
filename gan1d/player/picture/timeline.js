/** The timeline: the carpet is the scrubber; marks say where a knob was turned and what is to be found again. */

/**
 * @import { TimelinePort, Turn } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, setAttribute, setText } from "../base/dom.js";
import { differing, turnText } from "../run/turns.js";
import { Carpet } from "./carpet.js";

const SCRUB_EVERY = 66; // ms
const NEAR = 6; // px between the mouse and a mark it is on
const NEAR_FINGER = 16; // px between a finger and a bookmark it is on
const STILL = 5; // px that a click may move
const READ_WITHIN = 4000; // ms

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
  pressed = 0; // px from the left, where the mouse or a finger went down
  leaving = 0; // timer of what a finger has been told

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
    this.carpet.box.addEventListener(
      "pointerleave",
      ({ pointerType }) => (this.tip.hidden ||= pointerType !== "touch"),
    );
    this.carpet.box.addEventListener("pointerdown", ({ clientX }) => (this.pressed = clientX));
    this.carpet.box.addEventListener("click", (event) => this.clicked(event));
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
    const placed = (/** @type {number} */ index, /** @type {HTMLElement} */ mark) => {
      mark.style.left = `${((100 * (index - from)) / (to - from)).toFixed(2)}%`;
      mark.hidden = index < from || index > to;
      return mark;
    };
    this.marks.replaceChildren(
      ...this.turns.map(({ index }) => placed(index, h("i.gan1d-mark", { "data-index": index }))),
      ...this.page.bookmarks.list.map(({ index }) => placed(index, h("i.gan1d-bookmark", { "data-index": index }))),
    );
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
   * Return where on the axis the mouse or a finger is, in px, how wide the axis is and each frame on it.
   * @param {MouseEvent} event
   */
  under({ clientX }) {
    const { carpet } = this;
    const { left, width } = carpet.canvas.getBoundingClientRect();
    return { at: clientX - left, width, each: width / (carpet.to - carpet.from) };
  }

  /**
   * Return the bookmark nearest to a place on the axis.
   * @param {ReturnType<Timeline["under"]>} place
   * @param {number} near px
   */
  bookmarkAt({ at, each }, near) {
    const { carpet, page } = this;
    const away = (/** @type {{index: number}} */ { index }) => Math.abs((index - carpet.from) * each - at);
    return page.bookmarks.list.filter((mark) => away(mark) <= near).sort((a, b) => away(a) - away(b))[0];
  }

  /**
   * Say which step the mouse is over, what was turned there, and what a bookmark notes.
   * @param {PointerEvent} event
   */
  hovered(event) {
    const { carpet, page } = this;
    const place = this.under(event);
    if (event.pointerType === "touch" || !place.width) return;
    const { at, each } = place;
    const mark = this.bookmarkAt(place, NEAR);
    const near = this.turns.filter(({ index }) => Math.abs((index - carpet.from) * each - at) <= NEAR);
    const index = (mark ?? near[0])?.index ?? Math.round(carpet.from + at / each);
    const said = near.flatMap(({ changes }) => changes.map((turn) => turnText(page.say, turn)));
    this.tell(place, index, [mark?.note ?? "", ...said], mark !== undefined);
  }

  /**
   * A click on a bookmark goes to it, and a finger is told what is noted there.
   * @param {MouseEvent} event
   */
  clicked(event) {
    const finger = event instanceof PointerEvent && event.pointerType === "touch";
    const place = this.under(event);
    const mark = this.bookmarkAt(place, finger ? NEAR_FINGER : NEAR);
    if (!mark || Math.abs(event.clientX - this.pressed) > STILL) return;
    this.page.visit(mark.index);
    if (!finger) return;
    this.tell(place, mark.index, [mark.note], true);
    clearTimeout(this.leaving);
    this.leaving = window.setTimeout(() => (this.tip.hidden = true), READ_WITHIN);
  }

  /**
   * Say something of a frame, over its place.
   * @param {ReturnType<Timeline["under"]>} place
   * @param {number} index of the frame
   * @param {string[]} said
   * @param {boolean} ahead whether also of one that is still to come
   */
  tell({ at, width }, index, said, ahead) {
    const { page, tip } = this;
    const row = page.records.get(index);
    tip.hidden = !row && !ahead;
    if (tip.hidden) return;
    const where = row ? page.say("scrub.value", { step: row[0] }) : page.say("marks.picture", { index });
    setText(tip, [where, ...said.filter(Boolean)].join(" · "));
    const half = ahead ? tip.offsetWidth / 2 : 0.12 * width; // a note may be long
    tip.style.left = `${Math.max(half, Math.min(width - half, at)).toFixed(0)}px`;
  }
}
