/** What the reader orders: turned knobs and half steps wait here, and one order at a time is on its way. */

/**
 * @import { Changes, OrdersPort, Question } from "../ports.d.ts"
 * @import { Net } from "../messages.d.ts"
 * @import { Clock } from "./clock.js"
 */

const HALVES = 8; // half steps that may wait in line
const BLINK = 12; // frames a playing picture moves on until the server hears of it
const TURN_EVERY = 200; // ms from one turn of a playing run to the next: five events a second
const SEE_WITHIN = 120; // ms a further turn waits at most for the picture of the one before

export class Orders {
  /** @type {Changes} */
  wishes = {}; // knobs turned and not sent yet
  /** @type {Net[]} */
  halves = []; // half steps not sent yet
  /** @type {Question | null} */
  busy = null; // what is on its way
  /** @type {{at: number, since: number} | null} */
  turned = null; // where and when the last order was answered
  turnedAt = -Infinity; // ms, when knobs were last sent

  /**
   * @param {Clock} clock stands still while an order is on its way
   * @param {OrdersPort} session
   */
  constructor(clock, session) {
    this.clock = clock;
    this.session = session;
  }

  /** Whether there is something to wait for. */
  get waiting() {
    return this.busy !== null || this.halves.length > 0;
  }

  /** Another run has begun: only the knobs turned meanwhile still count. */
  drop() {
    this.halves = [];
    this.turnedAt = -Infinity;
    this.release();
  }

  /** Nothing is on its way any more. */
  release() {
    this.busy = null;
    this.clock.hold(false);
  }

  /**
   * Turn knobs by one change: the first goes at once; further ones are gathered, and the last one always goes.
   * @param {Changes} changes
   */
  turn(changes) {
    if (!this.session.free()) return this.session.answered(false);
    Object.assign(this.wishes, changes);
    this.pump();
  }

  /**
   * One update of D or of G alone, paused.
   * @param {Net} net
   */
  half(net) {
    if (!this.session.free()) return;
    this.clock.pause();
    if (this.halves.length < HALVES) this.halves.push(net);
    this.pump();
  }

  /** Send what waits, one thing at a time. */
  pump() {
    if (this.busy || !this.session.ready()) return;
    if (Object.keys(this.wishes).length && this.seen()) {
      const changes = this.wishes;
      this.turnedAt = performance.now();
      this.wishes = {};
      this.send({ type: "set", changes, at: this.place() });
      return;
    }
    if (!this.halves.length || this.clock.goal !== null) return;
    const [net] = this.halves.splice(0, 1);
    this.send({ type: "half", player: net, at: this.place() });
  }

  /** Say whether the last change has had its time and its picture: a dragged knob keeps the curves moving. */
  seen() {
    const { turned, turnedAt, clock } = this;
    if (!clock.playing) return true;
    if (performance.now() - turnedAt < TURN_EVERY) return false;
    if (!turned) return true;
    return clock.position > turned.at || performance.now() - turned.since > SEE_WITHIN;
  }

  /**
   * Return the frame a change refers to: the one on the screen, where the run branches if that is an earlier one;
   * else none before the last change, which the sidebar may have made a few frames ahead of the screen.
   */
  place() {
    const { position, rewound } = this.clock;
    return rewound ? position : Math.max(position, this.session.since() - 1);
  }

  /** Return the frame that will be on the screen when the page's own controls next change something. */
  soon() {
    const { clock } = this;
    return Math.max(0, clock.position + (clock.playing ? BLINK : 0));
  }

  /**
   * Send an order now and wait for its answer; return whether it has been carried out.
   * @param {Question} question
   */
  async send(question) {
    if (!this.session.free()) return false;
    this.busy = question;
    this.clock.hold(true);
    const reply = await this.session.ask(question);
    const done = reply.type === "changed" || reply.type === "run";
    if (this.busy !== question && !done) return false; // another run has begun
    this.release();
    this.turned = { at: this.clock.position, since: performance.now() };
    if (question.type === "half" && reply.type === "changed") this.clock.aim(reply.from + 1);
    if (!done) {
      this.halves = [];
      this.turnedAt = -Infinity; // nothing was turned
    }
    this.session.answered(done);
    return done;
  }
}
