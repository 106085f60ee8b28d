/** Tune: the knobs beside the picture. Each sends its value; the server's answer is what it then shows. */

/**
 * @import { Changes, KnobSpec, KnobsPort } from "../ports.d.ts"
 * @import { Setting } from "../messages.d.ts"
 */

import { freeKeys, h, setText } from "../base/dom.js";
import { effectOf } from "./effects.js";
import { Slider } from "./slider.js";
import { isSpeed, parseSpeed, speedText } from "./speed.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Input */
/**
 * @typedef {{element: HTMLElement, show: (value: Setting) => void, showHome?: (value: Setting) => void,
 *   effect?: HTMLElement, slider?: Slider}} Field
 */

const SPEED = "speed"; // a knob of the page, not of the run
const USUAL_SPEED = 60;
const OWN = "own …"; // the choice of data that makes them
const HOUSE = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 3l10 9h-3v8h-5v-6h-4v6H5v-8H2z"/></svg>';

export class Knobs {
  /** @type {Record<string, Field>} */
  fields = {};
  /** @type {Changes} */
  settings = {};
  /** @type {Changes} */
  home = {}; // the values of the run's recipe
  speed = USUAL_SPEED;

  /**
   * @param {KnobSpec[]} knobs
   * @param {KnobsPort} page
   */
  constructor(knobs, page) {
    this.page = page;
    const { say } = page;
    this.sliders = h("div.gan1d-sliders");
    this.choices = h("div.gan1d-choices");
    for (const knob of knobs) {
      const field = knob.track ? this.slider(knob) : knob.choices.length ? this.select(knob) : this.typing(knob);
      this.fields[knob.name] = field;
      this.home[knob.name] = knob.default;
      (knob.track ? this.sliders : this.choices).append(field.element);
    }
    this.fields[SPEED] = this.speedField();
    this.sliders.append(this.fields[SPEED].element);
    this.element = h("section.gan1d-knobs", { "aria-label": say("knobs.title") }, this.choices, this.sliders);
  }

  /**
   * @param {KnobSpec} knob
   * @param {Input} input
   * @param {HTMLElement[]} more
   */
  row(knob, input, more = []) {
    const { say } = this.page;
    const id = `gan1d-knob-${knob.name}`;
    freeKeys(input).id = id;
    input.dataset.testid = `knob-${knob.name}`;
    const restarts = knob.acts === "restart";
    const mark = h("small.gan1d-acts", { text: "↻", title: say("acts.restart.help"), "data-acts": knob.acts });
    const label = h("label", { for: id }, h("span", { text: knob.label }), ...(restarts ? [mark] : []));
    return h(`div.gan1d-knob`, { title: knob.help, "data-knob": knob.name }, label, input, ...more);
  }

  /**
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  select(knob) {
    const { openOwn, say, set } = this.page;
    const chosen = () => {
      if (input.value !== OWN) return set(knob.name, input.value);
      input.value = String(this.settings[knob.name]); // it holds until others are accepted
      return openOwn();
    };
    const input = h("select", { onchange: chosen });
    for (const choice of knob.choices) {
      const text = say(`${knob.name}.${choice}`, {}, String(choice));
      input.append(h("option", { value: choice, text }));
    }
    if (knob.name === "data") input.append(h("option", { value: OWN, id: "data-own", text: say("data.make") }));
    const show = (/** @type {Setting} */ value) => {
      if (![...input.options].some((option) => option.value === String(value))) {
        input.querySelector("[data-own]")?.remove();
        input.prepend(h("option", { value, "data-own": true, text: say("data.own") }));
      }
      input.value = String(value);
    };
    return { element: this.row(knob, input), show };
  }

  /**
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  typing(knob) {
    const input = this.box(knob, (value) => this.page.set(knob.name, value));
    return { element: this.row(knob, input), show: (value) => (input.value = String(value)) };
  }

  /**
   * A typed value goes to the server as it is: the server says in words what it will not take.
   * @param {KnobSpec} knob
   * @param {(value: Setting) => void} typed
   */
  box(knob, typed) {
    const { kind, min, max } = knob;
    const number = kind !== "text";
    const input = h("input", {
      type: number ? "number" : "text",
      ...(number ? { step: kind === "int" ? 1 : "any", min, max } : {}),
      inputmode: kind === "int" ? "numeric" : "decimal",
      onchange: () => {
        const text = input.value.trim();
        typed(!number || text === "" || Number.isNaN(Number(text)) ? text : Number(text));
      },
    });
    return input;
  }

  /**
   * Playing, every move is sent on its way; paused, only where the hand comes to rest.
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  slider(knob) {
    const { page } = this;
    const set = (/** @type {number} */ value) => page.set(knob.name, value);
    return this.sliding(
      knob,
      (value) => page.playing && set(value),
      set,
      this.box(knob, (value) => page.set(knob.name, value)),
    );
  }

  /** The speed acts at once and is no event of the run. */
  speedField() {
    const { say, setSpeed } = this.page;
    /** @type {KnobSpec} */
    const knob = {
      name: SPEED,
      label: say("speed.help"),
      help: say("speed.help"),
      kind: "text",
      acts: "live",
      scale: "log",
      min: 1,
      max: 1000,
      track: [1, 1000],
      default: USUAL_SPEED,
      choices: [],
      allowed: "",
    };
    const box = this.box(knob, (value) => {
      const text = String(value);
      if (isSpeed(text)) return setSpeed(parseSpeed(text));
      this.page.refuse(say("refused", { name: knob.label, value: text, allowed: say("speed.allowed") }));
      return this.fields[SPEED].show(this.speed);
    });
    return this.sliding(knob, setSpeed, setSpeed, box, speedText);
  }

  /**
   * @param {KnobSpec} knob
   * @param {(value: number) => void} moved
   * @param {(value: number) => void} settled
   * @param {HTMLInputElement} box
   * @param {(value: number) => string} text
   * @returns {Field}
   */
  sliding(knob, moved, settled, box, text = String) {
    const { name, label, track } = knob;
    const [low, high] = track ?? [0, 1];
    const speed = name === SPEED;
    const bounds = {
      low,
      high,
      log: knob.scale === "log",
      whole: knob.kind === "int" || speed,
      zero: knob.scale === "log" && knob.min <= 0,
      endless: speed,
    };
    const written = (/** @type {(value: number) => void} */ act) => (/** @type {number} */ value) => {
      box.value = text(value);
      this.tell({ [name]: value });
      act(value);
    };
    const home = () => this.bringHome(name);
    const slider = new Slider(name, bounds, { label, text, home, moved: written(moved), settled: written(settled) });
    const back = h("button.gan1d-home", {
      id: `home-${name}`,
      type: "button",
      tabindex: "-1", // Backspace on the slider does it
      onclick: home,
    });
    back.innerHTML = HOUSE;
    const effect = h("p.gan1d-effect", { id: `effect-${name}` });
    const element = this.row(knob, box, [back, slider.element, effect]);
    const mark = () => element.toggleAttribute("data-turned", Math.abs(slider.value - atHome) > 1e-12);
    let atHome = NaN;
    return {
      element,
      effect,
      slider,
      show: (value) => {
        if (slider.held) return;
        if (document.activeElement !== box) box.value = text(Number(value));
        slider.show(Number(value));
        mark();
      },
      showHome: (value) => {
        atHome = Number(value);
        slider.showHome(atHome);
        back.title = this.page.say("knobs.home", { knob: label, value: text(atHome) });
        back.setAttribute("aria-label", back.title);
        mark();
      },
    };
  }

  /**
   * Say what the knobs do now, one of them being turned.
   * @param {Changes} turned
   */
  tell(turned = {}) {
    const settings = { ...this.settings, ...turned };
    const speed = SPEED in turned ? Number(turned[SPEED]) : this.speed;
    for (const [name, { effect }] of Object.entries(this.fields)) {
      if (effect) setText(effect, effectOf(name, settings, speed, this.page.say));
    }
  }

  /**
   * Show the values in force, but leave alone what is being turned right now.
   * @param {Changes} settings
   * @param {Changes} wishes values on their way to the server
   * @param {Changes} home the values of the run's recipe
   */
  show(settings, wishes, home = this.home) {
    this.settings = { ...settings, ...wishes };
    this.home = home;
    for (const [name, { show, showHome }] of Object.entries(this.fields)) {
      if (name === SPEED) continue;
      if (!(name in wishes)) show(settings[name]);
      showHome?.(home[name]);
    }
    this.tell();
  }

  /** @param {number} speed */
  showSpeed(speed) {
    this.speed = speed;
    this.fields[SPEED].show(speed);
    this.fields[SPEED].showHome?.(USUAL_SPEED);
    this.tell();
  }

  /**
   * Bring a knob back to the value of the run's recipe.
   * @param {string} name
   */
  bringHome(name) {
    if (name === SPEED) this.page.setSpeed(USUAL_SPEED);
    else if (this.home[name] !== this.settings[name]) this.page.set(name, this.home[name]);
  }

  /**
   * Return a knob, or null where a teacher has hidden it.
   * @param {string} name
   */
  shown(name) {
    const field = this.fields[name];
    return this.element.hidden || !field || field.element.hidden ? null : field;
  }

  /**
   * Let sliders stand elsewhere, until they are asked for again; return whether there are any.
   * @param {string[]} names
   * @param {HTMLElement} place
   */
  lend(names, place) {
    this.takeBack();
    const lent = names.flatMap((name) => this.shown(name)?.element ?? []);
    place.append(...lent);
    return lent.length > 0;
  }

  takeBack() {
    for (const { element, effect } of Object.values(this.fields))
      (effect ? this.sliders : this.choices).append(element);
  }
}
