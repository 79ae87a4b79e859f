"""Run lines of the learner's own against their file, in a runner like any submission, and tell what came out."""

from __future__ import annotations

import ast
from typing import Any

from quiz.grading import sentences
from quiz.grading.cases import Case
from quiz.grading.loading import LoadedKata
from quiz.grading.trial import Submission, Trial
from quiz.sandbox.host import Failed, Returned, Sandbox

NAME = "_quiz_lines"
WRAPPER = """

def {name}(lines, last):
    import numpy as np

    scope = dict(globals(), np=np)
    exec(compile(lines, "your lines", "exec"), scope)
    value = eval(compile(last, "your lines", "eval"), scope) if last else None
    shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
    facts = (type(value).__name__, None if shape is None else str(tuple(shape)), None if dtype is None else str(dtype))
    return (*facts, None if value is None else repr(value)[:4000])
"""


def run_lines(loaded: LoadedKata, server: Sandbox, source: bytes, lines: str, file: str) -> dict[str, Any]:
    """The value of the last line (`type`, `shape`, `dtype`, `text`), what was printed, and what went wrong.

    `problem` is one sentence or null, `traceback` the learner's own frames or null.
    """
    try:
        before, last = _split(lines)
    except SyntaxError as error:
        return _result(problem=f"Your lines are not Python: {error.msg} (line {error.lineno}).")
    wrapped = source + WRAPPER.format(name=NAME).encode()
    with Trial(server, Submission(wrapped, (NAME,), file, None), seed=0) as trial:
        outcome = trial.load_failure or trial.call(Case("your lines", (before, last), {}))
        failure = outcome if isinstance(outcome, Failed) else None
        value = outcome.value if isinstance(outcome, Returned) else None
    output = trial.output
    if failure:
        problem = sentences.sentence(sentences.failure(failure, loaded.kata.functions))
        return _result(output=output, problem=problem, traceback=failure.traceback or None)
    if trial.stop:
        return _result(output=output, problem=sentences.sentence(trial.stop.message))
    if not (isinstance(value, tuple) and len(value) == 4 and all(v is None or isinstance(v, str) for v in value)):
        return _result(output=output, problem="What came back is not a result.")
    return _result(value, output=output)


def _split(lines: str) -> tuple[str, str]:
    """The lines before the last expression, and that expression; raises SyntaxError."""
    tree = ast.parse(lines)
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        return lines, ""
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)
    return ast.unparse(tree), ast.unparse(last.value)


def _result(
    value: tuple[str | None, ...] | None = None,
    *,
    output: str = "",
    problem: str | None = None,
    traceback: str | None = None,
) -> dict[str, Any]:
    kind, shape, dtype, text = value or (None, None, None, None)
    shown = None if text is None else {"type": kind, "shape": shape, "dtype": dtype, "text": text}
    return {"value": shown, "output": output, "problem": problem, "traceback": traceback}
