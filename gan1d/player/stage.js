/** The stage: mounts once, lays its parts out, and wires the session to them. */

import { partOfAddress, writeAddress } from "./controls/address.js";
import { Carpet } from "./picture/carpet.js";
import {
  Controls,
  helpSheet,
  noticeArea,
  parseSpeed,
  refusal,
  speedText,
  toggleFullscreen,
} from "./controls/toolbar.js";
import { fillWindow, fixed, h, loadOnce, setText, wordsOf } from "./base/dom.js";
import { Figure } from "./picture/figure.js";
import { hideNamed } from "./controls/hide.js";
import { History } from "./picture/history.js";
import { listen } from "./controls/keys.js";
import { Knobs } from "./controls/knobs.js";
import { Place } from "./place/place.js";
import { HEALTH } from "./run/records.js";
import { Readouts } from "./controls/readouts.js";
import { Session } from "./run/session.js";
import { Story } from "./story/story.js";

const OFF_SCREEN = 0.005; // share of p_model that is worth a word
const SEEDS = 100000;
const ASK_EVERY = 4000; // ms
const STYLES = ["stage.css", "place/lecture.css", "place/print.css"];
const stages = new WeakMap();

/**
 * Mount the stage, or bring the one that is there up to date (this runs at every change of data or theme).
 * @param {{data: Object, parentElement: HTMLElement, setTriggerValue: Function}} component
 * @returns {() => void} a cleanup that only ends what has left the page
 */
export function mount(component) {
  const { parentElement } = component;
  let stage = stages.get(parentElement);
  if (stage) stage.update(component);
  else stages.set(parentElement, (stage = new Stage(component)));
  return () => {
    if (parentElement.isConnected) return;
    stage.end();
    stages.delete(parentElement);
  };
}

class Stage {
  constructor(component) {
    this.runs = 0;
    this.component = component;
    this.speed = parseSpeed(component.data.speed ?? 60);
    this.autoplay = component.data.autoplay !== false;
    this.root = h("div.gan1d-stage", { id: "gan1d-stage", tabindex: "-1" });
    Object.assign(this.root.dataset, { step: "", latest: "", health: "starting", playing: String(this.autoplay) });
    component.parentElement.append(this.root);
    this.part = partOfAddress(); // before the first run writes the address
    this.unlisten = listen(
      () => this.root.isConnected,
      (action) => this.act(action),
    );
    this.onFullscreen = () => this.figure?.refresh();
    document.addEventListener("fullscreenchange", this.onFullscreen);
    this.place = new Place(this);
    this.ready = this.load();
  }

  async load() {
    const url = (name) => new URL(this.component.data.base + name, document.baseURI).href;
    const session = new Session(this.component.data.socket, this); // the run comes while Plotly loads
    session.player.speed = this.speed;
    try {
      await Promise.all([
        ...STYLES.map((name) => loadOnce(url(name))),
        window.Plotly ? null : loadOnce(url("plotly.min.js")),
      ]);
    } catch (error) {
      session.end();
      this.root.textContent = error.message;
      return;
    }
    if (this.ended) return session.end();
    this.session = session;
    this.build();
    this.notices.show((this.component.data.problems ?? []).join(" "));
    if (!this.autoplay) session.player.pause();
    session.player.start();
  }

  /** Take new data or a new theme. */
  async update(component) {
    const old = this.component.data;
    this.component = component;
    const { data, parentElement } = component;
    if (this.root.parentElement !== parentElement) parentElement.append(this.root);
    await this.ready;
    if (!this.session) return;
    if (JSON.stringify([old.lang, old.words, old.knobs]) !== JSON.stringify([data.lang, data.words, data.knobs])) {
      this.build();
      this.rebuilt();
      this.link();
    } else {
      this.recolour();
    }
    if (old.speed !== data.speed && data.speed !== undefined) this.setSpeed(parseSpeed(data.speed));
    if (old.seat === data.seat) return;
    clearInterval(this.asking);
    this.session.connect(data.socket);
  }

  /** Make the parts in the language in force. */
  build() {
    const { data } = this.component;
    this.figure?.purge();
    this.history?.purge();
    this.story?.end();
    this.observer?.disconnect();
    this.say = wordsOf(data.words);
    this.colour = this.place.palette();
    this.carpet = new Carpet(this);
    this.controls = new Controls(this);
    this.story = new Story(this);
    this.notices = noticeArea(this.say);
    this.picture = h("div.gan1d-picture-box", { role: "figure", "aria-label": this.say("alt.waiting") });
    const graph = h("div.gan1d-figure");
    this.picture.append(graph);
    this.aside = h("div.gan1d-aside", { id: "mass-off" });
    this.readouts = new Readouts(this);
    this.knobs = new Knobs(data.knobs ?? [], { say: this.say, set: (name, value) => this.session.set(name, value) });
    this.figure = new Figure(graph, this);
    this.history = new History(this);
    this.help = helpSheet(this.say);
    this.root.replaceChildren(
      h(
        "div.gan1d-grid",
        {},
        h(
          "div.gan1d-main",
          {},
          h("div.gan1d-picture", {}, this.picture, this.aside, this.notices.element),
          this.controls.status,
          this.controls.toolbar,
          this.story.bar,
          this.story.panel,
          this.knobs.element,
        ),
        h("div.gan1d-side", {}, this.readouts.health, this.readouts.grid, this.history.element, this.readouts.formula),
      ),
      ...this.place.elements(this.say),
      this.help,
    );
    hideNamed(this, data.hide ?? []);
    this.controls.showSpeed(this.speed);
    this.readouts.showSpeed(this.speed);
    this.controls.showPlaying(this.root.dataset.playing === "true");
    this.recolour();
    this.story.choose(this.part);
    this.observer = new ResizeObserver(() => this.resized());
    this.observer.observe(this.picture);
    this.observer.observe(this.history.box);
  }

  /** Put the run in hand into parts that are new. */
  rebuilt() {
    const { session } = this;
    if (!session.run || session.fresh) return;
    this.begin(session.run, session.shape);
    session.player.dirty = session.player.position >= 0;
    this.stopped(session.atEnd ? session.halt : null);
  }

  recolour() {
    this.colour = this.place.palette();
    this.root.dataset.theme = this.colour.dark ? "dark" : "light";
    const painted = JSON.stringify(this.colour);
    if (painted === this.painted) return;
    this.painted = painted;
    this.resized();
    this.story.recolour();
  }

  resized() {
    this.figure.refresh();
    this.history.refresh();
    this.carpet.refresh();
  }

  get records() {
    return this.session?.records;
  }

  /** The plot's frame has moved: the words in its corner follow. */
  framed({ t, r }) {
    this.aside.style.top = `${t + 6}px`;
    this.aside.style.right = `${r + 6}px`;
  }

  // What the session shows.

  begin(run, shape) {
    this.runs += 1;
    this.shape = shape;
    this.figure.setRun(run, `run ${this.runs}`);
    this.settle(run, {});
  }

  settle(run, wishes) {
    if (!this.figure.run) return;
    this.lossName = run.loss.name;
    this.figure.setLoss(run.loss);
    this.readouts.setRun(run, this.shape);
    for (const part of [this.history, this.carpet, this.story]) part.setRun(run, this.shape);
    this.knobs.show(run.settings, run.data_label, wishes);
  }

  /** Show the axis and the formulas of the loss a frame was trained with: rewound, it may be an older one. */
  lossOf(run) {
    if (run.loss.name === this.lossName) return;
    this.lossName = run.loss.name;
    this.figure.setLoss(run.loss);
    this.readouts.setRun(run, this.shape);
  }

  frame(row, index, now) {
    this.figure.draw(row);
    this.root.dataset.step = row[0];
    this.sayHalf(row[1]);
    this.root.dataset.health = HEALTH[row[2]] ?? "starting";
    this.travelled = (this.travelled ?? 0) + Math.max(0, index - (this.index ?? index));
    this.index = index;
    this.row = row;
    this.readouts.show(row, now);
    this.history.moveCursor(row[0]);
    this.carpet.show(row, index);
    this.story.show(row, index);
  }

  /** After a half step, say which player has moved. */
  sayHalf(half) {
    if (half === (this.halfSaid ?? 0)) return;
    this.halfSaid = half;
    if (half) this.controls.say(this.say(half === 1 ? "line.half-d" : "line.half-g"), false, "half");
    else this.stopped(null);
  }

  tick(now) {
    if (!this.row) return;
    this.readouts.tick(now);
    this.controls.tick(now, this.session.records, this.session.player.position, this.row[0]);
    for (const part of [this.history, this.carpet, this.story]) part.tick(now);
    if (now - (this.paceAt ?? 0) < 1000) return;
    if (this.paceAt) this.readouts.showPace((1000 * this.travelled) / (now - this.paceAt));
    this.paceAt = now;
    this.travelled = 0;
    const off = this.row[this.shape.field.mass_off];
    setText(this.aside, off > OFF_SCREEN ? this.say("mass-off", { share: fixed(100 * off, 1) }) : "");
  }

  playing(on) {
    this.root.dataset.playing = String(on);
    this.controls.showPlaying(on);
  }

  latest(step) {
    this.root.dataset.latest = step;
  }

  stopped(message) {
    if (!message) {
      this.halfSaid = 0;
      return this.controls.say(this.say("line.hint"), false, "hint");
    }
    const values = { ...this.readouts.values(this.row), step: message.step ?? this.row[0] };
    if (message.state === "ended") {
      const key = this.session.run.loss.probability ? "end.reached" : "end.reached.critic";
      return this.controls.say(this.say(key, values), true, "ended");
    }
    const reason = this.say(`reason.${message.reason}`, values, message.reason ?? "");
    return this.controls.say(this.say("end.diverged", { ...values, reason }), false, "diverged");
  }

  notice(message) {
    this.notices.show(refusal(message, this.component.data, this.say));
  }

  online(on) {
    if (!this.session) return;
    if (!on) this.controls.say(this.say("line.reconnecting"), false, "offline");
    else this.stopped(this.session.atEnd ? this.session.halt : null);
  }

  /** The server has no such run any more: ask the page for a new one until there is one. */
  lost() {
    const ask = () => this.component.setTriggerValue?.("lost", window.location.search || "?");
    clearInterval(this.asking);
    this.asking = setInterval(ask, ASK_EVERY);
    ask();
  }

  /** Write the link of the run into the address; only the stage does. */
  link(query) {
    if (query !== undefined) this.query = query;
    if (this.query === undefined) return;
    writeAddress(this.query, this.component.data.lang, speedText(this.speed), this.part, this.place.lecture.on);
  }

  /** A part of the story has been opened, or none is open any more. */
  opened(part) {
    this.part = part;
    if (part) this.root.dataset.part = part;
    else delete this.root.dataset.part;
    this.link();
  }

  // What the reader does.

  act(action) {
    const { session } = this;
    if (!session || (action === "new-seed" && this.component.data.hide?.includes("seed"))) return;
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
      help: () => (this.help.open ? this.help.close() : this.help.showModal()),
    };
    actions[action]?.();
  }

  seek(index) {
    this.session.player.seek(index);
  }

  setSpeed(speed) {
    this.speed = speed;
    if (this.session) this.session.player.speed = speed;
    this.session?.player.renew();
    this.controls.showSpeed(speed);
    this.readouts.showSpeed(speed);
    this.link();
  }

  wantsEma(on) {
    this.session?.setEma(on);
  }

  end() {
    this.ended = true;
    clearInterval(this.asking);
    this.unlisten();
    document.removeEventListener("fullscreenchange", this.onFullscreen);
    this.place.leave();
    this.observer?.disconnect();
    this.session?.end();
    this.figure?.purge();
    this.history?.purge();
    this.story?.end();
    fillWindow(this.root, false);
    this.root.remove();
  }
}
