/** Eight ways to fail: links that let a run fail before one's eyes, and the one change that heals it. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, rate, setAttribute, setText } from "../../base/dom.js";
import { loadTable } from "../../base/loader.js";

const EVERY = 250; // ms between two refreshes of the words
const FREE = new Set(["seed", "steps"]); // knobs that do not make it another failure
const HEALTHY = new Set(["learning", "converged"]);
const marks = new Map(); // by name: what has been seen and healed on this page

export const KNOBS = ["lr_d", "lr_g", "gamma", "k", "loss"];

export class Part {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    this.cards = [];
    this.saidAt = 0;
    this.now = h("p.gan1d-failures-line", { id: "failures-now", role: "status" });
    this.treat = h("span.gan1d-failures-treat");
    this.about = h("p");
    this.list = h("ol.gan1d-failures-list");
    this.element = h(
      "div.gan1d-failures",
      {},
      story.rich("failures.title", {}, "h3"),
      h("div.gan1d-failures-now", {}, this.now, this.treat),
      this.about,
      this.list,
    );
    this.load();
  }

  async load() {
    const { story } = this;
    const gallery = await loadTable("story/failures/failures.json");
    if (this.ended) return;
    const shown = Math.max(...gallery.map((entry) => entry.shown));
    story.write(this.about, "failures.about", {
      steps: shown,
      seconds: Math.round(shown / 60),
      healing: gallery[0].healing,
    });
    this.cards = gallery.map((entry) => this.card(entry));
    this.list.replaceChildren(...this.cards.map((card) => card.element));
    if (story.run) this.setRun(story.run);
  }

  card(entry) {
    const { story } = this;
    const { say } = story;
    const key = `failures.${entry.name}`;
    const name = say(key);
    const acts = entry.live ? "live" : "again";
    const changes = Object.entries(entry.changes).map(
      ([knob, value]) => `${this.knob(knob)} = ${this.value(knob, value)}`,
    );
    const turns = entry.turns.map(
      ([knob, from, to]) => `${this.knob(knob)} = ${this.value(knob, from)} → ${this.value(knob, to)}`,
    );
    const [before, after] = entry.jsd64.map((value) => (value < 0.0005 ? say("failures.tiny") : fixed(value)));
    const [seen, healed] = ["seen", "healed"].map((mark) => h("li", { id: `${key}-${mark}` }));
    const card = { entry, name, seen, healed, more: h("details.gan1d-failures-more") };
    card.element = h(
      "li.gan1d-failures-card",
      { id: key },
      h("h4", { text: name }),
      h("p.gan1d-failures-word", { text: say("failures.expect", { word: say(`health.${entry.word}`) }) }),
      h("div.gan1d-failures-buttons", {}, this.failLink(card), this.cureLink(card)),
      h("ul.gan1d-failures-marks", {}, card.seen, card.healed),
      card.more,
    );
    card.more.append(
      h("summary", { text: say("failures.more") }),
      story.rich(`${key}.why`, {}, "p"),
      h(
        "p.gan1d-failures-quiet",
        {},
        h("a", {
          href: `https://arxiv.org/abs/${entry.source[1]}`,
          target: "_blank",
          rel: "noopener",
          text: `${entry.source[0]}, arXiv ${entry.source[1]}`,
        }),
      ),
      h("p.gan1d-failures-quiet", { text: say("failures.differs", { changes: changes.join(", ") }) }),
      h(
        "p",
        {},
        h("strong", { text: say("failures.turn", { turns: turns.join(", ") }) }),
        " ",
        h("span.gan1d-failures-acts", {
          "data-acts": acts,
          text: say(`failures.${acts}`),
          title: say(`failures.${acts}.help`, { healing: entry.healing, steps: entry.shown }),
        }),
      ),
      h("p.gan1d-failures-quiet", {
        text: say("failures.brings", { before, after, word: say(`health.${entry.ends}`) }),
      }),
    );
    this.mark(card);
    return card;
  }

  knob(name) {
    return this.story.say(`knob.${name}`);
  }

  value(name, value) {
    if (typeof value === "number") return value >= 1 || value === 0 ? String(value) : rate(value).replace(/0+$/, "");
    return this.story.say(`${name}.${value}`, {}, String(value));
  }

  failLink(card) {
    return this.link(card.entry.fail, "fail", card, () => this.fail(card));
  }

  cureLink(card) {
    return this.link(card.entry.cured, "cure", card, () => this.cure(card));
  }

  /** Return a link that can be copied, and that opens its run in place. */
  link(query, action, card, act) {
    const { say, lang } = this.story;
    const chosen = new URLSearchParams(window.location.search).has("lang") || lang !== "en";
    const page = `part=failures${chosen ? `&lang=${lang}` : ""}`;
    return h("a.gan1d-button", {
      id: `${action}-${card.entry.name}`,
      href: `?${query}&${page}`,
      text: say(`failures.${action}`),
      "aria-label": say(`failures.${action}.of`, { name: card.name }),
      onclick: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // a tab or window of its own
        event.preventDefault();
        act();
      },
    });
  }

  fail(card) {
    this.current = card;
    this.story.session.open(`?${card.entry.fail}`, true);
  }

  /** Heal the run that is failing where that is possible; else begin the run of the cure. */
  cure(card) {
    const { session } = this.story;
    const { entry } = card;
    const failing = this.current === card && this.state === "failing";
    this.current = card;
    if (!entry.live || !failing) {
      session.open(`?${entry.cured}`, true);
      return;
    }
    const { ends, settings } = session.run;
    const step = this.story.row?.[0] ?? 0;
    const steps = step >= ends ? entry.healing : step - (ends - settings.steps) + entry.healing;
    session.turnTogether({ steps, ...Object.fromEntries(entry.turns.map(([knob, , to]) => [knob, to])) });
    session.play();
  }

  /** Find out which failure this run is, and whether it has its cure already. */
  setRun(run) {
    this.run = run;
    this.layout = run.row;
    const is = (settings) =>
      Object.keys(settings).every((knob) => FREE.has(knob) || run.settings[knob] === settings[knob]);
    const failing = this.cards.find(({ entry }) => is(entry.settings));
    const { current } = this;
    if (failing) [this.current, this.state] = [failing, "failing"];
    else if (
      current
      && is({ ...current.entry.settings, ...Object.fromEntries(current.entry.turns.map(([knob, , to]) => [knob, to])) })
    )
      this.state = "cured";
    else [this.current, this.state] = [this.cards.length ? null : current, ""];
    const next = this.current && `${this.state} ${this.current.entry.name}`;
    if (this.next !== next) {
      this.next = next;
      this.treat.replaceChildren(
        ...(next ? [this.state === "cured" ? this.failLink(this.current) : this.cureLink(this.current)] : []),
      );
    }
    for (const card of this.cards) setAttribute(card.element, "data-state", card === this.current ? this.state : "");
    if (this.current && this.current !== this.opened) {
      if (this.opened) this.opened.more.open = false;
      this.current.more.open = true;
      this.current.element.scrollIntoView({ block: "nearest" });
    }
    this.opened = this.current;
    this.saidAt = 0;
  }

  show(row) {
    const { current, layout, run } = this;
    if (!current || !layout) return;
    const { entry } = current;
    const word = run.health[row[2]];
    const jsd64 = row[layout.field.jsd64];
    const mark = marks.get(entry.name) ?? {};
    if (this.state === "failing" && word === entry.word && !mark.seen)
      mark.seen = { step: row[0], jsd64: fixed(jsd64) };
    else if (this.state === "cured" && HEALTHY.has(word) && jsd64 < entry.close && !mark.healed)
      mark.healed = { step: row[0], jsd64: fixed(jsd64) };
    else return;
    marks.set(entry.name, mark);
    this.mark(current);
  }

  /** Tick what has been seen and healed. */
  mark({ entry, seen, healed }) {
    const { say } = this.story;
    const mark = marks.get(entry.name) ?? {};
    setText(seen, mark.seen ? say("failures.seen", mark.seen) : say("failures.unseen"));
    setText(healed, mark.healed ? say("failures.healed", mark.healed) : say("failures.unhealed"));
    setAttribute(seen, "data-done", String(Boolean(mark.seen)));
    setAttribute(healed, "data-done", String(Boolean(mark.healed)));
  }

  tick(now) {
    const { row, say } = this.story;
    if (!row || !this.layout || now - this.saidAt < EVERY) return;
    this.saidAt = now;
    const { current } = this;
    if (!current) return setText(this.now, say("failures.none"));
    const word = this.run.health[row[2]];
    const jsd64 = row[this.layout.field.jsd64];
    const seen = marks.get(current.entry.name)?.seen;
    let key = "failing";
    if (this.state === "cured") key = HEALTHY.has(word) && jsd64 < current.entry.close ? "healed" : "curing";
    else if (word === current.entry.word) key = "seen";
    else if (seen && row[0] > seen.step) key = "gone";
    const said = key === "failing" ? current.entry.word : word;
    return setText(
      this.now,
      `${current.name}: ${say(`failures.now.${key}`, { word: say(`health.${said}`), jsd64: fixed(jsd64) })}`,
    );
  }

  end() {
    this.ended = true;
  }
}
