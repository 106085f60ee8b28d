/** Advice. */

import { h } from "../dom.js";

export class Part {
  /** @param {Object} story */
  constructor(story) {
    this.story = story;
    this.element = h("div", {}, story.rich("story.advice", {}, "h3"));
  }
}
