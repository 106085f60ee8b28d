/** One run as this page sees it: its records, the clock, the source of frames, and the orders of the reader. */

/**
 * @import { Changes, Condition, HandOver, Moment, OpenSource, SessionView, StorySession } from "../ports.d.ts"
 * @import { Lead, Net, Run, Setting, State } from "../messages.d.ts"
 */

import { Bookmarks } from "./bookmarks.js";
import { Branches } from "./branches.js";
import { Clock } from "./clock.js";
import { Comeback } from "./comeback.js";
import { Eras } from "./eras.js";
import { hear } from "./hearing.js";
import { Led } from "./led.js";
import { Orders } from "./orders.js";
import { Records } from "./records.js";
import { Stopping } from "./stopping.js";
import { STRETCH, Way } from "./way.js";
import { handOver, Whole } from "./whole.js";

const NO_SERVER = /** @type {const} */ ({ type: "dropped" });
const UNREACHABLE = { text: "", name: "unreachable" };

/** @implements {StorySession} */
export class Session {
  records = new Records();
  whole = new Whole();
  link = ""; // the query of the run
  /** @type {Run | null} */
  run = null;
  eras = new Eras();
  fresh = false; // a run has begun and has no picture yet
  /** @type {State | null} */
  halt = null; // why it will stand still
  atEnd = false; // it does
  ema = false;
  branches = new Branches();
  bookmarks = new Bookmarks({
    changed: () => this.view.finding.marked(),
    left: (count, file) => this.view.finding.left(count, file),
  });
  stopping = new Stopping(this);
  follows = false; // a lecture: then only the lecturer moves and steers
  /** @type {Run | null} */
  shown = null; // the run as it was at the picture

  /**
   * @param {string} path of the source of frames
   * @param {SessionView} view
   * @param {OpenSource} open
   * @param {number} at index of the frame to go to first, and to stand still at; 0: it plays
   * @param {HandOver} hand how the server gets a run whole
   */
  constructor(path, view, open, at = 0, hand = handOver) {
    this.view = view;
    this.openSource = open;
    this.clock = new Clock(this.records, {
      show: (index) => this.show(index),
      want: (upto) =>
        this.run !== null && !this.follows && this.source.send({ type: "want", upto, at: this.orders.soon() }),
      after: (now) => this.after(now),
      stop: (from, to) => this.stopping.first(from, to),
      met: (index) => this.view.finding.met(index),
      changed: () => this.view.playing(this.clock.playing),
    });
    this.clock.playing = !at;
    this.led = new Led(this.clock, view);
    this.way = new Way(this, at || null);
    this.hand = hand;
    this.comeback = new Comeback(this, hand);
    this.orders = new Orders(this.clock, {
      free: () => !this.follows,
      ready: () => this.run !== null && !this.fresh && !this.way.holds,
      since: () => this.eras.since(this.run?.epoch),
      ask: (question) => (this.comeback.waiting ? Promise.resolve({ type: "dropped" }) : this.source.ask(question)),
      answered: (done) => this.answered(done),
    });
    this.source = this.connected(path);
  }

  /**
   * Talk to another seat, which is to take up the run in hand; the picture stays until it comes again.
   * @param {string} path
   */
  connect(path) {
    this.source.close();
    this.run = null;
    this.ema = false;
    this.comeback.begin();
    this.orders.release();
    this.source = this.connected(path);
  }

  /** @param {string} path */
  connected(path) {
    return this.openSource(path, {
      hello: () => ({
        epoch: this.run ? this.run.epoch : null,
        have: this.run && this.records.newest >= 0 ? this.records.newest : null,
      }),
      text: (message) => hear(this, message),
      binary: (buffer) => this.take(buffer),
      status: (open) => this.online(open),
      lost: () => this.view.lost(),
      foreign: () => this.view.foreign(),
      over: () => this.view.over(),
    });
  }

  /** @param {boolean} open */
  online(open) {
    this.clock.renew();
    if (!open || !this.comeback.waiting) this.view.online(open);
    else this.comeback.go();
    if (open && this.ema) this.source.send({ type: "view", ema: true });
  }

  /**
   * Let others follow, and say where the picture stands; null: nobody is to follow any more.
   * @param {Omit<Lead, "type">} lead
   */
  lead(lead) {
    return this.source.send({ type: "lead", ...lead });
  }

  /** @param {string} query */
  linked(query) {
    this.link = query;
    this.view.link(query);
  }

  /**
   * Return the text of a file of the run, bookmarks and all; see `Whole.text`.
   * @param {number} [at]
   */
  text(at) {
    return this.whole.text(at, this.bookmarks.texts());
  }

  /**
   * Return what a link to the run leaves out.
   * @returns {Moment["lacks"]}
   */
  get lacks() {
    const lacks = this.whole.lacks(this.link);
    return this.bookmarks.fit ? lacks : [...lacks, "marks"];
  }

  /** @param {ArrayBuffer} buffer */
  take(buffer) {
    if (!this.run || !this.records.add(buffer, this.run.epoch)) return;
    const newest = this.records.get(this.records.newest);
    if (newest) this.view.latest(newest[0]);
  }

  get firstRun() {
    return this.eras.first;
  }

  /** @param {number} index */
  runAt(index) {
    const run = this.eras.at(index) ?? this.run;
    if (!run) throw new Error(`no run at frame ${index}: none has begun`);
    return run;
  }

  /** @param {number} index */
  show(index) {
    const row = this.records.get(index);
    if (!row || !this.run) return;
    if (this.fresh) {
      this.fresh = false;
      this.view.stopped(null);
      this.shown = this.runAt(index + 1);
      this.view.begin(this.shown);
    }
    this.settle(index);
    this.view.lossOf(this.runAt(index));
    this.view.frame(row, index, this.clock.now);
  }

  /**
   * Show the settings in force at the picture, where they are others.
   * @param {number} index
   */
  settle(index = this.clock.position) {
    if (this.fresh || index < 0) return;
    const run = this.runAt(index + 1);
    if (run === this.shown) return;
    this.shown = run;
    this.view.settle(run, this.orders.wishes);
  }

  /**
   * At every refresh of the screen, after the picture.
   * @param {number} now ms
   */
  after(now) {
    this.way.go();
    const { halt, records, clock } = this;
    const there = halt !== null && records.newest >= 0 && clock.position >= Math.min(halt.index, records.newest);
    const atEnd = there && !this.fresh;
    if (atEnd !== this.atEnd) {
      this.atEnd = atEnd;
      if (atEnd) clock.rest();
      this.view.stopped(atEnd ? halt : null);
    }
    this.orders.pump();
    this.view.tick(now);
  }

  /** Let the clock run. */
  start() {
    this.clock.start();
  }

  /** Draw the frame on the screen again. */
  redraw() {
    this.clock.redraw();
  }

  get playing() {
    return this.clock.playing;
  }

  get position() {
    return this.clock.position;
  }

  get rewound() {
    return this.clock.rewound;
  }

  get idle() {
    return this.run !== null && !this.fresh && !this.orders.waiting && this.clock.goal === null;
  }

  play() {
    this.clock.play();
  }

  pause() {
    this.clock.pause();
  }

  /** Play, pause, or go on after the end. */
  toggle() {
    if (this.clock.playing) this.clock.pause();
    else if (!this.atEnd) this.clock.play();
    else if (this.halt?.state === "ended") this.goOn();
  }

  goOn() {
    if (this.follows) return;
    this.halt = null;
    this.atEnd = false;
    this.view.stopped(null);
    this.source.ask({ type: "go_on" });
    this.clock.play();
  }

  /**
   * One frame forth or back, paused.
   * @param {number} count
   */
  stepBy(count) {
    this.way.leave();
    const from = this.clock.goal ?? this.clock.position;
    if (this.halt && from + count > this.halt.index) return;
    this.clock.seek(from + count);
  }

  /** @param {number} index */
  seek(index) {
    this.way.leave();
    this.clock.seek(index);
  }

  /** @param {number} index */
  goTo(index) {
    this.way.leave();
    this.clock.aim(Math.min(index, Math.max(this.records.newest, 0) + STRETCH));
  }

  /**
   * Pause at a frame that may be still to come: then it is trained up to there.
   * @param {number} index
   */
  visit(index) {
    if (index <= this.records.newest) return this.seek(index);
    this.clock.pause();
    this.way = new Way(this, index, null, true);
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.clock.setSpeed(speed);
  }

  /**
   * Stop where a condition is met from now on; where it is met already, stand still at once.
   * @param {Condition | null} condition
   */
  stopWhen(condition) {
    const { clock, stopping, view } = this;
    stopping.condition = condition;
    view.finding.stopSet();
    if (this.fresh || !stopping.holds(clock.position)) return;
    if (condition?.sign === "<") clock.pause();
    view.finding.met(clock.position, true);
  }

  /**
   * @param {string} name
   * @param {Setting} value
   */
  set(name, value) {
    this.orders.turn({ [name]: value });
  }

  /** @param {Changes} changes */
  turnTogether(changes) {
    this.orders.turn(changes);
  }

  /** @param {Net} net */
  half(net) {
    this.orders.half(net);
  }

  /**
   * Begin the run again, with the knobs in force but for the changes.
   * @param {Changes} [changes]
   */
  restart(changes) {
    this.way.leave();
    return this.orders.send(changes ? { type: "restart", changes } : { type: "restart" });
  }

  /**
   * Begin the run of a link, paused at its start or playing.
   * @param {string} query
   */
  async open(query, playing = true) {
    this.way.leave();
    await this.orders.send({ type: "open", query });
    this.clock.setPlaying(playing);
  }

  /**
   * Begin the run of a file, at the frame it leads to; what is no such file leaves the run on the screen.
   * @param {string} text
   */
  async openFile(text) {
    const given = this.comeback.waiting ? NO_SERVER : await this.hand(text);
    if (!("token" in given)) {
      this.view.notice(given.type === "refused" ? given : UNREACHABLE);
      return;
    }
    this.bookmarks.waiting = given.marks;
    if (!(await this.orders.send({ type: "open", token: given.token }))) {
      this.bookmarks.waiting = null;
      return;
    }
    this.way = new Way(this, given.at || null);
    this.clock.setPlaying(!given.at);
  }

  /** @param {boolean} on */
  setEma(on) {
    if (this.follows) return;
    this.ema = on;
    this.source.send({ type: "view", ema: on });
  }

  /**
   * An order has been carried out, or changed nothing.
   * @param {boolean} done
   */
  answered(done) {
    if (done) {
      this.view.notice({ text: "" }); // what was wrong is mended
      this.bookmarks.tell();
    } else if (this.shown) this.view.settle(this.shown, this.orders.wishes);
  }

  end() {
    this.clock.end();
    this.source.close();
  }
}
