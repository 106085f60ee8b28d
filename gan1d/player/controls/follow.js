/** What a page that follows a lecture says, and the way to a run of its own. */

/** @import { FollowPort } from "../ports.d.ts" */

import { h, setText } from "../base/dom.js";

export class Follow {
  /** @param {FollowPort} page */
  constructor(page) {
    this.page = page;
    const { say } = page;
    this.said = h("span", { id: "follow-said", role: "status", text: say("follow.on") });
    const take = h("button.gan1d-button.gan1d-main-button", {
      id: "take-over",
      type: "button",
      text: say("follow.take"),
      title: say("follow.take.help"),
      onclick: () => page.takeOver(),
    });
    this.element = h("div.gan1d-follow", { id: "follow" }, this.said, take);
  }

  /** The lecture is over; the picture stays. */
  over() {
    setText(this.said, this.page.say("follow.over"));
  }
}
