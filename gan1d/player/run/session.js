/** One run as this page sees it: records, clock, source of frames, and what is under way on it. */

/**
 * @import { Changes, OpenSource, Question, SessionView, StorySession } from "../ports.d.ts"
 * @import { Changed, FromServer, Net, Run, Setting, State } from "../messages.d.ts"
 */

import { Clock } from "./clock.js";
import { Records } from "./records.js";

const HALVES = 8; // half steps that may wait in line
const BLINK = 12; // frames a playing picture moves on until the server hears of it
const SEE_WITHIN = 120; // ms a further turn of a knob waits, so that the first one is seen
const STRETCH = 400; // frames asked for at a time on the way to a frame far ahead

/** @implements {StorySession} */
export class Session {
  records = new Records();
  /** @type {Run | null} */
  run = null;
  /** @type {{from: number, run: Run}[]} */
  eras = []; // the run from a frame on; a live knob begins another
  fresh = false; // a run has begun and has no picture yet
  /** @type {State | null} */
  halt = null; // why it will stand still
  atEnd = false; // it does
  acted = 0; // the frame of the last change
  /** @type {{at: number, since: number} | null} */
  turned = null; // where and when the last change took effect
  ema = false;
  /** @type {Changes} */
  wishes = {}; // knobs turned and not sent yet
  /** @type {Net[]} */
  halves = []; // half steps not sent yet
  /** @type {string | null} */
  busy = null; // what is on its way

  /**
   * @param {string} path of the source of frames
   * @param {SessionView} view
   * @param {OpenSource} open
   */
  constructor(path, view, open) {
    this.view = view;
    this.openSource = open;
    this.clock = new Clock(this.records, {
      show: (index) => this.show(index),
      want: (upto) => this.run !== null && this.source.send({ type: "want", upto, at: this.soon() }),
      after: (now) => this.after(now),
      changed: () => this.view.playing(this.clock.playing),
    });
    this.source = this.connected(path);
  }

  /**
   * Forget the run in hand and talk to another one; the old picture stays until the new one comes.
   * @param {string} path
   */
  connect(path) {
    this.source.close();
    this.run = null;
    this.ema = false;
    this.wishes = {};
    this.halves = [];
    this.release();
    this.source = this.connected(path);
  }

  /** @param {string} path */
  connected(path) {
    return this.openSource(path, {
      hello: () => ({
        epoch: this.run ? this.run.epoch : null,
        have: this.run && this.records.newest >= 0 ? this.records.newest : null,
      }),
      text: (message) => this.receive(message),
      binary: (buffer) => this.take(buffer),
      status: (open) => this.online(open),
      lost: () => this.view.lost(),
    });
  }

  /** Nothing is on its way any more. */
  release() {
    this.busy = null;
    this.clock.hold(false);
  }

  /** @param {boolean} open */
  online(open) {
    this.clock.renew();
    this.view.online(open);
    if (open && this.ema) this.source.send({ type: "view", ema: true });
  }

  /** @param {FromServer} message */
  receive(message) {
    if (message.type === "run") this.began(message);
    else if (message.type === "changed") this.changed(message);
    else if (message.type === "state") this.stopped(message);
    else if (message.type === "refused") this.view.notice(message);
  }

  /**
   * A run has begun.
   * @param {Run} message
   */
  began(message) {
    const ended = this.atEnd;
    this.run = message;
    this.eras = [{ from: 0, run: message }];
    this.records.clear();
    this.acted = 0;
    this.busy = null;
    this.halves = [];
    this.clock.reset();
    this.halt = null;
    this.atEnd = false;
    this.fresh = true; // the figure takes the new axes with the first record
    if (ended) this.clock.play();
    this.view.link(message.link);
  }

  /**
   * A live change or a half step has taken effect after frame `from`.
   * @param {Changed} message
   */
  changed(message) {
    if (!this.run) return;
    const { type, id, from, ...now } = message;
    this.run = { ...this.run, ...now };
    this.eras = [...this.eras.filter((era) => era.from <= from), { from: from + 1, run: this.run }];
    this.records.truncate(from);
    this.acted = from;
    this.clock.cut(from);
    this.halt = null;
    if (this.atEnd && this.busy !== "half") this.clock.play();
    this.atEnd = false;
    this.view.stopped(null);
    if (!this.fresh) this.view.settle(this.run, this.wishes);
    this.view.link(now.link);
  }

  /** @param {State} message */
  stopped(message) {
    if (this.run && message.epoch === this.run.epoch) this.halt = message;
  }

  /** @param {ArrayBuffer} buffer */
  take(buffer) {
    if (!this.run || !this.records.add(buffer, this.run.epoch)) return;
    const newest = this.records.get(this.records.newest);
    if (newest) this.view.latest(newest[0]);
  }

  get firstRun() {
    return this.eras[0]?.run ?? null;
  }

  /** @param {number} index */
  runAt(index) {
    const run = this.eras.findLast((era) => era.from <= index)?.run ?? this.run;
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
      this.view.begin(this.run);
    }
    this.view.lossOf(this.runAt(index));
    this.view.frame(row, index, this.clock.now);
  }

  /**
   * At every refresh of the screen, after the picture.
   * @param {number} now ms
   */
  after(now) {
    const { halt, records, clock } = this;
    const there = halt !== null && records.newest >= 0 && clock.position >= Math.min(halt.index, records.newest);
    const atEnd = there && !this.fresh;
    if (atEnd !== this.atEnd) {
      this.atEnd = atEnd;
      if (atEnd) clock.pause();
      this.view.stopped(atEnd ? halt : null);
    }
    this.pump();
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
    return this.run !== null && !this.fresh && !this.busy && !this.halves.length && this.clock.goal === null;
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
    const from = this.clock.goal ?? this.clock.position;
    if (this.halt && from + count > this.halt.index) return;
    this.clock.seek(from + count);
  }

  /** @param {number} index */
  seek(index) {
    this.clock.seek(index);
  }

  /** @param {number} index */
  goTo(index) {
    this.clock.aim(Math.min(index, Math.max(this.records.newest, 0) + STRETCH));
  }

  /** @param {number} speed */
  setSpeed(speed) {
    this.clock.setSpeed(speed);
  }

  /**
   * Turn a knob; repeated turns are gathered while one is on its way.
   * @param {string} name
   * @param {Setting} value
   */
  set(name, value) {
    this.turnTogether({ [name]: value });
  }

  /**
   * Turn several knobs by one change.
   * @param {Changes} changes
   */
  turnTogether(changes) {
    Object.assign(this.wishes, changes);
    this.pump();
  }

  /**
   * One update of D or of G alone.
   * @param {Net} net
   */
  half(net) {
    this.clock.pause();
    if (this.halves.length < HALVES) this.halves.push(net);
    this.pump();
  }

  /**
   * Begin the run again, with the same settings or with another seed.
   * @param {number} [seed]
   */
  restart(seed) {
    this.order(seed === undefined ? { type: "restart" } : { type: "restart", seed });
  }

  /**
   * Begin the run of a link, paused at its start or playing.
   * @param {string} query
   */
  async open(query, playing = true) {
    await this.order({ type: "open", query });
    if (playing) this.clock.play();
    else this.clock.pause();
  }

  /** @param {boolean} on */
  setEma(on) {
    this.ema = on;
    this.source.send({ type: "view", ema: on });
  }

  /** Send what waits, one thing at a time. */
  pump() {
    if (this.busy || !this.run || this.fresh) return;
    if (Object.keys(this.wishes).length && this.seen()) {
      const changes = this.wishes;
      this.wishes = {};
      this.order({ type: "set", changes, at: this.place() });
      return;
    }
    if (!this.halves.length || this.clock.goal !== null) return;
    const [net] = this.halves.splice(0, 1);
    this.order({ type: "half", player: net, at: this.place() });
  }

  /** Say whether the last change has had its picture: a dragged knob keeps the curves moving. */
  seen() {
    const { turned, clock } = this;
    if (!turned || !clock.playing) return true;
    return clock.position > turned.at || performance.now() - turned.since > SEE_WITHIN;
  }

  /**
   * Return the frame a change refers to: the one on the screen, or the newest, gone to, if rewound; but none
   * before the last change, which the sidebar may have made a few frames ahead of the screen.
   */
  place() {
    if (this.clock.rewound) this.clock.jump();
    return Math.max(this.clock.position, this.acted);
  }

  /** Return the frame that will be on the screen when the page's own controls next change something. */
  soon() {
    const { clock, records } = this;
    if (clock.rewound) return records.newest;
    return Math.max(0, clock.position + (clock.playing ? BLINK : 0));
  }

  /** @param {Question} question */
  async order(question) {
    this.busy = question.type;
    this.clock.hold(true);
    const { run } = this;
    const reply = await this.source.ask(question);
    const done = reply.type === "changed" || reply.type === "run";
    if (run !== this.run && !done) return; // another run has begun
    this.release();
    this.turned = { at: this.clock.position, since: performance.now() };
    if (question.type === "half" && reply.type === "changed") this.clock.aim(reply.from + 1);
    if (done) {
      this.view.notice({ text: "" }); // what was wrong is mended
      return;
    }
    this.halves = [];
    if (this.run) this.view.settle(this.run, this.wishes);
  }

  end() {
    this.clock.end();
    this.source.close();
  }
}
