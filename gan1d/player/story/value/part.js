/** The value function: its two terms, the two gaps that make it up, and what half a step does to it. */

/**
 * @import { Row, StoryPart, StoryPort } from "../../ports.d.ts"
 * @import { Net, Run } from "../../messages.d.ts"
 */

import { fixed, h, keepFocus, setAttribute, setText } from "../../base/dom.js";
import { LOG4 } from "../../maths/densities.js";
import { Ladder } from "./ladder.js";

const EVERY = 50; // ms between refreshes of numbers and ladder
const DIGITS = 4;
const GAMES = ["minimax", "non-saturating"]; // the losses whose D plays for V
const BLIND = "gamma=1000"; // a penalty that keeps D flat

export const KNOBS = ["gamma", "loss"];

/** @implements {StoryPart} */
export class Part {
  drawnAt = 0;
  due = false;
  /** @type {Row | null} */
  row = null;
  index = -1;
  /** @type {Run | null} */
  run = null;
  /** @type {Record<string, HTMLElement>} */
  numbers = {};

  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.sum = h(
      "div.gan1d-value-sum",
      { role: "group", "aria-label": say("value.sum") },
      this.term("value"),
      h("span.gan1d-value-sign", { text: "=" }),
      this.term("value_real"),
      h("span.gan1d-value-sign", { text: "+" }),
      this.term("value_fake"),
    );
    this.note = h("p.gan1d-value-note");
    this.ladder = new Ladder(story);
    this.state = h("p.gan1d-value-state", { id: "value-state" });
    this.identity = story.rich("value.identity", {}, "p");
    this.account = h("p.gan1d-value-account", { id: "value-account" });
    this.tried = h("p.gan1d-value-tried", { id: "value-tried", role: "status" });
    const half = (/** @type {Net} */ net) => this.button(`half-${net}`, () => story.session.half(net));
    this.moves = h(
      "div",
      {},
      h(
        "p.gan1d-value-buttons",
        {},
        half("d"),
        half("g"),
        this.button("blind", () => story.session.open(BLIND)),
        this.button("default", () => story.session.open("")),
      ),
      this.tried,
      this.ladder.element,
      this.state,
    );
    this.game = h(
      "div",
      {},
      this.identity,
      this.account,
      this.section("try", story.rich("value.try", {}, "p")),
      this.section("why", story.rich("value.why", {}, "p")),
      this.section("end", story.rich("value.end", {}, "p")),
    );
    this.other = h(
      "div",
      { id: "value-none", hidden: true },
      story.rich("value.none", {}, "p"),
      h(
        "p.gan1d-value-buttons",
        {},
        ...GAMES.map((name) =>
          this.button(name, () => {
            story.session.set("loss", name);
            story.session.play();
          }),
        ),
      ),
    );
    this.element = h(
      "div.gan1d-value",
      {},
      story.rich("value.title", {}, "h3"),
      this.sum,
      this.moves,
      this.note,
      this.other,
      this.game,
    );
  }

  /**
   * Return a term of the sum: formula, number, who wants what.
   * @param {string} field
   */
  term(field) {
    const { story } = this;
    const [signs, wish] = [`value.${field}`, `value.${field}.wish`];
    this.numbers[field] = h("span.gan1d-value-number", { id: `value-${field}`, text: "–" });
    return h(
      "div.gan1d-value-term",
      { "data-term": field },
      story.rich(signs),
      this.numbers[field],
      h("span.gan1d-value-wish", { text: story.say(wish) }),
    );
  }

  /**
   * @param {string} name
   * @param {...HTMLElement} content
   */
  section(name, ...content) {
    return h("section.gan1d-value-section", {}, h("h4", { text: this.story.say(`value.${name}.title`) }), ...content);
  }

  /**
   * @param {string} name
   * @param {() => void} onclick
   */
  button(name, onclick) {
    const text = this.story.say(`value.${name}`);
    return keepFocus(h("button.gan1d-button", { id: `value-${name}`, type: "button", text, onclick }));
  }

  /** @param {Run} run */
  setRun(run) {
    this.run = run;
    const { loss } = run;
    this.story.write(this.note, loss.has_value ? `value.note.${loss.name}` : "value.note.none");
    this.due = true;
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  show(row, index) {
    this.row = row;
    this.index = index;
    this.due = true;
  }

  /** @param {number} now */
  tick(now) {
    const { row, run } = this;
    if (!this.due || !row || !run || now - this.drawnAt < EVERY) return;
    this.due = false;
    this.drawnAt = now;
    this.draw(row, run, now);
    if (this.ladder.loose) this.due = true; // its axis waits to close in
  }

  /**
   * @param {Row} row
   * @param {Run} run
   * @param {number} now
   */
  draw(row, run, now) {
    const { story } = this;
    const { field } = run.row;
    const [value, cost, jsd] = ["value", "cost", "jsd"].map((name) => row[field[name]]);
    const playable = Number.isFinite(value);
    this.sum.hidden = this.moves.hidden = this.game.hidden = !playable;
    this.other.hidden = playable;
    if (!playable) return;
    for (const [name, element] of Object.entries(this.numbers)) setText(element, fixed(row[field[name]], DIGITS));
    const gapD = Math.max(0, cost - value);
    this.ladder.show(value, cost, now);
    const values = {
      value: fixed(value, DIGITS),
      gap_d: fixed(gapD, DIGITS),
      gap_g: fixed(2 * jsd, DIGITS),
      end: fixed(-LOG4, DIGITS),
      off: fixed(Math.abs(value + LOG4), DIGITS),
    };
    story.write(this.state, "value.state", values);
    story.write(this.account, "value.account", values);
    this.compare(row, run.row, value);
  }

  /**
   * Say what the half step did that led to the picture, if one did.
   * @param {Row} row
   * @param {Run["row"]} layout
   * @param {number} value
   */
  compare(row, layout, value) {
    const { story } = this;
    const half = row[layout.half];
    const before = half ? story.session.records.get(this.index - 1)?.[layout.field.value] : undefined;
    setAttribute(this.tried, "data-half", String(half));
    if (before === undefined || !Number.isFinite(before)) return story.write(this.tried, "value.tried.none");
    const change = value - before;
    const wanted = half === 1 ? change >= 0 : change <= 0;
    const key = `value.tried.${half === 1 ? "d" : "g"}.${wanted ? "as-wanted" : "not"}`;
    return story.write(this.tried, key, {
      before: fixed(before, DIGITS),
      after: fixed(value, DIGITS),
      change: `${change >= 0 ? "+" : ""}${fixed(change, 5)}`,
    });
  }
}
