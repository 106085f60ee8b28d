/** Frames as the server sends them. */

/** Return a binary message of `count` rows; a row is its step, then zeros. */
export function message(epoch, first, count, floats = 4) {
  const buffer = new ArrayBuffer(16 + 4 * count * floats);
  new Uint32Array(buffer, 0, 4).set([epoch, first, count, floats]);
  const rows = new Float32Array(buffer, 16);
  for (let i = 0; i < count; i += 1) rows[i * floats] = first + i;
  return buffer;
}
