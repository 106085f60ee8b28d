/** The row under the timeline: buttons, speed; the line of words; help and notices. */

/**
 * @import { KnobSpec, Say, ToolbarPort } from "../ports.d.ts"
 * @import { Refused } from "../messages.d.ts"
 */

import { fillWindow, freeKeys, h, keepFocus, setAttribute, setText } from "../base/dom.js";
import { MAX } from "../run/clock.js";
import { parseSpeed, SPEEDS, speedText } from "./speed.js";

const READ_WITHIN = 15_000; // ms; a refused knob shows its old value again by then

/** @type {Record<string, string>} */
const ICONS = {
  play: "M6 4l14 8-14 8z",
  pause: "M6 4h4v16H6zM14 4h4v16h-4z",
  back: "M18 4v16L8 12zM5 4h2v16H5z",
  step: "M6 4v16l10-8zM17 4h2v16h-2z",
  restart: "M12 5a7 7 0 1 0 6.7 5h2.1A9 9 0 1 1 12 3V0l5 4-5 4z",
  "new-seed":
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 3.3A1.7 1.7 0 1 0 8 9.7 1.7 1.7 0 0 0 8 6.3zm8 8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zm-4-4a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zm4-4a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4zm-8 8a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 0 0 0-3.4z",
  lecture: "M2 3h20v2h-1v10H3V5H2zM5 5v8h14V5zM11 15h2v2.6l4 3.4h-3l-2-1.7L10 21H7l4-3.4z",
  fullscreen: "M3 9V3h6v2H5v4zM15 3h6v6h-2V5h-4zM3 15h2v4h4v2H3zM19 15h2v6h-6v-2h4z",
};

/** @param {string} name */
function icon(name) {
  return `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;
}

/**
 * Return the button of an action.
 * @param {Pick<ToolbarPort, "say" | "act">} page
 * @param {string} name of what it does
 * @param {string} content in HTML; by default its icon
 * @param {string} extra class
 */
export function actionButton(page, name, content = icon(name), extra = "") {
  const label = page.say(`button.${name}.help`);
  const button = h(`button.gan1d-button${extra ? `.${extra}` : ""}`, {
    id: name,
    type: "button",
    title: label,
    "aria-label": label,
    onclick: () => page.act(name),
  });
  button.innerHTML = content;
  return keepFocus(button);
}

export class Toolbar {
  /** @param {ToolbarPort} page */
  constructor(page) {
    this.page = page;
    this.play = actionButton(page, "play", icon("pause"), "gan1d-main-button");
    this.speed = h("select", { id: "speed", onchange: () => page.setSpeed(parseSpeed(this.speed.value)) });
    freeKeys(this.speed);
    for (const speed of SPEEDS) this.addSpeed(speed);
    const speedLabel = h(
      "label.gan1d-speed",
      { title: page.say("speed.help") },
      h("span", { text: page.say("speed.label") }),
      this.speed,
    );
    this.toolbar = h(
      "div.gan1d-toolbar",
      { role: "toolbar", "aria-label": page.say("toolbar.title") },
      actionButton(page, "back"),
      this.play,
      actionButton(page, "step"),
      actionButton(page, "step-d", "<b>½</b> <i>D</i>"),
      actionButton(page, "step-g", "<b>½</b> <i>G</i>"),
      actionButton(page, "restart"),
      actionButton(page, "new-seed"),
      speedLabel,
    );
    this.line = h("span.gan1d-line");
    this.goOn = h("button.gan1d-button.gan1d-go-on", {
      id: "go-on",
      type: "button",
      text: page.say("button.go-on"),
      hidden: true,
      onclick: () => page.act("go-on"),
    });
    this.status = h("div.gan1d-status", { role: "status", "data-kind": "hint" }, this.line, this.goOn);
  }

  /** @param {number} speed */
  addSpeed(speed) {
    const { say } = this.page;
    const some = speed === 1 ? say("speed.one") : say("speed.rate", { rate: speed });
    const text = speed === MAX ? say("speed.max") : some;
    this.speed.append(h("option", { value: speedText(speed), text }));
  }

  /** @param {number} speed */
  showSpeed(speed) {
    const value = speedText(speed);
    if (![...this.speed.options].some((option) => option.value === value)) this.addSpeed(speed);
    this.speed.value = value;
  }

  /** @param {boolean} playing */
  showPlaying(playing) {
    this.play.innerHTML = icon(playing ? "pause" : "play");
    const label = this.page.say(playing ? "button.pause.help" : "button.play.help");
    setAttribute(this.play, "aria-label", label);
    setAttribute(this.play, "title", label);
  }

  /**
   * Say something in the line under the picture.
   * @param {string} text
   * @param {boolean} goOn whether to offer to continue
   * @param {string} kind what it is about
   */
  say(text, goOn = false, kind = "") {
    setText(this.line, text);
    setAttribute(this.status, "data-kind", kind);
    this.line.title = text;
    this.goOn.hidden = !goOn;
  }
}

/**
 * Return the sheet of keys.
 * @param {Say} say
 */
export function helpSheet(say) {
  const keys = [
    "space",
    "right",
    "left",
    "page",
    "d",
    "g",
    "m",
    "n",
    "f",
    "l",
    "numbers",
    "up",
    "backspace",
    "question",
  ];
  const list = h("dl.gan1d-keys");
  for (const key of keys) {
    const cap = h("kbd", { text: say(`key.${key}`) });
    list.append(h("div", {}, h("dt", {}, cap), h("dd", { text: say(`help.${key}`) })));
  }
  const sheet = h(
    "dialog.gan1d-help",
    { "aria-label": say("help.title") },
    h("h3", { text: say("help.title") }),
    list,
    h("p", { text: say("help.figure") }),
  );
  sheet.append(h("button.gan1d-button", { type: "button", text: say("button.close"), onclick: () => sheet.close() }));
  sheet.addEventListener("click", (event) => {
    if (event.target === sheet) sheet.close();
  });
  return sheet;
}

/**
 * Return the place for what has gone wrong: stays until it is closed or, where it may leave, has been read.
 * @param {Say} say
 */
export function noticeArea(say) {
  const text = h("span");
  const button = h("button.gan1d-button", { id: "notice-act", type: "button", hidden: true, onclick: () => act() });
  const area = h("div.gan1d-notice", { id: "notice", role: "alert", hidden: true }, text, button);
  let act = () => {};
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  /**
   * @param {string} message
   * @param {boolean} [leaves]
   * @param {{label: string, act: () => void} | null} [offer] what the reader may do about it
   */
  const show = (message, leaves = false, offer = null) => {
    setText(text, message);
    setText(button, offer?.label ?? "");
    button.hidden = !offer;
    act = offer?.act ?? act;
    area.hidden = !message;
    clearTimeout(leaving);
    if (message && leaves) leaving = setTimeout(() => show(""), READ_WITHIN);
  };
  area.append(
    h("button.gan1d-button", {
      id: "notice-close",
      type: "button",
      text: "×",
      "aria-label": say("button.close"),
      onclick: () => show(""),
    }),
  );
  return { element: area, show };
}

/**
 * Return why something was not taken: in the words of the page where it knows the knob or the limit.
 * @param {Pick<Refused, "text" | "name" | "value" | "allowed">} refused
 * @param {KnobSpec[]} knobs
 * @param {Say} say
 */
export function refusal({ text, name, value, allowed }, knobs, say) {
  const knob = knobs.find((one) => one.name === name);
  if (!knob) return say(`refused.${name}`, { value, allowed }, text);
  return say(value === "" ? "refused.empty" : "refused", { name: knob.label, value, allowed: knob.allowed });
}

/**
 * Go to fullscreen or back; where a browser has none for elements (phones), fill the window.
 * @param {HTMLElement} root
 */
export function toggleFullscreen(root) {
  const fill = () => fillWindow(root, !root.classList.contains("gan1d-fill"));
  if (document.fullscreenElement) document.exitFullscreen();
  else if (root.requestFullscreen) root.requestFullscreen().catch(fill);
  else fill();
}
