/** Which settings converge? Maps of many runs, each a click away from the stage. */

/**
 * @import { StoryPort } from "../../ports.d.ts"
 * @import { Run } from "../../messages.d.ts"
 * @import { Shown } from "./cells.js"
 * @import { ShownMap } from "./types.d.ts"
 */

import { fixed, freeKeys, h, keepFocus, setAttribute, setText } from "../../base/dom.js";
import { loadTable } from "../../base/loader.js";
import { differing, placeOn, queryOf, runOf, SHOWN, tick } from "./cells.js";
import { Chart } from "./chart.js";
import { desk } from "./desk.js";
import { duration, OrderForm } from "./order.js";

const FILES = ["png", "svg", "pdf"];
const OWN = "own";
/** What is looked at; it outlives the part. @type {{name: string, show: Shown}} */
const looked = { name: "lr_d-lr_g", show: "jsd64" };
/** @type {ShownMap[]} */
const MAPS = (await loadTable("story/map/maps.json")).map(
  (/** @type {{name: string, command: string, outdated: string[], map: object}} */ { map, ...more }) => ({
    ...map,
    ...more,
    key: more.name,
  }),
);
const CHOICES = await loadTable("story/map/knobs.json");

export const KNOBS = ["lr_d", "lr_g", "gamma", "k"];

export class Part {
  /** @type {[number, number] | null} */
  pointed = null; // the cell that is told of

  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.choice = h("select", {
      id: "map-choice",
      "aria-label": say("map.choice"),
      onchange: () => this.choose(this.choice.value),
    });
    freeKeys(this.choice);
    this.shows = SHOWN.map((show) =>
      keepFocus(
        h("button.gan1d-tab", {
          id: `map-show-${show}`,
          type: "button",
          text: say(`map.show.${show}`),
          title: say(`map.show.${show}.help`),
          onclick: () => this.see(show),
        }),
      ),
    );
    this.chart = new Chart(story, {
      open: (i, j) => this.open(i, j),
      look: (i, j) => this.point([i, j]),
      away: () => this.point(null),
    });
    this.state = h("span", { id: "map-state", role: "status" });
    this.cancel = h("button.gan1d-button", {
      id: "map-cancel",
      type: "button",
      text: say("map.cancel"),
      onclick: () => desk.cancel(),
    });
    this.work = h("div.gan1d-map-work", {}, this.state, this.cancel);
    this.said = h("p.gan1d-map-said", { id: "map-said" });
    this.note = h("p.gan1d-map-quiet", { id: "map-note" });
    this.command = h("code", { id: "map-command" });
    this.files = FILES.map((kind) =>
      h("a.gan1d-map-file", { id: `map-${kind}`, download: true, text: kind.toUpperCase() }),
    );
    this.form = new OrderForm(story, CHOICES, () => this.begun());
    this.element = h(
      "div.gan1d-map-part",
      {},
      story.rich("map.title", {}, "h3"),
      this.choice,
      h("div.gan1d-map-shows", { role: "group", "aria-label": say("map.shows") }, ...this.shows),
      this.work,
      this.chart.element,
      this.said,
      this.note,
      this.form.element,
      h(
        "details.gan1d-map-own",
        { id: "map-home" },
        h("summary", { text: say("map.home") }),
        h("p.gan1d-map-quiet", {}, say("map.files"), " ", ...this.files),
        h("p.gan1d-map-quiet", {}, say("map.command"), " ", this.command),
        h("p.gan1d-map-quiet", { text: say("map.about") }),
      ),
    );
    desk.changed = (places) => this.changed(places);
    this.choose(looked.name);
  }

  /** @returns {ShownMap | undefined} */
  get map() {
    return looked.name === OWN && desk.map ? desk.map : (MAPS.find(({ name }) => name === looked.name) ?? MAPS[0]);
  }

  /**
   * Show another map.
   * @param {string} name
   */
  choose(name) {
    looked.name = name;
    const { say } = this.story;
    const titled = (/** @type {ShownMap} */ { x, y }) =>
      say("map.of", { x: say(`knob.${x.name}`), y: say(`knob.${y.name}`) });
    const options = MAPS.map((map) => ({ value: map.name, text: say(`map.name.${map.name}`, {}, titled(map)) }));
    if (desk.map) options.push({ value: OWN, text: say("map.own", { map: titled(desk.map) }) });
    const { map } = this;
    this.choice.replaceChildren(
      ...options.map(({ value, text }) => h("option", { value, text, selected: value === map?.name })),
    );
    this.point(null);
    this.see(looked.show);
    if (map) setText(this.command, map.command);
  }

  /** A map of one's own has been asked for: bring it into sight. */
  begun() {
    this.choose(OWN);
    this.choice.scrollIntoView({ block: "nearest" });
  }

  /**
   * Show something else of the map.
   * @param {Shown} show
   */
  see(show) {
    looked.show = show;
    for (const [i, button] of this.shows.entries()) setAttribute(button, "aria-pressed", String(SHOWN[i] === show));
    const { map } = this;
    if (!map) return;
    this.chart.draw(map, show, (i, j) => this.words(i, j));
    for (const [i, file] of this.files.entries()) {
      file.href = new URL(`gan1d/map/${map.key}.${FILES[i]}?show=${show}`, document.baseURI).href;
    }
    this.tellWork();
    this.aim();
  }

  /**
   * The page's own map is another one, or has news.
   * @param {number[] | null} places
   */
  changed(places) {
    if (places === null) this.choose(looked.name);
    else if (this.map === desk.map) {
      this.chart.paint(places, looked.show, (i, j) => this.words(i, j));
      this.tell();
    }
    this.tellWork();
  }

  /** Say how far the page's own map is. */
  tellWork() {
    const { say } = this.story;
    const { news, online } = desk;
    const shown = this.map === desk.map && desk.map !== null;
    const key = online ? news?.state : "offline";
    this.work.hidden = !desk.busy && !(shown && key && key !== "done");
    this.cancel.hidden = !desk.busy;
    setAttribute(this.work, "data-state", key ?? "");
    if (!news) return;
    const { ahead, done, runs, left } = news;
    const time = left === null ? "" : say("map.left", { time: duration(left, say) });
    setText(this.state, say(`map.state.${key}`, { ahead, done, runs, left: time }));
    this.work.style.setProperty("--done", String(done / runs));
  }

  /**
   * Tell of another cell, or of none.
   * @param {[number, number] | null} cell
   */
  point(cell) {
    this.pointed = cell;
    this.tell();
  }

  tell() {
    const { pointed, story } = this;
    setText(this.said, pointed ? this.words(...pointed) : story.say("map.point"));
    this.said.toggleAttribute("data-hint", !pointed);
  }

  /**
   * Return what a cell came to, in words.
   * @param {number} i
   * @param {number} j
   */
  words(i, j) {
    const { map, story } = this;
    if (!map) return "";
    const { say } = story;
    const cell = map.cells[j * map.x.values.length + i];
    const at = [map.x, map.y].map(({ name, values }, axis) => `${say(`knob.${name}`)} ${tick(values[axis ? j : i])}`);
    const where = at.join(", ");
    if (!cell) return say("map.cell.none", { where });
    const numbers = [...cell.jsd64, ...cell.d_half_max].map((value, i) => fixed(value ?? NaN, i < 2 ? 4 : 3));
    return say("map.cell", {
      where,
      jsd: numbers[0],
      jsd_worst: numbers[1],
      d: numbers[2],
      d_worst: numbers[3],
      converged: cell.converged,
      runs: cell.runs,
      seed: cell.seed,
      word: say(`health.${cell.health}`),
    });
  }

  /**
   * Play the run that stands for a cell.
   * @param {number} i
   * @param {number} j
   */
  open(i, j) {
    const { map, story } = this;
    const settings = map && runOf(map, i, j);
    this.point([i, j]);
    if (settings) story.session.open(queryOf(settings), true);
  }

  /** @param {Run} run */
  setRun(run) {
    this.run = run;
    this.aim();
    this.form.soon();
  }

  /** Say where the run on the stage is on the map, and what else is different there. */
  aim() {
    const { map, run, story } = this;
    if (!map || !run) return;
    const { say } = story;
    const names = (/** @type {string[]} */ knobs) => knobs.map((name) => say(`knob.${name}`, {}, name)).join(", ");
    const there = this.chart.aim(run.settings);
    const off = [map.x, map.y].filter(({ name, values }) => placeOn(values, run.settings[name]) === null);
    const others = differing(map, run.settings);
    const said = there ? [] : [say("map.off", { knobs: names(off.map(({ name }) => name)) })];
    if (others.length) said.push(say("map.others", { knobs: names(others) }));
    if (map.outdated.length) said.push(say("map.outdated", { knobs: names(map.outdated) }));
    setText(this.note, said.join(" ") || say("map.cross"));
  }

  end() {
    this.form.end();
    desk.rest();
  }
}
