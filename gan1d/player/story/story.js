/** The story under the stage: a bar of parts; the one that is open sees every picture. */

import { h, loadOnce, setText, wordsOf } from "../base/dom.js";

const PARTS = ["lesson", "algorithm", "value", "advice", "roles", "failures"];
const loading = new Map(); // words by address

/**
 * A part is a room story/NAME/ whose part.js (beside its part.css) exports `Part`: made with the story, it has an
 * `element` and, as far as it needs them, `setRun(run, shape)` for a new run or other settings,
 * `show(row, index)` for every picture, `tick(now)` for every refresh, `recolour()` and `end()`.
 */
export class Story {
  /** @param {Object} stage */
  constructor(stage) {
    this.stage = stage;
    this.bar = h("div.gan1d-story-bar", { role: "group", "aria-label": stage.say("story.title") });
    for (const name of PARTS) {
      this.bar.append(
        h("button.gan1d-tab", {
          id: `story-${name}`,
          type: "button",
          "aria-expanded": "false",
          text: stage.say(`story.${name}`),
          onclick: () => this.choose(name === this.name ? null : name),
        }),
      );
    }
    this.panel = h("section.gan1d-story", { id: "story", hidden: true });
  }

  get session() {
    return this.stage.session;
  }

  get colour() {
    return this.stage.colour;
  }

  /** Open a part, or close the one that is open; no such part: none. */
  async choose(name) {
    const known = PARTS.includes(name) ? name : null;
    this.part?.end?.();
    this.part = null;
    this.name = known;
    for (const button of this.bar.children) {
      button.setAttribute("aria-expanded", String(button.dataset.testid === `story-${known}`));
    }
    this.panel.hidden = true;
    this.panel.replaceChildren();
    this.stage.opened(known);
    if (!known) return;
    const url = (file) => new URL(`${this.stage.component.data.base}story/${file}`, document.baseURI).href;
    const [words, module] = await Promise.all([
      wordsAt(url(`words.${this.stage.component.data.lang}.json`)),
      import(url(`${known}/part.js`)),
      loadOnce(url(`${known}/part.css`)),
    ]);
    if (this.name !== known || this.part) return; // another choice was quicker
    this.words = words;
    this.say = wordsOf({ ...this.stage.component.data.words, ...words });
    this.part = new module.Part(this);
    this.panel.replaceChildren(this.part.element);
    this.panel.setAttribute("aria-label", this.say(`story.${known}`));
    this.panel.hidden = false;
    if (this.run) this.part.setRun?.(this.run, this.shape);
    if (this.row) this.part.show?.(this.row, this.index);
  }

  /** Return an element with the words at a key, formulas and all. */
  rich(key, values = {}, tag = "span") {
    const element = h(tag);
    this.write(element, key, values);
    return element;
  }

  /** Put the words at a key into an element, only where they differ. */
  write(element, key, values = {}) {
    const text = this.words[key] ?? key;
    if (!text.includes("<math")) return setText(element, this.say(key, values));
    const safe = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, escaped(value)]));
    const html = wordsOf({ [key]: text })(key, safe);
    if (element.dataset.said === html) return undefined;
    element.dataset.said = html;
    element.innerHTML = html;
    return undefined;
  }

  setRun(run, shape) {
    this.run = run;
    this.shape = shape;
    this.part?.setRun?.(run, shape);
  }

  show(row, index) {
    this.row = row;
    this.index = index;
    this.part?.show?.(row, index);
  }

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

function escaped(value) {
  return String(value).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function wordsAt(url) {
  if (!loading.has(url)) {
    loading.set(
      url,
      fetch(url).then((reply) => {
        if (reply.ok) return reply.json();
        loading.delete(url);
        throw new Error(`cannot load ${url}`);
      }),
    );
  }
  return loading.get(url);
}
