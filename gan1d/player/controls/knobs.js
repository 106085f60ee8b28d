/** The knobs one turns in a lecture. Each sends its value; the server's answer is what it then shows. */

/**
 * @import { Changes, KnobSpec, KnobsPort } from "../ports.d.ts"
 * @import { Setting } from "../messages.d.ts"
 */

import { freeKeys, h } from "../base/dom.js";

/** @typedef {Pick<KnobSpec, "scale" | "min" | "max">} Range */
/** @typedef {HTMLInputElement | HTMLSelectElement} Input */
/** @typedef {{input: Input, row: HTMLElement[], show: (value: Setting) => void}} Field */

const NOTCHES = 1000;
const LEAST = 1e-4; // smallest value but 0 on a logarithmic slider that starts at 0

/**
 * Return the value at a slider's place 0..1, rounded to what a reader would type.
 * @param {Range} knob
 * @param {number} place
 */
export function fromSlider(knob, place) {
  if (knob.scale !== "log") return knob.min + place * (knob.max - knob.min);
  if (knob.min <= 0 && place <= 0) return 0;
  const low = knob.min > 0 ? knob.min : LEAST;
  return Number((low * (knob.max / low) ** place).toPrecision(2));
}

/**
 * Return the slider's place 0..1 of a value.
 * @param {Range} knob
 * @param {number} value
 */
export function toSlider(knob, value) {
  if (knob.scale !== "log") return (value - knob.min) / (knob.max - knob.min);
  const low = knob.min > 0 ? knob.min : LEAST;
  if (value <= 0) return 0;
  return Math.max(0, Math.min(1, Math.log(value / low) / Math.log(knob.max / low)));
}

export class Knobs {
  /** @type {Record<string, Field>} */
  fields = {};

  /**
   * @param {KnobSpec[]} knobs
   * @param {KnobsPort} page
   */
  constructor(knobs, page) {
    this.page = page;
    this.element = h("section.gan1d-knobs", { "aria-label": page.say("knobs.title") });
    for (const knob of knobs) this.element.append(this.build(knob));
  }

  /** @param {KnobSpec} knob */
  build(knob) {
    const { say } = this.page;
    const id = `gan1d-knob-${knob.name}`;
    const tip = h("span.gan1d-tip", { text: knob.help, role: "tooltip", "data-of": knob.name });
    tip.id = `${id}-help`;
    const field = knob.choices.length
      ? this.select(knob)
      : knob.kind === "float"
        ? this.slider(knob)
        : this.typing(knob);
    this.fields[knob.name] = field;
    const main = freeKeys(field.input);
    main.id = id;
    main.dataset.testid = `knob-${knob.name}`;
    main.setAttribute("aria-describedby", tip.id);
    return h(
      `div.gan1d-knob.gan1d-knob-${knob.kind}`,
      { title: knob.help, "data-knob": knob.name },
      h(
        "label",
        { for: id },
        h("span", { text: knob.label }),
        h("small.gan1d-acts", {
          text: say(`acts.${knob.acts}`),
          "data-acts": knob.acts,
          title: say(`acts.${knob.acts}.help`),
        }),
      ),
      h("div.gan1d-knob-row", {}, ...field.row),
      tip,
    );
  }

  /**
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  select(knob) {
    const { say, set } = this.page;
    const input = h("select", {
      onchange: () => set(knob.name, knob.kind === "int" ? Number(input.value) : input.value),
    });
    for (const choice of knob.choices) input.append(h("option", { value: choice, text: this.choice(knob, choice) }));
    const show = (/** @type {Setting} */ value) => {
      if (![...input.options].some((option) => option.value === String(value))) {
        input.querySelector("[data-own]")?.remove();
        input.append(h("option", { value, "data-own": true, text: say("data.own") }));
      }
      input.value = String(value);
    };
    return { input, row: [input], show };
  }

  /**
   * @param {KnobSpec} knob
   * @param {string | number} choice
   */
  choice(knob, choice) {
    return this.page.say(`${knob.name}.${choice}`, {}, String(choice));
  }

  /**
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  slider(knob) {
    const { set } = this.page;
    const slide = h("input", {
      type: "range",
      min: 0,
      max: NOTCHES,
      step: 1,
      "aria-label": knob.label,
      oninput: () => {
        const value = fromSlider(knob, Number(slide.value) / NOTCHES);
        input.value = String(value);
        set(knob.name, value);
      },
    });
    const input = h("input", {
      type: "number",
      step: "any",
      min: knob.min,
      max: knob.max,
      inputmode: "decimal",
      onchange: () => this.typed(knob, input),
    });
    const show = (/** @type {Setting} */ value) => {
      input.value = String(value);
      slide.value = String(Math.round(NOTCHES * toSlider(knob, Number(value))));
    };
    slide.dataset.testid = `slider-${knob.name}`;
    return { input, row: [slide, input], show };
  }

  /**
   * @param {KnobSpec} knob
   * @returns {Field}
   */
  typing(knob) {
    const whole = knob.kind === "int";
    const input = h("input", {
      type: whole ? "number" : "text",
      step: whole ? 1 : undefined,
      inputmode: whole ? "numeric" : undefined,
      min: whole ? knob.min : undefined,
      max: whole ? knob.max : undefined,
      onchange: () => this.typed(knob, input),
    });
    return { input, row: [input], show: (value) => (input.value = String(value)) };
  }

  /**
   * A typed value goes to the server as it is: the server says in words what it will not take.
   * @param {KnobSpec} knob
   * @param {HTMLInputElement} input
   */
  typed(knob, input) {
    const text = input.value.trim();
    const number = Number(text);
    this.page.set(knob.name, knob.kind === "text" || text === "" || Number.isNaN(number) ? text : number);
  }

  /**
   * Show the values in force, but leave alone what is being turned right now.
   * @param {Changes} settings
   * @param {Changes} wishes values on their way to the server
   */
  show(settings, wishes) {
    for (const [name, { show }] of Object.entries(this.fields)) {
      if (!(name in wishes)) show(settings[name]);
    }
  }
}
