/** The column beside the picture: tabs; the part of the story that is open sees every picture. */

/**
 * @import { Lender, Row, StoryHost, StoryPart, StoryPort, Values } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, keepFocus, setText, wordsOf } from "../base/dom.js";
import { loadModule, loadStyle, loadTable } from "../base/loader.js";

const FIRST = "tune"; // the tab that is open where no other is

export class Story {
  /** @type {StoryPart | null} */
  part = null;
  /** @type {string} */
  name = FIRST; // of the tab that is open
  /** @type {Run | null} */
  run = null;
  /** @type {Row | null} */
  row = null;
  index = -1;

  /**
   * @param {StoryHost} host
   * @param {Record<string, HTMLElement>} sheets what is always there, by the name of its tab
   * @param {Lender} knobs whose sliders a part may show
   */
  constructor(host, sheets, knobs) {
    this.host = host;
    this.sheets = sheets;
    this.knobs = knobs;
    this.bar = h("div.gan1d-tabs-bar", { role: "group", "aria-label": host.say("story.title") });
    for (const name of Object.keys(sheets)) this.bar.append(this.tab(`tab-${name}`, name, `tab.${name}`));
    for (const name of host.parts) this.bar.append(this.tab(`story-${name}`, name, `story.${name}`));
    this.panel = h("section.gan1d-story", { id: "story", hidden: true });
    this.sheet = h("div.gan1d-sheet", { id: "sheet" }, ...Object.values(sheets), this.panel);
  }

  /**
   * @param {string} id
   * @param {string} name
   * @param {string} key of its words
   */
  tab(id, name, key) {
    return keepFocus(
      h("button.gan1d-tab", {
        id,
        type: "button",
        "data-tab": name,
        "aria-expanded": "false",
        text: this.host.say(key),
        onclick: async () => {
          await this.choose(name === this.name ? null : name);
          this.sheet.scrollIntoView({ block: "nearest" }); // on a phone, to where it can be read
        },
      }),
    );
  }

  /**
   * Open a tab, or the first one; no such tab: the first one.
   * @param {string | null} name
   */
  async choose(name) {
    const { host, sheets } = this;
    const isPart = name !== null && host.parts.includes(name);
    this.part?.end?.();
    this.part = null;
    this.knobs.takeBack();
    this.name = isPart || (name !== null && name in sheets) ? name : FIRST;
    for (const button of this.bar.querySelectorAll("button")) {
      const open = button.dataset.tab === this.name;
      button.setAttribute("aria-expanded", String(open));
      if (open) this.center(button);
    }
    for (const [of, sheet] of Object.entries(sheets)) sheet.hidden = of !== this.name;
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.sheet.scrollTop = 0;
    host.opened(isPart ? name : null, this.name);
    if (!isPart) return;
    const [words, module] = await Promise.all([
      loadTable(`story/words.${host.lang}.json`),
      loadModule(`story/${name}/part.js`),
      loadStyle(`story/${name}/part.css`),
    ]);
    if (this.name !== name || this.part) return; // another choice was quicker
    const port = this.port(words);
    /** @type {StoryPart} */
    const part = new module.Part(port);
    this.part = part;
    this.panel.replaceChildren(part.element);
    this.showKnobs(module.KNOBS ?? []);
    this.panel.setAttribute("aria-label", port.say(`story.${name}`));
    this.panel.hidden = false;
    if (this.run) part.setRun?.(this.run);
    if (this.row) part.show?.(this.row, this.index);
  }

  /**
   * Bring a tab into sight: on a phone the bar is wider than the screen.
   * @param {HTMLElement} tab
   */
  center(tab) {
    const [bar, box] = [this.bar.getBoundingClientRect(), tab.getBoundingClientRect()];
    this.bar.scrollLeft += box.left - bar.left - (bar.width - box.width) / 2;
  }

  /** @param {string[]} names of the knobs that the part speaks of */
  showKnobs(names) {
    const place = h("div.gan1d-sliders");
    if (!this.knobs.lend(names, place)) return;
    this.panel.append(h("section.gan1d-lent", {}, h("h3", { text: this.host.say("story.knobs") }), place));
  }

  /**
   * Return what a part is made with.
   * @param {Record<string, string>} words of the story
   * @returns {StoryPort}
   */
  port(words) {
    const { host } = this;
    const say = wordsOf({ ...host.words, ...words });
    const story = this;
    /** @type {StoryPort["write"]} */
    const write = (element, key, values = {}) => {
      const text = words[key] ?? key;
      if (!text.includes("<math")) {
        said.delete(element);
        setText(element, say(key, values));
        return;
      }
      const safe = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escaped(String(value))]));
      const html = say(key, safe);
      if (said.get(element) === html) return;
      said.set(element, html);
      element.innerHTML = html;
    };
    return {
      session: host.session,
      lang: host.lang,
      setSpeed: host.setSpeed,
      say,
      write,
      choose: (name) => this.choose(name),
      rich: (key, values = {}, tag = "span") => {
        const element = h(tag);
        write(element, key, values);
        return element;
      },
      get colour() {
        return host.colour;
      },
      get speed() {
        return host.speed;
      },
      get plot() {
        return host.plot;
      },
      get overlay() {
        return host.overlay;
      },
      get run() {
        return story.run;
      },
      get row() {
        return story.row;
      },
    };
  }

  /** @param {Run} run */
  setRun(run) {
    this.run = run;
    this.part?.setRun?.(run);
  }

  /**
   * @param {Row} row
   * @param {number} index
   */
  show(row, index) {
    this.row = row;
    this.index = index;
    this.part?.show?.(row, index);
  }

  /** @param {number} now */
  tick(now) {
    this.part?.tick?.(now);
  }

  replotted() {
    this.part?.replotted?.();
  }

  /**
   * Go on in the part that is open, or back; return whether it can.
   * @param {1 | -1} way
   */
  page(way) {
    if (!this.part?.page) return false;
    this.part.page(way);
    return true;
  }

  recolour() {
    this.part?.recolour?.();
  }

  end() {
    this.part?.end?.();
  }
}

/** @type {WeakMap<Element, string>} */
const said = new WeakMap(); // the formulas an element holds

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
