/** The way back after a loss: a new seat gets the run in hand, which is trained again up to the picture on the screen. */

/**
 * @import { Back, HandOver } from "../ports.d.ts"
 * @import { Session } from "./session.js"
 */

const TRIES = 4;
const TRY_EVERY = 2000; // ms

export class Comeback {
  waiting = false; // no seat has the run yet
  round = 0; // of the lines opened meanwhile the last one counts

  /**
   * @param {Session} session
   * @param {HandOver} handOver
   */
  constructor(session, handOver) {
    this.session = session;
    this.handOver = handOver;
  }

  /** The seat is lost; what is in hand, if there is anything, is to go to the next one. */
  begin() {
    this.waiting = this.session.whole.settings !== null;
    this.round += 1;
  }

  /** The line to a seat is open: have it take up the run. */
  async go() {
    if (!this.waiting) return;
    const { session } = this;
    const round = (this.round += 1);
    const text = session.text();
    session.view.underway(this.place.at, 0, true);
    for (let left = TRIES; left; left -= 1) {
      const given = await this.handOver(text);
      if (round !== this.round) return;
      if ("token" in given) {
        const reply = await session.source.ask({ type: "open", token: given.token });
        if (round !== this.round || reply.type === "run") return; // a line that fell comes back
      } else if (given.type === "refused") break;
      if (left > 1) await new Promise((resolve) => setTimeout(resolve, TRY_EVERY));
      if (round !== this.round) return;
    }
    this.openLink(text);
  }

  /**
   * The server does not take the run: open what the address holds of it, and say what is missing.
   * @param {string} text of the run as it was
   */
  async openLink(text) {
    const { session } = this;
    const link = session.link;
    let lacks = session.whole.lacks(link);
    const { playing } = this.place;
    let reply = await session.source.ask({ type: "open", query: link });
    if (reply.type === "refused") {
      lacks = ["data", "changes"];
      reply = await session.source.ask({ type: "restart" }); // the run that the seat came with
    }
    if (reply.type !== "run" || !lacks.length) return;
    session.way.leave(); // it is another run
    if (playing) session.clock.play();
    session.view.lessThanBefore(lacks, text);
  }

  /**
   * Where the picture stood, and whether it moved.
   * @returns {Back}
   */
  get place() {
    const { clock, records, way } = this.session;
    if (way.goal !== null) return { playing: false, row: undefined, ...way.back, at: way.goal };
    return { at: Math.max(0, clock.position), playing: clock.playing, row: records.get(clock.position) };
  }

  /** The seat has taken the run up: return where its picture stood; null if there was no loss. */
  arrive() {
    if (!this.waiting) return null;
    this.waiting = false;
    return this.place;
  }
}
