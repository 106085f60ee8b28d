/** The components of B, the same as A's: their test ids begin with `b-`. */

/** @import { PartsOfB } from "../ports.d.ts" */

import { h } from "../base/dom.js";
import { Readouts } from "../controls/readouts.js";
import { Toolbar } from "../controls/toolbar.js";
import { Figure } from "../picture/figure.js";
import { Timeline } from "../picture/timeline.js";

/**
 * Make them and lay them out.
 * @param {PartsOfB} page
 * @param {string[]} hide what a teacher has taken off the page
 */
export function build(page, hide) {
  const { say } = page;
  const graph = h("div.gan1d-figure");
  const aside = h("div.gan1d-aside", { id: "mass-off" });
  const picture = h("div.gan1d-picture-box", { role: "figure", "aria-label": say("alt.waiting") }, graph);
  const readouts = new Readouts({ say, describe: (words) => picture.setAttribute("aria-label", words) });
  const timeline = new Timeline(page);
  const toolbar = new Toolbar(page);
  toolbar.speed.parentElement?.remove(); // one clock: its speed stands at A
  toolbar.toolbar.querySelector("[data-testid=new-seed]")?.remove();
  const figure = new Figure(graph, {
    say,
    get colour() {
      return page.colour;
    },
    get place() {
      return page.place;
    },
    averages: true, // there is a server
    wantsEma: page.wantsEma,
    framed: ({ t, r }) => Object.assign(aside.style, { top: `${t + 6}px`, right: `${r + 6}px` }),
  });
  const head = h("div.gan1d-head", {}, readouts.health, readouts.four, readouts.step);
  const element = h(
    "section.gan1d-stage-b",
    { "aria-label": say("pair.section") },
    toolbar.toolbar,
    head,
    h("div.gan1d-picture", {}, picture, aside),
    timeline.element,
    toolbar.status,
  );
  /** @type {Record<string, HTMLElement>} */
  const places = {
    toolbar: toolbar.toolbar,
    carpet: timeline.element,
    diagnosis: readouts.health,
    readouts: readouts.four,
  };
  for (const name of hide) if (places[name]) places[name].hidden = true;
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (element.querySelectorAll("[data-testid]")))
    part.dataset.testid = `b-${part.dataset.testid}`;
  element.dataset.testid = "gan1d-stage-b";
  return { element, picture, figure, readouts, timeline, toolbar, aside };
}
