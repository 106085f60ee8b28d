/** Two runs side by side: the button in the bar, and what may be set beside what. */

/** @import { PairMenuPort, ReadyPair } from "../ports.d.ts" */

import { h, keepFocus, setAttribute } from "../base/dom.js";

const SHEET = "gan1d-pair-menu";

export class PairMenu {
  /**
   * @param {ReadyPair[]} pairs
   * @param {PairMenuPort} page
   */
  constructor(pairs, page) {
    this.page = page;
    const { say } = page;
    this.button = h(
      "button.gan1d-button",
      { id: "pair", type: "button", title: say("pair.help"), "aria-label": say("pair"), popovertarget: SHEET },
      h("span", { text: say("pair") }),
      h("b", { text: "A│B" }), // where there is little room
    );
    this.close = this.item("close");
    this.close.hidden = true;
    const ready = pairs.map(({ name }) => this.item(name));
    this.sheet = h(
      "div.gan1d-share.gan1d-pair-menu",
      { popover: "auto", "aria-label": say("pair") },
      this.item("same"),
      h("h3", { text: say("pair.ready") }),
      ...ready,
      this.close,
    );
    this.sheet.id = SHEET;
    this.element = h("div.gan1d-pairing", {}, keepFocus(this.button), this.sheet);
  }

  /** @param {string} name of what it does */
  item(name) {
    const { page } = this;
    const { say } = page;
    return h(
      "button.gan1d-pair-item",
      {
        id: `pair-${name}`,
        type: "button",
        onclick: () => {
          this.sheet.hidePopover?.();
          page.compare(name);
        },
      },
      h("b", { text: say(`pair.${name}`) }),
      h("span", { text: say(`pair.${name}.is`) }),
    );
  }

  /** @param {boolean} on whether there are two */
  show(on) {
    this.close.hidden = !on;
    setAttribute(this.button, "aria-pressed", String(on));
  }
}
