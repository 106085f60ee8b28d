/** The address bar: the link of the run, and what of the page belongs in a link. */

const KEPT = ["hide", "embed", "embed_options"]; // what a teacher has hidden; Streamlit's own

/**
 * @typedef {object} Holds what a link holds
 * @property {string} query the server's "?data=..."
 * @property {string} [b] the query of the run beside it
 * @property {string} lang language in force; written where one was chosen
 * @property {string} speed as text; written where it is not 60
 * @property {string | null} part the part of the story that is open
 * @property {boolean} lecture whether it is shown as in a lecture
 * @property {string} [stop] the condition at which it stops
 * @property {string} [marks] bookmarks, and notes on them
 * @property {number} [at] index of the frame where it opens, paused; 0: it plays from the start
 */

/**
 * Return the address of the page with a run.
 * @param {Holds} holds
 */
export function addressOf({ query, b, lang, speed, part, lecture, stop, marks, at = 0 }) {
  const { location } = window;
  const now = new URLSearchParams(location.search);
  const extra = new URLSearchParams();
  if (b) extra.set("b", b);
  if (at) extra.set("at", String(at));
  if (lang && (now.has("lang") || lang !== "en")) extra.set("lang", lang);
  if (speed !== "60") extra.set("speed", speed);
  if (part) extra.set("part", part);
  if (lecture) extra.set("lecture", "1");
  if (stop) extra.set("stop", stop);
  if (marks) extra.set("marks", marks);
  for (const name of KEPT) for (const value of now.getAll(name)) extra.append(name, value);
  const whole = [query.replace(/^\?/, ""), readable(extra.toString())].filter(Boolean).join("&");
  return `${location.pathname}?${whole}${location.hash}`;
}

/**
 * Return a query with what need not be encoded in one as it is.
 * @param {string} query
 */
function readable(query) {
  return query.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~");
}

/**
 * Write the link of a run into the address, without a reload and without a new entry in the history.
 * @param {Holds} holds
 */
export function writeAddress(holds) {
  window.history.replaceState(window.history.state, "", addressOf(holds));
}
