/** On paper: the figure alone, black on white, with its numbers and its link. */

import { h, setText } from "../base/dom.js";

/** Size of the figure on a sheet that lies on its side, A4 or letter, in CSS pixels. */
export const PAPER = { width: 930, height: 440 };

export class Print {
  /**
   * @param {{say: Function, readouts: Object, row: Float32Array, session: Object}} stage
   * @param {() => void} moved called when the page goes to the printer or comes back
   */
  constructor(stage, moved) {
    this.stage = stage;
    this.moved = moved;
    this.on = false;
    this.numbers = h("p.gan1d-paper-numbers");
    this.link = h("p.gan1d-paper-link");
    this.element = h("div.gan1d-paper", {}, this.numbers, this.link);
    this.query = window.matchMedia("print");
    this.onBefore = () => this.turn(true);
    this.onAfter = () => this.turn(false);
    this.onQuery = () => this.turn(this.query.matches);
    window.addEventListener("beforeprint", this.onBefore);
    window.addEventListener("afterprint", this.onAfter);
    this.query.addEventListener("change", this.onQuery);
  }

  turn(on) {
    if (on === this.on) return;
    this.on = on;
    if (on) this.write();
    this.moved();
  }

  /** Write below the figure what it shows and where it is to be found. */
  write() {
    const { stage } = this;
    setText(this.link, window.location.href);
    if (!stage.row) return;
    const { run } = stage.session;
    const data = stage.say(`data.${run.settings.data}`, {}, run.data_label ?? stage.say("data.own"));
    const key = run.loss.probability ? "print.numbers" : "print.numbers.critic";
    setText(this.numbers, stage.say(key, { ...stage.readouts.values(stage.row), data }));
  }

  leave() {
    window.removeEventListener("beforeprint", this.onBefore);
    window.removeEventListener("afterprint", this.onAfter);
    this.query.removeEventListener("change", this.onQuery);
  }
}
