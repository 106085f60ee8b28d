/** Small helpers for the document: elements of HTML and SVG, words, numbers. */

/** @import { Attributes, Html, Say, Svg } from "../ports.d.ts" */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Return a new element.
 * @template {string} T
 * @param {T} tag "div", or "button.gan1d-x" with classes
 * @param {Attributes} [attributes] `on<event>` adds a listener, `text` sets the text, `id` the test id
 * @param {...(Node|string)} children
 * @returns {Html<T>}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else if (key === "text") element.textContent = String(value);
    else if (key === "id") element.dataset.testid = String(value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return /** @type {Html<T>} */ (element);
}

/**
 * Return a new SVG element, with classes as in "path.gan1d-x".
 * @template {string} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean>} [attributes] `text` sets the text, `id` the test id
 * @param {...(Node|string)} children
 * @returns {Svg<T>}
 */
export function s(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElementNS(SVG, name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "id") element.dataset.testid = String(value);
    else if (key === "text") element.textContent = String(value);
    else element.setAttribute(key, String(value));
  }
  element.append(...children);
  return /** @type {Svg<T>} */ (element);
}

/**
 * Set the text only where it differs, in the text node that is there: a node that comes or goes is
 * laid out from scratch, and every :has() of the page's style sheets is looked at again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  const node = element.firstChild;
  if (element.textContent === text) return;
  if (node instanceof Text && !node.nextSibling) node.data = text;
  else element.textContent = text;
}

/**
 * Let the stage fill the window, or not; see `.gan1d-filled` in lecture.css.
 * @param {HTMLElement} root
 * @param {boolean} on
 */
export function fillWindow(root, on) {
  root.classList.toggle("gan1d-fill", on);
  document.body.classList.toggle("gan1d-filled", on);
}

/**
 * Set an attribute only where it differs.
 * @param {Element} element
 * @param {string} name
 * @param {string} value
 */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Return a lookup of words by key which also fills in {placeholders}.
 * @param {Record<string, string>} words
 * @returns {Say}
 */
export function wordsOf(words) {
  return (key, values = {}, otherwise = key) =>
    (words[key] ?? otherwise).replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * Return a number as text of constant width: real minus sign, a dash where there is none.
 * @param {number} value
 * @param {number} [digits]
 */
export function fixed(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e5) return value.toExponential(1).replace("-", "−").replace("e+", "e");
  const room = Math.abs(value) >= 1000 ? Math.min(digits, 1) : digits;
  const text = value.toFixed(room);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/**
 * Return a rate as text, such as 0.0043 or 1.0e−5.
 * @param {number} value
 */
export function rate(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  if (Math.abs(value) < 1e-3) return value.toExponential(1).replace(/e-/, "e−");
  return value.toPrecision(2);
}

/**
 * Return a round number >= `least`: 1, 2 or 5 times a power of ten.
 * @param {number} least
 */
export function roundUp(least) {
  const unit = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((n) => n * unit >= least) ?? 10) * unit;
}

/**
 * Return round marks of an axis inside [low, high], about `count` of them.
 * @param {number} low
 * @param {number} high
 * @param {number} count
 */
export function marks(low, high, count) {
  const step = roundUp((high - low) / count);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(6)),
  );
}

/**
 * Let the mouse press a button without taking the focus, so that Space still plays.
 * @template {HTMLElement} T
 * @param {T} button
 */
export function keepFocus(button) {
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

/**
 * Give the keys back to the stage after a choice by mouse or an Enter; who moves by keys keeps the focus.
 * @template {HTMLElement} T
 * @param {T} element
 */
export function freeKeys(element) {
  let byKey = false;
  element.addEventListener("pointerdown", () => (byKey = false));
  element.addEventListener("keydown", (event) => {
    byKey = true;
    if (event.key === "Enter" && element.tagName === "INPUT") element.blur();
  });
  if (element.tagName === "SELECT") element.addEventListener("change", () => byKey || element.blur());
  return element;
}
