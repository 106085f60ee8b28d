/** What is said of frames to be found: where a picture has stopped, and what bookmarks there are. */

/**
 * @import { FindingView } from "../ports.d.ts"
 * @import { Stage } from "../stage.js"
 */

import { placeOf } from "../controls/bookmarks.js";
import { roundedDown } from "../controls/stopping.js";

const READ_WITHIN = 4000; // ms

/** @implements {FindingView} */
export class Finding {
  /** @type {number | null} */
  metAt = null; // the frame that the line of words says it has stopped at

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
  }

  /**
   * @param {number} index
   * @param {boolean} [here]
   */
  met(index, here = false) {
    const { parts, say, session } = this.stage;
    const { condition } = session.stopping;
    const row = session.records.get(index);
    if (!parts || !condition || !row) return;
    this.metAt = index;
    const { limit, name, sign } = condition;
    const values = { step: row[0], what: say(`stop.${name}`), value: roundedDown(session.stopping.value(index)) };
    const key = `stop.${here ? "here" : "met"}${sign === "=" ? ".step" : ""}`;
    parts.toolbar.say(say(key, { ...values, limit }), false, "met");
  }

  /**
   * Another frame is on the screen: what is said of the one before no longer holds.
   * @param {number} index
   */
  moved(index) {
    if (this.metAt !== null && this.metAt !== index) this.stage.view.rest();
  }

  stopSet() {
    if (this.metAt !== null) this.stage.view.rest();
    this.stage.parts?.stopping.show();
    this.stage.link();
  }

  /** Put a bookmark at the picture on the screen; standing still, go on to its note. */
  mark() {
    const { component, parts, say, session } = this.stage;
    const { bookmarks, position, records } = session;
    if (!parts || position < 0 || session.follows || component.data.hide.includes("marks")) return;
    const note = bookmarks.at(position)?.note; // it may be there already
    if (!bookmarks.put(position, note)) {
      parts.notices.show(say("marks.full", { most: bookmarks.most }), true);
      return;
    }
    const { toolbar } = parts;
    toolbar.say(say("marks.put", { place: placeOf(position, { say, records }) }), false, "marked");
    setTimeout(() => toolbar.status.dataset.kind === "marked" && this.stage.view.rest(), READ_WITHIN);
    if (!session.playing) parts.bookmarks.write(position);
  }

  marked() {
    const { parts } = this.stage;
    parts?.bookmarks.show();
    parts?.timeline.place();
    this.stage.link();
  }

  /**
   * @param {number} count
   * @param {string} file
   */
  left(count, file) {
    const { parts, say, session } = this.stage;
    const back = { label: say("marks.back"), act: () => session.openFile(file) };
    if (file) parts?.notices.show(say("marks.left.run", { count }), true, back);
    else parts?.notices.show(say("marks.left.branch", { count }), true);
  }
}
