/** Keys of the stage. R and C are Streamlit's own and stay free. */

const TYPING =
  "input:not([type=range]):not([type=checkbox]), select, textarea, [contenteditable], [role=combobox], [role=listbox]";
const PRESSABLE = `${TYPING}, button, a[href], summary, [role=button], [role=tab], [role=option]`;
const MOVABLE = `${TYPING}, [role=slider], [role=tab], [role=menu], [role=radio], [role=grid]`;
const SLIDER = "input[type=range]";
/** @type {Record<string, string>} */
const LECTURE = { ArrowUp: "knob-up", ArrowDown: "knob-down", Backspace: "knob-home" };
for (const n of [1, 2, 3, 4, 5]) LECTURE[n] = `knob-${n}`;

/**
 * Return what a key does, by its name, or undefined.
 * @param {KeyboardEvent} event
 * @param {boolean} [lecture] whether one is held: then no slider takes a key
 * @returns {string | undefined}
 */
export function actionOf(event, lecture = false) {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const target = event.composedPath?.()[0] ?? event.target;
  const inside = (/** @type {string} */ selector) => target instanceof Element && target.closest(selector);
  if (inside(TYPING)) return undefined;
  if (inside("[role=dialog], dialog") && event.key !== "?") return undefined;
  const moved = inside(MOVABLE) || (!lecture && inside(SLIDER));
  switch (event.key) {
    case " ":
      return inside(PRESSABLE) ? undefined : "play"; // a focused button presses itself
    case "ArrowRight":
      return moved ? undefined : "step";
    case "ArrowLeft":
      return moved ? undefined : "back";
    case "PageDown":
      return moved ? undefined : "page-next";
    case "PageUp":
      return moved ? undefined : "page-back";
    case "?":
      return "help";
    default:
  }
  if (lecture && !moved && event.key in LECTURE) return LECTURE[event.key];
  return { d: "step-d", g: "step-g", m: "mark", n: "new-seed", f: "fullscreen", l: "lecture" }[event.key.toLowerCase()];
}

const REPEATS = new Set(["step", "back", "knob-up", "knob-down"]);

/**
 * Say whether a key is pressed on the stage: elsewhere, PageUp and PageDown go through the page.
 * @param {HTMLElement} root
 * @param {Event} event
 */
function onStage(root, { target }) {
  if (target !== document.body) return target instanceof Node && root.contains(target);
  const { top, bottom } = root.getBoundingClientRect();
  const middle = window.innerHeight / 2;
  return top < middle && middle < bottom;
}

/**
 * Listen for keys before Streamlit does.
 * @param {HTMLElement} root the stage
 * @param {() => boolean} lecture whether one is held
 * @param {(action: string) => void} act
 * @returns {() => void} ends it
 */
export function listen(root, lecture, act) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const action = root.isConnected && actionOf(event, lecture());
    if (!action || (action.startsWith("page-") && !onStage(root, event))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat || REPEATS.has(action)) act(action);
  };
  window.addEventListener("keydown", onKey, true);
  return () => window.removeEventListener("keydown", onKey, true);
}
