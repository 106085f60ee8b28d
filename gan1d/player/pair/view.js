/** What B's session shows, on its components. */

/**
 * @import { Changes, Row, SessionView } from "../ports.d.ts"
 * @import { Refused, Run, State } from "../messages.d.ts"
 * @import { Pair } from "./pair.js"
 */

import { fixed, setText } from "../base/dom.js";
import { endOf } from "../controls/ends.js";

const OFF_SCREEN = 0.005; // share of p_model that is worth a word
const EVERY = 1000; // ms between two looks at it

/** @implements {SessionView} */
export class ViewOfB {
  runs = 0;
  lossName = ""; // of the frame on the screen
  half = 0; // which half step the line of words is about
  /** @type {Row | null} */
  row = null;
  asideAt = 0;
  waits = false; // it is another's run, until there is room
  /** @type {SessionView["finding"]} */
  finding = {
    met: () => {}, // A alone has a condition
    stopSet: () => {},
    marked: () => this.pair.parts.timeline.place(),
    left: (count, file) => this.refuse(this.pair.host.say(`marks.left.${file ? "run" : "branch"}`, { count })),
  };

  /** @param {Pair} pair */
  constructor(pair) {
    this.pair = pair;
  }

  /** The components are new: put the run in hand into them. */
  renew() {
    const { session } = this.pair;
    if (!session.run || session.fresh) return;
    this.begin(session.shown ?? session.run);
    session.redraw();
    this.rest();
  }

  /** @param {Run} run */
  begin(run) {
    const { parts, host } = this.pair;
    this.runs += 1;
    parts.figure.setRun(run, `b ${this.runs}`);
    this.settle(run, {});
    if (this.waits !== run.waits) this.refuse(host.say(run.waits ? "notice.waits" : "notice.own"), !run.waits);
    this.waits = run.waits;
  }

  /**
   * @param {Run} run
   * @param {Changes} wishes
   */
  settle(run, wishes) {
    const { pair } = this;
    this.showLoss(run);
    pair.parts.timeline.setRun(run);
    pair.settled(run, wishes);
  }

  /** @param {Run} run */
  lossOf(run) {
    if (run.loss.name !== this.lossName) this.showLoss(run);
  }

  /** @param {Run} run */
  showLoss(run) {
    const { figure, readouts } = this.pair.parts;
    this.lossName = run.loss.name;
    figure.setLoss(run.loss);
    readouts.setRun(run);
  }

  /**
   * @param {Row} row
   * @param {number} index
   * @param {number} now
   */
  frame(row, index, now) {
    const { parts, session } = this.pair;
    if (!session.run) return;
    parts.figure.draw(row);
    if (!this.row) this.pair.host.complete();
    this.row = row;
    parts.element.dataset.step = String(row[0]);
    parts.element.dataset.health = session.run.health[row[2]];
    this.sayHalf(row[1]);
    parts.readouts.show(row, now);
    parts.timeline.show(index);
  }

  /** @param {number} half */
  sayHalf(half) {
    if (half === this.half) return;
    this.half = half;
    if (half) this.say(half === 1 ? "line.half-d" : "line.half-g", {}, "half");
    else this.stopped(null);
  }

  /** @param {number} now */
  tick(now) {
    const { row } = this;
    const { parts, host, session } = this.pair;
    if (!row || !session.run) return;
    parts.readouts.tick(now);
    parts.timeline.tick(now, session.position, row[0]);
    if (now - this.asideAt < EVERY) return;
    this.asideAt = now;
    const off = row[session.run.row.field.mass_off];
    setText(parts.aside, off > OFF_SCREEN ? host.say("mass-off", { share: fixed(100 * off, 1) }) : "");
  }

  /** @param {boolean} on */
  playing(on) {
    const { parts } = this.pair;
    parts.element.dataset.playing = String(on);
    parts.toolbar.showPlaying(on);
  }

  /** @param {number} step */
  latest(step) {
    this.pair.parts.element.dataset.latest = String(step);
  }

  /**
   * @param {string} key
   * @param {Record<string, string | number>} values
   * @param {string} kind
   */
  say(key, values, kind) {
    const { host, parts } = this.pair;
    parts.toolbar.say(host.say(key, values), false, kind);
  }

  /**
   * @param {string} text
   * @param {boolean} leaves
   */
  refuse(text, leaves = true) {
    const { host } = this.pair;
    host.refuse(text && host.say("pair.of-b", { said: text }), leaves);
  }

  rest() {
    const { session } = this.pair;
    this.stopped(session.atEnd ? session.halt : null);
  }

  /**
   * @param {number} goal
   * @param {number} index
   * @param {boolean} back
   */
  underway(goal, index, back) {
    this.say(back ? "line.back" : "line.way", { goal, index: Math.max(0, index) }, back ? "back" : "way");
  }

  arrived() {
    this.rest();
  }

  returned() {
    this.rest();
  }

  /** @param {("data" | "changes")[]} lacks */
  lessThanBefore(lacks) {
    const { say } = this.pair.host;
    this.rest();
    this.refuse(
      say("back.part", { missing: lacks.map((name) => say(`share.no-${name}`)).join(say("bar.list")) }),
      false,
    );
  }

  /** @param {State | null} state */
  stopped(state) {
    const { host, parts, session } = this.pair;
    if (!state) {
      this.half = 0;
      parts.toolbar.say("", false, "hint");
      return;
    }
    const health = parts.element.dataset.health ?? "";
    parts.toolbar.say(...endOf(state, session.run, health, parts.readouts.values(), host.say));
  }

  /** @param {Pick<Refused, "text"> & Partial<Refused>} refused */
  notice(refused) {
    this.refuse(this.pair.host.refusal(refused));
  }

  /** @param {boolean} on */
  online(on) {
    if (on) this.rest();
    else this.say("line.reconnecting", {}, "offline");
  }

  lost() {
    this.pair.host.lost();
  }

  foreign() {}

  link() {
    this.pair.host.link();
  }

  // B holds no lecture and follows none

  hall() {}

  part() {}

  over() {}
}
