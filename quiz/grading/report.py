"""A verdict as lines of plain text, for the command line and for pytest. Reads the JSON form; needs no NumPy."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

GLYPHS = {True: "✓", False: "✗"}
MAX_LINES = 12  # of a shown array


def lines(verdict: dict[str, Any]) -> Iterator[str]:
    """The message first, then the counterexample, the learner's own lines, the output and the checks."""
    milliseconds = verdict["seconds"] * 1000
    facts = f"{milliseconds:.0f} ms, seed {verdict['seed']}, {verdict['reference']} on {verdict['device']}"
    yield f"{GLYPHS[verdict['passed']]} {verdict['kata']}: {verdict['message']}"
    yield from reasons(verdict)
    failed = [check for check in verdict["checks"] if not check["passed"]]
    for check in failed:
        yield f"  ✗ {check['name']}: {check['message']}"
    passed = len(verdict["checks"]) - len(failed)
    if verdict["checks"]:
        yield f"  ✓ {passed} of {len(verdict['checks'])} checks passed"
    if verdict.get("notice"):
        yield f"  {verdict['notice']}"
    yield f"  {verdict['verdict']} in {facts}"


def reasons(verdict: dict[str, Any]) -> Iterator[str]:
    """The counterexample, the traceback and the output of a verdict, as far as there are any.

    Each line is set in, since those of the submission's own making could look like a verdict.
    """
    counterexample = verdict["counterexample"]
    if counterexample:
        for name, value in counterexample["inputs"].items():
            yield from _labelled(name, value)
        if counterexample["expected"] is not None:  # a property has no expected value
            yield from _labelled("expected", counterexample["expected"])
        if counterexample["got"] is not None:
            yield from _labelled("yours", counterexample["got"])
    if verdict["traceback"]:
        yield from (f"    {line}" for line in verdict["traceback"].rstrip().splitlines())
    if verdict["output"]:
        yield "  it printed:"
        yield from (f"    {line}" for line in verdict["output"].splitlines()[:MAX_LINES])


def tried(result: dict[str, Any]) -> list[str]:
    """What lines of the learner's own gave (`quiz.grading.trying`): prints, the value with its facts, the problem."""
    value = result["value"]
    facts = [] if value is None else [value[key] for key in ("type", "shape", "dtype") if value[key]]
    shown = [] if value is None else [*value["text"].splitlines(), f"  {' '.join(facts)}"]
    trouble = [*(result["traceback"] or "").rstrip().splitlines(), result["problem"] or ""]
    return [*result["output"].splitlines(), *shown, *filter(None, trouble)] or ["Nothing came out."]


def show(value: Any) -> str:
    """A value of the JSON form as short text: `[[0, 1], [2, nan]]`, or shape and dtype of a long array."""
    if isinstance(value, dict) and "dtype" in value:
        if value["values"] is None:
            return f"{value['dtype']} array of shape {tuple(value['shape'])}"
        return show(value["values"])
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(key)}: {show(item)}" for key, item in value["dict"]) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(show(item) for item in value) + "]"
    return f"{value:.6g}" if isinstance(value, float) else " ".join(str(value).split())


def _labelled(name: str, value: Any) -> Iterator[str]:
    rows = value["values"] if isinstance(value, dict) and isinstance(value.get("values"), list) else None
    if rows and isinstance(rows[0], list) and len(rows) <= MAX_LINES:
        for number, row in enumerate(rows):
            label = f"{name} = [" if number == 0 else " " * (len(name) + 4)
            yield f"    {label}{show(row)}{']' if number == len(rows) - 1 else ','}"
    else:
        yield f"    {name} = {show(value)}"
