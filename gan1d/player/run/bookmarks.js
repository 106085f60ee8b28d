/** Bookmarks at frames of the run on the screen, with notes; how they are written is told in gan1d/bookmarks.py. */

/** @import { Bookmark } from "../ports.d.ts" */

const LONGEST_LINK = 2000; // characters they may take in an address

export class Bookmarks {
  /** @type {Bookmark[]} */
  list = []; // in the order of their frames
  /** @type {Bookmark[] | null} */
  waiting = null; // those of a link or a file, until its run begins
  most = 0; // how many there may be
  /** @type {{count: number, file: string} | null} */
  gone = null; // how many went with the run of a file, or with a branch, ""; it is to be said

  /** @param {{changed: () => void, left: (count: number, file: string) => void}} events */
  constructor(events) {
    this.events = events;
  }

  /** @param {number} index of a frame */
  at(index) {
    return this.list.find((mark) => mark.index === index);
  }

  /**
   * Put one at a frame, or another note on the one that is there; return false if there are too many.
   * @param {number} index
   * @param {string} note
   */
  put(index, note = "") {
    if (!this.at(index) && this.list.length >= this.most) return false;
    const others = this.list.filter((mark) => mark.index !== index);
    this.list = [...others, { index, note: plain(note) }].sort((a, b) => a.index - b.index);
    this.events.changed();
    return true;
  }

  /** @param {number} index of a frame */
  remove(index) {
    this.list = this.list.filter((mark) => mark.index !== index);
    this.events.changed();
  }

  /**
   * Another run has begun: its own are those that waited for it, the others stay with the one before.
   * @param {string} file of that one
   * @param {boolean} going whether it is a branch, which can be gone back to
   */
  begin(file, going) {
    const left = this.list;
    this.list = this.waiting ?? [];
    this.waiting = null;
    const count = left.filter((mark) => this.at(mark.index)?.note !== mark.note).length;
    this.gone = count && !going ? { count, file } : null;
    this.events.changed();
  }

  /**
   * The run goes another way after a frame: those beyond it stay with the branch that is left.
   * @param {number} from
   */
  cut(from) {
    const kept = this.list.filter((mark) => mark.index <= from);
    const count = this.list.length - kept.length;
    this.list = kept;
    if (!count) return;
    this.gone = { count, file: "" };
    this.events.changed();
  }

  /** Say what has gone; not before an order is answered, which takes away what was said before. */
  tell() {
    if (this.gone) this.events.left(this.gone.count, this.gone.file);
    this.gone = null;
  }

  /** @param {number} index of a frame */
  beyond(index) {
    return this.list.some((mark) => mark.index > index);
  }

  /** Return them as in a file. */
  texts() {
    return this.list.map(({ index, note }) => `${index}:${note}`);
  }

  /** Return them as in a link, before it is encoded. */
  link() {
    return this.texts()
      .map((mark) => mark.replaceAll("~", "~~").replaceAll(",", "~-"))
      .join(",");
  }

  /** Whether a link can hold them. */
  get fit() {
    return encodeURIComponent(this.link()).length <= LONGEST_LINK;
  }
}

/**
 * Return a note as one line: what no text shows is left out.
 * @param {string} note
 */
function plain(note) {
  return note.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
}
