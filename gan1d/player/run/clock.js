/** The clock: decides, once per screen refresh, which frame is on the screen. */

const WANT_EVERY = 100; // ms
const LONGEST_GAP = 0.25; // s; a hidden tab or a hiccup is not made up for

/** The fastest speed there is: every picture shows the newest record. */
export const MAX = Infinity;

export class Player {
  /**
   * @param {import("./records.js").Records} records
   * @param {{show: (index: number) => void, want: (upto: number) => boolean,
   *   after: (now: number) => void, changed: () => void}} handlers
   *   show draws a frame; want asks the server; after runs at the end of every refresh.
   */
  constructor(records, handlers) {
    this.records = records;
    this.handlers = handlers;
    this.speed = 60;
    this.playing = true;
    this.rate = 60; // measured refreshes a second
    this.gaps = [];
    this.reset();
  }

  /** Forget the run on the screen; the next picture is the first record that comes. */
  reset() {
    this.position = -1;
    this.furthest = -1;
    this.goal = null; // a frame to be shown while paused, as soon as it is there
    this.hold = false;
    this.dirty = false;
    this.owed = 0; // frames the clock owes the screen
    this.renew();
  }

  /** Forget what was asked for: the next refresh asks again. */
  renew() {
    this.wanted = -1;
    this.wantedAt = 0;
  }

  start() {
    const tick = (now) => {
      this.request = requestAnimationFrame(tick);
      this.tick(now);
    };
    this.request = requestAnimationFrame(tick);
  }

  end() {
    cancelAnimationFrame(this.request);
  }

  get rewound() {
    return this.position < this.furthest;
  }

  play() {
    this.goal = null;
    this.setPlaying(true);
  }

  pause() {
    this.setPlaying(false);
  }

  setPlaying(playing) {
    this.owed = 0;
    this.renew();
    if (this.playing === playing) return;
    this.playing = playing;
    this.handlers.changed();
  }

  /** Pause and show frame `index` (or the nearest one there is, or the next to come). */
  seek(index) {
    this.pause();
    this.goal = Math.max(this.records.first, Math.min(index, Math.max(this.records.newest, this.position) + 1));
  }

  /** Go to the newest record (before a change, when rewound). */
  jump() {
    this.position = this.records.newest;
    this.furthest = this.position;
    this.goal = null;
    this.dirty = true;
  }

  /** The records above `from` are gone. */
  cut(from) {
    if (this.position > from) {
      this.position = Math.min(from, this.records.newest);
      this.dirty = this.position >= 0;
    }
    this.furthest = Math.min(this.furthest, from);
    this.goal = null;
    this.renew();
  }

  tick(now) {
    const gap = this.measure(now);
    const next = this.hold ? this.position : this.playing ? this.advance(gap) : this.pursue();
    if (next !== this.position || this.dirty) {
      this.dirty = false;
      this.position = next;
      this.furthest = Math.max(this.furthest, next);
      this.handlers.show(next);
    }
    this.credit(now);
    this.handlers.after(now);
  }

  measure(now) {
    const gap = this.last === undefined ? 0 : (now - this.last) / 1000;
    this.last = now;
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
    if (this.goal === null || !this.records.has(this.goal)) return this.position;
    const goal = this.goal;
    this.goal = null;
    return goal;
  }

  opening() {
    return this.records.newest < 0 ? -1 : this.records.first;
  }

  /** Return the frame that a playing picture should show `gap` seconds after the last. */
  advance(gap) {
    const { records, speed, rate } = this;
    if (this.position < records.first) return this.opening();
    const there = records.newest - this.position;
    if (speed === MAX) return records.newest;
    const everyOne = speed <= Math.max(60, rate * 1.1); // no picture may skip a frame
    if (everyOne && speed >= rate * 0.9) return this.position + Math.min(1, there);
    this.owed += gap * speed;
    const steps = Math.min(Math.floor(this.owed + 1e-9), everyOne ? 1 : Infinity, there);
    this.owed = Math.min(this.owed - steps, 1);
    return this.position + steps;
  }

  /** Tell the server how far it may train: the browser is the clock. */
  credit(now) {
    if (this.hold) return;
    const at = Math.max(this.position, this.goal ?? 0, 0);
    const upto = Math.round(at + this.lead());
    if (upto === this.wanted) return;
    const starved = this.records.newest <= at;
    if (!starved && now - this.wantedAt < WANT_EVERY) return;
    if (!this.handlers.want(upto)) return;
    this.wanted = upto;
    this.wantedAt = now;
  }

  lead() {
    if (!this.playing) return 2;
    return this.speed === MAX ? 500 : Math.max(20, this.speed / 2);
  }
}
