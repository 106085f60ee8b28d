/** The components of the stage and where they stand. */

/** @import { ComponentData, Face, StoryHost } from "../ports.d.ts" */
/** @import { Place } from "../place/place.js" */

import { h } from "../base/dom.js";
import { Knobs } from "../controls/knobs.js";
import { Recipe } from "../controls/recipe.js";
import { Readouts } from "../controls/readouts.js";
import { helpSheet, noticeArea, Toolbar } from "../controls/toolbar.js";
import { Carpet } from "../picture/carpet.js";
import { Figure } from "../picture/figure.js";
import { History } from "../picture/history.js";
import { Story } from "../story/story.js";

/**
 * Make the components and lay them out on the stage.
 * @param {Face} face
 * @param {StoryHost} host
 * @param {ComponentData} data
 * @param {HTMLElement} root
 * @param {Place} place
 */
export function build(face, host, data, root, place) {
  const { say } = face;
  const carpet = new Carpet(face);
  const toolbar = new Toolbar(face, carpet);
  const recipe = new Recipe(data.recipes, face);
  toolbar.toolbar.append(recipe.element);
  const story = new Story(host);
  const notices = noticeArea(say);
  const graph = h("div.gan1d-figure");
  const picture = h("div.gan1d-picture-box", { role: "figure", "aria-label": say("alt.waiting") }, graph);
  const aside = h("div.gan1d-aside", { id: "mass-off" });
  const readouts = new Readouts(face);
  const knobs = new Knobs(data.knobs, face);
  const figure = new Figure(graph, face);
  const history = new History(face);
  const help = helpSheet(say);
  root.replaceChildren(
    h(
      "div.gan1d-grid",
      {},
      h(
        "div.gan1d-main",
        {},
        h("div.gan1d-picture", {}, picture, aside, notices.element),
        toolbar.status,
        toolbar.toolbar,
        story.bar,
        story.panel,
        knobs.element,
      ),
      h("div.gan1d-side", {}, readouts.health, readouts.grid, history.element, readouts.formula),
    ),
    ...place.elements(say),
    help,
  );
  return { carpet, toolbar, recipe, story, notices, picture, aside, readouts, knobs, figure, history, help };
}
