/** The stage: mounts once, lays its parts out, and wires the session to them. */

/**
 * @import { Changes, Component, ComponentData, Row, SessionView } from "./ports.d.ts"
 * @import { Refused, Run, State } from "./messages.d.ts"
 */

import { fillWindow, fixed, h, setText, wordsOf } from "./base/dom.js";
import { loadScript, loadStyle } from "./base/loader.js";
import { partOfAddress, writeAddress } from "./controls/address.js";
import { hideNamed } from "./controls/hide.js";
import { listen } from "./controls/keys.js";
import { parseSpeed, refusal, speedText, toggleFullscreen } from "./controls/toolbar.js";
import { Place } from "./place/place.js";
import { Session } from "./run/session.js";
import { Socket } from "./run/socket.js";
import { build } from "./stage/components.js";
import { faceOf, hostOf } from "./stage/faces.js";

const OFF_SCREEN = 0.005; // share of p_model that is worth a word
const SEEDS = 100000;
const ASK_EVERY = 4000; // ms
const STYLES = ["stage.css", "place/lecture.css", "place/print.css"];
/** @type {WeakMap<HTMLElement, Stage>} */
const stages = new WeakMap();

/**
 * Mount the stage, or bring the one that is there up to date (this runs at every change of data or theme).
 * @param {Component} component
 * @returns {() => void} a cleanup that only ends what has left the page
 */
export function mount(component) {
  const { parentElement } = component;
  const stage = stages.get(parentElement) ?? new Stage(component);
  if (stages.has(parentElement)) stage.update(component);
  else stages.set(parentElement, stage);
  return () => {
    if (parentElement.isConnected) return;
    stage.end();
    stages.delete(parentElement);
  };
}

/** Return what a change of which means other parts. */
function partsOf(/** @type {ComponentData} */ { lang, words, knobs }) {
  return JSON.stringify([lang, words, knobs]);
}

/** @implements {SessionView} */
export class Stage {
  runs = 0;
  ended = false;
  asking = 0; // the page for a new run
  /** @type {ReturnType<typeof build> | null} */
  parts = null; // none before the styles and Plotly are there
  painted = ""; // the colours in force
  lossName = ""; // of the frame on the screen
  /** @type {Row | null} */
  row = null;
  /** @type {number | null} */
  index = null;
  half = 0; // which half step the line of words is about
  travelled = 0; // frames since `paceAt`
  paceAt = 0;
  /** @type {string | null} */
  query = null;

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.speed = parseSpeed(component.data.speed);
    this.say = wordsOf(component.data.words);
    this.root = h("div.gan1d-stage", { id: "gan1d-stage", tabindex: "-1" });
    Object.assign(this.root.dataset, { step: "", latest: "", health: "starting", playing: "true" });
    component.parentElement.append(this.root);
    this.part = partOfAddress(); // before the first run writes the address
    this.unlisten = listen(
      () => this.root.isConnected,
      (action) => this.act(action),
    );
    this.onFullscreen = () => this.parts?.figure.refresh();
    document.addEventListener("fullscreenchange", this.onFullscreen);
    this.place = new Place(this.root, { moved: () => this.moved(), numbers: () => this.numbers() });
    this.colour = this.place.palette();
    this.session = new Session(component.data.socket, this, (path, events) => new Socket(path, events));
    this.session.setSpeed(this.speed);
    this.observer = new ResizeObserver(() => this.resized());
    this.ready = this.load(); // the run comes while Plotly loads
  }

  async load() {
    try {
      await Promise.all([...STYLES.map(loadStyle), window.Plotly ?? loadScript("plotly.min.js")]);
    } catch (error) {
      this.session.end();
      this.root.textContent = String(error);
      return;
    }
    if (this.ended) return;
    this.rebuild();
    this.parts?.notices.show(this.component.data.problems.join(" "));
    this.session.start();
  }

  /**
   * Take new data or a new theme.
   * @param {Component} component
   */
  async update(component) {
    const old = this.component.data;
    this.component = component;
    const { data, parentElement } = component;
    if (this.root.parentElement !== parentElement) parentElement.append(this.root);
    await this.ready;
    if (!this.parts) return;
    if (partsOf(old) !== partsOf(data)) this.rebuild();
    else this.recolour();
    if (old.speed !== data.speed) this.setSpeed(parseSpeed(data.speed));
    if (old.seat === data.seat) return;
    clearInterval(this.asking);
    this.session.connect(data.socket);
  }

  /** Make the parts in the language in force, and put the run in hand into them. */
  rebuild() {
    this.endParts();
    this.say = wordsOf(this.component.data.words);
    this.colour = this.place.palette();
    this.painted = "";
    this.parts = build(faceOf(this), hostOf(this), this.component.data, this.root, this.place);
    const { parts, session } = this;
    hideNamed(this.component.data.hide, parts);
    parts.toolbar.showSpeed(this.speed);
    parts.readouts.showSpeed(this.speed);
    parts.toolbar.showPlaying(session.playing);
    this.recolour();
    parts.story.choose(this.part);
    this.observer.observe(parts.picture);
    this.observer.observe(parts.history.box);
    this.link();
    if (!session.run || session.fresh) return;
    this.begin(session.run);
    session.redraw();
    this.stopped(session.atEnd ? session.halt : null);
  }

  recolour() {
    const { parts } = this;
    this.colour = this.place.palette();
    this.root.dataset.theme = this.colour.dark ? "dark" : "light";
    const painted = JSON.stringify(this.colour);
    if (painted === this.painted) return;
    this.painted = painted;
    this.resized();
    parts?.story.recolour();
  }

  resized() {
    this.parts?.figure.refresh();
    this.parts?.history.refresh();
    this.parts?.carpet.refresh();
  }

  /** It is looked at somewhere else: a lecture, a sheet of paper. */
  moved() {
    if (!this.parts) return;
    this.painted = "";
    this.recolour();
    this.link();
  }

  /** Return the numbers of the picture in a sentence. */
  numbers() {
    const { row, parts, session } = this;
    if (!row || !parts || !session.run) return "";
    const key = session.run.loss.probability ? "print.numbers" : "print.numbers.critic";
    return this.say(key, parts.readouts.values());
  }

  // What the session shows.

  /** @param {Run} run */
  begin(run) {
    this.runs += 1;
    this.parts?.figure.setRun(run, `run ${this.runs}`);
    this.settle(run, {});
  }

  /**
   * @param {Run} run
   * @param {Changes} wishes
   */
  settle(run, wishes) {
    const { parts } = this;
    if (!parts?.figure.run) return;
    this.showLoss(run);
    for (const part of [parts.history, parts.carpet, parts.story]) part.setRun(run);
    parts.knobs.show(run.settings, wishes);
  }

  /**
   * Show the axis and the formulas of the loss a frame was trained with: rewound, it may be an older one.
   * @param {Run} run
   */
  lossOf(run) {
    if (run.loss.name !== this.lossName) this.showLoss(run);
  }

  /** @param {Run} run */
  showLoss(run) {
    this.lossName = run.loss.name;
    this.parts?.figure.setLoss(run.loss);
    this.parts?.readouts.setRun(run);
  }

  /**
   * @param {Row} row
   * @param {number} index
   * @param {number} now
   */
  frame(row, index, now) {
    const { parts, session } = this;
    if (!parts || !session.run) return;
    parts.figure.draw(row);
    this.root.dataset.step = String(row[0]);
    this.sayHalf(row[1]);
    this.root.dataset.health = session.run.health[row[2]];
    this.travelled += Math.max(0, index - (this.index ?? index));
    this.index = index;
    this.row = row;
    parts.readouts.show(row, now);
    parts.history.moveCursor(row[0]);
    parts.carpet.show(index);
    parts.story.show(row, index);
  }

  /**
   * After a half step, say which net has moved.
   * @param {number} half
   */
  sayHalf(half) {
    if (half === this.half) return;
    this.half = half;
    if (half) this.parts?.toolbar.say(this.say(half === 1 ? "line.half-d" : "line.half-g"), false, "half");
    else this.stopped(null);
  }

  /** @param {number} now */
  tick(now) {
    const { parts, row, session } = this;
    if (!parts || !row || !session.run) return;
    parts.readouts.tick(now);
    parts.toolbar.tick(now, session.records, session.position, row[0]);
    parts.history.tick(now);
    parts.carpet.tick();
    parts.story.tick(now);
    if (now - this.paceAt < 1000) return;
    if (this.paceAt) parts.readouts.showPace((1000 * this.travelled) / (now - this.paceAt));
    this.paceAt = now;
    this.travelled = 0;
    const off = row[session.run.row.field.mass_off];
    setText(parts.aside, off > OFF_SCREEN ? this.say("mass-off", { share: fixed(100 * off, 1) }) : "");
  }

  /** @param {boolean} on */
  playing(on) {
    this.root.dataset.playing = String(on);
    this.parts?.toolbar.showPlaying(on);
  }

  /** @param {number} step */
  latest(step) {
    this.root.dataset.latest = String(step);
  }

  /** @param {State | null} state */
  stopped(state) {
    const { parts, say } = this;
    if (!parts) return;
    if (!state) {
      this.half = 0;
      parts.toolbar.say(say("line.hint"), false, "hint");
      return;
    }
    const values = { ...parts.readouts.values(), step: state.step };
    if (state.state === "ended") {
      const key = this.session.run?.loss.probability ? "end.reached" : "end.reached.critic";
      parts.toolbar.say(say(key, values), true, "ended");
      return;
    }
    const reason = say(`reason.${state.reason}`, values, state.reason);
    parts.toolbar.say(say("end.diverged", { ...values, reason }), false, "diverged");
  }

  /** @param {Pick<Refused, "text" | "name" | "value">} refused */
  notice(refused) {
    this.parts?.notices.show(refusal(refused, this.component.data.knobs, this.say));
  }

  /** @param {boolean} on */
  online(on) {
    if (!on) this.parts?.toolbar.say(this.say("line.reconnecting"), false, "offline");
    else this.stopped(this.session.atEnd ? this.session.halt : null);
  }

  /** The server has no such run any more: ask the page for a new one until there is one. */
  lost() {
    const ask = () => this.component.setTriggerValue("lost", window.location.search || "?");
    clearInterval(this.asking);
    this.asking = window.setInterval(ask, ASK_EVERY);
    ask();
  }

  /**
   * Write the link of the run into the address; only the stage does.
   * @param {string} [query]
   */
  link(query) {
    this.query = query ?? this.query;
    if (this.query === null) return;
    writeAddress(this.query, this.component.data.lang, speedText(this.speed), this.part, this.place.lecture.on);
  }

  /** @param {string | null} part of the story, now open */
  opened(part) {
    this.part = part;
    if (part) this.root.dataset.part = part;
    else delete this.root.dataset.part;
    this.link();
  }

  // What the reader does.

  /** @param {string} action */
  act(action) {
    const { parts, session } = this;
    if (!parts || (action === "new-seed" && this.component.data.hide.includes("seed"))) return;
    /** @type {Record<string, () => void>} */
    const actions = {
      play: () => session.toggle(),
      step: () => session.stepBy(1),
      back: () => session.stepBy(-1),
      "step-d": () => session.half("d"),
      "step-g": () => session.half("g"),
      restart: () => session.restart(),
      "new-seed": () => session.restart(Math.floor(Math.random() * SEEDS)),
      "go-on": () => session.goOn(),
      fullscreen: () => toggleFullscreen(this.root),
      lecture: () => this.place.lecture.toggle(),
      help: () => (parts.help.open ? parts.help.close() : parts.help.showModal()),
    };
    actions[action]?.();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.speed = speed;
    this.session.setSpeed(speed);
    this.parts?.toolbar.showSpeed(speed);
    this.parts?.readouts.showSpeed(speed);
    this.link();
  }

  endParts() {
    this.observer.disconnect();
    this.parts?.figure.purge();
    this.parts?.history.purge();
    this.parts?.story.end();
  }

  end() {
    this.ended = true;
    clearInterval(this.asking);
    this.unlisten();
    document.removeEventListener("fullscreenchange", this.onFullscreen);
    this.place.leave();
    this.session.end();
    this.endParts();
    fillWindow(this.root, false);
    this.root.remove();
  }
}
