/** The row over the knobs: which run they turn, and what is done with the two. */

/** @import { Say } from "../ports.d.ts" */

import { h, keepFocus, setAttribute } from "../base/dom.js";

const CHOICES = /** @type {const} */ (["a", "b", "both"]);

/** @typedef {(typeof CHOICES)[number]} Choice */

export class PairBar {
  /**
   * @param {Say} say
   * @param {(choice: Choice) => void} chosen
   * @param {Record<"swap" | "copy" | "close", () => void>} acts
   */
  constructor(say, chosen, acts) {
    this.say = say;
    this.choices = CHOICES.map((name) =>
      this.button(`pair-${name}`, `pair.turns-${name}`, () => chosen(name), "gan1d-pair-choice"),
    );
    const close = this.button("b-close", "pair.close", acts.close);
    close.textContent = "×";
    this.element = h(
      "div.gan1d-pair-bar",
      { role: "group", "aria-label": say("pair.bar") },
      h("span.gan1d-pair-label", { text: say("pair.turns") }),
      h("span.gan1d-pair-choices", { role: "group", "aria-label": say("pair.turns") }, ...this.choices),
      h(
        "span.gan1d-pair-acts",
        {},
        this.button("pair-swap", "pair.swap", acts.swap),
        this.button("pair-copy", "pair.copy", acts.copy),
        close,
      ),
    );
  }

  /**
   * @param {string} id
   * @param {string} key of its words
   * @param {() => void} onclick
   * @param {string} look
   */
  button(id, key, onclick, look = "gan1d-button") {
    const help = this.say(`${key}.help`, {}, this.say(key));
    return keepFocus(
      h(`button.${look}`, { id, type: "button", text: this.say(key), title: help, "aria-label": help, onclick }),
    );
  }

  /** @param {Choice} choice which is in force */
  show(choice) {
    this.choices.forEach((button, i) => {
      setAttribute(button, "aria-pressed", String(CHOICES[i] === choice));
    });
  }
}
