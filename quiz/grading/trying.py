"""Run lines of the learner's own against their file, in a runner like any submission, and tell what came out."""

from __future__ import annotations

from typing import Any

from quiz.grading import sentences
from quiz.grading.cases import Case
from quiz.grading.loading import LoadedKata
from quiz.grading.trial import Submission, Trial
from quiz.sandbox.host import Sandbox
from quiz.sandbox.outcome import Failed, Returned

NAME, LINES = "_quiz_lines", "your lines"
_FRAMES, _LONGEST = 6, 4000
WRAPPER = f"""

def {NAME}(file, lines):
    import _ast, linecache, sys, traceback
    import numpy as np

    scope = dict(globals(), np=np)
    linecache.cache["{LINES}"] = (len(lines), None, (lines + "\\n").splitlines(keepends=True), "{LINES}")
    try:
        tree = compile(lines, "{LINES}", "exec", _ast.PyCF_ONLY_AST)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], _ast.Expr) else None
        exec(compile(tree, "{LINES}", "exec"), scope)
        value = None if last is None else eval(compile(_ast.Expression(last.value), "{LINES}", "eval"), scope)
        shape, dtype = getattr(value, "shape", None), getattr(value, "dtype", None)
        facts = (None if fact is None else str(fact) for fact in (shape if shape is None else tuple(shape), dtype))
        return ("value", type(value).__name__, *facts, None if value is None else repr(value)[:{_LONGEST}])
    except MemoryError:
        raise
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        own = [each for each in frames if each.filename in (file, "{LINES}") and each.name != "{NAME}"]
        shown = "".join(traceback.format_list(own[-{_FRAMES}:])).replace(", in <module>", "")
        return ("error", type(error).__name__, str(error)[:{_LONGEST}], shown, None)
"""


def run_lines(loaded: LoadedKata, server: Sandbox, source: bytes, lines: str, file: str) -> dict[str, Any]:
    """The value of the last line (`type`, `shape`, `dtype`, `text`), what was printed, and what went wrong.

    `problem` is one sentence or null, `traceback` the places in the learner's file and lines that lead there, or null.
    """
    try:
        compile(lines, LINES, "exec", dont_inherit=True)
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        return _result(problem=f"Your lines are not Python: {error.msg}{where}.")
    except (ValueError, RecursionError, MemoryError) as error:  # a null character, or too many brackets
        return _result(problem=f"Your lines cannot be read: {type(error).__name__}.")
    wrapped = source + WRAPPER.encode()
    with Trial(server, Submission(wrapped, (NAME,), file, None), seed=0) as trial:
        outcome = trial.load_failure or trial.call(Case(LINES, (file, lines), {}))
    if outcome is None and trial.stop:
        return _result(output=trial.output, problem=sentences.sentence(trial.stop.message))
    value = outcome.value if isinstance(outcome, Returned) else None
    if not isinstance(outcome, Failed):
        if not (isinstance(value, tuple) and len(value) == 5 and all(map(_is_fact, value))):
            return _result(output=trial.output, problem="What came back is not a result.")
        if value[0] != "error":
            return _result(value[1:], output=trial.output)
        outcome = Failed("call", *value[1:4])
    problem = sentences.sentence(sentences.failure(outcome, loaded.kata.functions))
    return _result(output=trial.output, problem=problem, traceback=_places(outcome))


def _is_fact(value: object) -> bool:
    return value is None or isinstance(value, str)


def _places(failure: Failed) -> str | None:
    """Where it went wrong; neither the line that the problem repeats, nor a frame of ours."""
    lines = failure.traceback.splitlines()
    if lines and lines[-1].startswith(failure.type):
        lines.pop()
    return None if NAME in failure.traceback else "\n".join(lines) or None


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
