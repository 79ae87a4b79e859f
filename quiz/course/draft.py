"""A deck cut at its headings: title, drafts of cards, their sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from quiz.course.blocks import Block
from quiz.course.sections import READERS
from quiz.course.source import WHOLE_FILE, Section, Source
from quiz.course.spelling import nearest

_TITLE = "a deck begins with one title: write `# Title` on its first line"


@dataclass
class Draft:
    """The blocks of one card: heading, body and sections; it ends before the line `end`."""

    heading: Block
    end: int
    body: list[Block] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """Body and sections, top level only."""
        yield from self.body
        for section in self.sections:
            yield from section.blocks


def split(source: Source, blocks: Sequence[Block]) -> list[Draft]:
    """Cut the top-level blocks into drafts, and complain of what belongs to none."""
    first = next((number for number, block in enumerate(blocks) if _opens_card(block)), len(blocks))
    _check_beginning(source, blocks[:first])
    drafts: list[Draft] = []
    for block in blocks[first:]:
        if _opens_card(block):
            drafts.append(Draft(block, len(source.lines)))
            if len(drafts) > 1:
                drafts[-2].end = block.start
        elif block.kind == "heading" and block.level == 3:
            drafts[-1].sections.append(Section(block.text, block.start, len(source.lines)))
        else:
            _place(source, drafts[-1], block)
    for draft in drafts:
        _check(source, draft)
    return drafts


def _opens_card(block: Block) -> bool:
    return block.kind == "heading" and block.markup == "##"


def _check_beginning(source: Source, blocks: Sequence[Block]) -> None:
    """`# Title`, then at most one paragraph; comments do not count."""
    shown = [block for block in blocks if block.kind != "html_block"]
    if not shown or shown[0].kind != "heading" or shown[0].markup != "#" or not shown[0].text:
        source.complain(WHOLE_FILE, _TITLE)
        return
    intro = 2 if len(shown) > 1 and shown[1].kind == "paragraph" else 1
    for block in shown[intro:]:
        if block.kind == "heading":
            message = f"this heading stands before the first card: a card is opened by `## `, not `{block.markup}`"
        else:
            message = "only one paragraph may stand between the title and the first card"
        source.complain(block.start, message)


def _place(source: Source, draft: Draft, block: Block) -> None:
    if block.kind != "heading":
        (draft.sections[-1].blocks if draft.sections else draft.body).append(block)
    elif set(block.markup) <= set("-="):
        source.complain(
            block.end - 1, "a line of `-` or `=` under a text makes it a heading: leave a blank line between"
        )
    elif block.level == 1:
        source.complain(block.start, "a second title: a card is opened by `## `, another deck is another file")
    else:
        source.complain(block.start, f"no heading `{block.markup}`: a card is opened by `## `, a section by `### `")


def _check(source: Source, draft: Draft) -> None:
    """Sections: known, once each; headings and task lists where they belong."""
    if not draft.heading.text:
        source.complain(draft.heading.start, "this heading is empty: write the question after `## `")
    names = [section.name for section in draft.sections]
    for number, section in enumerate(draft.sections):
        section.end = draft.sections[number + 1].line if number + 1 < len(names) else draft.end
        if section.name not in READERS:
            near = nearest(section.name, READERS)
            right = f"write `### {near}`" if near else f"known sections: {', '.join(READERS)}"
            source.complain(section.line, f"unknown section `### {section.name}`: {right}")
        elif section.name in names[:number]:
            source.complain(section.line, f"a second section `### {section.name}` in this card: join the two")
    options = {
        id(item) for part in draft.sections if part.name == "Options" for top in part.blocks for item in top.children
    }
    for block in (below for top in draft.blocks() for below in top.walk()):
        if block.kind == "heading":
            source.complain(block.start, "a heading cannot stand within a list or a quotation")
        if block.task and id(block) not in options:
            source.complain(block.start, "task lists are options: move this to `### Options`, or write `\\[ ]`")
