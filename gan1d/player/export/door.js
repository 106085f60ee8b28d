/** The door to what a run can be taken home as: a button; the menu comes when it is first asked for. */

/** @import { ExportPort, StoryHost } from "../ports.d.ts" */

import { h, keepFocus, wordsOf } from "../base/dom.js";
import { loadModule, loadStyle, loadTable } from "../base/loader.js";

/** @type {import("./order.js").Order | null} */
let order = null; // of the page: outlives its parts, which are made anew in another language

/**
 * Return the page's order; it is given up with the page.
 * @param {typeof import("./order.js").Order} Order
 */
function newOrder(Order) {
  const made = new Order();
  window.addEventListener("pagehide", () => made.busy && made.stop());
  return made;
}

export class ExportDoor {
  /**
   * @param {Pick<StoryHost, "lang" | "words">} host
   * @param {ExportPort} page
   */
  constructor(host, page) {
    this.host = host;
    this.page = page;
    this.loading = false;
    this.button = keepFocus(
      h("button.gan1d-button.gan1d-export-button", {
        id: "export",
        type: "button",
        text: page.say("export.open"),
        title: page.say("export.open.help"),
        "aria-haspopup": "dialog",
        onclick: () => this.open(),
      }),
    );
    this.element = h("div.gan1d-export-place", {}, this.button);
    if (order) this.load();
  }

  /** Bring the menu, once; from then on the button itself opens and closes it. */
  async load() {
    if (this.loading) return null;
    this.loading = true;
    const { lang, words } = this.host;
    try {
      const [texts, menus, orders] = await Promise.all([
        loadTable(`story/words.${lang}.json`),
        loadModule("export/menu.js"),
        loadModule("export/order.js"),
        loadStyle("export/export.css"),
      ]);
      order ??= newOrder(orders.Order);
      return new menus.Menu(this.page, wordsOf({ ...words, ...texts }), order, this);
    } catch {
      this.loading = false;
      return null;
    }
  }

  async open() {
    if (this.loading) return;
    const menu = await this.load();
    if (menu) menu.open();
    else this.page.refuse(this.page.say("refused.unreachable"));
  }
}
