/** The clock: decides, once per screen refresh, which frame is on the screen. */

/** @import { ClockEvents, ClockPair } from "../ports.d.ts" */
/** @import { Place } from "../messages.d.ts" */
/** @import { Records } from "./records.js" */

const WANT_EVERY = 100; // ms
const NEAR = 0.25; // s from a lecturer's picture that are made up for little by little
const LONGEST_GAP = 0.25; // s; a hidden tab or a hiccup is not made up for

/** The fastest speed there is: every picture shows the newest record. */
export const MAX = Infinity;

export class Clock {
  speed = 60; // frames a second
  playing = true;
  now = 0; // ms, of the last refresh
  position = -1; // the frame on the screen
  furthest = -1;
  /** @type {number | null} */
  goal = null; // a frame to be shown while paused, as soon as it is there
  held = false; // a change is on its way: nothing moves
  dirty = false; // the frame on the screen is to be drawn again
  owed = 0; // frames the clock owes the screen
  starved = 0; // s in which the next frame was not there
  rate = 60; // measured refreshes a second
  /** @type {number[]} */
  gaps = [];
  wanted = -1;
  wantedAt = 0;
  wantedFrom = -1; // the frame on the screen then
  request = 0;
  /** @type {{index: number, since: number} | null} */
  led = null; // where a lecturer's picture stood, and when, in ms: then only that moves this one
  /** @type {ClockPair<Clock> | null} */
  pair = null; // what keeps it together with another one

  /**
   * @param {Records} records
   * @param {ClockEvents} events
   */
  constructor(records, events) {
    this.records = records;
    this.events = events;
  }

  /** Forget the run on the screen; the next picture is the first record that comes. */
  reset() {
    this.position = -1;
    this.furthest = -1;
    this.goal = null;
    this.held = false;
    this.dirty = false;
    this.owed = 0;
    this.renew();
  }

  /** Forget what was asked for: the next refresh asks again. */
  renew() {
    this.wanted = -1;
    this.wantedAt = 0;
  }

  start() {
    const tick = (/** @type {number} */ now) => {
      this.request = requestAnimationFrame(tick);
      this.tick(now);
      this.pair?.other(this).tick(now);
    };
    this.request = requestAnimationFrame(tick);
  }

  end() {
    cancelAnimationFrame(this.request);
  }

  get rewound() {
    return this.position < this.furthest;
  }

  /**
   * Keep to a lecturer's picture from now on, or go one's own way again.
   * @param {Place | null} place
   * @param {number} ago s since it stood there
   */
  keepTo(place, ago = 0) {
    this.led = null;
    if (!place) return;
    this.setPlaying(place.playing);
    this.speed = place.speed === "max" ? MAX : Number(place.speed);
    this.led = { index: place.index, since: this.now - 1000 * ago };
  }

  play() {
    this.goal = null;
    this.setPlaying(true);
  }

  pause() {
    this.setPlaying(false);
  }

  /** @param {boolean} playing */
  setPlaying(playing) {
    if (this.led) return;
    this.owed = 0;
    this.renew();
    if (this.playing === playing) return;
    this.playing = playing;
    this.events.changed();
    this.pair?.other(this).setPlaying(playing);
  }

  /** Its run is at its end: nothing more to play, unless the other one of a pair goes on. */
  rest() {
    if (!this.pair?.goesOn(this)) this.pause();
  }

  /** @param {number} speed in frames a second, or MAX */
  setSpeed(speed) {
    this.speed = speed;
    this.renew();
  }

  /**
   * Stand still until a change has been answered.
   * @param {boolean} on
   */
  hold(on) {
    this.held = on;
  }

  /** Draw the frame on the screen again. */
  redraw() {
    this.dirty = this.position >= 0;
  }

  /**
   * Show a frame while paused, as soon as it is there.
   * @param {number} index
   */
  aim(index) {
    this.goal = index;
  }

  /**
   * Pause and show frame `index` (or the nearest one there is, or the next to come).
   * @param {number} index
   */
  seek(index) {
    if (this.led) return;
    this.pause();
    this.aim(Math.max(this.records.first, Math.min(index, Math.max(this.records.newest, this.position) + 1)));
  }

  /** Go to the newest record (before a change, when rewound). */
  jump() {
    this.position = this.records.newest;
    this.furthest = this.position;
    this.goal = null;
    this.dirty = true;
  }

  /**
   * The records above `from` are gone.
   * @param {number} from
   */
  cut(from) {
    if (this.position > from) {
      this.position = Math.min(from, this.records.newest);
      this.redraw();
    }
    this.furthest = Math.min(this.furthest, from);
    this.goal = null;
    this.renew();
  }

  /**
   * One refresh of the screen.
   * @param {number} now ms
   */
  tick(now) {
    const gap = this.measure(now);
    const due = this.pair ? this.pair.next(this, gap) : this.alone(gap);
    const stop = this.stopBefore(due);
    const next = stop ?? due;
    if (this.starves(next)) this.starved += gap;
    if (next !== this.position || this.dirty) {
      this.dirty = false;
      this.position = next;
      this.furthest = Math.max(this.furthest, next);
      this.events.show(next);
    }
    if (stop !== null) {
      this.pause();
      this.events.met(stop);
    }
    this.credit(now);
    this.events.after(now);
  }

  /**
   * Return the frame to be shown next, were there no other clock.
   * @param {number} gap s since the last refresh
   */
  alone(gap) {
    return this.held ? this.position : this.next(gap);
  }

  /** The newest frame that may be shown. */
  get reach() {
    return this.pair?.reach(this) ?? this.records.newest;
  }

  /**
   * Return the frame at which a playing picture is to stop on its way to another one; null if there is none.
   * @param {number} next
   */
  stopBefore(next) {
    if (!this.playing || this.led || this.position < this.records.first) return null;
    return this.events.stop(this.position, next);
  }

  /** @param {number} gap */
  next(gap) {
    if (this.led) return this.follow(this.led, gap);
    return this.playing ? this.advance(gap) : this.pursue();
  }

  /**
   * Return the frame that keeps to a lecturer's picture: a little faster or slower until it is level, at once if far.
   * @param {{index: number, since: number}} led
   * @param {number} gap
   */
  follow({ index, since }, gap) {
    const { playing, position, records, speed } = this;
    if (position < records.first) return this.opening();
    if (!playing) return records.has(index) ? index : Math.min(position, records.newest);
    if (speed === MAX) return records.newest;
    const goal = Math.min(records.newest, index + (speed * (this.now - since)) / 1000);
    const behind = goal - position;
    const near = NEAR * speed + 1;
    if (Math.abs(behind) > near) return Math.max(records.first, Math.round(goal));
    this.owed += gap * speed * (1 + behind / near);
    const steps = Math.max(0, Math.min(Math.floor(this.owed + 1e-9), records.newest - position));
    this.owed = Math.min(this.owed - steps, 1);
    return position + steps;
  }

  /**
   * Say whether it plays, and stands still because the next frame is not there.
   * @param {number} next frame on the screen
   */
  starves(next) {
    const waits = this.playing && !this.held && !this.led && this.speed !== MAX;
    return waits && next >= 0 && next === this.position && this.reach <= next;
  }

  /** Return the seconds it has stood still like this since the last time this was asked. */
  takeStarved() {
    const { starved } = this;
    this.starved = 0;
    return starved;
  }

  /**
   * Return the seconds since the last refresh.
   * @param {number} now ms
   */
  measure(now) {
    const gap = this.now ? (now - this.now) / 1000 : 0;
    this.now = now;
    if (gap > 0 && gap < LONGEST_GAP) {
      this.gaps.push(gap);
      if (this.gaps.length > 61) this.gaps.shift();
      if (this.gaps.length % 10 === 1) {
        const sorted = [...this.gaps].sort((a, b) => a - b);
        this.rate = 1 / sorted[sorted.length >> 1];
      }
    }
    return Math.min(gap, LONGEST_GAP);
  }

  /** Return the frame that a paused picture should show. */
  pursue() {
    if (this.position < 0) return this.opening();
    if (this.goal === null || !this.records.has(this.goal) || this.goal > this.reach) return this.position;
    const goal = this.goal;
    this.goal = null;
    return goal;
  }

  opening() {
    return this.records.newest < 0 ? -1 : this.records.first;
  }

  /**
   * Return the frame that a playing picture should show `gap` seconds after the last.
   * @param {number} gap
   */
  advance(gap) {
    const { records, speed, rate } = this;
    if (this.position < records.first) return this.opening();
    const there = Math.max(0, this.reach - this.position);
    if (speed === MAX) return this.position + there;
    const everyOne = speed <= Math.max(60, rate * 1.1); // no picture may skip a frame
    if (everyOne && speed >= rate * 0.9) return this.position + Math.min(1, there);
    this.owed += gap * speed;
    const steps = Math.min(Math.floor(this.owed + 1e-9), everyOne ? 1 : Infinity, there);
    this.owed = Math.min(this.owed - steps, 1);
    return this.position + steps;
  }

  /**
   * Tell the server how far it may train: the browser is the clock.
   * @param {number} now ms
   */
  credit(now) {
    if (this.held) return;
    const at = Math.max(this.position, this.goal ?? 0, this.pair?.toward(this) ?? 0, 0);
    const upto = Math.round(at + this.lead());
    const moved = !this.playing && this.position !== this.wantedFrom;
    if (upto === this.wanted && !moved) return;
    const starved = this.records.newest <= at;
    if (!starved && now - this.wantedAt < WANT_EVERY) return;
    if (!this.events.want(upto)) return;
    this.wanted = upto;
    this.wantedFrom = this.position;
    this.wantedAt = now;
  }

  lead() {
    if (!this.playing) return 2;
    return this.speed === MAX ? 500 : Math.max(20, this.speed / 2);
  }
}
