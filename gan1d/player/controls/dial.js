/** The dial: in a lecture keys choose a knob and turn it, and its value is seen from the last row. */

/** @import { Knobs } from "./knobs.js" */

import { h, setText } from "../base/dom.js";

const NAMES = ["lr_d", "lr_g", "gamma", "k", "speed"]; // as the keys 1 to 5 choose them
const SEEN = 6000; // ms after the last key

export class Dial {
  name = NAMES[0];
  until = 0; // ms, when it has been seen

  /** @param {Knobs} knobs */
  constructor(knobs) {
    this.knobs = knobs;
    this.key = h("kbd", { "aria-hidden": "true" });
    this.label = h("span.gan1d-dial-name");
    this.value = h("strong.gan1d-dial-value", { id: "dial-value" });
    this.effect = h("p", { id: "dial-effect" });
    const head = h("div.gan1d-dial-head", {}, this.key, this.label, this.value);
    this.element = h("div.gan1d-dial", { id: "dial", role: "status", hidden: true }, head, this.effect);
    /** @type {Record<string, () => void>} */
    this.actions = {
      "knob-up": () => this.turn((name) => knobs.fields[name].slider?.press(1)),
      "knob-down": () => this.turn((name) => knobs.fields[name].slider?.press(-1)),
      "knob-home": () => this.turn((name) => knobs.bringHome(name)),
    };
    for (const [i, name] of NAMES.entries()) this.actions[`knob-${i + 1}`] = () => this.choose(name);
  }

  /** @param {string} name */
  choose(name) {
    if (!this.knobs.shown(name)) return;
    this.name = name;
    this.until = performance.now() + SEEN;
    this.write();
  }

  /** @param {(name: string) => void} act on the knob in hand */
  turn(act) {
    const name = [this.name, ...NAMES].find((one) => this.knobs.shown(one));
    if (!name) return;
    act(name);
    this.choose(name);
  }

  write() {
    const { slider, effect } = this.knobs.fields[this.name];
    if (!slider) return;
    setText(this.key, String(NAMES.indexOf(this.name) + 1));
    setText(this.label, slider.knob.label);
    setText(this.value, slider.knob.text(slider.value));
    setText(this.effect, effect?.textContent ?? "");
    this.element.hidden = false;
  }

  /**
   * At every refresh of the screen: show what the server has made of it, until it has been seen.
   * @param {number} now ms
   */
  tick(now) {
    if (this.element.hidden) return;
    if (now > this.until) this.element.hidden = true;
    else this.write();
  }
}
