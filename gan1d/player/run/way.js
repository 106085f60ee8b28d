/** The way to the frame that a link or a file leads to, or that a loss is to be made good to: over the newest ones, paused. */

/**
 * @import { Back, Row } from "../ports.d.ts"
 * @import { Session } from "./session.js"
 */

/** Frames asked for at a time on the way to a frame far ahead. */
export const STRETCH = 400;

/**
 * Say whether two frames are the same bits, as far as both go: the average of G may be in one of them alone.
 * @param {Row} one
 * @param {Row | undefined} other
 */
function same(one, other) {
  return other?.subarray(0, one.length).every((value, i) => Object.is(value, one[i])) ?? false;
}

export class Way {
  /**
   * @param {Session} session
   * @param {number | null} goal index of the frame; null: there is no way, or it is over
   * @param {Back | null} back what there was before a loss; null: a link or a file leads there
   * @param {boolean} chosen the reader has chosen it: nothing need be said of it there
   */
  constructor(session, goal, back = null, chosen = false) {
    this.session = session;
    this.goal = goal;
    this.back = back;
    this.chosen = chosen;
  }

  /** The reader goes elsewhere. */
  leave() {
    this.goal = null;
    this.back = null;
  }

  /** Whether what the reader turns waits for the end of the way: on the way it would undo what comes after. */
  get holds() {
    return this.back !== null;
  }

  /** At every refresh of the screen: show the newest frame, and ask for more; what is turned on the way ends no way. */
  go() {
    const { goal, session } = this;
    const { clock, halt, orders, records, run, view } = session;
    if (goal === null || session.fresh || !run || records.newest < 0) return;
    const turned = orders.waiting || Object.keys(orders.wishes).length > 0;
    if (clock.playing || (turned && !this.holds)) {
      this.leave();
      view.stopped(null);
      return;
    }
    const end = Math.min(goal, halt?.index ?? goal);
    if (clock.position >= end) {
      this.arrive(goal, end);
      return;
    }
    if (records.newest < end && records.newest > clock.position) clock.jump();
    clock.aim(Math.min(end, records.newest + STRETCH));
    view.underway(goal, clock.position, this.holds);
  }

  /**
   * @param {number} goal
   * @param {number} end index of the frame on the screen
   */
  arrive(goal, end) {
    const { back, session } = this;
    this.leave();
    if (!back) {
      if (this.chosen && end === goal) session.view.stopped(null);
      else session.view.arrived(goal, end < goal);
      return;
    }
    const row = session.records.get(end);
    session.view.returned(end, !back.row || !row || same(back.row, row));
    if (back.playing) session.clock.play();
  }
}
