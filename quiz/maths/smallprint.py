"""Scripts beside a box: small letters where every letter has one, rows above and below the line otherwise."""

from __future__ import annotations

from collections.abc import Callable

from quiz.maths import box
from quiz.maths.box import Box
from quiz.maths.letters import high, low


def beside(base: Box, sub: Box | None, sup: Box | None, *, ascii: bool) -> Box:
    """`base` with its scripts at the right; a tall base carries them at its corners."""
    if _is_prime(sup):
        base, sup = box.beside([base, sup or box.text("")]), None
    small_sub, small_sup = (None, None) if ascii else (_shrunk(sub, low), _shrunk(sup, high))
    if base.tall:
        return _raised(base, small_sub or sub, small_sup or sup)
    if sub is not None and small_sub is None:
        return _raised(base, sub, sup)
    small = [part for part in (small_sub, small_sup) if part is not None]
    return _raised(box.beside([base, *small]), None, None if small_sup else sup)


def _raised(base: Box, sub: Box | None, sup: Box | None) -> Box:
    """`sup` above the line and `sub` below it, in columns of their own."""
    if sub is None and sup is None:
        return base
    columns = max(part.width for part in (sub, sup) if part is not None)
    up = max(base.base, 1) if base.tall else 1
    down = max(base.below, 1) if base.tall else 1
    above = [] if sup is None else [*box.aligned(sup, columns, "l").rows, *[" " * columns] * (up - 1)]
    below = [] if sub is None else [*[" " * columns] * (down - 1), *box.aligned(sub, columns, "l").rows]
    side = Box((*above, " " * columns, *below), len(above), columns)
    return box.beside([base, side])


def _is_prime(sup: Box | None) -> bool:
    return sup is not None and sup.flat and not sup.rows[0].strip("'′")


def _shrunk(part: Box | None, shrink: Callable[[str], str | None]) -> Box | None:
    small = shrink(part.rows[0]) if part is not None and part.flat else None
    return None if small is None else box.text(small)
