"""The whole app in a real browser: `streamlit run app.py` and a headless Chromium.

What these tests rely on, and what the stage therefore keeps:

**The stage** is `[data-testid="gan1d-stage"]`. Its attributes say what is on the screen:

- `data-step`: the step shown; `data-latest`: the newest step received; both "" before the first
- `data-playing`: true or false
- `data-health`: starting, learning, converged, collapsed, vanishing, cycling, weak-d, strong-d or
  diverged
- `data-theme`: light or dark
- `data-part`: the part of the story that is open; missing if there is none

**The curves** are SVG paths of one Plotly figure: `.tracegan1d_NAME .js-line`, where NAME is one of
model, d, dfaint, dstar, ema, data, support, best, arrows,
  samples. One picture is one value of the `d` of
model and d. The figure's div stays in the page as long as the stage does.

**The buttons** are `[data-testid=...]`: back, play, step, step-d, step-g, restart, new-seed,
lecture, fullscreen, help, lecture-end (seen in lecture mode), `story-PART` (opens and closes a
part; the open one stands in `story`), home (seen where a knob is turned or the run is
lost; `recipe` says what is changed), go-on (seen where a run has ended), and notice-close in the
notice. `scrub` is a range input over the recorded frames, `speed` and `knob-NAME` are the fields
of the speed and of the knobs in the stage: data, loss, k, lr_d, lr_g, gamma, seed. Scrubbing and
stepping pause. Without half steps the index of a frame is its step; every half step is one more
frame.

**The words**: `notice` says what was not taken, the `.gan1d-status` line says what goes on, with
`data-kind` hint, half, ended, over (the schedule was cut short), diverged or offline;
`readout-NAME` and `health` are the read-outs; `engine`, `formula-d`, `formula-g` and `additions`
say what is trained and how. `slider-NAME` is the slider of a fractional knob; `history-NAME` and
`carpet-MODE` choose what these show, `carpet-canvas` is the carpet.

**The keys**: Space plays, pauses and goes on after the end, Right and Left go one frame forth and
back, D and G are half steps, N starts with a new seed, L is lecture mode, which Escape ends, too,
F is fullscreen, ? help. R and C are Streamlit's own.

**The address** holds the whole run: the knobs that differ from the default recipe, and `events`.
`?lang=zh` or `en`, `?speed=1..1000` or `max`, `?part=` a part of the story and `?lecture=1` hold
for the page and stay in the address while they do. `?hide=` takes names, separated by commas, off
the page (`gan1d.page.address.HIDEABLE`): groups, knobs, parts of the story; what they are set to
keeps acting.

Chromium or Chrome is looked for on the PATH, then where `playwright install chromium` puts it.
Without a browser these tests skip; with GAN1D_NO_SKIP=1 they fail instead. No test measures time:
a slow machine may take as long as it likes.
"""
