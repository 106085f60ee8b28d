/** The forger's half: bumps to drag, the best D's answer to them, and how far there is to go. */

/** @import { StoryPort } from "../../ports.d.ts" */

import { fixed, h, s, setAttribute, setText } from "../../base/dom.js";
import { LOG4, accuracy, cost, dStar, descend, jsd, masses, mixture, slope } from "../../maths/densities.js";
import { BumpHandles } from "./handles.js";
import { Plot } from "./plot.js";

const MOST_BUMPS = 3;
const GUESSING = 0.01; // nats of JSD below which D can only guess
const CLOSE = 0.05;
const LEVEL = 2e-4; // nats: a step that gains less has found level ground
const SPOTS = [0.5, 0.25, 0.75]; // of the range: where a new bump may come up
const best = new Map(); // lowest JSD by data, as long as the page lives

export class Forger {
  /** @param {StoryPort} story */
  constructor(story) {
    this.story = story;
    const { say } = story;
    this.plot = new Plot("forger-figure", say("roles.forger.figure"), () => this.draw());
    this.area = s("path.gan1d-roles-model-area");
    this.bodies = s("g");
    this.model = s("path.gan1d-roles-model");
    this.data = s("path.gan1d-roles-data");
    this.faint = s("path.gan1d-roles-best-faint");
    this.d = s("path.gan1d-roles-best", { id: "forger-d" });
    this.plot.inside.append(this.area, this.bodies, this.model, this.data, this.faint, this.d);
    this.handles = new BumpHandles(this);
    this.verdict = h("p.gan1d-roles-verdict", { id: "forger-verdict", role: "status" });
    this.cells = h("dl.gan1d-roles-cells");
    this.numbers = Object.fromEntries(["jsd", "value", "right", "best"].map((name) => [name, this.cell(name)]));
    this.shares = h("div.gan1d-roles-shares");
    const button = (id, key, onclick) => h("button.gan1d-button", { id, type: "button", text: say(key), onclick });
    this.add = button("forger-add", "roles.forger.add", () => this.addBump());
    this.element = h(
      "div.gan1d-roles-player",
      {},
      story.rich("roles.forger.intro", {}, "p"),
      h(
        "ul.gan1d-roles-legend",
        {},
        ...["data", "model", "best", "push"].map((name) =>
          h("li", {}, h(`span.gan1d-roles-key.gan1d-roles-key-${name}`), say(`roles.forger.legend.${name}`)),
        ),
      ),
      this.plot.svg,
      this.verdict,
      h(
        "div.gan1d-roles-buttons",
        {},
        this.add,
        button("forger-step", "roles.forger.step", () => this.step()),
        button("forger-reset", "roles.forger.reset", () => this.reset()),
      ),
      this.shares,
      this.cells,
      story.rich("roles.forger.side", {}, "p"),
      story.rich("roles.forger.step.note", {}, "p.gan1d-roles-note"),
    );
  }

  cell(name) {
    const { story } = this;
    const number = h("dd.gan1d-roles-number", { id: `forger-${name}` });
    this.cells.append(
      h(
        "div",
        {},
        story.rich(`roles.forger.${name}`, {}, "dt"),
        number,
        story.rich(`roles.forger.${name}.goal`, { least: fixed(-LOG4, 4) }, "dd"),
      ),
    );
    return number;
  }

  /** Take other data: start anew. */
  setRun(run) {
    this.run = run;
    this.p = masses(run.p_data);
    this.target = run.p_data.join();
    this.spacing = run.x[1] - run.x[0];
    const mean = run.x.reduce((sum, x, i) => sum + x * this.p[i], 0);
    const sd = Math.sqrt(run.x.reduce((sum, x, i) => sum + (x - mean) ** 2 * this.p[i], 0));
    this.first = this.kept({ mean: mean - 1.6 * sd, sd: 0.6 * sd, share: 1 });
    this.plot.setRun(run);
    this.reset();
  }

  /** Return a bump within what the figure can show. */
  kept({ mean, sd, share }) {
    const [low, high] = this.run.x_range;
    const [narrow, wide] = this.widths;
    return { share, mean: Math.min(Math.max(mean, low), high), sd: Math.min(Math.max(sd, narrow), wide) };
  }

  /** Narrowest and widest bump, units of x. */
  get widths() {
    const [low, high] = this.run.x_range;
    return [(high - low) / 120, (high - low) / 3];
  }

  reset() {
    this.level = false;
    this.setBumps([this.first]);
  }

  /** Take bumps by hand or from a step, and let D answer. */
  setBumps(bumps) {
    const other = bumps.length !== this.bumps?.length;
    this.bumps = bumps.map((bump) => this.kept(bump));
    if (other) {
      this.handles.build();
      this.buildShares();
    }
    this.draw();
  }

  /** One bump has been changed by hand. */
  change(at, what) {
    this.level = false;
    this.setBumps(this.bumps.map((bump, i) => (i === at ? { ...bump, ...what } : bump)));
  }

  setShare(at, wish) {
    const share = Math.min(Math.max(wish, 0.02), 1 - 0.02 * (this.bumps.length - 1));
    const others = 1 - this.bumps[at].share;
    this.level = false;
    this.setBumps(
      this.bumps.map((bump, i) => ({ ...bump, share: i === at ? share : (bump.share * (1 - share)) / others })),
    );
  }

  addBump() {
    const [low, high] = this.run.x_range;
    const free = (x) => Math.min(...this.bumps.map(({ mean }) => Math.abs(mean - x)));
    const mean = SPOTS.map((spot) => low + spot * (high - low)).sort((a, b) => free(b) - free(a))[0];
    const count = this.bumps.length + 1;
    const bumps = this.bumps.map((bump) => ({ ...bump, share: (bump.share * (count - 1)) / count }));
    this.level = false;
    this.setBumps([...bumps, { mean, sd: this.first.sd, share: 1 / count }]);
  }

  removeBump(at) {
    const left = this.bumps.filter((_, i) => i !== at);
    const total = left.reduce((sum, { share }) => sum + share, 0);
    this.level = false;
    this.setBumps(left.map((bump) => ({ ...bump, share: bump.share / total })));
    this.add.focus();
  }

  /** Do what G does: one step down the slope of JSD. */
  step() {
    const before = this.jsd;
    const next = descend(this.run.x, this.p, this.bumps).map((bump) => this.kept(bump));
    this.level = before - jsd(this.p, masses(mixture(this.run.x, next))) < LEVEL;
    this.setBumps(next);
  }

  draw() {
    const { run, plot, p, bumps } = this;
    if (!bumps) return;
    const q = masses(mixture(run.x, bumps));
    this.jsd = jsd(p, q);
    this.tell(p, q);
    this.showShares();
    if (!plot.width) return;
    const density = q.map((mass) => mass / this.spacing);
    plot.density(run.p_data, this.data);
    plot.density(density, this.model, this.area);
    plot.unit(dStar(p, q), this.d, plot.seen(run.p_data, density), this.faint);
    this.handles.place();
  }

  /** Where D's answer pulls the bump: the way JSD falls with its mean, in nats per sd. */
  pull(at) {
    return -slope(this.run.x, this.p, this.bumps, at, "mean");
  }

  tell(p, q) {
    const { say } = this.story;
    const lowest = Math.min(best.get(this.target) ?? Infinity, this.jsd);
    best.set(this.target, lowest);
    setText(this.numbers.jsd, fixed(this.jsd, 4));
    setText(this.numbers.value, fixed(cost(p, q), 4));
    setText(this.numbers.right, `${fixed(100 * accuracy(p, q), 1)} %`);
    setText(this.numbers.best, fixed(lowest, 4));
    const state = this.jsd < GUESSING ? "guess" : this.level ? "level" : this.jsd < CLOSE ? "close" : "goal";
    setText(this.verdict, say(`roles.forger.verdict.${state}`, { limit: GUESSING }));
    setAttribute(this.verdict, "data-state", state);
    this.add.disabled = this.bumps.length >= MOST_BUMPS;
  }

  buildShares() {
    const { say } = this.story;
    if (this.bumps.length < 2) return this.shares.replaceChildren();
    return this.shares.replaceChildren(
      ...this.bumps.map((_, i) => {
        const number = i + 1;
        return h(
          "div.gan1d-roles-share",
          {},
          h(
            "label",
            {},
            h("span", { text: say("roles.forger.share", { number }) }),
            h("input", {
              id: `forger-share-${i}`,
              type: "range",
              min: "2",
              max: "98",
              oninput: (event) => this.setShare(i, Number(event.target.value) / 100),
            }),
            h("output.gan1d-roles-percent"),
          ),
          h("button.gan1d-button", {
            type: "button",
            text: "×",
            "aria-label": say("roles.forger.remove", { number }),
            onclick: () => this.removeBump(i),
          }),
        );
      }),
    );
  }

  showShares() {
    [...this.shares.children].forEach((row, i) => {
      const percent = Math.round(100 * this.bumps[i].share);
      row.querySelector("input").value = percent;
      setText(row.querySelector("output"), `${percent} %`);
    });
  }

  end() {
    this.plot.end();
  }
}
