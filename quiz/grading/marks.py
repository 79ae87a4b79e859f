"""What `@wrong(...)` says above a function of a solution file, read from its source."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

SET_CONSTANT = "_set_constant"  # what the source of an open constant also defines
SETTER = f"""_constant = None


def {SET_CONSTANT}(value):
    global _constant
    _constant = value


"""


@dataclass(frozen=True)
class OpenConstant:
    """A wrong answer whose constant can be set before a call, and the values that its author gave."""

    source: str
    values: tuple[float, ...]


def is_wrong(decorator: ast.expr) -> bool:
    """Is this `@wrong(...)`?"""
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "wrong"


def wrong_mark(node: ast.stmt) -> ast.Call | None:
    """The mark of a function, if it has one."""
    marks = [d for d in getattr(node, "decorator_list", []) if isinstance(d, ast.Call) and is_wrong(d)]
    return marks[0] if marks else None


def keywords(mark: ast.Call) -> dict[str | None, Any]:
    """The keyword arguments of a mark. Raises ValueError for one that is no literal."""
    return {keyword.arg: ast.literal_eval(keyword.value) for keyword in mark.keywords}


def is_form(mark: ast.Call) -> bool:
    """Does the mark say that this is another form of a wrong answer?"""
    return any(keyword.arg == "like" for keyword in mark.keywords)


def changes(mark: ast.Call) -> list[tuple[str, tuple[Any, ...]]]:
    """The further values of each constant that a mark gives. Raises ValueError or TypeError for no literals."""
    return [(key, tuple(values)) for key, values in (keywords(mark).get("also") or {}).items()]


def call(replaces: str, form: str, key: str, value: str) -> str:
    """The function of the kata, as one that hands a constant to a wrong answer."""
    return f"def {replaces}(*args, **kwargs):\n    return {form}(*args, **kwargs, {key}={value})\n"


def open_constant(body: str, replaces: str, form: ast.stmt, key: str, values: tuple[Any, ...]) -> OpenConstant | None:
    """The wrong answer with its constant left open; None for one that is no number."""
    if not isinstance(form, ast.FunctionDef):
        return None
    known = (*_default(form, key), *values)
    if not all(isinstance(value, int | float) and not isinstance(value, bool) for value in known):
        return None
    return OpenConstant(f"{body}\n\n{SETTER}{call(replaces, form.name, key, '_constant')}", known)


def _default(form: ast.FunctionDef, key: str) -> list[Any]:
    """The value that a keyword-only parameter has of itself, as far as it is written down."""
    pairs = zip(form.args.kwonlyargs, form.args.kw_defaults, strict=True)
    try:
        found = [ast.literal_eval(value) for argument, value in pairs if argument.arg == key and value]
    except ValueError:
        return []
    return [value for value in found if value is not None]  # None: without it
