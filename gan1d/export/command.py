"""`python -m gan1d export`: a run taken home, in as many forms as one likes."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from gan1d.export import kinds
from gan1d.export.files import check_writable, write_whole
from gan1d.links import Event
from gan1d.settings import Settings, SettingsError


def options(parser: ArgumentParser) -> None:
    """Add an option for every kind of file; those of the run come from elsewhere."""
    for name, kind in kinds.KINDS.items():
        parser.add_argument(f"--{name}", metavar="FILE", help=kind.help)


def export(
    args: Namespace, settings: Settings, events: list[Event], bar: Callable[[int, int], None]
) -> None:
    """Write the files that were asked for; all is looked at before anything is trained.

    Raises:
        SettingsError: If none was, or one cannot be written, or not of this run.
    """
    wanted = {name: path for name in kinds.KINDS if (path := getattr(args, name)) is not None}
    if not wanted:
        known = ", ".join(f"--{name}" for name in kinds.KINDS)
        raise SettingsError("export", "nothing", f"at least one of {known}")
    for name, path in wanted.items():
        kinds.check_suffix(name, path)
        check_writable(name, path)
        kinds.KINDS[name].check(settings, events)
    made = kinds.make_all(
        list(wanted), (settings, events), lambda share: bar(round(share * 99), 100)
    )
    for name, path in wanted.items():
        write_whole(name, path, made[name])
    bar(100, 100)
