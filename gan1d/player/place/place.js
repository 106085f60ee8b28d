/** Where the stage is looked at: on a screen, in a lecture hall, on paper; colours and sizes follow. */

/** @import { PlacePort, Say, Surroundings } from "../ports.d.ts" */

import { Lecture, lectureFont, lectureOfAddress } from "./lecture.js";
import { PAPER, Print } from "./print.js";
import { paletteOf } from "./theme.js";

/** @implements {Surroundings} */
export class Place {
  /**
   * @param {HTMLElement} root the stage
   * @param {PlacePort} page
   */
  constructor(root, page) {
    this.root = root;
    this.lecture = new Lecture(root, page.moved);
    this.print = new Print(page);
    if (lectureOfAddress()) this.lecture.start(false);
  }

  /** Return the colours; those of the page around decide between light and dark. */
  palette() {
    const { root } = this;
    const name = this.print.on ? "paper" : this.lecture.on ? "lecture" : "screen";
    return paletteOf(root.parentElement ?? root, name);
  }

  /** Size of the figure on paper, elsewhere null. */
  get paper() {
    return this.print.on ? PAPER : null;
  }

  /** Size of the figure's type in a lecture, elsewhere undefined. */
  get font() {
    return this.lecture.on && !this.print.on ? lectureFont() : undefined;
  }

  /**
   * Return what belongs on the stage in one of the places only.
   * @param {Say} say
   */
  elements(say) {
    return [this.print.element, this.lecture.exit(say)];
  }

  leave() {
    this.lecture.leave();
    this.print.leave();
  }
}
