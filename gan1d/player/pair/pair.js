/** Two runs side by side: B beside A, on its clock and its scale. */

/**
 * @import { Changes, OpenSource, PartsOfB } from "../ports.d.ts"
 * @import { Net, Refused, Run } from "../messages.d.ts"
 * @import { Figure } from "../picture/figure.js"
 * @import { Choice } from "./bar.js"
 */

/**
 * @typedef {object} PairHost what it asks of the stage
 * @property {Session} session A's
 * @property {Figure} figure A's
 * @property {HTMLElement} root
 * @property {HTMLElement} a A's column
 * @property {HTMLElement} side the column of the knobs
 * @property {PartsOfB["say"]} say
 * @property {PartsOfB["colour"]} colour
 * @property {PartsOfB["place"]} place
 * @property {PartsOfB["act"]} act
 * @property {number} speed
 * @property {string[]} hide
 * @property {OpenSource} open
 * @property {(text: string, leaves: boolean) => void} refuse
 * @property {(refused: Pick<Refused, "text"> & Partial<Refused>) => string} refusal
 * @property {(run: Run, wishes: Changes) => void} showKnobs
 * @property {() => void} close
 * @property {() => void} complete B has its first picture
 * @property {() => void} lost B's seat is
 * @property {() => void} link what the address holds of B is another
 */

import { h, setText } from "../base/dom.js";
import { OneScale } from "../picture/one-scale.js";
import { Lockstep } from "../run/lockstep.js";
import { Session } from "../run/session.js";
import { PairBar } from "./bar.js";
import { difference } from "./difference.js";
import { besides } from "./link.js";
import { build } from "./parts.js";
import { ViewOfB } from "./view.js";

const SEEDS = 100000;
const STACKED = 760; // px of the stage below which B stands under A, see pair.css

export class Pair {
  /** @type {Choice} */
  choice = "b"; // which run the knobs turn
  view = new ViewOfB(this);
  differs = h("p.gan1d-pair-differs", { id: "pair-differs", role: "status" });

  /**
   * @param {PairHost} host
   * @param {string} path of B's source of frames
   * @param {number} at index of the frame where B is to join in
   */
  constructor(host, path, at) {
    this.host = host;
    this.session = new Session(path, this.view, host.open, at);
    this.lockstep = new Lockstep(host.session, this.session);
    this.parts = this.made();
    this.setSpeed(host.speed);
    this.place();
  }

  /** Return new components, in the language in force. */
  made() {
    const pair = this;
    const { act, hide, say } = this.host;
    /** @type {PartsOfB} */
    const page = {
      say,
      act,
      get place() {
        const { font, paper } = pair.host.place;
        return { font, paper, legend: pair.host.root.clientWidth >= STACKED };
      },
      get colour() {
        return pair.host.colour;
      },
      get records() {
        return pair.session.records;
      },
      get fresh() {
        return pair.session.fresh;
      },
      get eras() {
        return pair.session.eras.list;
      },
      bookmarks: this.session.bookmarks,
      seek: (index) => this.session.seek(index),
      visit: (index) => this.session.seek(index),
      setSpeed: () => {},
      wantsEma: (on) => this.session.setEma(on),
    };
    return build(page, hide);
  }

  /** Put them where they belong: beside A. */
  place() {
    const { host, parts, session } = this;
    this.bar = new PairBar(host.say, (choice) => this.choose(choice), {
      swap: () => this.swap(),
      copy: () => this.copy(),
      close: host.close,
    });
    host.root.toggleAttribute("data-pair", true);
    host.a.after(parts.element, this.differs);
    host.side.prepend(this.bar.element);
    Object.assign(parts.element.dataset, { step: "", latest: "", health: "starting" });
    this.view.playing(session.playing);
    this.scale = new OneScale([host.figure, parts.figure]);
    this.choose(this.choice);
    this.compare();
  }

  /** A's components are new, in another language perhaps: B's follow. */
  rebuild() {
    this.parts = this.made();
    this.place();
    this.view.renew();
  }

  /** The size or the colours are others. */
  refresh() {
    this.parts.figure.refresh();
    this.parts.timeline.refresh();
  }

  endParts() {
    this.parts.figure.purge();
  }

  end() {
    const { host, parts } = this;
    this.lockstep.end();
    this.session.end();
    this.endParts();
    for (const element of [parts.element, this.differs, this.bar?.element]) element?.remove();
    host.root.removeAttribute("data-pair");
    host.root.removeAttribute("data-turns");
    this.scale?.end();
  }

  get sessions() {
    return /** @type {const} */ ([this.host.session, this.session]);
  }

  /** The runs that the knobs turn. */
  get turned() {
    const [a, b] = this.sessions;
    return { a: [a], b: [b], both: [a, b] }[this.choice];
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.session.setSpeed(speed);
  }

  /** @param {Choice} choice */
  choose(choice) {
    this.choice = choice;
    this.bar?.show(choice);
    this.host.root.dataset.turns = choice;
    const [{ shown, orders }] = this.turned;
    if (shown) this.host.showKnobs(shown, orders.wishes);
  }

  /**
   * B has other settings.
   * @param {Run} run
   * @param {Changes} wishes on their way to the server
   */
  settled(run, wishes) {
    if (this.choice === "b") this.host.showKnobs(run, wishes);
    this.compare();
  }

  /** Say what differs. */
  compare() {
    const [a, b] = this.sessions;
    if (!a.shown || !b.shown) return;
    const [left, right] = [a, b].map(({ shown, whole }) => ({ settings: shown?.settings ?? {}, events: whole.events }));
    setText(this.differs, difference(this.host.say, left, right));
  }

  /** What the reader does with the time of both, by the names of actions. */
  get actions() {
    const { leader } = this.lockstep;
    /** @type {Record<string, () => void>} */
    const actions = {
      play: () => this.toggle(),
      "go-on": () => this.goOn(),
      step: () => leader.stepBy(1),
      back: () => leader.stepBy(-1),
      "step-d": () => this.half("d"),
      "step-g": () => this.half("g"),
      restart: () => this.restart(),
      "new-seed": () => this.restart({ seed: Math.floor(Math.random() * SEEDS) }),
    };
    return actions;
  }

  /** @param {Net} net */
  half(net) {
    for (const session of this.sessions) session.half(net);
  }

  toggle() {
    const { sessions } = this;
    if (sessions.every(({ atEnd }) => atEnd) && !sessions[0].playing) this.goOn();
    else if (sessions[0].playing) sessions[0].pause();
    else sessions[0].play();
  }

  /** Those that have come to the end of their schedule go on. */
  goOn() {
    for (const session of this.sessions) if (session.atEnd && session.halt?.state === "ended") session.goOn();
  }

  /** @param {Changes} [changes] */
  restart(changes) {
    this.lockstep.during(() => Promise.all(this.sessions.map((session) => session.restart(changes))));
  }

  /**
   * Begin two runs, both from step 0.
   * @param {string} a query
   * @param {string} [b] query; without one B has begun already
   */
  begin(a, b) {
    const [first, second] = this.sessions;
    return this.lockstep.during(() => Promise.all([first.open(a), b === undefined || second.open(b)]), true);
  }

  /** B becomes what A is. */
  copy() {
    const [a, b] = this.sessions;
    if (a.whole.settings) this.lockstep.during(() => b.openFile(a.whole.text(a.position))); // bookmarks stay A's
  }

  /** A becomes what B is, and B what A is. */
  swap() {
    const [a, b] = this.sessions;
    const [was, is] = [a, b].map((session) => session.text(session.position));
    if (was && is) this.lockstep.during(() => Promise.all([a.openFile(is), b.openFile(was)]));
  }

  /**
   * Return about so many rows of B, evenly spread.
   * @param {number} most
   */
  sample(most) {
    const { records } = this.session;
    return records.sample(most).flatMap((index) => records.get(index) ?? []);
  }

  /** What an address holds of B; "" before B has begun. */
  get query() {
    const [a, b] = this.sessions;
    return besides(a.link, b.link);
  }

  /** Whether a link to B leaves something out. */
  get lacks() {
    return this.session.whole.settings !== null && this.session.whole.lacks(this.session.link).length > 0;
  }
}
