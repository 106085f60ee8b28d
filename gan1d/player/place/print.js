/** On paper: the figure alone, black on white, with its numbers and its link. */

/** @import { PlacePort } from "../ports.d.ts" */

import { h, setText } from "../base/dom.js";

/** Size of the figure on a sheet that lies on its side, A4 or letter, in CSS pixels. */
export const PAPER = { width: 930, height: 440 };

export class Print {
  on = false;

  /** @param {PlacePort} page */
  constructor(page) {
    this.page = page;
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

  /** @param {boolean} on whether the page goes to the printer */
  turn(on) {
    if (on === this.on) return;
    this.on = on;
    if (on) this.write();
    this.page.moved();
  }

  /** Write below the figure what it shows and where it is to be found. */
  write() {
    setText(this.link, window.location.href);
    setText(this.numbers, this.page.numbers());
  }

  leave() {
    window.removeEventListener("beforeprint", this.onBefore);
    window.removeEventListener("afterprint", this.onAfter);
    this.query.removeEventListener("change", this.onQuery);
  }
}
