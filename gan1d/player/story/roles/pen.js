/** How the detective draws: with a pointer across the figure, or with the keys at a few points. */

import { fixed, s, setAttribute } from "../../base/dom.js";

const COUNT = 11; // points for the keys
const NIB = 2; // points of the grid either side of a first touch

/** Let a pointer draw D on the detective's surface. */
export function paintable(detective) {
  const { surface, plot } = detective;
  let last = null;
  let before = null;
  const sample = (event) => {
    const { x, y } = plot.place(event);
    const [low, high] = detective.run.x_range;
    const count = detective.run.x.length;
    return { i: Math.floor(((plot.xAt(x) - low) / (high - low)) * count), d: plot.dAt(y) };
  };
  surface.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !detective.q) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    before = { d: detective.d.slice(), touched: detective.touched };
    last = sample(event);
    detective.stroke({ ...last, i: last.i - NIB }, { ...last, i: last.i + NIB });
    detective.draw();
  });
  surface.addEventListener("pointermove", (event) => {
    if (!last) return;
    for (const part of event.getCoalescedEvents?.() ?? []) {
      const next = sample(part);
      detective.stroke(last, next);
      last = next;
    }
    const next = sample(event);
    detective.stroke(last, next);
    last = next;
    detective.draw();
  });
  surface.addEventListener("pointerup", () => (last = null));
  surface.addEventListener("pointercancel", () => {
    if (last) detective.takeBack(before); // the finger was scrolling
    last = null;
  });
}

/** Points of the drawn D that take the focus and move by keys; the curve runs straight between them. */
export class Points {
  /** @param {import("./detective.js").Detective} detective */
  constructor(detective) {
    this.detective = detective;
    this.group = s("g.gan1d-roles-points");
    this.handles = Array.from({ length: COUNT }, (_, k) => {
      const handle = s(
        "g.gan1d-roles-point",
        {
          id: `point-${k}`,
          role: "slider",
          tabindex: "0",
          "aria-orientation": "vertical",
          "aria-valuemin": 0,
          "aria-valuemax": 1,
        },
        s("circle.gan1d-roles-ring", { r: 11 }),
        s("circle.gan1d-roles-dot", { r: 5 }),
      );
      handle.addEventListener("keydown", (event) => this.press(event, k));
      return handle;
    });
    this.group.append(...this.handles);
  }

  /** Lay the points over the grid of a run. */
  setRun(run) {
    const { say } = this.detective.story;
    this.at = this.handles.map((_, k) => Math.round(((k + 0.5) / COUNT) * run.x.length));
    this.handles.forEach((handle, k) => {
      handle.setAttribute("aria-label", say("roles.detective.point", { x: fixed(run.x[this.at[k]], 1) }));
    });
  }

  press(event, k) {
    const { detective } = this;
    const sizes = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 4, PageDown: -4 };
    const ends = { Home: 0, End: 1 };
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.key in sizes || event.key in ends)) return;
    event.preventDefault();
    if (!detective.q) return;
    const size = (sizes[event.key] ?? 0) * (event.shiftKey ? 0.01 : 0.05);
    const here = { i: this.at[k], d: ends[event.key] ?? detective.d[this.at[k]] + size };
    const beside = (step) => {
      const i = this.at[k + step];
      return i === undefined ? { i: step < 0 ? 0 : detective.d.length - 1, d: here.d } : { i, d: detective.d[i] };
    };
    const right = beside(1);
    detective.stroke(beside(-1), here);
    detective.stroke(here, right);
    detective.draw();
  }

  /** Say what each point stands at. */
  tell() {
    const { d, value, story } = this.detective;
    this.handles.forEach((handle, k) => {
      const at = d[this.at[k]];
      setAttribute(handle, "aria-valuenow", at.toFixed(3));
      setAttribute(
        handle,
        "aria-valuetext",
        story.say("roles.detective.now", { d: fixed(at, 2), value: fixed(value, 3) }),
      );
    });
  }

  place() {
    const { d, plot, run } = this.detective;
    this.handles.forEach((handle, k) => {
      const i = this.at[k];
      setAttribute(handle, "transform", `translate(${plot.px(run.x[i]).toFixed(1)} ${plot.pd(d[i]).toFixed(1)})`);
    });
  }
}
