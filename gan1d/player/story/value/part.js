/** The value function: its two terms, the two gaps that make it up, and what half a step does to it. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, keepFocus, setAttribute, setText } from "../../base/dom.js";
import { LOG4 } from "../../maths/densities.js";
import { Ladder } from "./ladder.js";

const EVERY = 50; // ms between refreshes of numbers and ladder
const DIGITS = 4;
const GAMES = ["minimax", "non-saturating"]; // the losses whose D plays for V
const BLIND = "gamma=1000"; // a penalty that keeps D flat

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.drawnAt = 0;
    const { say } = story;
    this.numbers = {};
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
    const half = (player) => this.button(`half-${player}`, () => story.session.half(player));
    this.game = h(
      "div",
      {},
      this.ladder.element,
      this.state,
      this.identity,
      this.account,
      this.section(
        "try",
        story.rich("value.try", {}, "p"),
        h("p.gan1d-value-buttons", {}, half("d"), half("g")),
        this.tried,
      ),
      this.section(
        "why",
        story.rich("value.why", {}, "p"),
        h(
          "p.gan1d-value-buttons",
          {},
          this.button("blind", () => story.session.open(BLIND)),
          this.button("default", () => story.session.open("")),
        ),
      ),
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
      this.note,
      this.other,
      this.game,
    );
  }

  /** Return a term of the sum: formula, number, who wants what. */
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

  section(name, ...content) {
    return h("section.gan1d-value-section", {}, h("h4", { text: this.story.say(`value.${name}.title`) }), ...content);
  }

  button(name, onclick) {
    const text = this.story.say(`value.${name}`);
    return keepFocus(h("button.gan1d-button", { id: `value-${name}`, type: "button", text, onclick }));
  }

  setRun(run) {
    this.layout = run.row;
    const { loss } = run;
    this.story.write(this.note, loss.has_value ? `value.note.${loss.name}` : "value.note.none");
    this.due = true;
  }

  show(row, index) {
    this.row = row;
    this.index = index;
    this.due = true;
  }

  tick(now) {
    if (!this.due || !this.row || now - this.drawnAt < EVERY) return;
    this.due = false;
    this.drawnAt = now;
    this.draw(now);
    if (this.ladder.loose) this.due = true; // its axis waits to close in
  }

  draw(now) {
    const {
      row,
      layout: { field },
      story,
    } = this;
    const [value, cost, jsd] = ["value", "cost", "jsd"].map((name) => row[field[name]]);
    const playable = Number.isFinite(value);
    this.sum.hidden = this.game.hidden = !playable;
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
    this.compare(value);
  }

  /** Say what the half step did that led to the picture, if one did. */
  compare(value) {
    const { row, layout, story } = this;
    const half = row[layout.half];
    const before = half ? story.session.records.get(this.index - 1)?.[layout.field.value] : undefined;
    setAttribute(this.tried, "data-half", String(half));
    if (!Number.isFinite(before)) return story.write(this.tried, "value.tried.none");
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
