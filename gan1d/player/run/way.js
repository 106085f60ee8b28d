/** The way to the frame that a link leads to: over the newest ones, paused. */

/** @import { Session } from "./session.js" */

/** Frames asked for at a time on the way to a frame far ahead. */
export const STRETCH = 400;

export class Way {
  /**
   * @param {Session} session
   * @param {number | null} goal index of the frame; null: there is no way, or it is over
   */
  constructor(session, goal) {
    this.session = session;
    this.goal = goal;
  }

  /** The reader goes elsewhere. */
  leave() {
    this.goal = null;
  }

  /** At every refresh of the screen: show the newest frame, and ask for more; what is turned on the way ends no way. */
  go() {
    const { goal, session } = this;
    const { clock, halt, orders, records, view } = session;
    if (goal === null || session.fresh || records.newest < 0) return;
    if (clock.playing || orders.waiting || Object.keys(orders.wishes).length) {
      this.leave();
      view.stopped(null);
      return;
    }
    const end = Math.min(goal, halt?.index ?? goal);
    if (clock.position >= end) {
      this.leave();
      view.arrived(goal, end < goal);
      return;
    }
    if (records.newest < end && records.newest > clock.position) clock.jump();
    clock.aim(Math.min(end, records.newest + STRETCH));
    view.underway(goal, clock.position);
  }
}
