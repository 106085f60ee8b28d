/** Where the stage is looked at: on a screen, in a lecture hall, on paper; colours and sizes follow. */

import { Lecture, lectureFont, lectureOfAddress } from "./lecture.js";
import { PAPER, Print } from "./print.js";
import { paletteOf } from "./theme.js";

export class Place {
  /** @param {Object} stage */
  constructor(stage) {
    this.stage = stage;
    this.lecture = new Lecture(stage.root, () => this.moved());
    this.print = new Print(stage, () => this.moved());
    if (lectureOfAddress()) this.lecture.start(false);
  }

  /** Return the colours; those of the page around decide between light and dark. */
  palette() {
    const { root } = this.stage;
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

  /** Draw all again. */
  moved() {
    const { stage } = this;
    if (!stage.place || !stage.figure) return;
    stage.painted = null;
    stage.recolour();
    stage.link();
  }

  /** Return what belongs on the stage in one of the places only. */
  elements(say) {
    return [this.print.element, this.lecture.exit(say)];
  }

  leave() {
    this.lecture.leave();
    this.print.leave();
  }
}
