/** The form for a map of one's own: two knobs with their values, seeds, steps; what it would cost. */

/**
 * @import { MapOffer, MapOrder, Refused } from "../../messages.d.ts"
 * @import { Reply, StoryPort } from "../../ports.d.ts"
 * @import { Choice } from "./types.d.ts"
 */

import { freeKeys, h, setText } from "../../base/dom.js";
import { desk } from "./desk.js";

const SOON = 300; // ms after the last change until the price is asked for
const LONGEST = 60_000; // characters of data: a message may not be longer
/** What is in the form; it outlives the part. */
const filled = { x: "lr_d", y: "lr_g", seeds: "0-1", steps: "600" };
/** @type {Record<string, string>} */
const values = {}; // of the knobs, as the reader has left them

export class OrderForm {
  open = false;
  timer = 0;
  asked = 0; // how often the price was asked for: an older answer is passed over

  /**
   * @param {StoryPort} story
   * @param {Record<string, Choice>} choices
   * @param {() => void} begun a map has been asked for
   */
  constructor(story, choices, begun) {
    this.story = story;
    this.choices = choices;
    this.begun = begun;
    for (const [name, choice] of Object.entries(choices)) values[name] ??= choice.values;
    this.price = h("p.gan1d-map-price", { id: "map-price", role: "status" });
    this.make = h("button.gan1d-button", {
      id: "map-make",
      type: "submit",
      text: story.say("map.make"),
    });
    const fields = [
      this.axis("x"),
      this.axis("y"),
      h("div.gan1d-map-line", {}, this.field("seeds"), this.field("steps")),
    ];
    const form = h(
      "form.gan1d-map-form",
      {},
      h("p.gan1d-map-quiet", { text: story.say("map.own.about") }),
      ...fields,
      this.price,
      this.make,
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.draw();
    });
    this.element = h(
      "details.gan1d-map-own",
      { id: "map-own" },
      h("summary", { text: story.say("map.own.title") }),
      form,
    );
    this.element.addEventListener("toggle", () => this.ask());
  }

  /** @param {"x" | "y"} axis */
  axis(axis) {
    const { say } = this.story;
    const list = h("input", {
      id: `map-${axis}-values`,
      type: "text",
      value: values[filled[axis]],
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": say(`map.${axis}.values`),
      oninput: () => {
        values[filled[axis]] = list.value;
        this.soon();
      },
    });
    const knob = h(
      "select",
      {
        id: `map-${axis}`,
        onchange: () => {
          filled[axis] = knob.value;
          list.value = values[knob.value];
          this.soon();
        },
      },
      ...Object.keys(this.choices).map((name) =>
        h("option", { value: name, text: say(`knob.${name}`), selected: name === filled[axis] }),
      ),
    );
    freeKeys(knob);
    freeKeys(list);
    return h("div.gan1d-map-line", {}, h("label", {}, h("span", { text: say(`map.${axis}`) }), knob), list);
  }

  /** @param {"seeds" | "steps"} name */
  field(name) {
    const input = h("input", {
      id: `map-${name}`,
      type: "text",
      inputmode: name === "steps" ? "numeric" : "text",
      value: filled[name],
      autocomplete: "off",
      oninput: () => {
        filled[name] = input.value;
        this.soon();
      },
    });
    freeKeys(input);
    return h("label", {}, h("span", { text: this.story.say(`map.${name}`) }), input);
  }

  /**
   * @param {"price" | "draw"} type
   * @returns {MapOrder}
   */
  order(type) {
    const [x, y] = [filled.x, filled.y].map((name) => ({ name, values: values[name] }));
    const { seeds, steps } = filled;
    return { type, settings: this.story.run?.settings ?? {}, x, y, seeds, steps };
  }

  /** The price is asked for when the reader rests. */
  soon() {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.ask(), SOON);
  }

  async ask() {
    clearTimeout(this.timer);
    if (!this.element.open || !this.story.run) return;
    const asked = (this.asked += 1);
    const answer = await this.send("price");
    if (asked === this.asked) this.say(answer);
  }

  async draw() {
    if (!this.story.run) return;
    this.make.disabled = true;
    this.asked += 1;
    const answer = await this.send("draw");
    this.make.disabled = false;
    if (answer.type === "map") {
      this.element.open = false;
      this.begun();
    } else this.say(answer);
  }

  /**
   * @param {"price" | "draw"} type
   * @returns {Promise<Reply>}
   */
  async send(type) {
    const order = this.order(type);
    const { length } = String(order.settings.data);
    if (length > LONGEST)
      return { type: "refused", text: "", name: "long", value: String(length), allowed: String(LONGEST) };
    return desk.ask(order);
  }

  /** @param {Reply} answer */
  say(answer) {
    const { say } = this.story;
    this.price.toggleAttribute("data-wrong", answer.type === "refused");
    this.make.disabled = answer.type === "refused";
    if (answer.type === "offer") setText(this.price, this.offer(answer));
    else if (answer.type === "refused") setText(this.price, this.refusal(answer));
    else if (answer.type === "dropped") setText(this.price, say("map.offline"));
  }

  /** @param {MapOffer} offer */
  offer({ cells, runs, seconds, ahead }) {
    const { say } = this.story;
    if (!seconds) return say("map.price.there", { cells });
    const costs = say("map.price", { cells, runs, time: duration(seconds, say) });
    return ahead ? `${costs} ${say("map.price.ahead", { ahead })}` : costs;
  }

  /** @param {Refused} refused */
  refusal({ name = "", value, allowed, text }) {
    const { say } = this.story;
    const choice = this.choices[name];
    if (!choice) return say(`map.refused.${name}`, { value, allowed }, text);
    const kind = choice.kind === "choice" || choice.kind === "bool" ? "words" : "numbers";
    return say(`map.refused.${kind}`, {
      name: say(`knob.${name}`),
      value,
      low: choice.low,
      high: choice.high,
      words: choice.choices.join(", "),
    });
  }

  end() {
    clearTimeout(this.timer);
  }
}

/**
 * Return a time in words, as roughly as one knows it.
 * @param {number} seconds
 * @param {StoryPort["say"]} say
 */
export function duration(seconds, say) {
  if (seconds < 90) return say("map.seconds", { count: Math.max(1, Math.round(seconds)) });
  return say("map.minutes", { count: Math.round(seconds / 60) });
}
