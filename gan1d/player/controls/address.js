/** The address bar: the link of the run, and what of the page belongs in a link. */

const KEPT = ["hide", "embed", "embed_options"]; // what a teacher has hidden; Streamlit's own

/** Return the part of the story that the address opens. */
export function partOfAddress() {
  return new URLSearchParams(window.location.search).get("part");
}

/**
 * Write the link of a run into the address, without a reload and without a new entry in the history.
 * @param {string} query the server's "?data=..."
 * @param {string} lang language in force; written where one was chosen
 * @param {string} speed as text; written where it is not 60
 * @param {string|null} part the part of the story that is open
 * @param {boolean} lecture whether it is shown as in a lecture
 */
export function writeAddress(query, lang, speed, part, lecture) {
  const { location, history } = window;
  const now = new URLSearchParams(location.search);
  const extra = new URLSearchParams();
  if (lang && (now.has("lang") || lang !== "en")) extra.set("lang", lang);
  if (speed !== "60") extra.set("speed", speed);
  if (part) extra.set("part", part);
  if (lecture) extra.set("lecture", "1");
  for (const name of KEPT) for (const value of now.getAll(name)) extra.append(name, value);
  const whole = [query.replace(/^\?/, ""), extra.toString()].filter(Boolean).join("&");
  history.replaceState(history.state, "", `${location.pathname}?${whole}${location.hash}`);
}
