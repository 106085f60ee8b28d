/** Algorithm 1 in slow motion: the line that made the picture is lit, its numbers stand beside it. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, freeKeys, h, keepFocus, rate, setAttribute, setText } from "../../base/dom.js";
import { UPDATES, lineOf, nextOf, placeOf } from "../../maths/algorithm-walk.js";

const EVERY = 66; // ms between refreshes of the listing
const PACES = { slow: 2400, medium: 1200, fast: 500 }; // ms a line
const CLIMBS = {
  "update-d": ["minimax", "non-saturating"],
  "update-g": ["non-saturating", "hinge", "wgan", "wgan-gp"],
};

export const KNOBS = ["k", "lr_d", "lr_g", "gamma", "loss"];

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.drawnAt = 0;
    this.line = null; // the sampling line that is shown, if one is
    this.lines = {};
    this.numbers = {};
    const { say } = story;
    const list = h("ol.gan1d-algorithm-list", { "aria-label": say("algorithm.title") });
    for (const name of ["head", "loop", "noise-d", "data", "update-d", "noise-g", "update-g"])
      list.append(this.item(name));
    this.note = h("p.gan1d-algorithm-note", { id: "algorithm-note", "aria-live": "polite" });
    this.means = h("p.gan1d-algorithm-means");
    this.order = h("p.gan1d-algorithm-order", { hidden: true }, story.rich("algorithm.simultaneous"));
    this.next = this.button("next", () => this.press());
    this.walk = this.button("walk", () => this.setWalking(!this.walking));
    this.walk.setAttribute("aria-pressed", "false");
    this.pace = h("select", { id: "algorithm-pace" });
    for (const name of Object.keys(PACES)) {
      this.pace.append(h("option", { value: name, text: say(`algorithm.pace.${name}`), selected: name === "medium" }));
    }
    freeKeys(this.pace);
    this.top = h(
      "div.gan1d-algorithm-top",
      {},
      story.rich("algorithm.title", {}, "h3"),
      h(
        "div.gan1d-algorithm-bar",
        {},
        this.next,
        this.walk,
        h("label", {}, h("span", { text: say("algorithm.pace") }), this.pace),
      ),
      this.note,
    );
    this.element = h(
      "div.gan1d-algorithm",
      {},
      this.top,
      list,
      this.means,
      this.order,
      story.rich("algorithm.about", {}, "p"),
    );
  }

  button(name, onclick) {
    return keepFocus(
      h("button.gan1d-button", {
        id: `algorithm-${name}`,
        type: "button",
        text: this.story.say(`algorithm.${name}`),
        title: this.story.say(`algorithm.${name}.help`),
        onclick,
      }),
    );
  }

  /** Return a line of the listing; updates have a formula and numbers of their own. */
  item(name) {
    const text = h("div");
    this.lines[name] = h("li.gan1d-algorithm-line", { "data-line": name, id: `algorithm-${name}` }, text);
    this.lines[name].text = text;
    if (name === "head" || name in UPDATES) this.numbers[name] = h("div.gan1d-algorithm-numbers");
    if (name in UPDATES) {
      this.lines[name].formula = h("div.gan1d-algorithm-formula");
      this.lines[name].how = h("div.gan1d-algorithm-how");
      this.lines[name].append(this.lines[name].formula, this.lines[name].how);
    }
    if (this.numbers[name]) this.lines[name].append(this.numbers[name]);
    return this.lines[name];
  }

  setRun(run) {
    if (run.x !== this.run?.x) this.line = null;
    this.run = run;
    this.layout = run.row;
    this.due = true;
  }

  show(row, index) {
    if (index !== this.index) this.line = null;
    if (index !== this.index || row !== this.row) this.waiting = false;
    this.row = row;
    this.index = index;
    this.due = true;
  }

  tick(now) {
    const { session } = this.story;
    if (session.playing) {
      this.line = null;
      this.setWalking(false);
    }
    if (this.waiting && session.idle) this.waiting = false;
    if (this.walking && !this.waiting && now - (this.walkedAt ?? 0) >= PACES[this.pace.value]) {
      this.walkedAt = now;
      this.advance();
    }
    if (!this.due || !this.row || now - this.drawnAt < EVERY) return;
    this.due = false;
    this.drawnAt = now;
    this.draw();
  }

  press() {
    this.setWalking(false);
    if (!this.waiting) this.advance();
  }

  setWalking(on) {
    if (on) this.story.session.pause();
    if (on === Boolean(this.walking)) return;
    this.walking = on;
    this.walkedAt = undefined; // the first line at once
    setAttribute(this.walk, "aria-pressed", String(on));
    setText(this.walk, this.story.say(on ? "algorithm.stop" : "algorithm.walk"));
  }

  /** Go to the next line; an update line is really done. */
  advance() {
    const { session } = this.story;
    session.pause();
    if (!this.row) return;
    this.due = true;
    if (session.rewound) {
      session.seek(session.records.newest);
      return;
    }
    const next = nextOf(placeOf(session.records, this.index), this.line, session.runAt(this.index).settings.k);
    if (next in UPDATES) {
      this.waiting = true;
      session.half(UPDATES[next]);
    } else {
      this.line = next;
    }
  }

  draw() {
    const { row, story } = this;
    const run = story.session.runAt(this.index);
    const place = placeOf(story.session.records, this.index);
    const line = this.line ?? lineOf(place, row[0]);
    if (run !== this.written) this.write(run);
    for (const [name, item] of Object.entries(this.lines)) {
      const lit = line === "all" ? "all" : line === name ? "one" : "";
      setAttribute(item, "data-lit", lit);
      if (lit === "one") setAttribute(item, "aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    if (line !== this.seen) this.reveal(this.lines[line]);
    this.seen = line;
    this.count(run, place, line);
    this.measure(place);
    this.remark(run, place, line);
  }

  /** Bring a line into view where the buttons stay in view, too. */
  reveal(item) {
    if (getComputedStyle(this.top).position === "sticky") item?.scrollIntoView({ block: "nearest" });
  }

  /** Write what only changes with the settings: sizes, formulas, rates of the knobs. */
  write(run) {
    this.written = run;
    const { story, lines } = this;
    const { settings: s, loss } = run;
    const sampling = s.sampling === "stratified" ? story.say("algorithm.stratified") : "";
    const prior = story.say(`z_prior.${s.z_prior}`);
    story.write(lines["noise-d"].text, "algorithm.noise-d", { m: s.batch_d, prior, sampling });
    story.write(lines.data.text, "algorithm.data", { m: s.batch_d, sampling });
    story.write(lines["noise-g"].text, "algorithm.noise-g", { m: s.batch_g, prior, sampling });
    const optimiser = story.say(`optimiser.${s.optimiser}`);
    for (const [name, player] of Object.entries(UPDATES)) {
      const way = CLIMBS[name].includes(loss.name) ? "up" : "down";
      story.write(lines[name].text, `algorithm.${name}.${way}`, { loss: story.say(`loss.${loss.name}`) });
      story.write(lines[name].formula, `algorithm.gradient-${player}.${loss.name}`);
      const extras = this.extras(s, loss, player).join(story.say("algorithm.and"));
      setText(
        lines[name].how,
        story.say("algorithm.how", { optimiser }) + (extras ? story.say("algorithm.plus", { extras }) : ""),
      );
    }
    this.order.hidden = s.order !== "simultaneous";
  }

  /** Return in words what the settings add to an update of the paper. */
  extras(s, loss, player) {
    const { say } = this.story;
    const extras = [];
    const [real, fake] = [s.gamma, s.gamma_r2 ?? s.gamma];
    if (player === "d" && Math.max(real, fake) > 0) extras.push(say("algorithm.slope", { real, fake }));
    if (player === "d" && loss.name === "wgan-gp") extras.push(say("algorithm.gp", { lambda: s.lambda_gp }));
    if (player === "g" && s.fold > 0) extras.push(say("algorithm.fold", { fold: s.fold }));
    if (s.noise > 0) extras.push(say("algorithm.noise", { noise: s.noise }));
    return extras;
  }

  /** Say which step this is, and which of the k updates. */
  count(run, place, line) {
    const { row, story, lines } = this;
    const { k } = run.settings;
    story.write(lines.head.text, "algorithm.head", { step: row[0], steps: run.ends });
    const turn = line === "noise-d" || line === "data" ? (place.half === 1 ? place.updates : 0) + 1 : place.updates;
    const key = line && line !== "all" ? "algorithm.loop.at" : "algorithm.loop";
    story.write(lines.loop.text, key, { k, turn });
  }

  /** Write the numbers: rates and losses now, V before and after what made the picture. */
  measure(place) {
    const {
      row,
      layout: { field },
      story,
      index,
    } = this;
    const before = story.session.records.get(index - 1)?.[field.value];
    const changed = ["head", "update-d", "update-g"][place.half];
    for (const [name, element] of Object.entries(this.numbers)) {
      const known = changed === name && Number.isFinite(before) && Number.isFinite(row[field.value]);
      const value = known
        ? story.say("algorithm.v", { before: fixed(before, 4), after: fixed(row[field.value], 4) })
        : "";
      const player = UPDATES[name];
      const numbers = player
        ? story.say("algorithm.numbers", {
            rate: rate(row[field[`lr_${player}`]]),
            loss: fixed(row[field[`loss_${player}`]], 4),
          })
        : "";
      setText(element, [numbers, value].filter(Boolean).join(" · "));
    }
    story.write(this.means, "algorithm.means", {
      real: fixed(row[field.mean_d_real], 4),
      fake: fixed(row[field.mean_d_fake], 4),
    });
  }

  /** Say in words what the lit line has done. */
  remark(run, place, line) {
    const { k } = run.settings;
    const extra = line === "update-d" && place.updates > k;
    const key = this.story.session.rewound
      ? "rewound"
      : extra
        ? "more"
        : line === "update-d" && place.updates < k
          ? "update-d.again"
          : line || "start";
    this.story.write(this.note, `algorithm.note.${key}`, { k, updates: place.updates });
  }

  end() {
    this.setWalking(false);
  }
}
