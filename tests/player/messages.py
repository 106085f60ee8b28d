"""The player's types of the messages: `python -m tests.player.messages` writes them."""

import inspect
import re
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

import gan1d
from gan1d.server import protocol

FILE = Path(gan1d.__file__).with_name("player") / "messages.d.ts"
HEAD = "/** What a run and its player say; written from gan1d/server/protocol.py, not by hand. */\n"
PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
ALIASES = {
    name: getattr(protocol, name)
    for name in ("Setting", "Net", "FromMaps", "ToMaps", "FromServer", "FromBrowser")
}


def declarations() -> str:
    """Return the text of messages.d.ts."""
    parts = [HEAD]
    for name, kind in vars(protocol).items():
        if name in ALIASES:
            parts.append(f"export type {name} = {script(kind, aliases=False)};\n")
        elif is_typeddict(kind) and name not in ("Answer", "Now", "From", "Knobs", "Grid"):
            parts.append(interface(kind))
    return "\n".join(parts)


def interface(message: type) -> str:
    """Return one message as an interface, inherited fields and all."""
    hints, optional = get_type_hints(message), message.__optional_keys__  # type: ignore[attr-defined]
    said = notes(message)
    lines = [f"/** {first_line(message)} */", f"export interface {message.__name__} {{"]
    for name in sorted(hints, key=lambda name: name != "type"):
        if name in said:
            lines.append(f"  /** {said[name]} */")
        lines.append(f"  {name}{'?' if name in optional else ''}: {script(hints[name])};")
    return "\n".join([*lines, "}", ""])


def script(hint: Any, aliases: bool = True) -> str:
    """Return a type as TypeScript writes it.

    Raises:
        TypeError: If it is none that a message may hold.
    """
    known = [name for name, alias in ALIASES.items() if aliases and alias == hint]
    origin, inside = get_origin(hint), get_args(hint)
    if known:
        return known[0]
    if hint in PLAIN:
        return PLAIN[hint]
    if is_typeddict(hint):
        return str(hint.__name__)
    if origin is Literal:
        return " | ".join(f'"{word}"' for word in inside)
    if origin in (Union, UnionType):
        return " | ".join(dict.fromkeys(map(script, inside)))
    if origin is list:
        several = script(inside[0])
        return f"({several})[]" if "|" in several else f"{several}[]"
    if origin is tuple:
        return f"[{', '.join(map(script, inside))}]"
    if origin is dict and inside[0] is str:
        return f"Record<string, {script(inside[1])}>"
    raise TypeError(f"{hint!r}; allowed: plain types, literals, unions, lists, tuples, dicts")


def first_line(message: type) -> str:
    """Return what a message is, in a sentence."""
    return (inspect.getdoc(message) or "").partition("\n")[0]


def notes(message: type) -> dict[str, str]:
    """Return what is said about each field, by the message or by what it takes over whole."""
    hints, found = get_type_hints(message), {}
    for kind in filter(is_typeddict, vars(protocol).values()):
        if get_type_hints(kind).items() <= hints.items():
            _, _, attributes = (inspect.getdoc(kind) or "").partition("Attributes:\n")
            found |= dict(re.findall(r"^ {4}(\w+): (.*)", attributes, re.M))
    return found


if __name__ == "__main__":
    FILE.write_text(declarations())
