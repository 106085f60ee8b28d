"""The whole app in a real browser: `streamlit run app.py` and a headless Chromium.

What these tests rely on, and what the stage therefore keeps:

**The stage** is `[data-testid="gan1d-stage"]`. Its attributes say what is on the screen:

- `data-step`: the step shown; `data-latest`: the newest step received; both "" before the first
- `data-playing`: true or false
- `data-health`: starting, learning, converged, collapsed, vanishing, cycling, weak-d, strong-d or
  diverged
- `data-theme`: light or dark
- `data-part`: the part of the story that is open; missing if there is none
- `data-tab`: the tab that is open: tune, numbers or the part

**The curves** are SVG paths of one Plotly figure: `.tracegan1d_NAME .js-line`, where NAME is one of
model, d, dfaint, dstar, ema, data, support, best, arrows, samples. One picture is one value of the
`d` of model and d. The figure's div stays in the page as long as the stage does, and its box stays
where it is whatever is opened.

**The buttons** are `[data-testid=...]`: back, play, step, step-d, step-g, restart, new-seed,
lecture, fullscreen, help, lecture-end (seen in lecture mode, as play is of the others), go-on (seen
where a run has ended), settings (opens and closes all settings, the page's sidebar), language (goes
to the next one), copy-link (what the link holds stands in `share-said`, the link itself in
`share-link` where it could not be copied; beside it save-run, open-run, whose field is `run-file`,
and in `share-files` what a file is for), home (leads back to the run's recipe; seen where there
is a way back), `home-NAME` (one knob's way back), and in the notice notice-close and notice-act
(seen where there is something to do: saves a run that did not come back whole). `tab-tune`,
`tab-numbers` and `story-PART` open what the column beside the picture shows, in `sheet`; the part
that is open stands in `story`, and pressing its button again goes back to tune.

**The timeline** is the carpet: `carpet-canvas` is its picture, `scrub` a range input over the
frames from 0 to the schedule's end, `marks` hold a mark where a knob was turned, `timeline-tip`
says what is under the mouse. Scrubbing and stepping pause. Without half steps the index of a frame
is its step; every half step is one more frame. A knob or a half step acts at the frame on the
screen: at an earlier one the run branches. `branches` lists the ways it has gone, `branch-I` goes
to one; what was left is a ghost, the curves `ghost` and `ghostd`.

**The knobs**: `slider-NAME` are range inputs for lr_d, lr_g, gamma, k and speed; their `data-value`
is the knob's value (of the speed steps a second, or max), whatever the track holds. `knob-NAME` are
the fields beside them and those of data, loss and seed; `speed` offers some speeds to choose from.
`effect-NAME` says what the knob does now. Playing, a slider's first move goes out at once, further
ones at most five a second, and always the last; paused, where it comes to rest. A double click,
Backspace or Delete bring it home.

**Where it stops**: `stop` chooses what is looked at (never, d-half, jsd64, step), `stop-limit` is
the limit, `stop-note` says what that does, or that the loss has no such number. Playing, the first
frame that meets it is the last one shown, at any speed; the line of words is of kind met.

**Bookmarks**: `mark` puts one at the picture on the screen; in `bookmarks`, in the order of their
frames, `mark-I` goes to one, `mark-note-I` is its note, `mark-off-I` deletes it. In `marks` each is
a `.gan1d-bookmark` with `data-index`; a click there goes to it.

**A hall that follows**: in lecture mode `invite` shows `hall` (`hall-qr`, `hall-link`,
`hall-followers`, `hall-note`, `hall-close`). Who opens `?hall=CODE` has `data-follows` on the stage
and, in place of the buttons, `follow` with `follow-said` and `take-over`.

**Data of one's own**: `own`, or the last choice of `knob-data`, opens the editor: in the picture
`own-figure` with `own-dot-I` (mean and weight of mode I), `own-ring-I` (its sd), or `own-paper` to
draw on, with `own-knot-K` for the keys; in the column `own-panel` with `own-weight-I`, -mean-, and
-sd-, own-mixture, own-curve, own-add, `own-remove-I`, own-clear, own-undo, own-learn and
own-cancel; `own-note` and `own-wrong` say what is not seen or not taken. The run goes on until
own-learn begins another.

**Side by side**: `pair` opens the menu: `pair-same` sets B, which begins as the run is, beside it;
pair-collapse, pair-r1, pair-k, pair-beta1 and pair-loss begin two runs that are ready-made;
pair-close ends it. B is `[data-testid="gan1d-stage-b"]` in the stage, with `data-step`,
`data-latest`, `data-playing` and `data-health` as the stage has them, the same curves, and its own
`b-back`, b-play, b-step, b-step-d, b-step-g, b-restart, b-go-on, b-scrub, b-carpet-canvas,
b-health and `b-readout-NAME`. There is one clock: at every refresh both show the same step, the
next one when both have it, and each of these buttons moves both; where one run has ended it stands
and the other goes on. `pair-a`, pair-b and pair-both choose what the knobs turn (`data-turns` of
the stage), also those of the sidebar; `pair-swap`, `pair-copy` (B becomes what A is) and `b-close`
stand beside them, and `pair-differs` says what differs. Whoever follows a lecture sees A.

**The map** is a part of the story. `map-choice` says which, `map-show-NAME` what of it: jsd64,
d_half_max, converged or health. `map` holds `map-cell-I-J`, I along the map and J up it, from 0;
with `data-there` it has a run, of whose word `data-health` is. `map-said` tells of a cell that is
pointed at, `map-note` of the run on the stage, whose knobs are `map-cross`; a click, a tap or Enter
plays the cell's run. `map-png`, `map-svg` and `map-pdf` take the map home. `map-own` opens the form
for one's own: `map-x`, `map-y` and their `map-x-values`, `map-y-values`, `map-seeds`, `map-steps`;
`map-price` says what it costs or what cannot be, `map-make` orders it, `map-state` says how far it
is, and `map-cancel` gives it up.

**A run taken home**: `export` opens and closes `export-menu`: `export-here` and `export-end` choose
up to where (where both are the same, `export-upto` says it), `export-NAME` has a file made, NAME
being a kind of `gan1d.export.kinds`; one there is none of has `data-refused` and says why.
`export-said` says how it stands, with `export-progress` and `export-stop` while it is under way;
when it is done it is downloaded, and `export-file` is a link to it. `export-close` closes the menu;
what is under way goes on.

**The words**: `notice` says what was not taken, the `.gan1d-status` line says what goes on, with
`data-kind` hint, half, met, marked, ended, over (the schedule was cut short), diverged, way and
there (on the way to the frame of a link or a file, and at it), back (on the way to where a lost run
was) or offline (no line, or the server turns the page away); `readout-NAME` and `health` are the
read-outs; `engine`, `formula-d`, `formula-g` and `additions` say what is trained and how; `recipe`
the recipe of the run and what is changed. `history-NAME` and `carpet-MODE` choose what these show.

**The keys**: Space plays, pauses and goes on after the end, Right and Left go one frame forth and
back, D and G are half steps, M is a bookmark, N starts with a new seed, L is lecture mode, which
Escape ends, too, F is fullscreen, ? help. PageDown and PageUp go on and back in the lesson where it
is open, else they play and pause. In lecture mode 1 to 5 choose lr_d, lr_g, gamma, k or speed, Up
and Down turn it, Backspace brings it home; `dial` shows it for some seconds. R and C are
Streamlit's own.

**The address** holds the whole run: the knobs that differ from the default recipe, and `events`.
`?b=` holds the query of B, encoded; data it does not name are those of A.
`?at=` opens a link paused at a frame; it is not kept. `?lang=zh` or `en`, `?speed=1..1000` or
`max`, `?part=` a part of the story, `?stop=` a condition (`jsd64:0.01`), `?marks=` bookmarks
(`20:a note,812:`) and `?lecture=1` hold for the page and stay in the address while they do. What it
cannot hold the browser has: a run that is lost comes back whole. `?hide=` takes names, separated by
commas, off the page (`gan1d.page.address.HIDEABLE`): groups, knobs, parts of the story; what they
are set to keeps acting.

Chromium or Chrome is looked for on the PATH, then where `playwright install chromium` puts it.
Without a browser these tests skip; with GAN1D_NO_SKIP=1 they fail instead. No test measures time:
a slow machine may take as long as it likes.
"""
