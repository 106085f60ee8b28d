/** The components of the stage and where they stand. */

/** @import { ComponentData, Face, StoryHost } from "../ports.d.ts" */
/** @import { Place } from "../place/place.js" */

import { h } from "../base/dom.js";
import { Bar } from "../controls/bar.js";
import { BookmarkList } from "../controls/bookmarks.js";
import { BranchList } from "../controls/branches.js";
import { Follow } from "../controls/follow.js";
import { Dial } from "../controls/dial.js";
import { languageSwitch } from "../controls/language.js";
import { PairMenu } from "../controls/pair-menu.js";
import { Knobs } from "../controls/knobs.js";
import { Recipe } from "../controls/recipe.js";
import { Readouts } from "../controls/readouts.js";
import { Settings } from "../controls/settings.js";
import { Share } from "../controls/share.js";
import { StopField } from "../controls/stopping.js";
import { helpSheet, noticeArea, Toolbar } from "../controls/toolbar.js";
import { ExportDoor } from "../export/door.js";
import { Own } from "../own/own.js";
import { Hall } from "../place/hall.js";
import { Figure } from "../picture/figure.js";
import { History } from "../picture/history.js";
import { Timeline } from "../picture/timeline.js";
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
  const timeline = new Timeline(face);
  const toolbar = new Toolbar(face);
  const recipe = new Recipe(data.recipes, face);
  const settings = new Settings(face);
  const language = languageSwitch(data.languages, data.lang, face);
  settings.draw(data.sidebar);
  const share = new Share(face);
  const menu = new PairMenu(data.pairs, face);
  const taking = new ExportDoor(host, face);
  const own = new Own(host, () => story.choose("tune"));
  const more = [language, menu.element, share.element, taking.element, settings.element];
  const bar = new Bar(face, [recipe.element, own.button], more);
  const notices = noticeArea(say);
  const graph = h("div.gan1d-figure");
  const picture = h("div.gan1d-picture-box", { role: "figure", "aria-label": say("alt.waiting") }, graph);
  const overlay = h("div.gan1d-overlay"); // a part of the story may draw here
  const aside = h("div.gan1d-aside", { id: "mass-off" });
  const readouts = new Readouts(face);
  const knobs = new Knobs(data.knobs, face);
  const branches = new BranchList(face);
  const stopping = new StopField(data.stops, face);
  const bookmarks = new BookmarkList(data.marks.longest, face);
  const dial = new Dial(knobs);
  const follow = new Follow(face);
  const hall = new Hall(face);
  const figure = new Figure(graph, face);
  const history = new History(face);
  const numbers = h("div.gan1d-numbers", {}, readouts.grid, history.element, readouts.formula);
  const tune = h("div", {}, own.element, knobs.element, stopping.element, bookmarks.element, branches.element);
  /** @type {Story} */
  const story = new Story(host, { tune, numbers }, knobs);
  const help = helpSheet(say);
  const a = h(
    "div.gan1d-a",
    {},
    toolbar.toolbar,
    follow.element,
    h("div.gan1d-head", {}, readouts.health, readouts.four, readouts.step),
    h("div.gan1d-picture", {}, picture, overlay, aside, dial.element, hall.sheet, notices.element),
    timeline.element,
    toolbar.status,
  );
  const main = h("div.gan1d-main", {}, a, hall.button, ...place.elements(say));
  const side = h("div.gan1d-side", {}, story.bar, story.sheet);
  // who goes from one to the next by keys meets the buttons first; stage.css puts each in its place
  root.replaceChildren(h("div.gan1d-grid", {}, main, side, bar.element), help);
  return {
    main,
    a,
    side,
    menu,
    bar,
    timeline,
    toolbar,
    recipe,
    settings,
    language,
    story,
    notices,
    picture,
    overlay,
    aside,
    readouts,
    knobs,
    branches,
    stopping,
    bookmarks,
    follow,
    hall,
    dial,
    own,
    figure,
    history,
    help,
  };
}
