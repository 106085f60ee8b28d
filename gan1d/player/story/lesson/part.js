/** The guided lesson: a scene is set, a question asked, the run plays on and answers it. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { h, setAttribute, setText } from "../../base/dom.js";
import { loadTable } from "../../base/loader.js";
import { bearOut, readAll } from "../../maths/claims.js";
import { recall, remember } from "./memory.js";

const STEPS = await loadTable("story/lesson/lesson.json");
const SEEDS = 100000;
const STORE = "gan1d-lesson";

/**
 * Where the reader is; it outlives the part, which goes when another part is opened.
 * phase: intro, setting (the scene is being set), ready (the question stands), playing, told, changed (the run is no
 * longer the one asked about) or off (the stage shows something else).
 */
const state = { at: 0, phase: "intro", choice: null, values: null, right: {}, ...restored() };
let scene = null; // the run of the scene, as the session has it
let before = {}; // numbers read before the answer plays
let goal = null; // {index, reached}: a frame to be gone to
let speeds = null; // {own, set}: the reader's speed and the lesson's

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.element = h("div.gan1d-lesson");
    if (state.phase === "setting" || (scene && !this.onScene())) this.phase("off");
    this.build();
  }

  get step() {
    return STEPS[state.at];
  }

  get session() {
    return this.story.session;
  }

  /** Return whether the run on the screen is still the scene's. */
  onScene() {
    return scene !== null && this.session.firstRun === scene;
  }

  word(name) {
    return `lesson.${this.step.key}.${name}`;
  }

  phase(name) {
    state.phase = name;
    remember(STORE, state);
  }

  // What is seen.

  build() {
    const { story } = this;
    if (state.phase === "intro") {
      this.element.replaceChildren(
        h(
          "div.gan1d-lesson-intro",
          {},
          h("h3", { text: story.say("lesson.intro") }),
          story.rich("lesson.intro.text", {}, "p"),
          this.button("lesson.start", () => this.open(0), "gan1d-lesson-main"),
        ),
      );
      return;
    }
    this.ask = story.rich(this.word("ask"), {}, "p");
    this.ask.className = "gan1d-lesson-ask";
    this.answers = h("div.gan1d-lesson-answers", { role: "group", "aria-label": story.say("lesson.answers") });
    for (let n = 1; n <= this.step.answers; n += 1) this.answers.append(this.answer(n));
    this.told = h("div.gan1d-lesson-told", { id: "lesson-told", "aria-live": "polite" });
    this.foot = h("div.gan1d-lesson-foot");
    this.element.replaceChildren(
      this.navigation(),
      h(
        "div.gan1d-lesson-body",
        {},
        h("div.gan1d-lesson-left", {}, story.rich(this.word("text"), {}, "p"), this.ask, this.answers),
        h("div.gan1d-lesson-right", {}, this.told, this.foot),
      ),
    );
    this.refresh();
  }

  button(key, onclick, name = "", values = {}) {
    return h(`button.gan1d-button${name ? `.${name}` : ""}`, {
      id: key.replaceAll(".", "-"),
      type: "button",
      text: this.story.say(key, values),
      onclick,
    });
  }

  navigation() {
    const { story } = this;
    const dots = h("ol.gan1d-lesson-dots");
    STEPS.forEach((step, at) => {
      const title = story.say(`lesson.${step.key}.title`);
      const label = story.say("lesson.step", { n: at + 1, all: STEPS.length, title });
      dots.append(
        h(
          "li",
          {},
          h("button.gan1d-lesson-dot", {
            id: `lesson-go-${at + 1}`,
            type: "button",
            text: String(at + 1),
            "aria-label": label,
            title,
            "aria-current": at === state.at ? "step" : null,
            "data-done": step.key in state.right ? "true" : null,
            onclick: () => this.open(at),
          }),
        ),
      );
    });
    this.next = this.button("lesson.next", () => this.open(state.at + 1));
    this.next.disabled = state.at === STEPS.length - 1;
    return h(
      "nav.gan1d-lesson-nav",
      { "aria-label": story.say("lesson.nav") },
      h("h3", { id: "lesson-title", text: story.say(this.word("title")) }),
      dots,
      this.next,
    );
  }

  answer(n) {
    const mark = h("span.gan1d-lesson-mark", { "aria-hidden": "true", text: "ABC"[n - 1] });
    const text = this.story.rich(this.word(n));
    return h(
      "button.gan1d-lesson-answer",
      { id: `lesson-answer-${n}`, type: "button", onclick: () => this.choose(n) },
      mark,
      text,
      h("span.gan1d-lesson-said"),
    );
  }

  /** Bring the words up to the phase. */
  refresh() {
    if (state.phase === "intro") return;
    const { story, step } = this;
    const { phase, choice } = state;
    const told = phase === "told";
    [...this.answers.children].forEach((button, i) => {
      const n = i + 1;
      const mark = told && n === step.right ? "right" : told && n === choice ? "wrong" : "";
      setAttribute(button, "aria-pressed", String(n === choice));
      setAttribute(button, "aria-disabled", String(phase !== "ready" && phase !== "off" && phase !== "changed"));
      button.dataset.mark = mark;
      setText(button.firstChild, mark ? { right: "✓", wrong: "✗" }[mark] : "ABC"[i]);
      setText(button.lastChild, mark ? ` (${story.say(`lesson.mark.${mark}`)})` : "");
    });
    this.element.dataset.phase = phase;
    this.element.dataset.step = String(state.at + 1);
    this.next.classList.toggle("gan1d-lesson-main", told && !this.next.disabled);
    if (told) this.tell();
    else this.told.replaceChildren(h("p.gan1d-lesson-hint", { text: story.say(`lesson.${this.hint()}`) }));
    this.footing();
  }

  hint() {
    return state.phase === "playing" && !this.session.playing && !goal ? "paused" : state.phase;
  }

  tell() {
    const { story, step } = this;
    const verdict = state.choice === null ? "answer" : state.choice === step.right ? "right" : "wrong";
    const last = state.at === STEPS.length - 1;
    const guesses = Object.values(state.right).filter((right) => right !== null);
    const score = { asked: guesses.length, right: guesses.filter(Boolean).length };
    this.told.replaceChildren(
      h(
        "p.gan1d-lesson-numbers",
        {},
        h("span.gan1d-lesson-verdict", { "data-verdict": verdict, text: story.say(`lesson.${verdict}`) }),
        " ",
        story.rich(this.word("tell"), state.values),
      ),
      story.rich(this.word("why"), state.values, "p"),
      last && guesses.length ? h("p.gan1d-lesson-numbers", { text: story.say("lesson.score", score) }) : "",
    );
  }

  footing() {
    const { phase } = state;
    const shown = [];
    if (phase === "ready") shown.push(this.button("lesson.show", () => this.choose(null)));
    if (this.hint() === "paused")
      shown.push(this.button("lesson.resume", () => this.session.play(), "gan1d-lesson-main"));
    shown.push(this.button("lesson.stage", () => this.open(state.at)));
    const tries = phase === "told" ? this.step.tries.map((what) => this.trial(what)) : [];
    if (tries.length) tries.unshift(h("span", { text: this.story.say("lesson.try") }));
    this.foot.replaceChildren(...tries, ...shown);
  }

  /** Return the button of something to try. */
  trial(what) {
    const { story, session } = this;
    const [kind, name, value] = what.split(" ");
    if (kind === "half") return this.button(`lesson.try.half-${name}`, () => session.half(name));
    if (kind === "part")
      return this.button("lesson.try.part", () => story.choose(name), "", { part: story.say(`story.${name}`) });
    if (kind === "set") {
      const turn = () => {
        session.set(name, Number(value));
        session.play();
      };
      return this.button("lesson.try.set", turn, "", { knob: story.say(`knob.${name}`), value });
    }
    return this.button(name ? "lesson.try.seed-play" : "lesson.try.seed", () => {
      session.restart(Math.floor(Math.random() * SEEDS));
      if (name) session.play();
    });
  }

  // What is done.

  /** Open a step: its run, paused at the frame of the question. */
  async open(at) {
    Object.assign(state, { at, choice: null, values: null });
    before = {};
    this.phase("setting");
    this.build();
    this.next.parentElement.scrollIntoView({ block: "nearest" });
    const { step } = this;
    if ((await this.stage(step.query)) && state.at === at) {
      this.go(step.start, () => {
        before = this.read((name, { frame }) => frame <= step.start && !name.startsWith("then_"));
        this.phase("ready");
        this.refresh();
      });
    }
  }

  /** Put the run of a link on the stage; return whether it has come. */
  async stage(query) {
    goal = null;
    scene = null;
    const { session } = this;
    session.pause();
    await session.open(query, false);
    scene = session.firstRun;
    return !this.ended;
  }

  go(index, reached) {
    goal = { index, reached };
  }

  /** Take a guess, or none, and play on to the answer. */
  async choose(choice) {
    const { step } = this;
    if (!["ready", "off", "changed"].includes(state.phase)) return;
    if (state.phase !== "ready" || !this.onScene()) {
      await this.open(state.at);
      if (this.step === step) goal = goal && { ...goal, reached: chain(goal.reached, () => this.choose(choice)) };
      return;
    }
    state.choice = choice;
    this.phase("playing");
    this.refresh();
    if (step.then && !(await this.stage(step.then))) return;
    this.go(step.then ? 0 : step.start, () => this.play());
  }

  play() {
    const { story, session } = this;
    speeds = { own: speeds?.own ?? story.speed, set: this.step.speed };
    if (story.speed !== speeds.set) story.setSpeed(speeds.set);
    session.play();
    this.arrive(session.position);
  }

  setRun() {
    if (!scene || this.onScene() || !["ready", "playing"].includes(state.phase)) return;
    goal = null;
    this.phase("off");
    this.refresh();
  }

  show(row, index) {
    if (goal && goal.index === index && this.onScene()) {
      const { reached } = goal;
      goal = null;
      reached();
    } else if (state.phase === "playing" && !goal) {
      this.arrive(index);
    }
  }

  /** Read numbers of the step off the run. */
  read(wanted) {
    const { run, records } = this.session;
    return readAll(this.step.readings, run, records, wanted);
  }

  /** Where the frame of the answer is reached, stop there and tell. */
  arrive(index) {
    const { step, session } = this;
    if (index < step.until || !this.onScene()) return;
    if (session.playing) {
      session.pause();
      if (index > step.until) session.seek(step.until);
    }
    this.restoreSpeed();
    const values = { ...this.read((name) => name.startsWith("then_") === Boolean(step.then)), ...before };
    const holds = bearOut(step.claims, values);
    if (holds) {
      state.values = Object.fromEntries(Object.entries(values).map(([name, { text }]) => [name, text]));
      state.right[step.key] ??= state.choice === null ? null : state.choice === step.right;
    }
    this.phase(holds ? "told" : "changed");
    if (holds)
      this.element.querySelector(`[data-testid="lesson-go-${state.at + 1}"]`)?.setAttribute("data-done", "true");
    this.refresh();
    this.told.parentElement.scrollIntoView({ block: "nearest" });
  }

  tick() {
    const { session } = this;
    if (goal && session.idle && this.onScene()) {
      if (session.position === goal.index) this.show(null, goal.index);
      else session.goTo(goal.index);
    }
    if (this.hinted !== this.hint() && state.phase === "playing") {
      this.hinted = this.hint();
      this.refresh();
    }
  }

  /** Give the reader's speed back, unless it has been changed meanwhile. */
  restoreSpeed() {
    const { story } = this;
    if (speeds && story.speed === speeds.set) story.setSpeed(speeds.own);
    speeds = null;
  }

  end() {
    this.ended = true;
    this.restoreSpeed();
    goal = null;
  }
}

function chain(first, second) {
  return () => {
    first();
    second();
  };
}

function restored() {
  const kept = recall(STORE);
  if (!STEPS[kept?.at]) return {};
  return ["intro", "told"].includes(kept.phase) ? kept : { ...kept, phase: "off" };
}
