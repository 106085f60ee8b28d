/** The bookmarks of the run: to go to, to write a note on, to put away. */

/** @import { Bookmark, BookmarksPort } from "../ports.d.ts" */

import { freeKeys, h, keepFocus, setAttribute, setText } from "../base/dom.js";

const LOOK_EVERY = 500; // ms

export class BookmarkList {
  lookedAt = 0;

  /**
   * @param {number} longest note
   * @param {BookmarksPort} page
   */
  constructor(longest, page) {
    this.longest = longest;
    this.page = page;
    const { say } = page;
    this.list = h("ol.gan1d-bookmark-list");
    this.note = h("p.gan1d-stop-note", { text: say("marks.help") });
    const add = h("button.gan1d-button.gan1d-bookmark-add", {
      id: "mark",
      type: "button",
      text: say("marks.add"),
      title: say("marks.add.help"),
      onclick: () => page.act("mark"),
    });
    this.element = h(
      "section.gan1d-bookmarks",
      { id: "bookmarks", "aria-label": say("marks.title") },
      h("div.gan1d-bookmark-head", {}, h("h3", { text: say("marks.title") }), keepFocus(add)),
      this.list,
      this.note,
    );
  }

  /** Show those there are; a field in which somebody writes stays as it is. */
  show() {
    const { list } = this.page.bookmarks;
    const rows = new Map([...this.list.children].map((row) => [Number(row.getAttribute("data-index")), row]));
    const shown = list.map((mark) => rows.get(mark.index) ?? this.row(mark.index));
    if (shown.some((row, i) => row !== this.list.children[i]) || shown.length !== this.list.children.length) {
      this.list.replaceChildren(...shown);
    }
    for (const [i, mark] of list.entries()) this.fill(shown[i], mark);
    this.note.hidden = list.length > 0;
  }

  /**
   * At every refresh of the screen: a frame that has come meanwhile is named by its step.
   * @param {number} now
   */
  tick(now) {
    if (now - this.lookedAt < LOOK_EVERY) return;
    this.lookedAt = now;
    for (const { firstElementChild: go, dataset } of /** @type {Iterable<HTMLElement>} */ (this.list.children)) {
      if (go) setText(go, placeOf(Number(dataset.index), this.page));
    }
  }

  /** @param {number} index of a frame */
  row(index) {
    const { page } = this;
    const field = h("input.gan1d-bookmark-note", {
      type: "text",
      dir: "auto",
      maxlength: this.longest,
      placeholder: page.say("marks.note"),
      onchange: () => page.bookmarks.put(index, field.value),
    });
    return h(
      "li",
      { "data-index": index },
      keepFocus(h("button.gan1d-button.gan1d-bookmark-go", { type: "button", onclick: () => page.visit(index) })),
      freeKeys(field),
      h("button.gan1d-button.gan1d-bookmark-off", { type: "button", text: "×", onclick: () => this.remove(index) }),
    );
  }

  /**
   * @param {Element} row
   * @param {Bookmark} mark
   */
  fill(row, { index, note }) {
    const { page } = this;
    const [go, field, off] = /** @type {[HTMLElement, HTMLInputElement, HTMLElement]} */ ([...row.children]);
    const place = placeOf(index, page);
    const nth = page.bookmarks.list.findIndex((mark) => mark.index === index);
    for (const [name, element] of Object.entries({ mark: go, "mark-note": field, "mark-off": off })) {
      element.dataset.testid = `${name}-${nth}`;
    }
    setText(go, place);
    setAttribute(field, "aria-label", page.say("marks.note.label", { place }));
    setAttribute(off, "aria-label", page.say("marks.delete", { place }));
    if (field !== document.activeElement) field.value = note;
  }

  /**
   * Put the cursor into the note of a frame, if it is to be seen.
   * @param {number} index
   */
  write(index) {
    /** @type {HTMLElement | null} */
    const field = this.list.querySelector(`[data-index="${index}"] input`);
    if (field?.offsetParent) field.focus();
  }

  /** @param {number} index of a frame */
  remove(index) {
    const { bookmarks, offer, say } = this.page;
    const note = bookmarks.at(index)?.note ?? "";
    bookmarks.remove(index);
    if (!note) return;
    const text = say("marks.deleted", { place: placeOf(index, this.page), note });
    offer(text, say("marks.undo"), () => bookmarks.put(index, note));
  }
}

/**
 * Say where a frame stands: by its step, or as long as that is not known, by its number.
 * @param {number} index
 * @param {Pick<BookmarksPort, "say" | "records">} page
 */
export function placeOf(index, { say, records }) {
  const row = records.get(index);
  return row ? say("scrub.value", { step: row[0] }) : say("marks.picture", { index });
}
