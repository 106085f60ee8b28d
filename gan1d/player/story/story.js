/** The story under the stage: a bar of parts; the one that is open sees every picture. */

/**
 * @import { Row, StoryHost, StoryPart, StoryPort, Values } from "../ports.d.ts"
 * @import { Run } from "../messages.d.ts"
 */

import { h, setText, wordsOf } from "../base/dom.js";
import { loadModule, loadStyle, loadTable } from "../base/loader.js";

export class Story {
  /** @type {StoryPart | null} */
  part = null;
  /** @type {string | null} */
  name = null; // of the part that is open
  /** @type {Run | null} */
  run = null;
  /** @type {Row | null} */
  row = null;
  index = -1;

  /** @param {StoryHost} host */
  constructor(host) {
    this.host = host;
    this.bar = h("div.gan1d-story-bar", { role: "group", "aria-label": host.say("story.title") });
    for (const name of host.parts) {
      this.bar.append(
        h("button.gan1d-tab", {
          id: `story-${name}`,
          type: "button",
          "aria-expanded": "false",
          text: host.say(`story.${name}`),
          onclick: () => this.choose(name === this.name ? null : name),
        }),
      );
    }
    this.panel = h("section.gan1d-story", { id: "story", hidden: true });
  }

  /**
   * Open a part, or close the one that is open; no such part: none.
   * @param {string | null} name
   */
  async choose(name) {
    const known = name !== null && this.host.parts.includes(name) ? name : null;
    this.part?.end?.();
    this.part = null;
    this.name = known;
    for (const button of this.bar.querySelectorAll("button")) {
      button.setAttribute("aria-expanded", String(button.dataset.testid === `story-${known}`));
    }
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.host.opened(known);
    if (!known) return;
    const [words, module] = await Promise.all([
      loadTable(`story/words.${this.host.lang}.json`),
      loadModule(`story/${known}/part.js`),
      loadStyle(`story/${known}/part.css`),
    ]);
    if (this.name !== known || this.part) return; // another choice was quicker
    const port = this.port(words);
    /** @type {StoryPart} */
    const part = new module.Part(port);
    this.part = part;
    this.panel.replaceChildren(part.element);
    this.panel.setAttribute("aria-label", port.say(`story.${known}`));
    this.panel.hidden = false;
    if (this.run) part.setRun?.(this.run);
    if (this.row) part.show?.(this.row, this.index);
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
      showPicture: host.showPicture,
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
      get margins() {
        return host.margins;
      },
      get criticRange() {
        return host.criticRange;
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
