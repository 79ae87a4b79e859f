"""Keys of the learner's own: what every action is called, and which keys do it instead."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import NoReturn

from textual.binding import Binding
from textual.dom import DOMNode

from quiz.config import line
from quiz.course.spelling import nearest
from quiz.errors import ConfigError

_ALWAYS = ("space", "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "1", "2", "3", "4")
NEEDED = frozenset((*_ALWAYS, "f1", "question_mark", "ctrl+p", "ctrl+q", "ctrl+c"))


@cache
def groups() -> tuple[tuple[Binding, ...], ...]:
    """The keys of each screen and widget that can be changed: one binding for each key."""
    found: dict[type[DOMNode], tuple[Binding, ...]] = {}
    for owner in _classes():
        bindings = Binding.make_bindings(owner.__dict__.get("BINDINGS", ()))
        found[owner] = tuple(binding for binding in bindings if binding.id)
    return tuple(found.values())


def keymap(keys: Mapping[str, str]) -> dict[str, str]:
    """What Textual is told for these keys, from names of actions to keys.

    Several actions of a screen may share a key, each at its own time. Textual takes all of them from the keys of one
    that is changed, so those that share a key with it are named as well, with the keys that they have.
    """
    told = dict(keys)
    for group in groups():
        usual: dict[str, list[str]] = {}
        for binding in group:
            usual.setdefault(binding.id or "", []).append(binding.key)
        reached = [name for name in usual if name in keys]
        for name in reached:  # grows while it is walked
            reached += [other for other in usual if other not in reached and set(usual[other]) & set(usual[name])]
        told |= {name: ",".join(dict.fromkeys(usual[name])) for name in reached if name not in keys}
    return told


def listed(keys: Mapping[str, str]) -> dict[str, list[tuple[str, str, str]]]:
    """For each screen or widget the names of its actions, their keys as the file has them, and what they do."""
    rows: dict[str, dict[str, tuple[str, str, str]]] = {}
    for group in groups():
        usual = _usual(group)
        for binding in group:
            name = binding.id or ""
            given = keys.get(name) or ",".join(sorted(usual[name]))
            rows.setdefault(name.partition(".")[0], {}).setdefault(name, (name, given, binding.tooltip))
    return {part: list(found.values()) for part, found in sorted(rows.items())}


def unknown(keys: Mapping[str, str]) -> list[str]:
    """One sentence about each name that no action has."""
    names = {binding.id or "": binding for group in groups() for binding in group}
    return [_complaint(name, nearest(name, names)) for name in keys if name not in names]


def check(keys: Mapping[str, str], file: Path) -> None:
    """Raise ConfigError for keys of the file that would break a screen: two actions on one key, or a key that it needs.

    Actions that share a key from the beginning act at different times, and may share another one.
    """
    told, usual = dict(keys), _usual(binding for group in groups() for binding in group)
    everywhere = next(group for group in groups() if any(binding.id == "app.quit" for binding in group))
    for name, given in told.items():
        for key in given.split(","):
            if key in NEEDED and key not in usual.get(name, ()):
                _refuse(f"`{key}` has its place in the app, and cannot do {name}", name, _free(usual, told), file)
    for group in groups():
        here = _usual((*group, *everywhere))
        now = {name: set(told[name].split(",")) if name in told else each for name, each in here.items()}
        for name, other in permutations(now, 2):
            both = sorted(now[name] & now[other])
            if name in told and both and not here[name] & here[other]:
                _refuse(f"`{both[0]}` would do both {name} and {other}", name, _free(now, told), file)


def _usual(bindings: Iterable[Binding]) -> dict[str, set[str]]:
    """The keys of each action, as they come."""
    found: dict[str, set[str]] = {}
    for binding in bindings:
        found.setdefault(binding.id or "", set()).add(binding.key)
    return found


def _free(taken: Mapping[str, set[str]], told: Mapping[str, str]) -> str:
    """A key that nothing uses yet."""
    used = {key for keys in taken.values() for key in keys} | {key for keys in told.values() for key in keys.split(",")}
    free: list[str] = [key for key in [*"zxqwrgdyvmtofnpbsaceiu", "f10", "f11", "f12"] if key not in used]
    return free[0]


def _refuse(what: str, name: str, free: str, file: Path) -> NoReturn:
    raise ConfigError(what, file=file, line=line(file, name), hint=f"`{free}` is free.")


def _complaint(name: str, near: str | None) -> str:
    return f"There is no action {name}." + (f" Did you mean {near}?" if near else "")


def _classes() -> Iterator[type[DOMNode]]:
    import quiz.ui as package

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, DOMNode) and found.__module__ == module.name:
                yield found
