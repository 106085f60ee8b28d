/** Lecture mode: the picture fills the screen in type for the tenth row; the keys do the rest. */

/** @import { Say } from "../ports.d.ts" */

import { fillWindow, h } from "../base/dom.js";

/** Return whether the address asks for the lecture's layout. */
export function lectureOfAddress() {
  return new URLSearchParams(window.location.search).get("lecture") === "1";
}

/** Return the size of type, in pixels, that the last row can read in this window. */
export function lectureFont() {
  return Math.round(Math.max(16, Math.min(44, window.innerWidth / 51, window.innerHeight / 32)));
}

export class Lecture {
  on = false;
  filled = false; // the window was, before it began
  whole = false; // the screen is
  own = false; // and was not before

  /**
   * @param {HTMLElement} root the stage
   * @param {() => void} moved called when it begins or ends
   */
  constructor(root, moved) {
    this.root = root;
    this.moved = moved;
    this.onKey = (/** @type {KeyboardEvent} */ event) => {
      if (!this.on || event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.end();
    };
    this.onFullscreen = () => {
      if (this.on && this.whole && !document.fullscreenElement) this.end();
    };
    root.addEventListener("change", ({ target }) => {
      if (this.on && target instanceof HTMLInputElement && target.type === "range") root.focus({ preventScroll: true });
    });
    window.addEventListener("keydown", this.onKey, true);
    document.addEventListener("fullscreenchange", this.onFullscreen);
  }

  /**
   * Return the button that ends it: a finger has no key.
   * @param {Say} say
   */
  exit(say) {
    const label = say("lecture.end");
    return h("button.gan1d-button.gan1d-lecture-end", {
      id: "lecture-end",
      type: "button",
      text: "×",
      title: label,
      "aria-label": label,
      onclick: () => this.end(),
    });
  }

  toggle() {
    if (this.on) this.end();
    else this.start(true);
  }

  /**
   * Fill the screen, or only the window: a browser gives the screen after a key or a click only.
   * @param {boolean} screen
   */
  async start(screen) {
    const { root } = this;
    this.on = true;
    this.filled = root.classList.contains("gan1d-fill"); // as it was before
    const was = document.fullscreenElement === root;
    root.classList.add("gan1d-lecture");
    fillWindow(root, true);
    this.moved();
    if (screen && !was && root.requestFullscreen) await root.requestFullscreen().catch(() => {});
    this.whole = document.fullscreenElement === root;
    this.own = this.whole && !was;
    if (this.on) root.focus({ preventScroll: true });
  }

  /** Go back to what there was before. */
  end() {
    const { root } = this;
    this.on = false;
    root.classList.remove("gan1d-lecture");
    fillWindow(root, this.filled);
    if (this.own && document.fullscreenElement) document.exitFullscreen();
    this.moved();
  }

  leave() {
    window.removeEventListener("keydown", this.onKey, true);
    document.removeEventListener("fullscreenchange", this.onFullscreen);
  }
}
