/** What a teacher has taken off the stage: it is not to be seen, and acts all the same. */

/**
 * Hide what the link names.
 * @param {Object} stage the stage with its parts made
 * @param {Array<string>} names groups, knobs and parts of the story; those of the page around are not the stage's
 */
export function hideNamed(stage, names) {
  const { controls, readouts, story, knobs } = stage;
  const places = {
    toolbar: [controls.toolbar],
    speed: [controls.speed.parentElement],
    seed: [controls.toolbar.querySelector("[data-testid=new-seed]")],
    carpet: [stage.carpet.element],
    story: [story.bar],
    knobs: [knobs.element],
    diagnosis: [readouts.health],
    readouts: [readouts.grid],
    history: [stage.history.element],
    formulas: [readouts.formula],
  };
  for (const name of names) {
    const knob = knobs.element.querySelector(`[data-knob="${name}"]`);
    const tab = story.bar.querySelector(`[data-testid="story-${name}"]`);
    for (const element of [...(places[name] ?? []), knob, tab]) element?.setAttribute("hidden", "");
  }
  const gone = (box) => [...box.children].every((child) => child.hidden);
  if (gone(knobs.element)) knobs.element.hidden = true;
  if (gone(story.bar)) story.bar.hidden = true;
}
