/** What the forger takes hold of: each bump's body and mean, its width, and the arrow of D's advice. */

import { fixed, s, setAttribute } from "../../base/dom.js";
import { normal } from "../../maths/densities.js";

const TOUCH = 22; // px around a handle that take hold of it
const APART = 34; // px at least between the two handles of a bump
const ARROW = 260; // px of arrow for a nat per sd
const [SHORTEST, LONGEST] = [9, 64];

export class BumpHandles {
  /** @param {import("./forger.js").Forger} forger */
  constructor(forger) {
    this.forger = forger;
    this.plot = forger.plot;
    this.bumps = [];
  }

  /** Make the handles anew, one set for each bump. */
  build() {
    this.bumps = this.forger.bumps.map((_, at) => this.one(at));
    this.forger.bodies.replaceChildren(...this.bumps.map(({ body }) => body));
    this.plot.above.replaceChildren(
      ...this.bumps.map(({ arrow }) => arrow),
      ...this.bumps.flatMap(({ mean, sd }) => [mean, sd]),
    );
  }

  one(at) {
    const { forger } = this;
    const number = at + 1;
    const several = forger.bumps.length > 1;
    const body = s("path.gan1d-roles-body", { "data-several": several });
    const arrow = s("path.gan1d-roles-push");
    const shown = several ? [s("text", { y: "4.5", text: number })] : [];
    const mean = this.slider(at, "mean", s("circle.gan1d-roles-grip", { r: several ? 10 : 8 }), ...shown);
    const sd = this.slider(at, "sd", s("rect.gan1d-roles-grip", { x: -7, y: -7, width: 14, height: 14, rx: 2 }));
    const move = (grabbed, x) => forger.change(at, { mean: grabbed.mean + x });
    this.draggable(body, at, move);
    this.draggable(mean, at, move);
    this.draggable(sd, at, (grabbed, x) =>
      forger.change(at, { sd: Math.max(grabbed.sd + this.bumps[at].side * x, 0) }),
    );
    return { body, arrow, mean, sd, side: 1 };
  }

  slider(at, name, ...shape) {
    const { forger } = this;
    const handle = s(
      "g.gan1d-roles-handle",
      {
        id: `bump-${at}-${name}`,
        role: "slider",
        tabindex: "0",
        "aria-orientation": "horizontal",
        "aria-label": forger.story.say(`roles.forger.${name}`, { number: at + 1 }),
      },
      s("circle.gan1d-roles-touch", { r: TOUCH }),
      s("circle.gan1d-roles-ring", { r: 15 }),
      ...shape,
    );
    handle.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false }); // no scrolling from here
    handle.addEventListener("keydown", (event) => {
      const [low, high] = forger.run.x_range;
      const sizes = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 };
      const size = sizes[event.key];
      if (!size || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      const unit = (high - low) / (event.shiftKey ? 1000 : 150) / (name === "sd" ? 3 : 1);
      forger.change(at, { [name]: forger.bumps[at][name] + size * unit });
    });
    return handle;
  }

  /** Let a pointer drag an element: `move(bump when grabbed, way in units of x)`. */
  draggable(element, at, move) {
    let grab = null;
    const { forger, plot } = this;
    element.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      this.bumps[at][element === this.bumps[at].sd ? "sd" : "mean"].focus({ preventScroll: true });
      element.setPointerCapture(event.pointerId);
      this.bumps[at].held = true;
      grab = { bump: { ...forger.bumps[at] }, x: plot.xAt(plot.place(event).x) };
    });
    element.addEventListener("pointermove", (event) => {
      if (grab) move(grab.bump, plot.xAt(plot.place(event).x) - grab.x);
    });
    for (const end of ["pointerup", "pointercancel", "lostpointercapture"]) {
      element.addEventListener(end, () => {
        grab = null;
        this.bumps[at].held = false;
      });
    }
  }

  /** Put everything where the bumps are. */
  place() {
    const { forger, plot } = this;
    const { run } = forger;
    this.bumps.forEach((handles, at) => {
      const { mean, sd, share } = forger.bumps[at];
      const height = (x) => Math.max(plot.py(share * normal(x, mean, sd)), plot.top + 10);
      plot.density(
        run.x.map((x) => share * normal(x, mean, sd)),
        null,
        handles.body,
      );
      if (!handles.held) handles.side = plot.px(mean + sd) > plot.right - 12 ? -1 : 1;
      const edge = mean + handles.side * sd;
      const top = height(mean);
      const flank = plot.px(edge) - plot.px(mean);
      const below = Math.sqrt(Math.max(APART ** 2 - flank ** 2, 0));
      this.put(handles.mean, plot.px(mean), top, mean, run.x_range);
      this.put(
        handles.sd,
        plot.px(edge),
        Math.min(Math.max(height(edge), top + below), plot.bottom),
        sd,
        forger.widths,
      );
      this.point(handles.arrow, plot.px(mean), (top + plot.bottom) / 2, forger.pull(at));
    });
  }

  put(handle, x, y, value, [low, high]) {
    const { forger } = this;
    setAttribute(handle, "transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    setAttribute(handle, "aria-valuemin", low.toFixed(2));
    setAttribute(handle, "aria-valuemax", high.toFixed(2));
    setAttribute(handle, "aria-valuenow", value.toFixed(2));
    setAttribute(
      handle,
      "aria-valuetext",
      forger.story.say("roles.forger.now", {
        value: fixed(value, 2),
        jsd: fixed(forger.jsd, 3),
      }),
    );
  }

  /** Draw the arrow of the advice, as long as the slope is steep. */
  point(arrow, x, y, pull) {
    const way = Math.max(-LONGEST, Math.min(LONGEST, pull * ARROW));
    const tip = x + way;
    const barb = Math.sign(way) * 7;
    const path =
      Math.abs(way) < SHORTEST
        ? ""
        : `M${x.toFixed(1)},${y.toFixed(1)}H${tip.toFixed(1)}` + `m${-barb},-5l${barb},5l${-barb},5`;
    setAttribute(arrow, "d", path);
  }
}
