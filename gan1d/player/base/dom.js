/** Small helpers for the document: elements of HTML and SVG, words, numbers, one-time loading. */

const SVG = "http://www.w3.org/2000/svg";

/**
 * Return a new element.
 * @param {string} tag "div", or "button.gan1d-x" with classes.
 * @param {Object} [attributes] attributes; `on<event>` adds a listener, `text` sets the text.
 * @param {...(Node|string)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "text") element.textContent = value;
    else if (key === "id") element.dataset.testid = value;
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Return a new SVG element, with classes as in "path.gan1d-x". */
export function s(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElementNS(SVG, name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "id") element.dataset.testid = value;
    else if (key === "text") element.textContent = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * Set the text only where it differs, in the text node that is there: a node that comes or goes is
 * laid out from scratch, and every :has() of the page's style sheets is looked at again.
 */
export function setText(element, text) {
  const node = element.firstChild;
  if (element.textContent === text) return;
  if (node?.nodeType === Node.TEXT_NODE && !node.nextSibling) node.data = text;
  else element.textContent = text;
}

/** Let the stage fill the window, or not; see `.gan1d-filled` in lecture.css. */
export function fillWindow(root, on) {
  root.classList.toggle("gan1d-fill", on);
  document.body.classList.toggle("gan1d-filled", on);
}

/** Set an attribute only where it differs. */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/**
 * Return a lookup of words by key which also fills in {placeholders}.
 * @param {Object<string,string>} words
 * @returns {(key: string, values?: Object, otherwise?: string) => string}
 */
export function wordsOf(words) {
  return (key, values = {}, otherwise = key) =>
    (words[key] ?? otherwise).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** Return a number as text of constant width: real minus sign, a dash where there is none. */
export function fixed(value, digits = 3) {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e5) return value.toExponential(1).replace("-", "−").replace("e+", "e");
  const room = Math.abs(value) >= 1000 ? Math.min(digits, 1) : digits;
  const text = value.toFixed(room);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
}

/** Return a rate as text, such as 0.0043 or 1.0e−5. */
export function rate(value) {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  if (Math.abs(value) < 1e-3) return value.toExponential(1).replace(/e-/, "e−");
  return value.toPrecision(2);
}

/** Return round marks of an axis inside [low, high], about `count` of them. */
export function marks(low, high, count) {
  const rough = (high - low) / count;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * unit).find((n) => n >= rough);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(6)),
  );
}

/** Let the mouse press a button without taking the focus, so that Space still plays. */
export function keepFocus(button) {
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}

/** Give the keys back to the stage after a choice by mouse or an Enter; who moves by keys keeps the focus. */
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

const loading = new Map();

/** Load a script or a style sheet once per page; the promise is shared. */
export function loadOnce(url) {
  if (!loading.has(url)) {
    loading.set(
      url,
      new Promise((resolve, reject) => {
        const style = url.endsWith(".css");
        const tag = style ? h("link", { rel: "stylesheet", href: url }) : h("script", { src: url });
        tag.onload = resolve;
        tag.onerror = () => {
          loading.delete(url);
          reject(new Error(`cannot load ${url}`));
        };
        document.head.append(tag);
      }),
    );
  }
  return loading.get(url);
}
