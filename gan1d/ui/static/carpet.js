/** The carpet under the scrubber: the whole run at a glance, steps across, x up. */

import { h } from "./dom.js";

export class Carpet {
  /** @param {Object} stage */
  constructor(stage) {
    this.stage = stage;
    this.element = h("div.gan1d-carpet", { id: "carpet", hidden: true });
  }

  /** A new run, or other settings: draw all again. */
  setRun(run, shape) {
    this.run = run;
    this.shape = shape;
  }

  /** The picture of a frame is on the screen. */
  show(row, index) {}

  /** At every refresh of the screen. */
  tick(now) {}

  /** The size or the colours have changed. */
  refresh() {}
}
