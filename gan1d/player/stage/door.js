/** At the door: a page that the server turns away never gets a stage, and Streamlit's own line drops without a word. */

const PATIENCE = 5000; // ms for the stage to come
const FOREIGN = 4403; // the server takes this page for one from elsewhere

setTimeout(() => {
  if (document.querySelector("[data-testid=gan1d-stage]")) return;
  const url = new URL("gan1d/live/door", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  const line = new WebSocket(url.href); // nobody's seat: what counts is why it is closed
  line.onclose = ({ code }) => {
    if (code === FOREIGN) say();
  };
}, PATIENCE);

/** Say in the reader's language what is to be set. */
function say() {
  const { origin, hostname, search } = window.location;
  const lang = new URLSearchParams(search).get("lang") ?? navigator.language.slice(0, 2);
  /** @type {HTMLElement | null} */
  const script = document.querySelector('script[src$="stage/door.js"]');
  const text = script?.dataset[lang] ?? script?.dataset.en ?? "";
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.style.cssText = "max-width: 60ch; margin: 15vh auto; padding: 0 1em; font: 17px/1.5 system-ui, sans-serif";
  line.textContent = text.replaceAll("{origin}", origin).replaceAll("{host}", hostname);
  document.body.prepend(line);
}
