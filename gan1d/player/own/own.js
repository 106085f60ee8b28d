/** The door to data of one's own: a button and a place; the editor comes when it is first asked for. */

/**
 * @import { Draft, OwnEditor, StoryHost } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, keepFocus, setAttribute, wordsOf } from "../base/dom.js";
import { loadModule, loadStyle, loadTable } from "../base/loader.js";

export class Own {
  /** @type {OwnEditor | null} */
  editor = null;

  /**
   * @param {StoryHost} host
   * @param {() => Promise<void>} show opens the tab where the place is
   */
  constructor(host, show) {
    this.host = host;
    this.show = show;
    this.button = keepFocus(
      h("button.gan1d-button.gan1d-own-button", {
        id: "own",
        type: "button",
        text: host.say("own.open"),
        title: host.say("own.open.help"),
        "aria-expanded": "false",
        onclick: () => this.open(),
      }),
    );
    this.element = h("div.gan1d-own-place");
  }

  async open() {
    await this.show();
    if (!this.editor) {
      const { lang, words } = this.host;
      const [texts, presets, module] = await Promise.all([
        loadTable(`story/words.${lang}.json`),
        loadTable("own/presets.json"),
        loadModule("own/editor.js"),
        loadStyle("own/own.css"),
      ]);
      this.editor ??= /** @type {OwnEditor} */ (
        new module.Editor({
          host: this.host,
          say: wordsOf({ ...words, ...texts }),
          presets,
          place: this.element,
          opened: (/** @type {boolean} */ on) => setAttribute(this.button, "aria-expanded", String(on)),
        })
      );
    }
    this.editor.open();
  }

  /** What is being made, for those who come after in another language; null if nothing is. */
  get kept() {
    return this.editor?.kept ?? null;
  }

  /** @param {Draft} draft */
  async goOn(draft) {
    await this.open();
    this.editor?.edit(draft);
  }

  /** @param {Run} run */
  setRun(run) {
    this.editor?.setRun(run);
  }

  replotted() {
    this.editor?.replotted();
  }

  end() {
    this.editor?.end();
  }
}
