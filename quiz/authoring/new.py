"""Begin a kata or a card: the files with everything named, ready to be filled in."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from quiz.course.card import hashed_id
from quiz.errors import CourseError
from quiz.paths import is_installed

README = """---
title: {title}
difficulty: 2
prerequisites: []
cards: []
flavour: numpy
forbids: []
---

Write

```python
def {name}(x): ...
```

What it computes, and why an interviewer asks for it.

- `x`: shape, dtype, what never comes.
- Result: shape; float32 stays float32.

For example, `{name}([1.0, -2.0])` is `[1.0, 2.0]`.

## Hint

A nudge.

## Hint

The idea.

## Hint

The key line.

## Afterwards

- Complexity, stability, the follow-up question.
"""
STUB = '''"""{title}."""

import numpy as np


def {name}(x):
    """Return ...

    x: (N, D), float32 or float64. Result: the same shape.
    """
    raise NotImplementedError
'''
CHECKS = '''"""What {name} is tried on."""

from quiz.kata import Kata

kata = Kata("{name}")

kata.edge("both signs", [1.0, -2.0, 3.0])


@kata.random
def numbers(rng):
    """Any length, both signs."""
    return rng.normal(size=rng.integers(1, 6))
'''
SOLUTION = '''"""{title}."""

import numpy as np

from quiz.kata import wrong


def reference(x):
    import torch

    return torch.abs(x)


def {name}(x):
    return np.abs(x)


@wrong("the sign stays", card="")
def with_sign(x):
    """A size is never negative."""
    return np.array(x)
'''
CARD = """
## {question}
<!-- id: {id} -->

The answer, as one would say it.

### Key points
- One thing an interviewer wants to hear.
  - ~ interviewer|hear
  - = somebody wants to hear this
- Another one.
  - ~ another
  - = there is another thing
"""


def new_kata(course: Path, place: str) -> list[Path]:
    """Write the files of the kata `<unit>/<name>` and return them.

    Raises CourseError for a name that is taken, or that is none, for a file that cannot be written, and for the
    installed course, of which an upgrade would remove them.
    """
    if is_installed(course):
        hint = "Go to the folder of your course, or name it: quiz --course DIR new kata PLACE"
        raise CourseError("the course that was installed with the program takes no katas", file=course, hint=hint)
    match = re.fullmatch(r"([0-9]{2}_[a-z0-9_]+)/([a-z][a-z0-9_]*)", place)
    if not match:
        raise CourseError(f"`{place}` does not name a kata", hint="Write it as 05_backprop/my_kata.")
    unit, name = match.groups()
    taken = next((folder for folder in (course / "exercises").glob(f"*/{name}")), None)
    if taken:
        raise CourseError(f"the kata `{name}` is there already", file=taken)
    folder = course / "exercises" / unit / name
    texts = {
        folder / "README.md": README,
        folder / f"{name}.py": STUB,
        folder / f"test_{name}.py": CHECKS,
        course / "solutions" / unit / f"{name}.py": SOLUTION,
    }
    title = name.replace("_", " ").capitalize()
    for file, text in texts.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(name=name, title=title), encoding="utf-8")
        except OSError as error:
            raise CourseError(f"the kata cannot be written: {error.strerror}", file=file) from error
    return list(texts)


def new_card(deck: Path, question: str, taken: Collection[str] = ()) -> str:
    """Append a card to a deck, which is made when it is not there; returns the id, from the words of the question.

    `taken`: ids of cards elsewhere. Raises CourseError for an id that is taken and a deck that cannot be written.
    """
    question = " ".join(question.split())
    if not question:
        raise CourseError("the card asks nothing", hint='Write the question in quotes: "Why is it called rectified?"')
    words = re.findall(r"[a-z0-9]+", question.lower())
    card = "-".join(words[:6]) or hashed_id(question)
    try:
        text = deck.read_bytes().decode("utf-8") if deck.exists() else ""
        if card in taken or f"id: {card} " in text:
            raise CourseError(f"the id `{card}` is taken", file=deck, hint="Ask the question in other words.")
        text = text or f"# {deck.stem.replace('_', ' ').replace('-', ' ').capitalize()}\n"
        end = "\r\n" if "\r\n" in text else "\n"
        added = CARD.format(question=question, id=card).replace("\n", end)
        deck.parent.mkdir(parents=True, exist_ok=True)
        deck.write_bytes((text.rstrip("\r\n") + end + added).encode("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise CourseError(f"the deck cannot be written: {reason}", file=deck) from error
    return card


def deck_file(name: Path, own: Path) -> Path:
    """The deck that is meant: a bare name is one of the learner's own decks, in the folder `own`."""
    return name if name.suffix == ".md" or name.parent != Path() else own / f"{name}.md"
