/** The knobs one turns in a lecture. Each sends its value; the server's answer is what it then shows. */

import { freeKeys, h } from "../base/dom.js";

const STAGE = ["data", "loss", "k", "lr_d", "lr_g", "gamma", "seed"];
const NOTCHES = 1000;
const LEAST = 1e-4; // smallest value but 0 on a logarithmic slider that starts at 0

/** Return the value at a slider's place 0..1, rounded to what a reader would type. */
export function valueAt(knob, place) {
  if (knob.scale !== "log") return knob.min + place * (knob.max - knob.min);
  if (knob.min <= 0 && place <= 0) return 0;
  const low = knob.min > 0 ? knob.min : LEAST;
  return Number((low * (knob.max / low) ** place).toPrecision(2));
}

/** Return the slider's place 0..1 of a value. */
export function placeOf(knob, value) {
  if (knob.scale !== "log") return (value - knob.min) / (knob.max - knob.min);
  const low = knob.min > 0 ? knob.min : LEAST;
  if (value <= 0) return 0;
  return Math.max(0, Math.min(1, Math.log(value / low) / Math.log(knob.max / low)));
}

export class Knobs {
  /**
   * @param {Array<Object>} schema
   * @param {{say: Function, set: (name: string, value: any) => void}} page
   */
  constructor(schema, page) {
    this.page = page;
    this.knobs = {};
    this.element = h("section.gan1d-knobs", { "aria-label": page.say("knobs.title") });
    for (const name of STAGE) {
      const knob = schema.find((entry) => entry.name === name);
      if (knob) this.element.append(this.build(knob));
    }
  }

  build(knob) {
    const { say } = this.page;
    const id = `gan1d-knob-${knob.name}`;
    const tip = h("span.gan1d-tip", { text: knob.help, role: "tooltip", "data-of": knob.name });
    tip.id = `${id}-help`;
    const parts = knob.choices?.length
      ? this.select(knob)
      : knob.kind === "float"
        ? this.slider(knob)
        : this.field(knob);
    this.knobs[knob.name] = { knob, ...parts };
    const main = freeKeys(parts.input);
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
      h("div.gan1d-knob-row", {}, ...parts.row),
      tip,
    );
  }

  select(knob) {
    const { say, set } = this.page;
    const input = h("select", {
      onchange: () => set(knob.name, knob.kind === "int" ? Number(input.value) : input.value),
    });
    for (const choice of knob.choices) input.append(h("option", { value: choice, text: this.choice(knob, choice) }));
    const show = (value, label) => {
      if (![...input.options].some((option) => option.value === String(value))) {
        input.querySelector("[data-own]")?.remove();
        input.append(h("option", { value, "data-own": true, text: label || say("data.own") }));
      }
      input.value = String(value);
    };
    return { input, row: [input], show };
  }

  choice(knob, choice) {
    return this.page.say(`${knob.name}.${choice}`, {}, String(choice));
  }

  slider(knob) {
    const { set } = this.page;
    const slide = h("input", {
      type: "range",
      min: 0,
      max: NOTCHES,
      step: 1,
      "aria-label": knob.label,
      oninput: () => {
        const value = valueAt(knob, slide.value / NOTCHES);
        input.value = value;
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
    const show = (value) => {
      input.value = value;
      slide.value = Math.round(NOTCHES * placeOf(knob, value));
    };
    slide.dataset.testid = `slider-${knob.name}`;
    return { input, row: [slide, input], show, busy: [slide, input] };
  }

  field(knob) {
    const whole = knob.kind === "int";
    const input = h("input", {
      type: whole ? "number" : "text",
      step: whole ? 1 : undefined,
      inputmode: whole ? "numeric" : undefined,
      min: whole ? knob.min : undefined,
      max: whole ? knob.max : undefined,
      onchange: () => this.typed(knob, input),
    });
    return { input, row: [input], show: (value) => (input.value = value) };
  }

  /** A typed value goes to the server as it is: the server says in words what it will not take. */
  typed(knob, input) {
    const text = input.value.trim();
    const number = Number(text);
    this.page.set(knob.name, knob.kind === "text" || text === "" || Number.isNaN(number) ? text : number);
  }

  /**
   * Show the values in force, but leave alone what is being turned right now.
   * @param {Object} settings
   * @param {string} label of data of one's own
   * @param {Object} wishes values on their way to the server
   */
  show(settings, label, wishes = {}) {
    for (const [name, { show }] of Object.entries(this.knobs)) {
      if (name in wishes || settings[name] === undefined) continue;
      show(settings[name], name === "data" ? label : undefined);
    }
  }
}
