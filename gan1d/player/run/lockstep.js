/** Two sessions on one clock: both show the same step, and the next one when both have it. */

/**
 * @import { ClockPair, FrameStore } from "../ports.d.ts"
 * @import { Clock } from "./clock.js"
 * @import { Session } from "./session.js"
 */

import { STRETCH } from "./way.js";

/**
 * Return the first frame of a step.
 * @param {FrameStore} records
 * @param {number} step
 */
function firstOf(records, step) {
  const before = records.findStep(step - 1);
  return (records.get(before)?.[0] ?? step) < step ? before + 1 : before;
}

/**
 * Return the frame that stands for another run's: of the same step, after as many half steps in it; the nearest there is.
 * @param {FrameStore} from that run
 * @param {number} index
 * @param {FrameStore} to
 */
export function counterpart(from, index, to) {
  const step = from.get(index)?.[0] ?? 0;
  const halves = index - firstOf(from, step);
  return Math.min(firstOf(to, step) + halves, to.findStep(step));
}

/** @param {Session} session */
function stepOf({ position, records }) {
  return records.get(position)?.[0] ?? -1;
}

/** @implements {ClockPair<Clock>} */
export class Lockstep {
  waits = 0; // what is under way with both of them: until it is done nothing moves
  /** @type {boolean | null} */
  resume = null; // whether they are to play when they are together again
  frames = [-1, -1]; // of both, to be shown at this refresh

  /**
   * @param {Session} a leads, and has the refreshes of the screen
   * @param {Session} b
   */
  constructor(a, b) {
    this.sessions = /** @type {const} */ ([a, b]);
    a.clock.pair = this;
    b.clock.pair = this;
  }

  end() {
    for (const { clock } of this.sessions) clock.pair = null;
  }

  /**
   * @param {Clock} clock
   * @returns {[Session, Session]} its session and the other one
   */
  both(clock) {
    const [a, b] = this.sessions;
    return clock === a.clock ? [a, b] : [b, a];
  }

  /** @param {Clock} clock */
  other(clock) {
    return this.both(clock)[1].clock;
  }

  /**
   * Do something with both: they stand still until it is done, then play or not, as before.
   * @param {() => Promise<unknown>} act
   * @param {boolean} playing whether they are to play then
   */
  async during(act, playing = this.sessions[0].playing) {
    this.waits += 1;
    try {
      await act();
    } finally {
      this.waits -= 1;
    }
    this.resume = playing;
  }

  /** The one that decides: which has a goal; else the first, unless it has come to its end before the other. */
  get leader() {
    const [a, b] = this.sessions;
    if (a.clock.goal !== null) return a;
    return b.clock.goal !== null || (a.atEnd && (!b.atEnd || stepOf(b) > stepOf(a))) ? b : a;
  }

  /** One of them goes to a frame by itself: of a link, of a file, or where it was before a loss. */
  get apart() {
    return this.sessions.some(({ way }) => way.goal !== null);
  }

  /** One of them has begun a run. */
  get fresh() {
    return this.sessions.some(({ clock }) => clock.position < 0);
  }

  /**
   * @param {Clock} clock
   * @param {number} gap
   */
  next(clock, gap) {
    const [a, b] = this.sessions;
    if (clock === a.clock) this.frames = this.decide(gap);
    return this.frames[clock === b.clock ? 1 : 0];
  }

  /**
   * Return the frames that both show next.
   * @param {number} gap s since the last refresh
   */
  decide(gap) {
    const [a, b] = this.sessions;
    const now = this.sessions.map(({ clock }) => clock.position);
    if (this.waits) return now;
    if (this.apart) return this.sessions.map(({ clock, way }, i) => (way.goal === null ? now[i] : clock.alone(gap)));
    if (this.resume !== null) a.clock.setPlaying(this.resume);
    this.resume = null;
    if (a.playing !== b.playing) b.clock.setPlaying(a.playing);
    if (a.clock.held || b.clock.held) return now;
    if (this.fresh) {
      const there = this.sessions.every(({ records }) => records.newest >= 0);
      return there ? this.sessions.map(({ records }) => records.first) : now;
    }
    const { leader } = this;
    const frame = leader.clock.next(gap);
    if (leader === b) return [counterpart(b.records, frame, a.records), frame];
    const shown = a.clock.stopBefore(frame) ?? frame;
    return [shown, counterpart(a.records, shown, b.records)];
  }

  /** @param {Clock} clock */
  reach(clock) {
    const [{ records }, other] = this.both(clock);
    const { newest } = other.records;
    if (this.apart || (other.halt && newest >= other.halt.index)) return records.newest;
    return records.findStep(other.records.get(newest)?.[0] ?? 0);
  }

  /** @param {Clock} clock */
  toward(clock) {
    const [own, other] = this.both(clock);
    if (this.apart || this.fresh || own === this.leader) return 0;
    return Math.min(other.clock.goal ?? other.position, own.records.newest + STRETCH);
  }

  /** @param {Clock} clock */
  goesOn(clock) {
    return !this.both(clock)[1].atEnd;
  }
}
