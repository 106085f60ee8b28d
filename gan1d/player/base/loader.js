/** The one door to the player's own files: each by its path from the player's root, once for a page. */

const ROOT = new URL("../", import.meta.url);
/** @type {Map<string, Promise<any>>} -- any: a module or a table, as its caller knows it */
const files = new Map();

/**
 * Return what `load` makes of a file; a file that fails may be asked for again.
 * @param {string} path
 * @param {(url: string) => Promise<unknown>} load
 */
function once(path, load) {
  let file = files.get(path);
  if (!file) {
    file = load(new URL(path, ROOT).href).catch((error) => {
      files.delete(path);
      throw new Error(`cannot load ${path}`, { cause: error });
    });
    files.set(path, file);
  }
  return file;
}

/**
 * Put an element that loads a file into the page.
 * @param {HTMLElement} element
 */
function attach(element) {
  return new Promise((resolve, reject) => {
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      reject(new Error("no such file, or no network"));
    };
    document.head.append(element);
  });
}

/**
 * Load a module; return what it exports.
 * @param {string} path
 */
export function loadModule(path) {
  return once(path, (url) => import(url));
}

/**
 * Load a style sheet into the page.
 * @param {string} path
 */
export function loadStyle(path) {
  return once(path, (href) => attach(Object.assign(document.createElement("link"), { rel: "stylesheet", href })));
}

/**
 * Run a script that is no module.
 * @param {string} path
 */
export function loadScript(path) {
  return once(path, (src) => attach(Object.assign(document.createElement("script"), { src })));
}

/**
 * Load a table in JSON; return it.
 * @param {string} path
 */
export function loadTable(path) {
  return once(path, async (url) => {
    const reply = await fetch(url);
    if (!reply.ok) throw new Error(`status ${reply.status}`);
    return reply.json();
  });
}
