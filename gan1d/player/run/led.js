/** A lecture: held here, or followed, and then only the lecturer moves. */

/**
 * @import { SessionView } from "../ports.d.ts"
 * @import { Led as Message } from "../messages.d.ts"
 * @import { Clock } from "./clock.js"
 */

export class Led {
  /** @type {string | null} */
  part = null; // of the story, open at the lecturer's

  /**
   * @param {Clock} clock
   * @param {SessionView} view
   */
  constructor(clock, view) {
    this.clock = clock;
    this.view = view;
  }

  /**
   * The lecturer's picture stands elsewhere, or moves on.
   * @param {Message} message
   */
  keepUp({ place, ago }) {
    this.clock.keepTo(place, ago);
    if (place.part === this.part) return;
    this.part = place.part;
    this.view.part(place.part);
  }
}
