/** What this tab of the browser remembers over a reload; one without storage forgets. */

/**
 * Keep a value under a name.
 * @param {string} name
 * @param {object | null} value
 */
export function remember(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch {
    // no storage here
  }
}

/**
 * Return what was kept under a name, or null.
 * @param {string} name
 */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? "null");
  } catch {
    return null;
  }
}
