/** Be the forger, be the detective: the reader plays G against the best D, or D against the run's G. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { h, setAttribute } from "../../base/dom.js";
import { Detective } from "./detective.js";
import { Forger } from "./forger.js";

const MODES = ["forger", "detective"];

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.players = { forger: new Forger(story), detective: new Detective(story) };
    this.choices = h("div.gan1d-roles-choice", { role: "radiogroup", "aria-label": story.say("roles.choice") });
    this.choices.addEventListener("keydown", (event) => this.press(event));
    for (const mode of MODES) {
      this.choices.append(
        h("button.gan1d-roles-mode", {
          id: `roles-${mode}`,
          type: "button",
          role: "radio",
          text: story.say(`roles.${mode}`),
          onclick: () => this.play(mode),
        }),
      );
    }
    this.element = h("div.gan1d-roles", {}, this.choices, ...MODES.map((mode) => this.players[mode].element));
    this.recolour();
    this.play("forger");
  }

  /** Take a role. */
  play(mode) {
    this.mode = mode;
    MODES.forEach((name, i) => {
      this.players[name].element.hidden = name !== mode;
      setAttribute(this.choices.children[i], "aria-checked", String(name === mode));
      setAttribute(this.choices.children[i], "tabindex", name === mode ? "0" : "-1");
    });
    const { detective } = this.players;
    if (mode === "detective" && detective.run && !detective.touched) detective.take();
  }

  press(event) {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    const next = (MODES.indexOf(this.mode) + way + MODES.length) % MODES.length;
    this.play(MODES[next]);
    this.choices.children[next].focus();
  }

  /** Begin anew with other data; a new run on the same data changes nothing here. */
  setRun(run) {
    const data = [run.x_range, run.p_data].join();
    if (data === this.data) return;
    this.data = data;
    this.players.forger.setRun(run);
    this.players.detective.setRun(run);
  }

  show() {
    if (!this.players.detective.q) this.players.detective.take();
  }

  recolour() {
    const { colour } = this.story;
    for (const name of ["data", "model", "modelFill", "d", "dStar", "grid", "line"]) {
      this.element.style.setProperty(`--roles-${name}`, colour[name]);
    }
  }

  end() {
    for (const player of Object.values(this.players)) player.end();
  }
}
