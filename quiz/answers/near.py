"""What a wrong number has to do with the right one."""

from __future__ import annotations

import math

_SAME = 0.005  # two numbers that differ by less are taken for the same, however they were rounded
_CLOSE = 0.1


def near(typed: float, right: float) -> str:
    """A sentence on the mistake, empty when nothing is near."""
    if not typed or not right:
        return _off_by_one(typed, right)
    if typed * right < 0:
        return "Right up to the sign." if _same(-typed, right) else ""
    ratio = typed / right
    if not ratio or math.isinf(ratio):
        return ""
    return _by_a_factor(ratio) or _off_by_one(typed, right) or _inverse(typed, right) or _close(typed, right)


def _by_a_factor(ratio: float) -> str:
    """A power of ten, two, or the 1024 between kibi and kilo."""
    times = ratio if ratio > 1 else 1 / ratio
    direction = "large" if ratio > 1 else "small"
    for power in (1, 2, 3):
        if math.isclose(times, 1.024**power, rel_tol=1e-4):
            return "Thousands or 1024s?"
        if math.isclose(times, 1024**power, rel_tol=1e-4):
            return f"Too {direction} by a factor of {1024**power}: the unit?"
    power = round(math.log10(times))
    if power and _same(times, 10.0**power):
        why = ": per cent?" if power == 2 else ": the unit?" if power % 3 == 0 else "."
        return f"Too {direction} by a factor of {10**power}{why}" if power <= 15 else ""
    if _same(times, 2):
        return "Twice as much as it should be." if ratio > 1 else "Half of what it should be."
    return ""


def _off_by_one(typed: float, right: float) -> str:
    whole = typed.is_integer() and right.is_integer()
    return "Off by one." if whole and abs(typed - right) == 1 else ""


def _inverse(typed: float, right: float) -> str:
    return "This is the inverse." if _same(typed * right, 1) else ""


def _close(typed: float, right: float) -> str:
    return "Close, but not close enough." if abs(typed - right) <= _CLOSE * abs(right) else ""


def _same(a: float, b: float) -> bool:
    return math.isclose(a, b, rel_tol=_SAME)
