/** The guided lesson: a scene is set, a question asked, the run plays on and answers it. */

/**
 * @import { Row, StoryPort } from "../../ports.d.ts"
 * @import { Run } from "../../messages.d.ts"
 * @import { Found, Reading } from "../../maths/claims.js"
 */

import { bearOut, readAll } from "../../maths/claims.js";
import { Card } from "./card.js";
import { STEPS, enter, progress } from "./progress.js";

/** @type {Run | null} */
let scene = null; // the run of the scene, as the session has it
/** @type {Found} */
let before = {}; // numbers read before the answer plays
/** @type {{index: number, reached: () => void} | null} */
let goal = null; // a frame to be gone to
/** @type {{own: number, set: number} | null} */
let speeds = null; // the reader's and the lesson's

export const KNOBS = ["k", "lr_d", "lr_g", "gamma", "loss"];

export class Part {
  ended = false;
  hinted = ""; // what to do now, as last said

  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.card = new Card(story, { open: (at) => this.open(at), choose: (choice) => this.choose(choice) });
    this.element = this.card.element;
    if (progress.phase === "setting" || (scene && !this.onScene())) enter("off");
    this.card.build();
    this.refresh();
  }

  get step() {
    return STEPS[progress.at];
  }

  get session() {
    return this.story.session;
  }

  /** Return whether the run on the screen is still the scene's. */
  onScene() {
    return scene !== null && this.session.firstRun === scene;
  }

  /** Return what to do now, as a key of words. */
  hint() {
    return progress.phase === "playing" && !this.session.playing && !goal ? "paused" : progress.phase;
  }

  refresh() {
    this.card.refresh(this.hint());
  }

  /**
   * Open a step: its run, paused at the frame of the question.
   * @param {number} at
   */
  async open(at) {
    Object.assign(progress, { at, choice: null, values: {} });
    before = {};
    enter("setting");
    this.card.build();
    this.refresh();
    this.card.nav.scrollIntoView({ block: "nearest" });
    const { step } = this;
    if ((await this.stage(step.query)) && progress.at === at) {
      this.go(step.start, () => {
        before = this.read((name, { frame }) => frame <= step.start && !name.startsWith("then_"));
        enter("ready");
        this.refresh();
      });
    }
  }

  /**
   * Put the run of a link on the stage; return whether it has come.
   * @param {string} query
   */
  async stage(query) {
    goal = null;
    scene = null;
    const { session } = this;
    session.pause();
    await session.open(query, false);
    scene = session.firstRun;
    return !this.ended;
  }

  /**
   * @param {number} index of the frame to go to
   * @param {() => void} reached
   */
  go(index, reached) {
    goal = { index, reached };
  }

  /**
   * Take a guess, or none, and play on to the answer.
   * @param {number | null} choice
   */
  async choose(choice) {
    const { step } = this;
    if (!["ready", "off", "changed"].includes(progress.phase)) return;
    if (progress.phase !== "ready" || !this.onScene()) {
      await this.open(progress.at);
      if (this.step === step) goal = goal && { ...goal, reached: chain(goal.reached, () => this.choose(choice)) };
      return;
    }
    progress.choice = choice;
    enter("playing");
    this.refresh();
    if (step.then && !(await this.stage(step.then))) return;
    this.go(step.then ? 0 : step.start, () => this.play());
  }

  /**
   * With two keys through the lesson: start, show the answer, on to the next step; back to the question, then to the
   * one before.
   * @param {1 | -1} way
   */
  page(way) {
    const { at, phase } = progress;
    const asked = phase === "ready" || phase === "setting";
    if (way < 0) {
      if (phase !== "intro" && (at > 0 || !asked)) this.open(asked ? at - 1 : at);
    } else if (phase === "ready") this.choose(null);
    else if (phase === "told") {
      if (!this.card.last) this.open(at + 1);
    } else if (phase === "playing") {
      if (!goal) this.session.play();
    } else if (phase !== "setting") this.open(at);
  }

  play() {
    const { story, session } = this;
    speeds = { own: speeds?.own ?? story.speed, set: this.step.speed };
    if (story.speed !== speeds.set) story.setSpeed(speeds.set);
    session.play();
    this.arrive(session.position);
  }

  setRun() {
    if (!scene || this.onScene() || !["ready", "playing"].includes(progress.phase)) return;
    goal = null;
    enter("off");
    this.refresh();
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  show(row, index) {
    if (goal?.index === index && this.onScene()) this.reach(goal.reached);
    else if (progress.phase === "playing" && !goal) this.arrive(index);
  }

  /**
   * The goal is on the screen.
   * @param {() => void} reached
   */
  reach(reached) {
    goal = null;
    reached();
  }

  /**
   * Read numbers of the step off the run.
   * @param {(name: string, reading: Reading) => boolean} wanted
   */
  read(wanted) {
    const { run, records } = this.session;
    return run ? readAll(this.step.readings, run, records, wanted) : {};
  }

  /**
   * Where the frame of the answer is reached, stop there and tell.
   * @param {number} index
   */
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
      const { choice, right } = progress;
      const said = { ...step.counts, ...values };
      progress.values = Object.fromEntries(Object.entries(said).map(([name, { text }]) => [name, text]));
      right[step.key] ??= choice === null ? null : choice === step.right;
    }
    enter(holds ? "told" : "changed");
    this.refresh();
    this.card.right.scrollIntoView({ block: "nearest" });
  }

  tick() {
    const { session } = this;
    if (goal && session.idle && this.onScene()) {
      if (session.position === goal.index) this.reach(goal.reached);
      else session.goTo(goal.index);
    }
    if (this.hinted !== this.hint() && progress.phase === "playing") {
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

/**
 * @param {() => void} first
 * @param {() => void} second
 */
function chain(first, second) {
  return () => {
    first();
    second();
  };
}
