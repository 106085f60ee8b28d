/** What a page with a film does first: unpack all that is in it, and start its modules. */
(async () => {
  const packed = document.getElementById("film")?.textContent ?? "";
  const zipped = new Blob([Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))]);
  const unzipped = zipped.stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(unzipped).arrayBuffer());
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const film = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  Reflect.set(globalThis, "gan1dFilm", film);
  /** @type {Record<string, string>} */
  const imports = {};
  for (const [name, source] of Object.entries(film.modules)) {
    imports[`gan1d/${name}`] = `data:text/javascript;charset=utf-8,${encodeURIComponent(String(source))}`;
  }
  const map = Object.assign(document.createElement("script"), { type: "importmap" });
  map.textContent = JSON.stringify({ imports });
  document.head.append(map);
  const start = "gan1d/replay/replay.js";
  const { replay } = await import(start);
  await replay(film, bytes.subarray(4 + length));
})().catch((error) => {
  document.body.append(String(error));
});
