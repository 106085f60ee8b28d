/** A link to the moment on the screen: it is copied, and said in a sentence what it holds; files for what it cannot. */

/** @import { Moment, Say, SharePort } from "../ports.d.ts" */

import { h, keepFocus, setText } from "../base/dom.js";
import { readRun, saveRun } from "./files.js";
import { inWords } from "./stopping.js";

/**
 * Return in words what a link holds.
 * @param {Moment} moment
 * @param {Say} say
 */
export function holds({ data, seed, changes, step, part, lecture, stop, marks, hidden, b, lacks }, say) {
  const own = /^(mixture|curve|samples):/.test(data);
  const said = [say("share.run", { data: own ? say("data.own") : say(`data.${data}`), seed })];
  if (changes) said.push(changes === 1 ? say("share.change") : say("share.changes", { count: changes }));
  said.push(step === null ? say("share.start") : say("share.moment", { step }));
  if (b) said.push(say("share.b"));
  if (part) said.push(say("share.part", { part: say(`story.${part}`) }));
  if (lecture) said.push(say("share.lecture"));
  if (stop) said.push(say("share.stop", { what: inWords(stop, say) }));
  if (marks) said.push(marks === 1 ? say("share.mark") : say("share.marks", { count: marks }));
  if (hidden.length) said.push(say("share.hidden", { names: hidden.join(", ") }));
  return [...said, ...lacks.map((name) => say(`share.no-${name}`))].join(say("bar.list"));
}

export class Share {
  /** @param {SharePort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.said = h("p", { id: "share-said", role: "status" });
    this.field = h("input", { id: "share-link", type: "text", readonly: true, "aria-label": say("share.link") });
    this.files = h("p", { id: "share-files" });
    const save = h("button.gan1d-button", {
      id: "save-run",
      type: "button",
      text: say("share.save"),
      onclick: () => saveRun(page.file),
    });
    const chosen = h("input", {
      id: "run-file",
      type: "file",
      accept: ".json,application/json",
      hidden: true,
      onchange: () => this.open(chosen),
    });
    const open = h("button.gan1d-button", {
      id: "open-run",
      type: "button",
      text: say("share.open"),
      onclick: () => chosen.click(),
    });
    const buttons = h("div.gan1d-share-files", {}, save, open, chosen);
    this.sheet = h("div.gan1d-share", { popover: "auto" }, this.said, this.field, this.files, buttons);
    const button = h("button.gan1d-button", {
      id: "copy-link",
      type: "button",
      text: say("share"),
      title: say("share.help"),
      onclick: () => this.share(),
    });
    this.element = h("div.gan1d-sharing", {}, keepFocus(button), this.sheet);
  }

  async share() {
    const { field, page, said, sheet } = this;
    const { moment, say } = page;
    field.value = moment.url;
    field.hidden = false;
    setText(said, "");
    setText(this.files, say(moment.lacks.length ? "share.file-holds" : "share.file"));
    sheet.showPopover?.();
    const copied = await this.copy(moment.url);
    field.hidden = copied;
    setText(said, say(copied ? "share.copied" : "share.yourself", { what: holds(moment, say) }));
  }

  /**
   * Begin the run of the file that was chosen.
   * @param {HTMLInputElement} chosen
   */
  async open(chosen) {
    const [file] = chosen.files ?? [];
    if (!file) return;
    const text = await readRun(file);
    chosen.value = ""; // the same file may be chosen again
    this.sheet.hidePopover?.();
    this.page.openFile(text);
  }

  /**
   * Copy a text; where the clipboard is closed to the page, leave it selected.
   * @param {string} text
   */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      this.field.select();
      return document.execCommand("copy"); // a page without https has no other way
    }
  }
}
