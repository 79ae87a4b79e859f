"""Keys of the learner's own: what every action is called, and which keys do it instead."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache

from textual.binding import Binding
from textual.dom import DOMNode

from quiz.course.spelling import nearest


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


def unknown(keys: Mapping[str, str]) -> list[str]:
    """One sentence about each name that no action has."""
    names = {binding.id or "": binding for group in groups() for binding in group}
    return [_complaint(name, nearest(name, names)) for name in keys if name not in names]


def _complaint(name: str, near: str | None) -> str:
    return f"There is no action {name}." + (f" Did you mean {near}?" if near else "")


def _classes() -> Iterator[type[DOMNode]]:
    import quiz.ui as package

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for found in vars(importlib.import_module(module.name)).values():
            if isinstance(found, type) and issubclass(found, DOMNode) and found.__module__ == module.name:
                yield found
