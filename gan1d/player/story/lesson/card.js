/** What is seen of the lesson: the question, its answers, what the run has told, what to try. */

/**
 * @import { StoryPort, Values } from "../../ports.d.ts"
 * @import { Net } from "../../messages.d.ts"
 */

import { h, setAttribute, setText } from "../../base/dom.js";
import { STEPS, progress } from "./progress.js";

const SEEDS = 100000;

export class Card {
  element = h("div.gan1d-lesson");
  answers = h("div.gan1d-lesson-answers", { role: "group" });
  told = h("div.gan1d-lesson-told", { id: "lesson-told", "aria-live": "polite" });
  foot = h("div.gan1d-lesson-foot");
  right = h("div.gan1d-lesson-right", {}, this.told, this.foot);

  /**
   * @param {StoryPort} story
   * @param {object} reader
   * @param {(at: number) => void} reader.open a step
   * @param {(choice: number | null) => void} reader.choose an answer, or none and be told
   */
  constructor(story, reader) {
    this.story = story;
    this.reader = reader;
    this.answers.setAttribute("aria-label", story.say("lesson.answers"));
    this.next = this.button("lesson.next", () => reader.open(progress.at + 1));
    this.nav = h("nav.gan1d-lesson-nav", { "aria-label": story.say("lesson.nav") });
  }

  get step() {
    return STEPS[progress.at];
  }

  get last() {
    return progress.at === STEPS.length - 1;
  }

  /** @param {string | number} name */
  word(name) {
    return `lesson.${this.step.key}.${name}`;
  }

  /** Write a step anew. */
  build() {
    const { story } = this;
    if (progress.phase === "intro") {
      this.element.replaceChildren(
        h(
          "div.gan1d-lesson-intro",
          {},
          h("h3", { text: story.say("lesson.intro", { count: STEPS.length }) }),
          story.rich("lesson.intro.text", {}, "p"),
          this.button("lesson.start", () => this.reader.open(0), "gan1d-lesson-main"),
        ),
      );
      return;
    }
    const text = story.rich(this.word("text"), {}, "p.gan1d-lesson-text");
    const ask = story.rich(this.word("ask"), {}, "p.gan1d-lesson-ask");
    this.answers.replaceChildren(...Array.from({ length: this.step.answers }, (_, i) => this.answer(i + 1)));
    this.next.disabled = this.last;
    this.nav.replaceChildren(
      h("h3", { id: "lesson-title", text: story.say(this.word("title")) }),
      h("ol.gan1d-lesson-dots", {}, ...STEPS.map((_, at) => h("li", {}, this.dot(at)))),
      this.next,
    );
    this.element.replaceChildren(
      this.nav,
      h("div.gan1d-lesson-body", {}, h("div.gan1d-lesson-left", {}, text, ask, this.answers), this.right),
    );
  }

  /**
   * @param {string} key of its words
   * @param {() => void} onclick
   * @param {string} [name] class
   * @param {Values} [values] of its words
   */
  button(key, onclick, name = "", values = {}) {
    return h(`button.gan1d-button${name ? `.${name}` : ""}`, {
      id: key.replaceAll(".", "-"),
      type: "button",
      text: this.story.say(key, values),
      onclick,
    });
  }

  /**
   * Return the button that opens a step.
   * @param {number} at
   */
  dot(at) {
    const { say } = this.story;
    const { key } = STEPS[at];
    const title = say(`lesson.${key}.title`);
    return h("button.gan1d-lesson-dot", {
      id: `lesson-go-${at + 1}`,
      type: "button",
      text: String(at + 1),
      "aria-label": say("lesson.step", { n: at + 1, all: STEPS.length, title }),
      title,
      "aria-current": at === progress.at ? "step" : null,
      "data-done": key in progress.right ? "true" : null,
      onclick: () => this.reader.open(at),
    });
  }

  /** @param {number} n from 1 */
  answer(n) {
    return h(
      "button.gan1d-lesson-answer",
      { id: `lesson-answer-${n}`, type: "button", onclick: () => this.reader.choose(n) },
      h("span.gan1d-lesson-mark", { "aria-hidden": "true", text: "ABC"[n - 1] }),
      this.story.rich(this.word(n)),
      h("span.gan1d-lesson-said"),
    );
  }

  /**
   * Bring the words up to the phase.
   * @param {string} hint what to do now
   */
  refresh(hint) {
    const { phase } = progress;
    if (phase === "intro") return;
    const told = phase === "told";
    for (const [i, button] of this.answers.querySelectorAll("button").entries()) this.mark(button, i + 1);
    this.element.dataset.phase = phase;
    this.element.dataset.step = String(progress.at + 1);
    this.next.classList.toggle("gan1d-lesson-main", told && !this.next.disabled);
    if (told) {
      this.element.querySelector(`[data-testid="lesson-go-${progress.at + 1}"]`)?.setAttribute("data-done", "true");
      this.tell();
    } else {
      this.told.replaceChildren(h("p.gan1d-lesson-hint", { text: this.story.say(`lesson.${hint}`) }));
    }
    this.footing(hint);
  }

  /**
   * Mark an answer: guessed, right, wrong.
   * @param {HTMLButtonElement} button
   * @param {number} n from 1
   */
  mark(button, n) {
    const { phase, choice } = progress;
    const told = phase === "told";
    const mark = told && n === this.step.right ? "right" : told && n === choice ? "wrong" : "";
    setAttribute(button, "aria-pressed", String(n === choice));
    setAttribute(button, "aria-disabled", String(!["ready", "off", "changed"].includes(phase)));
    button.dataset.mark = mark;
    const [sign, , said] = button.children;
    setText(sign, mark ? { right: "✓", wrong: "✗" }[mark] : "ABC"[n - 1]);
    setText(said, mark ? ` (${this.story.say(`lesson.mark.${mark}`)})` : "");
  }

  tell() {
    const { story, step } = this;
    const { choice, values } = progress;
    const verdict = choice === null ? "answer" : choice === step.right ? "right" : "wrong";
    const guesses = Object.values(progress.right).filter((right) => right !== null);
    const score = { asked: guesses.length, right: guesses.filter(Boolean).length };
    this.told.replaceChildren(
      h(
        "p.gan1d-lesson-numbers",
        {},
        h("span.gan1d-lesson-verdict", { "data-verdict": verdict, text: story.say(`lesson.${verdict}`) }),
        " ",
        story.rich(this.word("tell"), values),
      ),
      story.rich(this.word("why"), values, "p"),
      this.last && guesses.length ? h("p.gan1d-lesson-numbers", { text: story.say("lesson.score", score) }) : "",
    );
  }

  /** @param {string} hint */
  footing(hint) {
    const { story, reader } = this;
    const { phase } = progress;
    const shown = [];
    if (phase === "ready") shown.push(this.button("lesson.show", () => reader.choose(null)));
    if (hint === "paused") shown.push(this.button("lesson.resume", () => story.session.play(), "gan1d-lesson-main"));
    shown.push(this.button("lesson.stage", () => reader.open(progress.at)));
    /** @type {HTMLElement[]} */
    const tries = phase === "told" ? this.step.tries.map((what) => this.trial(what)) : [];
    if (tries.length) tries.unshift(h("span", { text: story.say("lesson.try") }));
    this.foot.replaceChildren(...tries, ...shown);
  }

  /**
   * Return the button of something to try.
   * @param {string} what "half d", "half g", "part NAME", "set KNOB VALUE", "seed" or "seed play"
   */
  trial(what) {
    const { session, say, choose } = this.story;
    const [kind, name, value] = what.split(" ");
    if (kind === "half") return this.button(`lesson.try.half-${name}`, () => session.half(/** @type {Net} */ (name)));
    if (kind === "part") return this.button("lesson.try.part", () => choose(name), "", { part: say(`story.${name}`) });
    if (kind === "set") {
      const turn = () => {
        session.set(name, Number(value));
        session.play();
      };
      return this.button("lesson.try.set", turn, "", { knob: say(`knob.${name}`), value });
    }
    return this.button(name ? "lesson.try.seed-play" : "lesson.try.seed", () => {
      session.restart({ seed: Math.floor(Math.random() * SEEDS) });
      if (name) session.play();
    });
  }
}
