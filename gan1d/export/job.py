"""A file made by a job: trained and drawn in a process of its own, with its progress in percent."""

from gan1d.export import Report, kinds
from gan1d.saved import Saved


def work(report: Report, kind: str, saved: Saved) -> tuple[bytes, int]:
    """Return a file, and the step of its last frame.

    Args:
        report: Is told the share done, 0 to 1, at every whole percent; half of it is training.
        kind: A key of `kinds.KINDS` whose files show a run.
        saved: The run, up to the frame where it opens; to its end if that is 0.

    Raises:
        SettingsError: If there is no such file of this run.
    """
    told = -1

    def by_percent(share: float) -> None:
        nonlocal told
        if (percent := int(100 * share)) > told:
            told = percent
            report(share)

    order = saved.settings, saved.events
    run = kinds.trained(order, lambda share: by_percent(share / 2), saved.at or None)
    content = kinds.make(kind, run, lambda share: by_percent((1 + share) / 2))
    return content, run.frame.step
