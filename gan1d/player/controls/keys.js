/** Keys of the stage. R and C are Streamlit's own and stay free. */

const TYPING =
  "input:not([type=range]):not([type=checkbox]), select, textarea, [contenteditable], [role=combobox], [role=listbox]";
const PRESSABLE = `${TYPING}, button, a[href], summary, [role=button], [role=tab], [role=option]`;
const MOVABLE = `${TYPING}, input[type=range], [role=slider], [role=tab], [role=menu], [role=radio]`;

/**
 * Return what a key does, by its name, or undefined.
 * @param {KeyboardEvent} event
 * @returns {string | undefined}
 */
export function actionOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const target = event.composedPath?.()[0] ?? event.target;
  const inside = (/** @type {string} */ selector) => target instanceof Element && target.closest(selector);
  if (inside(TYPING)) return undefined;
  if (inside("[role=dialog], dialog") && event.key !== "?") return undefined;
  switch (event.key) {
    case " ":
      return inside(PRESSABLE) ? undefined : "play"; // a focused button presses itself
    case "ArrowRight":
      return inside(MOVABLE) ? undefined : "step";
    case "ArrowLeft":
      return inside(MOVABLE) ? undefined : "back";
    case "?":
      return "help";
    default:
  }
  return { d: "step-d", g: "step-g", n: "new-seed", f: "fullscreen", l: "lecture" }[event.key.toLowerCase()];
}

const REPEATS = new Set(["step", "back"]);

/**
 * Listen for keys before Streamlit does.
 * @param {() => boolean} alive whether the stage is on the page
 * @param {(action: string) => void} act
 * @returns {() => void} ends it
 */
export function listen(alive, act) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const action = alive() && actionOf(event);
    if (!action) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || REPEATS.has(action)) act(action);
  };
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}
