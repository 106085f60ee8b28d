/** The bar at the top: what this is, and what is done with the page as a whole. */

/** @import { ToolbarPort } from "../ports.d.ts" */

import { h } from "../base/dom.js";
import { actionButton } from "./toolbar.js";

export class Bar {
  /**
   * @param {ToolbarPort} page
   * @param {HTMLElement[]} state what is said of the run
   * @param {HTMLElement[]} more what is done with the page
   */
  constructor(page, state = [], more = []) {
    const { say } = page;
    this.title = h(
      "h1.gan1d-title",
      { title: say("bar.tagline") },
      h("b", { text: "gan1d" }),
      h("span", { text: ` ${say("bar.tagline")}` }),
    );
    this.element = h(
      "div.gan1d-bar",
      {},
      h("div.gan1d-bar-state", {}, this.title, ...state),
      h(
        "div.gan1d-bar-buttons",
        {},
        ...more,
        actionButton(page, "lecture"),
        actionButton(page, "fullscreen"),
        actionButton(page, "help", "<b>?</b>"),
      ),
    );
  }
}
