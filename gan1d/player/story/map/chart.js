/** The heat map: a cell for each pair of values, axes, legend, and the cross of the run on the stage. */

/**
 * @import { Cell, CellMap, Setting } from "../../messages.d.ts"
 * @import { Changes, StoryPort } from "../../ports.d.ts"
 * @import { Shown } from "./cells.js"
 */

import { h, setAttribute, setText } from "../../base/dom.js";
import { brief, colourAt, countWords, crossOn, inkOn, SCALES, seen, shareOf, tick, WORDS } from "./cells.js";

const NUMBERS_UP_TO = 9; // columns that leave room for numbers in the cells
const LABELS = 9; // of an axis at most
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

export class Chart {
  cells = h("div.gan1d-map-cells", { role: "grid" });
  cross = h("div.gan1d-map-cross", { id: "map-cross", hidden: true });
  legend = h("div.gan1d-map-legend", { id: "map-legend" });
  across = h("div.gan1d-map-across", { "aria-hidden": "true" });
  up = h("div.gan1d-map-up", { "aria-hidden": "true" });
  alongX = h("div.gan1d-map-x");
  alongY = h("div.gan1d-map-y");
  /** @type {CellMap | null} */
  map = null;
  /** @type {Shown} */
  show = "jsd64";
  /** @type {HTMLElement[]} */
  places = []; // as the map's cells

  /**
   * @param {StoryPort} story
   * @param {object} reader
   * @param {(i: number, j: number) => void} reader.open a cell was chosen
   * @param {(i: number, j: number) => void} reader.look a cell is pointed at
   * @param {() => void} reader.away none is
   */
  constructor(story, reader) {
    this.story = story;
    const { cells } = this;
    const at = (/** @type {Event} */ { target }) => {
      const place = target instanceof Element ? target.closest("[data-place]") : null;
      return place instanceof HTMLElement ? this.ij(Number(place.dataset.place)) : null;
    };
    const on = (/** @type {string} */ kind, /** @type {(i: number, j: number) => void} */ act) =>
      cells.addEventListener(kind, (event) => {
        const found = at(event);
        if (found) act(found[0], found[1]);
      });
    on("click", (i, j) => reader.open(i, j));
    on("pointerover", (i, j) => reader.look(i, j));
    on("focusin", (i, j) => reader.look(i, j));
    cells.addEventListener("pointerleave", () => reader.away());
    cells.addEventListener("keydown", (event) => {
      const found = at(event);
      if (!found) return;
      if (event.key === "Enter") reader.open(found[0], found[1]);
      this.move(event, found[0], found[1]);
    });
    this.element = h(
      "figure.gan1d-map",
      { id: "map" },
      h(
        "div.gan1d-map-chart",
        {},
        this.alongY,
        this.up,
        h("div.gan1d-map-plot", {}, cells, this.cross),
        this.across,
        this.alongX,
      ),
      this.legend,
    );
  }

  /** @param {number} place among the cells */
  ij(place) {
    const columns = this.map?.x.values.length ?? 1;
    return [place % columns, Math.floor(place / columns)];
  }

  /**
   * Go to a neighbour by the arrow keys.
   * @param {KeyboardEvent} event
   * @param {number} i
   * @param {number} j
   */
  move(event, i, j) {
    const way = WAYS[/** @type {keyof typeof WAYS} */ (event.key)];
    const { map } = this;
    if (!way || !map) return;
    event.preventDefault();
    const [x, y] = [i + way[0], j + way[1]];
    if (x in map.x.values && y in map.y.values) this.places[y * map.x.values.length + x].focus();
    for (const place of this.places) place.tabIndex = place === document.activeElement ? 0 : -1;
  }

  /**
   * Draw a map anew.
   * @param {CellMap} map
   * @param {Shown} show
   * @param {(i: number, j: number) => string} words of a cell, for those who do not see it
   */
  draw(map, show, words) {
    const { story, cells } = this;
    this.map = map;
    const [columns, rows] = [map.x.values.length, map.y.values.length];
    const name = (/** @type {string} */ knob) => story.say(`knob.${knob}`);
    setText(this.alongX, name(map.x.name));
    setText(this.alongY, name(map.y.name));
    this.element.style.setProperty("--columns", String(columns));
    this.element.style.setProperty("--rows", String(rows));
    this.element.toggleAttribute("data-dense", columns > NUMBERS_UP_TO);
    cells.setAttribute("aria-label", story.say("map.grid", { x: name(map.x.name), y: name(map.y.name) }));
    this.places = [];
    const lines = Array.from({ length: rows }, (_, j) => {
      const row = Array.from({ length: columns }, (_, i) => this.place(i, j, columns));
      this.places.push(...row);
      return h("div.gan1d-map-row", { role: "row" }, ...row);
    });
    cells.replaceChildren(...lines.reverse()); // the first value of y stands at the bottom
    this.places[0].tabIndex = 0;
    this.across.replaceChildren(...this.ticks(map.x.values));
    this.up.replaceChildren(...this.ticks(map.y.values).reverse());
    this.paint(map.cells.keys(), show, words);
  }

  /**
   * @param {number} i
   * @param {number} j
   * @param {number} columns
   */
  place(i, j, columns) {
    return h("div.gan1d-map-cell", {
      id: `map-cell-${i}-${j}`,
      role: "gridcell",
      tabindex: "-1",
      "data-place": String(j * columns + i),
    });
  }

  /** @param {Setting[]} values */
  ticks(values) {
    const every = Math.ceil(values.length / LABELS);
    return values.map((value, i) => h("span", { text: i % every ? "" : tick(value) }));
  }

  /**
   * Show what some cells came to.
   * @param {Iterable<number>} places
   * @param {Shown} show
   * @param {(i: number, j: number) => string} words
   */
  paint(places, show, words) {
    const { map } = this;
    if (!map) return;
    this.show = show;
    for (const place of places) {
      const cell = map.cells[place];
      const box = this.places[place];
      const [i, j] = this.ij(place);
      setAttribute(box, "aria-label", words(i, j));
      box.toggleAttribute("data-there", cell !== null);
      if (!cell) continue;
      const [colour, text] = seen(cell, show);
      box.style.background = colour;
      box.style.color = inkOn(colour);
      box.dataset.health = cell.health;
      setText(box, text);
    }
    this.explain(map.cells, show);
  }

  /**
   * Say what the colours mean, with numbers.
   * @param {(Cell | null)[]} cells
   * @param {Shown} show
   */
  explain(cells, show) {
    const { say } = this.story;
    if (show === "health") {
      const words = countWords(cells).map(([word, count]) => {
        const [colour, sign] = WORDS[word];
        const key = h("i", { "aria-hidden": "true", text: sign });
        Object.assign(key.style, { background: colour, color: inkOn(colour) });
        return h("li", {}, key, `${say(`health.${word}`)} `, h("b", { text: String(count) }));
      });
      this.legend.replaceChildren(h("ul.gan1d-map-words", {}, ...words));
      return;
    }
    const scale = SCALES[show];
    const bar = h("div.gan1d-map-bar");
    const colours = Array.from({ length: 9 }, (_, n) => colourAt(n / 8, scale.brightHigh));
    bar.style.background = `linear-gradient(to right, ${colours.join(", ")})`;
    const marks = scale.ticks.map((value) => {
      const mark = h("span", {
        text: show === "converged" ? `${100 * value} %` : brief(value).replace(/^\./, "0.").replace(/0+$/, ""),
      });
      mark.style.left = `${100 * shareOf(value, scale)}%`;
      return mark;
    });
    this.legend.replaceChildren(
      h("p", { text: say(`map.legend.${show}`) }),
      bar,
      h("div.gan1d-map-marks", {}, ...marks),
    );
  }

  /**
   * Put the cross where the knobs of the run on the stage are; return whether they are on the map.
   * @param {Changes} settings
   */
  aim(settings) {
    const { cross, map } = this;
    const at = map && crossOn(map, settings);
    cross.hidden = !at;
    if (at) Object.assign(cross.style, { left: `${100 * at.x}%`, bottom: `${100 * at.y}%` });
    return Boolean(at);
  }
}
