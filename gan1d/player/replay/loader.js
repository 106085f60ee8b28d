/** The door to the player's own files where they are all in one: stands in the place of base/loader.js there. */

/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map();

/**
 * @param {string} path
 * @param {(text: string) => unknown} load
 */
function once(path, load) {
  const { files } = /** @type {{files: Record<string, string>}} */ (Reflect.get(globalThis, "gan1dFilm"));
  const made = loaded.get(path) ?? Promise.resolve(load(files[path]));
  loaded.set(path, made);
  return made;
}

/**
 * Put an element with a text into the page.
 * @param {"style" | "script"} kind
 * @param {string} text
 */
function attach(kind, text) {
  const element = document.createElement(kind);
  element.textContent = text;
  document.head.append(element);
}

/**
 * Load a style sheet into the page.
 * @param {string} path
 */
export function loadStyle(path) {
  return once(path, (text) => attach("style", text));
}

/**
 * Run a script that is no module.
 * @param {string} path
 */
export function loadScript(path) {
  return once(path, (text) => attach("script", text));
}

/** Load a module: there is none beside those of the picture. */
export function loadModule() {
  return Promise.reject(new Error("a recording has no parts of the story"));
}

/** Load a table: there is none. */
export const loadTable = loadModule;
