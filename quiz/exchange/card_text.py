"""A card as the markdown that it is read from: what `quiz.course.deck` reads, this writes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quiz.course.card import Card, Form, Gap, TypedAnswer


def card_text(card: Card) -> str:
    """The card in a deck's markdown, from its heading on, with one newline at its end."""
    parts = [f"## {card.question}\n<!-- id: {card.id} -->"]
    parts += [card.answer] if card.answer else []
    parts += [f"### {name}\n{text}" for name, text in sections(card).items()]
    return "\n\n".join(parts) + "\n"


def sections(card: Card) -> dict[str, str]:
    """The source of each `###` section that the card has, by its name."""
    found = {
        "Key points": _list(_said(point.text, point.keywords, point.fixtures) for point in card.key_points),
        "Options": _list(
            f"[{'x' if option.right else ' '}] {option.text}" + (f"\n\n{_reason(option.why)}" if option.why else "")
            for option in card.options
        ),
        "Gaps": _list(map(gap_text, card.gaps)),
        "Answer": _list(map(_typed, card.typed)),
        "Draw": _list(f"{draw.name}: {draw.low}..{draw.high}" for draw in card.draws),
        "Steps": _numbered(card.steps),
        "Order": _numbered(card.order),
        "Sides": _list(side.replace("|", " | ") for side in card.sides),
        "Slip": f"{card.slip.text}\n{_list(f'~ {line}' for line in card.slip.keywords)}".strip() if card.slip else "",
        "Curveball": f"{card.curveball.question}\n\n{card.curveball.answer}" if card.curveball else "",
        "Links": _list(_links(card)),
    }
    return {name: text for name, text in found.items() if text}


def gap_text(gap: Gap) -> str:
    """The line of `### Gaps` for a piece."""
    piece = code(gap.text) if gap.quoted else gap.text
    return f"{piece} : {gap.hint}" if gap.hint else piece


def code(text: str) -> str:
    """The text between backquotes, as many as it takes."""
    ticks = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def _said(text: str, keywords: Iterable[str], fixtures: Iterable[str]) -> str:
    """A list item with the keyword lines and the sentences under it."""
    below = _list((*(f"~ {line}" for line in keywords), *(f"= {sentence}" for sentence in fixtures)))
    return f"{text}\n{below}" if below else text


def _reason(why: str) -> str:
    """What is said of an option; the reader takes the marks of a single list away."""
    return _list([why]) if why.startswith("- ") else why


def _typed(answer: TypedAnswer) -> str:
    value = " | ".join(answer.values)
    if answer.form is Form.EXPRESSION:
        value = f"`{value}`"
    tolerance = "" if answer.tolerance is None else f" ± {answer.tolerance!r}"
    return f"{answer.form.value}: {value}{tolerance} {answer.unit}".rstrip()


def _links(card: Card) -> Iterable[str]:
    lists = {"after": card.after, "kata": card.katas, "plot": card.plots, "tag": card.tags}
    yield from (f"{key}: {', '.join(names)}" for key, names in lists.items() if names)
    yield from (f"source: {source}" for source in card.sources)


def _list(items: Iterable[str]) -> str:
    return "\n".join(item("- ", text) for text in items)


def _numbered(items: Sequence[str]) -> str:
    return "\n".join(item(f"{number}. ", text) for number, text in enumerate(items, 1))


def item(mark: str, text: str) -> str:
    """A list item, its further lines indented to where the first one begins."""
    first, *rest = text.split("\n")
    return "\n".join([mark + first, *(" " * len(mark) + line if line.strip() else "" for line in rest)])
