/** The branches of a run by what differs, to go back to. */

/** @import { Branch, BranchesPort } from "../ports.d.ts" */

import { h, setAttribute } from "../base/dom.js";
import { turnText } from "../run/turns.js";

export class BranchList {
  /** @type {Branch[]} */
  drawn = [];

  /** @param {BranchesPort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.list = h("ul.gan1d-branch-list");
    this.element = h(
      "section.gan1d-branches",
      { id: "branches", "aria-label": say("branches.title"), hidden: true },
      h("h3", { text: say("branches.title") }),
      this.list,
      h("p.gan1d-branches-note", { text: say("branches.note") }),
    );
  }

  /** Show which there are, which one is on the screen, and which one is its ghost. */
  show() {
    const { list, current, ghost } = this.page.branches;
    this.element.hidden = list.length === 0;
    if (list.length !== this.drawn.length || list.some((branch, i) => branch !== this.drawn[i])) this.draw(list);
    list.forEach((branch, i) => {
      const button = this.list.children[i].firstElementChild;
      if (!button) return;
      setAttribute(button, "aria-pressed", String(branch === current));
      setAttribute(button, "data-ghost", String(branch === ghost?.branch));
    });
  }

  /** @param {Branch[]} list */
  draw(list) {
    this.drawn = [...list];
    const items = list.map((branch, i) =>
      h(
        "li",
        {},
        h("button.gan1d-branch", {
          id: `branch-${i}`,
          type: "button",
          text: this.name(branch),
          onclick: () => branch !== this.page.branches.current && this.page.goToBranch(branch),
        }),
      ),
    );
    this.list.replaceChildren(...items);
  }

  /**
   * Return in words what makes a branch another one.
   * @param {Branch} branch
   */
  name({ turned }) {
    const { say } = this.page;
    if (!turned) return say("branches.first");
    const { step, changes, net } = turned;
    const what = net ? [say(`branches.half-${net}`)] : changes.map((turn) => turnText(say, turn));
    return say("branches.from", { step, what: what.join(" · ") });
  }
}
