/** One run as this page sees it: records, clock, line to the server, and what is under way on it. */

import { Link } from "./socket.js";
import { Player } from "./clock.js";
import { Records, shapeOf } from "./records.js";

const HALVES = 8; // half steps that may wait in line
const BLINK = 12; // frames a playing picture moves on until the server hears of it
const SEE_WITHIN = 120; // ms a further turn of a knob waits, so that the first one is seen

export class Session {
  /**
   * @param {string} socket path of the websocket
   * @param {Object} view what shows it: begin(run, shape), settle(run, wishes), lossOf(run), frame(row, index, now), tick(now),
   *   playing(on), latest(step), stopped(message|null), notice(text), online(on), lost(), link(query)
   */
  constructor(socket, view) {
    this.view = view;
    this.records = new Records();
    this.player = new Player(this.records, {
      show: (index) => this.show(index),
      want: (upto) => this.run !== null && this.link.send({ type: "want", upto, at: this.soon() }),
      after: (now) => this.after(now),
      changed: () => this.view.playing(this.player.playing),
    });
    this.connect(socket);
  }

  /** Forget the run in hand and talk to another one; the old picture stays until the new one comes. */
  connect(socket) {
    this.link?.close();
    this.socket = socket;
    this.run = null;
    this.ema = false;
    this.idle();
    this.link = new Link(socket, {
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

  /** Nothing is under way. */
  idle() {
    this.wishes = {};
    this.halves = [];
    this.busy = null;
    this.player.hold = false;
  }

  online(open) {
    this.player.renew();
    this.view.online(open);
    if (open && this.ema) this.link.send({ type: "view", ema: true });
  }

  receive(message) {
    if (message.type === "run") this.began(message);
    else if (message.type === "changed") this.changed(message);
    else if (message.type === "state") this.stopped(message);
    else if (message.type === "refused" || message.type === "notice") this.view.notice(message);
  }

  /** A run has begun. */
  began(message) {
    const ended = this.atEnd;
    this.run = message;
    this.eras = [{ from: 0, run: message }];
    this.shape = shapeOf(message);
    this.records.clear();
    this.acted = 0;
    this.busy = null;
    this.halves = [];
    this.player.reset();
    this.halt = null;
    this.atEnd = false;
    this.fresh = true; // the figure takes the new axes with the first record
    if (ended) this.player.play();
    this.view.link(message.link);
  }

  /** A live change or a half step has taken effect after frame `from`. */
  changed(message) {
    if (!this.run) return;
    const { type, id, from, ...now } = message;
    this.run = { ...this.run, ...now };
    this.eras = [...this.eras.filter((era) => era.from <= from), { from: from + 1, run: this.run }];
    this.records.truncate(from);
    this.acted = from;
    this.player.cut(from);
    this.halt = null;
    if (this.atEnd && this.busy !== "half") this.player.play();
    this.atEnd = false;
    this.view.stopped(null);
    if (!this.fresh) this.view.settle(this.run, this.wishes);
    this.view.link(now.link);
  }

  stopped(message) {
    if (!this.run || message.epoch !== this.run.epoch) return;
    this.halt = message.state === "training" ? null : message;
  }

  take(buffer) {
    if (!this.run || !this.records.add(buffer, this.run.epoch)) return;
    this.view.latest(this.records.get(this.records.newest)[0]);
  }

  /** Return the run as it was when a frame came to be; a live knob may have been turned since. */
  runAt(index) {
    return this.eras?.findLast((era) => era.from <= index)?.run ?? this.run;
  }

  show(index) {
    const row = this.records.get(index);
    if (!row) return;
    if (this.fresh) {
      this.fresh = false;
      this.view.stopped(null);
      this.view.begin(this.run, this.shape);
    }
    this.view.lossOf(this.runAt(index));
    this.view.frame(row, index, this.player.last);
  }

  /** At every refresh of the screen, after the picture. */
  after(now) {
    const atEnd =
      this.halt !== null
      && this.halt !== undefined
      && !this.fresh
      && this.player.position >= Math.min(this.halt.index, this.records.newest)
      && this.records.newest >= 0;
    if (atEnd !== Boolean(this.atEnd)) {
      this.atEnd = atEnd;
      if (atEnd) this.player.pause();
      this.view.stopped(atEnd ? this.halt : null);
    }
    this.pump();
    this.view.tick(now);
  }

  /** Play, pause, or go on after the end. */
  toggle() {
    if (this.player.playing) this.player.pause();
    else if (!this.atEnd) this.player.play();
    else if (this.halt.state === "ended") this.goOn();
  }

  goOn() {
    this.halt = null;
    this.atEnd = false;
    this.view.stopped(null);
    this.link.ask({ type: "go_on" });
    this.player.play();
  }

  /** One frame forth or back, paused. */
  stepBy(count) {
    const from = this.player.goal ?? this.player.position;
    if (this.halt && from + count > this.halt.index) return;
    this.player.seek(from + count);
  }

  /** Turn a knob; repeated turns are gathered while one is on its way. */
  set(name, value) {
    this.wishes[name] = value;
    this.pump();
  }

  /** One update of D or of G alone. */
  half(player) {
    this.player.pause();
    if (this.halves.length < HALVES) this.halves.push(player);
    this.pump();
  }

  /** Begin the run again, with the same settings or with another seed. */
  restart(seed) {
    this.order("restart", seed === undefined ? {} : { seed });
  }

  /** Begin the run of a link, paused at its start or playing. */
  async open(query, playing = true) {
    await this.order("open", { query });
    if (playing) this.player.play();
    else this.player.pause();
  }

  setEma(on) {
    this.ema = on;
    this.link.send({ type: "view", ema: on });
  }

  /** Send what waits, one thing at a time. */
  pump() {
    if (this.busy || !this.run || this.fresh) return;
    if (Object.keys(this.wishes).length && this.seen()) {
      const changes = this.wishes;
      this.wishes = {};
      this.order("set", { changes, at: this.place() });
    } else if (this.halves.length && this.player.goal === null) {
      this.order("half", { player: this.halves.shift(), at: this.place() });
    }
  }

  /** Say whether the last change has had its picture: a dragged knob keeps the curves moving. */
  seen() {
    const { turned, player } = this;
    if (!turned || !player.playing) return true;
    return player.position > turned.at || performance.now() - turned.since > SEE_WITHIN;
  }

  /**
   * Return the frame a change refers to: the one on the screen, or the newest, gone to, if rewound; but none
   * before the last change, which the sidebar may have made a few frames ahead of the screen.
   */
  place() {
    if (this.player.rewound) this.player.jump();
    return Math.max(this.player.position, this.acted);
  }

  /** Return the frame that will be on the screen when the page's own controls next change something. */
  soon() {
    const { player, records } = this;
    if (player.rewound) return records.newest;
    return Math.max(0, player.position + (player.playing ? BLINK : 0));
  }

  async order(type, content) {
    this.busy = type;
    this.player.hold = true;
    const { run } = this;
    const reply = await this.link.ask({ type, ...content });
    if (run !== this.run && !["changed", "run"].includes(reply.type)) return; // another run has begun
    this.busy = null;
    this.player.hold = false;
    this.turned = { at: this.player.position, since: performance.now() };
    if (type === "half" && reply.type === "changed") this.player.goal = reply.from + 1;
    if (reply.type === "changed" || reply.type === "run") this.view.notice({ text: "" }); // what was wrong is mended
    if (reply.type === "refused" || reply.type === "dropped") {
      this.halves = [];
      this.view.settle(this.run, this.wishes);
    }
  }

  end() {
    this.player.end();
    this.link.close();
  }
}
