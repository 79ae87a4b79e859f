"""The sentences of a verdict, and what an exception of the submission counts as."""

from __future__ import annotations

from quiz.grading.verdict import Misconception, Outcome
from quiz.sandbox.outcome import Failed


def outcome_of(failure: Failed) -> Outcome:
    """The verdict that an exception gives."""
    if failure.memory:
        return Outcome.OUT_OF_MEMORY
    if failure.stage == "return" or (failure.in_driver and "unpack" in failure.message):
        return Outcome.BAD_RETURN
    if failure.type == "ModuleNotFoundError" and "not available in this kata" in failure.message:
        return Outcome.FORBIDDEN
    if _refused(failure):
        return Outcome.FORBIDDEN
    return Outcome.RAISED


def failure(failure: Failed, functions: tuple[str, ...]) -> str:
    """What went wrong, in a few words and on one line: one of the submission's own could look like a verdict."""
    return one_line(_failure(failure, functions))


def _failure(failure: Failed, functions: tuple[str, ...]) -> str:
    if failure.memory:
        return "it ran out of memory"
    if failure.stage == "return":
        return f"returned {failure.message}, which is no result of this kata"
    if failure.type == "NotImplementedError":
        return f"`{functions[0]}` is not written yet" if len(functions) == 1 else "a function is not written yet"
    text = failure.message.strip().splitlines()
    if _refused(failure):
        return f"no kata needs what the code tried, so it is not allowed here ({text[0]})"
    return f"{failure.type}: {text[0]}" if text else failure.type


def _refused(failure: Failed) -> bool:
    """Did the sandbox refuse something: a file, the network, a process?"""
    return failure.type == "PermissionError" and failure.message.startswith(("[Errno 1]", "[Errno 13]"))


def missing(failure: Failed, functions: tuple[str, ...]) -> str:
    """Which functions are not there. Names that the kata does not ask for were made up by the submission."""
    names = [f"`{name}`" for name in functions if name in failure.missing] or [f"`{name}`" for name in functions]
    return f"{', '.join(names)} {'is' if len(names) == 1 else 'are'} not defined in the file."


def belief(misconception: Misconception) -> str:
    """The misconception as one sentence."""
    title, why = misconception.title, misconception.explanation.rstrip(".")
    if why[:1].isupper() and not any(letter.isupper() for letter in why.split()[0][1:]):  # not PyTorch, not LSTM
        why = why[0].lower() + why[1:]
    subject = f"{misconception.where[:1].upper()}{misconception.where[1:]} your" if misconception.where else "Your"
    return f"{subject} code acts as if {title}: {why}."


def sentence(text: str) -> str:
    """Capital first, full stop last, on one line; code in backquotes keeps its letters."""
    text = one_line(text)
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def one_line(text: str) -> str:
    return " ".join(text.split())
