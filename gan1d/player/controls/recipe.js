/** The recipe nearest to the run, what is changed, and the way home. */

/**
 * @import { Changes, RecipePort } from "../ports.d.ts"
 * @import { Run, Setting } from "../messages.d.ts"
 */

import { h, keepFocus, setAttribute, setText } from "../base/dom.js";

const WELL = ["", "starting", "learning", "converged"]; // words of the diagnosis for a run that is not lost

export class Recipe {
  /** @type {Run | null} */
  run = null;
  lost = false; // the picture is one of a failure

  /**
   * @param {Record<string, Changes>} recipes the knobs that each sets
   * @param {RecipePort} page
   */
  constructor(recipes, page) {
    this.recipes = recipes;
    this.page = page;
    this.name = h("span.gan1d-recipe-name", { id: "recipe" });
    this.home = keepFocus(
      h("button.gan1d-button", { id: "home", type: "button", hidden: true, onclick: () => this.goHome() }),
    );
    this.element = h("div.gan1d-recipe", {}, this.name, this.home);
  }

  /**
   * Say of which recipe a run is, and what is changed.
   * @param {Run} run
   */
  show(run) {
    const { say } = this.page;
    this.run = run;
    const { changed } = run;
    const recipe = say(`recipe.${run.recipe}`);
    const knobs = changed.join(say("bar.list"));
    setText(this.name, changed.length ? say("bar.changed", { recipe, knobs }) : recipe);
    const values = this.recipes[run.recipe];
    const told = changed.map((name) =>
      say("bar.change", {
        knob: say(`knob.${name}`),
        value: this.value(name, run.settings[name]),
        home: this.value(name, values[name]),
      }),
    );
    setAttribute(this.name, "title", [say(`recipe.${run.recipe}.is`), ...told].join("\n"));
    this.offer();
  }

  /**
   * @param {string} name
   * @param {Setting} value
   */
  value(name, value) {
    return value === null ? this.page.say("same-as-gamma") : this.page.say(`${name}.${value}`, {}, String(value));
  }

  /** At every refresh of the screen. */
  tick() {
    const lost = !WELL.includes(this.page.health);
    if (lost === this.lost) return;
    this.lost = lost;
    this.offer();
  }

  /** The recipe the way leads to: one that is lost as it is would only be lost again. */
  get goal() {
    return this.run?.changed.length ? this.run.recipe : "default";
  }

  /** Offer the way home, if there is one. */
  offer() {
    const { goal, home, lost, page, run } = this;
    if (!run) return;
    home.hidden = !lost && run.changed.length === 0;
    const recipe = page.say(`recipe.${goal}`);
    const way = lost ? "again" : "turn";
    setText(home, page.say(`home.${way}`, { recipe }));
    setAttribute(home, "title", page.say(`home.${way}.help`, { recipe }));
  }

  /** Turn back what is changed; a run that is lost begins again. */
  goHome() {
    const values = this.recipes[this.goal];
    if (this.lost) this.page.begin(values);
    else this.page.turn(Object.fromEntries((this.run?.changed ?? []).map((name) => [name, values[name]])));
  }
}
