/** B in an address: its query, beside A's. */

const OWN = /^data=(mixture|curve|samples):/;

/**
 * Return what an address with A's query holds of B: data of one's own that are A's, too, stand there already.
 * @param {string} a
 * @param {string} b
 */
export function besides(a, b) {
  const [first, second] = [a, b].map((query) => query.replace(/^\?/, "").split("&"));
  return second.filter((part) => !(OWN.test(part) && first.includes(part))).join("&");
}
