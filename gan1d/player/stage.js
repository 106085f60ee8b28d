/** The stage: mounts once, has its parts made in the language in force, and does what the reader does. */

/** @import { Component, ComponentData } from "./ports.d.ts" */

import { fillWindow, h, wordsOf } from "./base/dom.js";
import { loadScript, loadStyle } from "./base/loader.js";
import { writeAddress } from "./controls/address.js";
import { hideNamed } from "./controls/hide.js";
import { listen } from "./controls/keys.js";
import { parseSpeed, speedText } from "./controls/speed.js";
import { toggleFullscreen } from "./controls/toolbar.js";
import { Place } from "./place/place.js";
import { Session } from "./run/session.js";
import { Socket } from "./run/socket.js";
import { linkOf } from "./run/stopping.js";
import { Asking } from "./stage/asking.js";
import { build } from "./stage/components.js";
import { faceOf, hostOf } from "./stage/faces.js";
import { Pairing } from "./stage/pairing.js";
import { Reload } from "./stage/reload.js";
import { View } from "./stage/view.js";

const SEEDS = 100000;
const ASK_EVERY = 4000; // ms
const STYLES = [
  "stage.css",
  "controls/bar.css",
  "controls/controls.css",
  "controls/tune.css",
  "picture/picture.css",
  "place/lecture.css",
  "place/hall.css",
  "place/print.css",
];
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

export class Stage {
  ended = false;
  taking = false; // a run that was followed becomes this page's own
  lost = 0; // asks the page for a new run now and then
  asking = new Asking((name, value) => this.component.setTriggerValue(name, value));
  /** @type {ReturnType<typeof build> | null} */
  parts = null; // none before the styles and Plotly are there
  painted = ""; // the colours in force
  /** @type {string | null} */
  query = null;
  pairing = new Pairing(this);

  /** @param {Component} component */
  constructor(component) {
    this.component = component;
    this.speed = parseSpeed(component.data.speed);
    this.say = wordsOf(component.data.words);
    this.root = h("div.gan1d-stage", { id: "gan1d-stage", tabindex: "-1" });
    Object.assign(this.root.dataset, { step: "", latest: "", health: "starting" });
    component.parentElement.append(this.root);
    this.part = component.data.part;
    this.unlisten = listen(
      this.root,
      () => this.place.lecture.on,
      (action) => this.act(action),
    );
    this.onFullscreen = () => this.parts?.figure.refresh();
    document.addEventListener("fullscreenchange", this.onFullscreen);
    this.view = new View(this);
    this.place = new Place(this.root, { moved: () => this.moved(), numbers: () => this.view.numbers() });
    this.colour = this.place.palette();
    this.session = new Session(
      component.data.socket,
      this.view,
      component.open ?? ((path, events) => new Socket(path, events)),
      component.data.at,
    );
    const { marks, stop, stops } = component.data;
    const measure = stops.find(({ name }) => name === stop?.name);
    if (measure && stop) this.session.stopping.condition = { ...measure, limit: stop.limit };
    Object.assign(this.session.bookmarks, { most: marks.most, waiting: marks.list });
    this.reload = component.open ? null : new Reload(this.session);
    this.follow(component.data.follows);
    this.root.dataset.playing = String(this.session.playing);
    this.session.setSpeed(this.speed);
    this.observer = new ResizeObserver(() => this.resized());
    this.ready = this.load(); // the run comes while Plotly loads
  }

  async load() {
    try {
      await Promise.all([...STYLES.map(loadStyle), window.Plotly ?? loadScript("vendor/plotly-basic.min.js")]);
    } catch (error) {
      this.session.end();
      this.root.textContent = String(error);
      return;
    }
    if (this.ended) return;
    this.rebuild();
    this.parts?.notices.show(this.component.data.problems.join(" "));
    this.session.start();
    this.pairing.update(this.component.data.b);
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
    this.parts.settings.draw(data.sidebar);
    if (this.view.row) this.complete();
    if (old.speed !== data.speed) this.setSpeed(parseSpeed(data.speed));
    if (old.b?.seat !== data.b?.seat) this.pairing.update(data.b);
    if (old.seat === data.seat && old.b?.seat === data.b?.seat) return;
    clearInterval(this.lost);
    if (old.seat === data.seat) return;
    this.follow(data.follows);
    this.session.connect(data.socket);
    this.session.setSpeed(this.speed);
  }

  /**
   * Follow a lecture, or no longer.
   * @param {boolean} on
   */
  follow(on) {
    this.session.follows = on;
    if (!on) this.session.clock.keepTo(null);
    this.root.toggleAttribute("data-follows", on);
    this.hold();
  }

  /** What steers is out of reach while the page follows. */
  hold() {
    const { parts, session } = this;
    if (!parts) return;
    for (const part of [parts.knobs, parts.branches, parts.stopping, parts.bookmarks]) {
      part.element.inert = session.follows;
    }
    parts.timeline.scrub.disabled = session.follows;
  }

  /** Go on with a run of one's own, from the picture on the screen. */
  takeOver() {
    this.taking = true;
    this.asking.ask("own", "seat");
  }

  /** Make the parts in the language in force, and put the run in hand into them. */
  rebuild() {
    const making = this.parts?.own.kept;
    this.endParts();
    this.say = wordsOf(this.component.data.words);
    this.colour = this.place.palette();
    this.painted = "";
    this.parts = build(faceOf(this), hostOf(this), this.component.data, this.root, this.place);
    const { parts, session } = this;
    hideNamed(this.component.data.hide, parts);
    this.showSpeed();
    parts.toolbar.showPlaying(session.playing);
    this.recolour();
    parts.story.choose(this.part);
    this.hold();
    this.observer.observe(parts.picture);
    this.observer.observe(parts.main);
    this.observer.observe(parts.history.box);
    this.link();
    this.pairing.rebuild();
    this.view.renew();
    if (making) parts.own.goOn(making);
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
    const pinned = this.parts?.main.offsetHeight ?? 0; // on a phone, where the sheet begins
    this.root.style.setProperty("--gan1d-pinned", `${pinned}px`);
    this.parts?.figure.refresh();
    this.parts?.history.refresh();
    this.parts?.timeline.refresh();
    this.pairing.pair?.refresh();
  }

  /** It is looked at somewhere else: a lecture, a sheet of paper. */
  moved() {
    if (!this.parts) return;
    this.painted = "";
    this.recolour();
    this.link();
  }

  /** The stage has its place: what stands below it may come. */
  complete() {
    const { component } = this;
    this.reload?.open();
    if (!component.data.complete) this.asking.ask("panels", "open");
  }

  /** The server has no such run any more: ask the page for a new one until there is one. */
  askForRun() {
    const ask = () => this.asking.ask("lost", "seat");
    clearInterval(this.lost);
    this.lost = window.setInterval(ask, ASK_EVERY);
    ask();
  }

  /**
   * Write the link of the run into the address; only the stage does.
   * @param {string} [query]
   */
  link(query) {
    this.query = query ?? this.query;
    if (this.query === null || this.session.follows) return; // the address keeps the lecture's code
    if (!this.component.open) writeAddress(this.holds(this.query));
    this.parts?.settings.compare();
  }

  /**
   * Return what a link to the run holds.
   * @param {string} query of the run
   */
  holds(query) {
    const { component, part, place, session, speed } = this;
    const page = { lang: component.data.lang, speed: speedText(speed), part, lecture: place.lecture.on };
    const { bookmarks, stopping } = session;
    const marks = bookmarks.fit ? bookmarks.link() : "";
    return { query, b: this.pairing.query(query), ...page, stop: linkOf(stopping.condition), marks };
  }

  /**
   * @param {string | null} part of the story, now open
   * @param {string} tab
   */
  opened(part, tab) {
    this.part = part;
    this.root.dataset.tab = tab;
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
      "new-seed": () => session.restart({ seed: Math.floor(Math.random() * SEEDS) }),
      "go-on": () => session.goOn(),
      mark: () => this.view.finding.mark(),
      fullscreen: () => toggleFullscreen(this.root),
      lecture: () => this.place.lecture.toggle(),
      help: () => (parts.help.open ? parts.help.close() : parts.help.showModal()),
      "page-next": () => parts.story.page(1) || this.act("play"),
      "page-back": () => parts.story.page(-1) || this.act("play"),
      ...parts.dial.actions,
      ...this.pairing.pair?.actions,
    };
    actions[action]?.();
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.speed = speed;
    this.session.setSpeed(speed);
    this.pairing.pair?.setSpeed(speed);
    this.showSpeed();
    this.link();
  }

  showSpeed() {
    for (const part of [this.parts?.toolbar, this.parts?.readouts, this.parts?.knobs]) part?.showSpeed(this.speed);
  }

  endParts() {
    this.observer.disconnect();
    this.parts?.figure.purge();
    this.parts?.history.purge();
    this.parts?.story.end();
    this.parts?.own.end();
    this.pairing.pair?.endParts();
  }

  end() {
    this.ended = true;
    clearInterval(this.lost);
    this.asking.end();
    this.reload?.end();
    this.unlisten();
    document.removeEventListener("fullscreenchange", this.onFullscreen);
    this.place.leave();
    this.endParts();
    this.pairing.end();
    this.session.end();
    fillWindow(this.root, false);
    this.root.remove();
  }
}
