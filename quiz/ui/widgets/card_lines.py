"""The lines of a review that tell which key does what, and what an answer held."""

from __future__ import annotations

from string import ascii_lowercase

from textual.content import Content

from quiz.answers import Assessment, Checked
from quiz.course.card import Kind
from quiz.study.acts import Confidence
from quiz.study.turn import TYPED, Turn

_KEY = "bold $text-accent"
_MUTED = "$foreground-muted"
_MARKS = {
    True: ("✓ ", "bold $text-success"),
    False: ("✗ ", "bold $text-error"),
    None: ("? ", "bold $text-warning"),
}


def prompt(turn: Turn, steps: int, confidence: Confidence | None, picked: int = 0) -> list[Content]:
    """What to press before the answer is shown; `picked`: how many steps of an order card have their place."""
    kind, parts = turn.card.kind, []
    if kind is Kind.CHOICE:
        right = sum(option.right for option in turn.options)
        parts += [Content.styled("One is right" if right == 1 else f"{right} are right", _MUTED)]
        parts += [_key(_letters(len(turn.options)), "choose")]
    elif kind is Kind.ORDER and picked < len(turn.order):
        parts += [_key(_letters(len(turn.order)), "comes next" if picked else "comes first")]
    keys = [_key("Space", _verb(turn, steps, picked))]
    if kind in TYPED:
        keys.append(_key("Enter", "types your answer"))
    if kind is Kind.TYPED:
        keys.reverse()  # typing is what this card is for
    return [*parts, *keys, _sureness(confidence)]


def puzzle(checked: Checked) -> list[Content]:
    """What is said of a typed answer that cannot be read."""
    return [Content.assemble(_MARKS[None], checked.message), _key("Enter", "again shows the answer")]


def verdict(typed: str, checked: Checked, kind: Kind) -> list[Content]:
    """Whether an answer was right, with what there is to say about it."""
    message = "In the right order." if kind is Kind.ORDER and checked.right else checked.message
    first, *more = [*([f"You: {typed}"] if typed else []), *([message] if message else [])]
    ask = [_key("y", "counts as right"), _key("n", "as wrong")] if checked.right is None else []
    return [Content.assemble(_MARKS[checked.right], (first, "$foreground")), *map(Content, more), *ask]


def doubt(clause: str) -> list[Content]:
    """The question about a clause that looks like the slip."""
    return [Content(f"You wrote “{clause}”. Do you mean that?"), _key("y", "yes"), _key("n", "no")]


def marked_words(answer: str, assessment: Assessment | None) -> list[Content]:
    """The typed answer with the words that met a key point set off."""
    text = Content(answer)
    for tick in assessment.ticks if assessment else ():
        for start, end in tick.spans:
            text = text.stylize("$text-success underline" if tick.state == "found" else "$text-warning", start, end)
    return [Content("You: ") + text]


def lines_kept(note: str) -> str:
    """A note as markdown that breaks where the learner broke it."""
    return "  \n".join(note.splitlines())


def _verb(turn: Turn, steps: int, picked: int) -> str:
    if turn.card.kind is Kind.CHOICE or (turn.order and picked == len(turn.order)):
        return "checks"
    if turn.card.steps:
        return f"shows step {steps + 1} of {len(turn.card.steps)}"
    return "shows it"


def _letters(count: int) -> str:
    return f"a-{ascii_lowercase[count - 1]}"


def _key(key: str, what: str) -> Content:
    return Content.assemble((key, _KEY), f" {what}")


def _sureness(confidence: Confidence | None) -> Content:
    words = [f"[{word}]" if word == confidence else f" {word} " for word in ("sure", "unsure")]
    return Content.assemble(("s", _KEY), Content.styled(" ".join(["", *words]), _MUTED))
