/** What a teacher has taken off the stage: it is not to be seen, and acts all the same. */

/**
 * @import { Readouts } from "./readouts.js"
 * @import { Toolbar } from "./toolbar.js"
 */

/** @typedef {{element: HTMLElement}} Part */

/**
 * Hide what the link names.
 * @param {string[]} names groups, knobs and parts of the story; those of the page around are not the stage's
 * @param {{toolbar: Toolbar, recipe: Part, settings: Part, readouts: Readouts, timeline: Part, history: Part, knobs: Part,
 *   menu: Part, stopping: Part, bookmarks: Part,
 *   own: {button: HTMLElement}, language: HTMLElement, bar: {title: HTMLElement}, story: {bar: HTMLElement}}} parts
 */
export function hideNamed(names, parts) {
  const { toolbar, recipe, menu, own, settings, language, readouts, timeline, history, story, knobs, bar } = parts;
  const { stopping, bookmarks } = parts;
  /** @type {Record<string, Element | null>} */
  const places = {
    title: bar.title,
    toolbar: toolbar.toolbar,
    speed: toolbar.speed.parentElement,
    seed: toolbar.toolbar.querySelector("[data-testid=new-seed]"),
    recipe: recipe.element,
    own: own.button,
    sidebar: settings.element,
    language,
    pair: menu.element,
    carpet: timeline.element,
    story: story.bar,
    knobs: knobs.element,
    stop: stopping.element,
    marks: bookmarks.element,
    diagnosis: readouts.health,
    readouts: readouts.grid,
    history: history.element,
    formulas: readouts.formula,
  };
  if (names.includes("data")) own.button.hidden = true;
  if (names.includes("own")) knobs.element.querySelector("[data-testid=data-own]")?.remove();
  if (names.includes("readouts")) readouts.four.hidden = true;
  for (const name of names) {
    const knob = knobs.element.querySelector(`[data-knob="${name}"]`);
    const tab = story.bar.querySelector(`[data-testid="story-${name}"]`);
    for (const element of [places[name], knob, tab]) element?.setAttribute("hidden", "");
  }
  const gone = (/** @type {Element} */ box) => [...box.children].every((child) => child.hasAttribute("hidden"));
  if (gone(knobs.element)) knobs.element.hidden = true;
  if (gone(story.bar)) story.bar.hidden = true;
}
