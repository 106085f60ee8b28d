/** The line that says of which recipe a run is, and leads home. */

import assert from "node:assert/strict";
import test from "node:test";
import { wordsOf } from "../../gan1d/player/base/dom.js";
import { Recipe } from "../../gan1d/player/controls/recipe.js";

const WORDS = {
  "bar.list": ", ",
  "bar.changed": "{recipe}, changed: {knobs}",
  "bar.change": "{knob}: {value} instead of {home}",
  "recipe.default": "Default",
  "recipe.paper": "Paper",
  "knob.lr_d": "Rate of D",
  "same-as-gamma": "as gamma",
};
const RECIPES = { default: { lr_d: 0.01, loss: "a" }, paper: { lr_d: 0.05, loss: "b", gamma_r2: 1 } };

/** Return a recipe on a page that writes down what is asked of it. */
function recipeOn(t) {
  const element = () => ({
    ...{ dataset: {}, append: () => {}, addEventListener: (name, act) => (listeners[name] = act) },
    ...{ attributes: {}, setAttribute: (name, value) => (attributes[name] = value), getAttribute: () => null },
  });
  const listeners = {};
  const attributes = {};
  globalThis.document = { createElement: element };
  globalThis.Text = class {};
  t.after(() => delete globalThis.document && delete globalThis.Text);
  const asked = [];
  const page = {
    ...{ say: wordsOf(WORDS), health: "learning" },
    turn: (changes) => asked.push(["turn", changes]),
    begin: (changes) => asked.push(["begin", changes]),
  };
  const recipe = new Recipe(RECIPES, page);
  const show = (name, changed, settings = {}) => recipe.show({ recipe: name, changed, settings });
  return { recipe, page, asked, attributes, show };
}

test("it names the recipe and what is changed, and turns it back", (t) => {
  const { recipe, asked, attributes, show } = recipeOn(t);
  show("default", []);
  assert.equal(recipe.name.textContent, "Default");
  assert.ok(recipe.home.hidden);
  show("paper", ["lr_d", "gamma_r2"], { lr_d: 2, gamma_r2: null });
  assert.equal(recipe.name.textContent, "Paper, changed: lr_d, gamma_r2");
  assert.equal(recipe.home.hidden, false);
  recipe.goHome();
  assert.deepEqual(asked, [["turn", { lr_d: 0.05, gamma_r2: 1 }]]);
  assert.ok(attributes.title);
});

test("a lost run begins again, a recipe that was lost as it is by the default one", (t) => {
  const { recipe, page, asked, show } = recipeOn(t);
  show("paper", ["lr_d"], { lr_d: 2 });
  page.health = "collapsed";
  recipe.tick();
  recipe.goHome();
  show("paper", []);
  assert.equal(recipe.home.hidden, false);
  recipe.goHome();
  assert.deepEqual(asked, [
    ["begin", RECIPES.paper],
    ["begin", RECIPES.default],
  ]);
  page.health = "converged";
  recipe.tick();
  assert.ok(recipe.home.hidden);
});
