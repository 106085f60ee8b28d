"""The guided lesson in a browser: its questions, answered by the runs themselves."""

from gan1d.story.lesson import STEPS, measured
from gan1d.words import words

from .conftest import Open
from .stage import Stage

LESSON = "document.querySelector('.gan1d-lesson')"


def wait_phase(stage: Stage, number: int, phase: str) -> None:
    """Wait until a step of the lesson has come to a phase."""
    stage.wait(
        f"{LESSON}?.dataset.step === a[0] && {LESSON}.dataset.phase === a[1]", [str(number), phase]
    )


def begin(stage: Stage) -> Stage:
    """Press the button of the first card."""
    stage["lesson-start"].click()
    wait_phase(stage, 1, "ready")
    return stage


def full_speed(stage: Stage) -> None:
    """Play to the answer faster than a class would like it, once it plays at the lesson's speed."""
    stage.wait("stage.playing === 'true'")
    stage["speed"].select_option("max", force=True)  # hidden on a phone: there it is in Tune


def answer(stage: Stage) -> str:
    """Return the words of the answer."""
    return stage["lesson-told"].inner_text()


def test_its_steps_are_asked_and_answered(open_stage: Open) -> None:
    stage = begin(open_stage("part=lesson&speed=120", viewport={"width": 1440, "height": 900}))
    for number, step in enumerate(STEPS, 1):
        wait_phase(stage, number, "ready")
        assert not stage.playing
        assert stage["lesson-title"].inner_text() == words("en")[f"lesson.{step.key}.title"]
        guess = step.right if number % 2 else step.right % step.answers + 1
        stage[f"lesson-answer-{guess}"].click()
        if step.until:
            full_speed(stage)
        wait_phase(stage, number, "told")
        assert not stage.playing
        assert ("✓" if number % 2 else "✗") in answer(stage)
        assert stage[f"lesson-answer-{step.right}"].get_attribute("data-mark") == "right"
        if step.until <= 140:
            values = measured(step)
            for name, reading in step.readings.items():
                if f"{{{name}}}" in words("en")[f"lesson.{step.key}.tell"]:
                    shown = f"{values[name]:.{reading.digits}f}".replace("-", "−")
                    assert shown in answer(stage), name
        if number < len(STEPS):
            stage["lesson-next"].click()
    assert f"{(len(STEPS) + 1) // 2} of {len(STEPS)}" in answer(stage)
    assert stage["lesson-next"].is_disabled()


def test_a_phone_in_chinese(open_stage: Open) -> None:
    stage = open_stage(
        "part=lesson&lang=zh", viewport={"width": 390, "height": 844}, has_touch=True
    )
    begin(stage)
    stage["lesson-go-2"].click()
    wait_phase(stage, 2, "ready")
    stage["lesson-show"].click()
    full_speed(stage)
    wait_phase(stage, 2, "told")
    assert words("zh")["lesson.answer"] in answer(stage)
    assert stage.js("document.documentElement.scrollWidth") <= 390


def test_the_reader_may_do_as_he_likes(open_stage: Open) -> None:
    stage = begin(open_stage("part=lesson"))
    stage["lesson-go-6"].click()
    wait_phase(stage, 6, "ready")
    stage.press("n")  # another run
    wait_phase(stage, 6, "off")
    stage["lesson-stage"].click()
    wait_phase(stage, 6, "ready")
    stage["lesson-answer-3"].click()
    wait_phase(stage, 6, "playing")
    stage.wait("stage.playing === 'true'").press(" ")
    stage["lesson-resume"].wait_for()
    stage.turn("gamma", 500)  # turned on the way: the answer is no longer true
    stage["lesson-resume"].click()
    full_speed(stage)
    wait_phase(stage, 6, "changed")
    stage.click("story-lesson")  # closed and opened again: the same step
    stage["lesson-stage"].wait_for(state="detached")
    stage.click("story-lesson")
    wait_phase(stage, 6, "changed")
    stage["lesson-answer-1"].click()  # sets the stage, then plays
    wait_phase(stage, 6, "playing")
    full_speed(stage)
    wait_phase(stage, 6, "told")
    assert "✗" in answer(stage)
    stage["lesson-try-part"].click()
    stage.wait("stage.part === 'algorithm'")
