/** Bookmarks at frames of the run on the screen, with notes; how they are written is told in gan1d/bookmarks.py. */

/** @import { Bookmark } from "../ports.d.ts" */

const LONGEST_LINK = 2000; // characters they may take in an address

export class Bookmarks {
  /** @type {Bookmark[]} */
  list = []; // in the order of their frames
  /** @type {Bookmark[] | null} */
  waiting = null; // those of a link or a file, until its run begins
  most = 0; // how many there may be

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
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
    this.changed();
    return true;
  }

  /** @param {number} index of a frame */
  remove(index) {
    this.list = this.list.filter((mark) => mark.index !== index);
    this.changed();
  }

  /** Another run has begun: its own are those that waited for it. Return those that were left. */
  begin() {
    const left = this.list;
    this.list = this.waiting ?? [];
    this.waiting = null;
    this.changed();
    return left.filter((mark) => !this.list.some(({ index, note }) => index === mark.index && note === mark.note));
  }

  /**
   * The run goes another way after a frame; return how many beyond it were left.
   * @param {number} from
   */
  cut(from) {
    const kept = this.list.filter((mark) => mark.index <= from);
    const left = this.list.length - kept.length;
    this.list = kept;
    if (left) this.changed();
    return left;
  }

  /** @param {number} index of a frame */
  beyond(index) {
    return this.list.some((mark) => mark.index > index);
  }

  /** Return them as in a file. */
  texts() {
    return this.list.map(({ index, note }) => `${index}:${note}`);
  }

  /** Return them as in a link, before it is encoded; "" if they do not fit. */
  link() {
    const text = this.texts()
      .map((mark) => mark.replaceAll("~", "~~").replaceAll(",", "~-"))
      .join(",");
    return encodeURIComponent(text).length <= LONGEST_LINK ? text : "";
  }
}

/**
 * Return a note as one line: what no text shows is left out.
 * @param {string} note
 */
function plain(note) {
  return note.replace(/[\p{Cc}\p{Cs}]+/gu, " ").trim();
}
