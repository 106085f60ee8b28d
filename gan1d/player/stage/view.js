/** What the session shows, on the components of the stage. */

/**
 * @import { Changes, Moment, Row, SessionView } from "../ports.d.ts"
 * @import { HallOpen, Refused, Run, State } from "../messages.d.ts"
 * @import { Stage } from "../stage.js"
 */

import { fixed, setText } from "../base/dom.js";
import { endOf } from "../controls/ends.js";
import { saveRun } from "../controls/files.js";
import { refusal } from "../controls/toolbar.js";
import { Shortage } from "../run/shortage.js";
import { Finding } from "./finding.js";

const OFF_SCREEN = 0.005; // share of p_model that is worth a word

/** @implements {SessionView} */
export class View {
  runs = 0;
  lossName = ""; // of the frame on the screen
  /** @type {Row | null} */
  row = null;
  /** @type {number | null} */
  index = null;
  half = 0; // which half step the line of words is about
  travelled = 0; // frames since `paceAt`
  paceAt = 0;
  shortage = new Shortage();
  waits = false; // it is another's run, until there is room

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.finding = new Finding(stage);
  }

  /** The components are new: put the run in hand into them. */
  renew() {
    const { session } = this.stage;
    if (!session.run || session.fresh) return;
    this.waits = false; // it is said again
    this.begin(session.shown ?? session.run);
    session.redraw();
    this.rest();
  }

  /** @param {Run} run */
  begin(run) {
    const { parts, say, session } = this.stage;
    this.runs += 1;
    parts?.figure.setRun(run, `run ${this.runs}`);
    this.settle(run, {});
    if (session.stopping.condition?.probability && !run.loss.probability) parts?.notices.show(say("stop.none"), true);
    if (!parts || this.waits === run.waits) return;
    this.waits = run.waits;
    parts.notices.show(say(run.waits ? "notice.waits" : "notice.own"), !run.waits);
  }

  /**
   * @param {Run} run
   * @param {Changes} wishes
   */
  settle(run, wishes) {
    const { pairing, parts, session } = this.stage;
    if (!parts?.figure.run) return;
    this.showLoss(run);
    const { history, own, stopping, story, timeline } = parts;
    for (const part of [history, timeline, story, own, stopping]) part.setRun(run);
    parts.branches.show();
    parts.bookmarks.show();
    parts.figure.setGhost(session.branches.ghost !== null);
    if (pairing.turned.includes(session)) this.showKnobs(run, wishes);
    pairing.pair?.compare();
    parts.recipe.show(run);
  }

  /**
   * @param {Run} run whose settings the knobs show, here and in the sidebar
   * @param {Changes} wishes
   */
  showKnobs(run, wishes) {
    const { component, parts } = this.stage;
    parts?.knobs.show(run.settings, wishes, component.data.recipes[run.recipe]);
    parts?.settings.show(run);
  }

  /**
   * Show the axis and the formulas of the loss a frame was trained with: rewound, it may be an older one.
   * @param {Run} run
   */
  lossOf(run) {
    if (run.loss.name !== this.lossName) this.showLoss(run);
  }

  /** @param {Run} run */
  showLoss(run) {
    this.lossName = run.loss.name;
    this.stage.parts?.figure.setLoss(run.loss);
    this.stage.parts?.readouts.setRun(run);
  }

  /**
   * @param {Row} row
   * @param {number} index
   * @param {number} now
   */
  frame(row, index, now) {
    const { parts, session } = this.stage;
    if (!parts || !session.run) return;
    parts.figure.draw(row, session.branches.row(index));
    if (!this.row) this.stage.complete();
    this.stage.root.dataset.step = String(row[0]);
    this.sayHalf(row[1]);
    this.stage.root.dataset.health = session.run.health[row[2]];
    this.travelled += Math.max(0, index - (this.index ?? index));
    this.index = index;
    this.row = row;
    this.finding.moved(index);
    parts.readouts.show(row, now);
    parts.history.moveCursor(row[0]);
    parts.timeline.show(index);
    parts.story.show(row, index);
  }

  /**
   * After a half step, say which net has moved.
   * @param {number} half
   */
  sayHalf(half) {
    if (half === this.half) return;
    this.half = half;
    const { parts, say } = this.stage;
    if (half) parts?.toolbar.say(say(half === 1 ? "line.half-d" : "line.half-g"), false, "half");
    else this.stopped(null);
  }

  /** @param {number} now */
  tick(now) {
    const { row } = this;
    const { parts, say, session } = this.stage;
    if (!parts || !row || !session.run) return;
    parts.readouts.tick(now);
    parts.history.tick(now);
    parts.timeline.tick(now, session.position, row[0]);
    parts.story.tick(now);
    parts.recipe.tick();
    parts.bookmarks.tick(now);
    parts.dial.tick(now);
    parts.hall.tick(now);
    parts.settings.tick();
    if (now - this.paceAt < 1000) return;
    if (this.paceAt) this.pace((now - this.paceAt) / 1000);
    this.paceAt = now;
    this.travelled = 0;
    const off = row[session.run.row.field.mass_off];
    setText(parts.aside, off > OFF_SCREEN ? say("mass-off", { share: fixed(100 * off, 1) }) : "");
  }

  /**
   * Show the pace of the last seconds, and say so if the server cannot keep the chosen one.
   * @param {number} seconds
   */
  pace(seconds) {
    const { parts, say, session, speed } = this.stage;
    const rate = this.travelled / seconds;
    const short = this.shortage.tick(session.clock.takeStarved() / seconds);
    parts?.readouts.showPace(rate);
    const kind = parts?.toolbar.status.dataset.kind ?? "";
    if (short && ["hint", "slow"].includes(kind))
      parts?.toolbar.say(say("line.slow", { rate: fixed(rate, 0), speed }), false, "slow");
    else if (kind === "slow") this.rest();
  }

  /** @param {boolean} on */
  playing(on) {
    this.stage.root.dataset.playing = String(on);
    this.stage.parts?.toolbar.showPlaying(on);
  }

  /** @param {number} step */
  latest(step) {
    this.stage.root.dataset.latest = String(step);
  }

  /** Say how the run in hand stands. */
  rest() {
    const { session } = this.stage;
    this.stopped(session.atEnd ? session.halt : null);
  }

  /**
   * On the way to the frame of a link, or of a run that was lost.
   * @param {number} goal
   * @param {number} index
   * @param {boolean} back
   */
  underway(goal, index, back) {
    const { parts, say } = this.stage;
    const key = back ? (this.stage.taking ? "line.take" : "line.back") : "line.way";
    parts?.toolbar.say(say(key, { goal, index: Math.max(0, index) }), false, back ? "back" : "way");
  }

  /**
   * The frame of a link is on the screen, or the run's last one.
   * @param {number} goal
   * @param {boolean} short
   */
  arrived(goal, short) {
    const { parts, say } = this.stage;
    if (short) this.notice({ text: say("line.short", { goal }) });
    else parts?.toolbar.say(say("line.there"), false, "there");
  }

  /**
   * A run that was lost has come back to a frame.
   * @param {number} index
   * @param {boolean} same whether it is the same to the last bit
   */
  returned(index, same) {
    const { parts, say } = this.stage;
    this.rest();
    const key = this.stage.taking ? "take.done" : same ? "back.same" : "back.other";
    this.stage.taking = false;
    parts?.notices.show(say(key, { index }), true);
  }

  /**
   * Of a run that was lost only a part has come back.
   * @param {Moment["lacks"]} lacks
   * @param {string} text of a file of all of it
   */
  lessThanBefore(lacks, text) {
    const { parts, say } = this.stage;
    const missing = lacks.map((name) => say(`share.no-${name}`)).join(say("bar.list"));
    const save = { label: say("share.save"), act: () => saveRun(text) };
    this.rest();
    parts?.notices.show(say("back.part", { missing }), false, save);
  }

  /** @param {State | null} state */
  stopped(state) {
    const { parts, say, session } = this.stage;
    if (!parts) return;
    this.finding.metAt = null;
    if (!state) {
      this.half = 0;
      parts.toolbar.say(say(session.branches.ghost ? "line.hint.ghost" : "line.hint"), false, "hint");
      return;
    }
    const health = this.stage.root.dataset.health ?? "";
    parts.toolbar.say(...endOf(state, session.run, health, parts.readouts.values(), say));
  }

  /** @param {Pick<Refused, "text" | "name" | "value" | "allowed">} refused */
  notice(refused) {
    const { component, parts, say } = this.stage;
    parts?.notices.show(refusal(refused, component.data.knobs, say), true);
  }

  /** @param {boolean} on */
  online(on) {
    const { parts, say } = this.stage;
    if (!on) parts?.toolbar.say(say("line.reconnecting"), false, "offline");
    else this.rest();
  }

  /** Return the numbers of the picture in a sentence. */
  numbers() {
    const { row } = this;
    const { parts, say, session } = this.stage;
    if (!row || !parts || !session.run) return "";
    const key = session.run.loss.probability ? "print.numbers" : "print.numbers.critic";
    return say(key, parts.readouts.values());
  }

  lost() {
    this.stage.askForRun();
  }

  /** @param {HallOpen} message */
  hall(message) {
    this.stage.parts?.hall.show(message);
  }

  /** @param {string | null} name */
  part(name) {
    this.stage.part = name;
    this.stage.parts?.story.choose(name);
  }

  over() {
    this.stage.parts?.follow.over();
  }

  /** The server takes the page for one from elsewhere: say what is to be set there. */
  async foreign() {
    await this.stage.ready;
    const { parts, say } = this.stage;
    parts?.toolbar.say(say("line.foreign"), false, "offline");
    parts?.notices.show(say("notice.foreign", { origin: window.location.origin, host: window.location.hostname }));
  }

  /** @param {string} query */
  link(query) {
    this.stage.link(query);
  }
}
