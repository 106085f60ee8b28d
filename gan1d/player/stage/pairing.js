/** The stage's side of two runs side by side: there is a B as long as the page gives it a seat. */

/**
 * @import { ComponentData } from "../ports.d.ts"
 * @import { Pair, PairHost } from "../pair/pair.js"
 * @import { Stage } from "../stage.js"
 */

import { loadModule, loadStyle } from "../base/loader.js";
import { refusal } from "../controls/toolbar.js";
import { Socket } from "../run/socket.js";
import { Reload } from "./reload.js";

const KEPT = "gan1d-run-b"; // name of B's run over a reload
const LONGEST = 7500; // letters of an address with B in it; a server refuses those that are much longer

export class Pairing {
  /** @type {Pair | null} */
  pair = null;
  seat = ""; // B's
  asked = false; // the page is to give one
  closed = ""; // a seat that was given up: the page may speak of it once more
  /** @type {{a: string, b: string} | null} */
  beginning = null; // a ready-made pair, to come with its seat
  /** @type {Reload | null} */
  reload = null;

  /** @param {Stage} stage */
  constructor(stage) {
    this.stage = stage;
  }

  /**
   * The page has a seat for B, or none.
   * @param {ComponentData["b"]} b
   */
  async update(b) {
    if (!b || b.seat === this.closed) {
      if (!b) this.close(false);
      return;
    }
    if (b.seat === this.seat) return;
    const there = this.pair;
    this.seat = b.seat;
    if (there && !this.beginning) {
      there.session.connect(b.socket); // the one before is lost
      return;
    }
    this.end();
    const module = await this.load();
    if (!module || this.pair || this.seat !== b.seat || this.stage.ended) return;
    const { session } = this.stage;
    const { beginning } = this;
    this.beginning = null;
    const at = beginning ? 0 : (session.way.goal ?? Math.max(0, session.position));
    /** @type {Pair} */
    const pair = new module.Pair(this.host(), b.socket, at);
    this.pair = pair;
    this.asked = false;
    this.reload = new Reload(pair.session, KEPT);
    if (beginning) pair.begin(beginning.a);
    this.shown();
  }

  /** Return the module of the pair; null where it does not come. */
  async load() {
    try {
      const [module] = await Promise.all([loadModule("pair/pair.js"), loadStyle("pair/pair.css")]);
      return module;
    } catch (error) {
      this.stage.parts?.notices.show(String(error));
      this.close(true);
      return null;
    }
  }

  /**
   * Return the stage as the pair sees it.
   * @returns {PairHost}
   */
  host() {
    const { stage } = this;
    const parts = () => /** @type {NonNullable<Stage["parts"]>} */ (stage.parts);
    return {
      session: stage.session,
      root: stage.root,
      place: stage.place,
      hide: stage.component.data.hide,
      get figure() {
        return parts().figure;
      },
      get a() {
        return parts().a;
      },
      get side() {
        return parts().side;
      },
      get say() {
        return stage.say;
      },
      get colour() {
        return stage.colour;
      },
      get speed() {
        return stage.speed;
      },
      open: (path, events) => new Socket(path, events),
      act: (action) => stage.act(action),
      refuse: (text, leaves) => parts().notices.show(text, leaves),
      refusal: (refused) => refusal(refused, stage.component.data.knobs, stage.say),
      showKnobs: (run, wishes) => stage.view.showKnobs(run, wishes),
      close: () => this.close(true),
      complete: () => this.reload?.open(),
      lost: () => stage.askForRun(),
      link: () => stage.link(),
    };
  }

  /**
   * Set something beside A: B as A is, a ready-made pair by its name, or nothing any more.
   * @param {string} what
   */
  compare(what) {
    const { pair, stage } = this;
    if (what === "close") return this.close(true);
    const ready = stage.component.data.pairs.find(({ name }) => name === what);
    if (pair) return ready ? pair.begin(ready.a, ready.b) : pair.copy();
    if (this.asked) return undefined; // one thing at a time
    this.asked = true;
    this.beginning = ready ?? null;
    return stage.asking.ask("pair", ready ? ready.b : "same");
  }

  /**
   * There is no B any more.
   * @param {boolean} tell whether the page is to know
   */
  close(tell) {
    if (tell) this.stage.asking.ask("pair", "closed");
    this.asked = false;
    if (!this.seat) return;
    this.closed = this.seat;
    this.seat = "";
    this.end();
    this.shown();
  }

  /** The knobs, the menu and the address follow. */
  shown() {
    const { pair, stage } = this;
    stage.parts?.menu.show(pair !== null);
    if (!pair && stage.session.shown) stage.view.showKnobs(stage.session.shown, {});
    stage.resized();
    stage.link();
  }

  rebuild() {
    if (!this.pair) return;
    this.pair.rebuild();
    this.stage.parts?.menu.show(true);
  }

  /** The runs that the knobs turn. */
  get turned() {
    return this.pair?.turned ?? [this.stage.session];
  }

  /**
   * Return what the address of a page holds of B: none where it would be too long.
   * @param {string} query A's
   */
  query(query) {
    if (!this.seat) return undefined;
    const b = this.pair?.query || new URLSearchParams(window.location.search).get("b") || undefined;
    return b && query.length + encodeURIComponent(b).length <= LONGEST ? b : undefined;
  }

  end() {
    this.reload?.end();
    this.pair?.end();
    this.pair = null;
  }
}
