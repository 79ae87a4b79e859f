"""Blocks of lines side by side, as many in a row as the width holds."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

Block = Sequence[Content]


def flow(blocks: Sequence[Block], width: int, gap: int) -> list[Content]:
    """Lay blocks out from left to right, and below once a row is full."""
    lines: list[Content] = []
    row: list[Block] = []
    used = 0
    for block in blocks:
        if row and used + gap + block_width(block) > width:
            lines += _beside(row, gap)
            row, used = [], 0
        used += block_width(block) + (gap if row else 0)
        row.append(block)
    return lines + _beside(row, gap)


def block_width(block: Block) -> int:
    """The columns that a block takes."""
    return max((line.cell_length for line in block), default=0)


def _beside(row: list[Block], gap: int) -> list[Content]:
    height = max(map(len, row), default=0)
    return [
        Content("").join([*(_cell(block, n, gap) for block in row[:-1]), *row[-1][n : n + 1]]) for n in range(height)
    ]


def _cell(block: Block, number: int, gap: int) -> Content:
    line = block[number] if number < len(block) else Content("")
    return line.pad_right(block_width(block) + gap - line.cell_length)
