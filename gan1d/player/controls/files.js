/** Runs as files on the reader's own machine. */

const LONGEST = 2_000_000; // bytes; the server takes half of it and says so

/**
 * Save a run as a file.
 * @param {string} text
 */
export function saveRun(text) {
  if (!text) return;
  const { data, seed } = JSON.parse(text).settings;
  const name = String(data).split(":")[0];
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `gan1d-${name}-${seed}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a phone asks first
}

/**
 * Return the text of a file; of one that is too long only so much that it is refused for that.
 * @param {Blob} file
 */
export function readRun(file) {
  return file.slice(0, LONGEST).text();
}
