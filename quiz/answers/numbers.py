"""Numbers: `0.25`, `1/4`, `25 %`, `2^10`, `78 500 parameters`."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from quiz.answers.checked import Checked, UnreadableError, quoted
from quiz.answers.formulas import formula
from quiz.answers.near import near
from quiz.answers.units import PER_CENT, Unit, unit

FORM = "Write a number such as 0.25, 1/4, 2^10 or 1e-3."
LONGEST = 80  # characters
USUAL = 0.01  # relative tolerance, for what is neither whole nor given with a tolerance
_EXACT = 1e-9  # of the value, for what the computer's own rounding does

_LEADING = re.compile(
    r"^\s*(?:[\w()]{1,12}\s*)?[=≈≃~]\s*|^\s*(?:about|approx\.?|approximately|roughly|exactly)\s+", re.IGNORECASE
)
_GROUPED = re.compile(
    r"(?<![\d.,])\d{1,3}(?:(?:[ \u00a0\u2009\u202f'’]\d{3})+(?!\d)|(?:,\d{3})+(?![\d,]))"  # 78 500 or 78,500
)
_COMMA = re.compile(r"(?<=\d),(?=\d)")
_UNIT = re.compile(r"%|(?<![^\W\d_])[^\W\d_]")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Amount:
    """A number as it was typed, and the unit behind it."""

    number: float
    unit: Unit


def check_number(answer: str, accepted: str, tolerance: float | None = None, given_unit: str = "") -> Checked:
    """Compare a number with the accepted one; `tolerance` is absolute, in the accepted unit.

    Without a tolerance a whole number has to be exact, any other one within 1 %. A unit may be left out.
    """
    wanted = unit(given_unit)
    try:
        right = evaluated(accepted)
        amounts = _amounts(answer)
    except UnreadableError as error:
        return Checked(None, f"{error} {FORM}")
    outcomes = [_compared(amount, right, tolerance, wanted, given_unit) for amount in amounts]
    return next((outcome for outcome in outcomes if outcome.right), outcomes[0])


def evaluated(text: str) -> float:
    """The value of a number or of a formula without names. Raises UnreadableError."""
    read = formula(text)
    if read.names:
        raise UnreadableError(f"{quoted(min(read.names))} is no number.")
    try:
        value = read.value({})
    except (ValueError, ZeroDivisionError, OverflowError) as error:
        raise UnreadableError("This cannot be computed.") from error
    if not math.isfinite(value):
        raise UnreadableError("This is too large.")
    return value


def margin(right: float, tolerance: float | None) -> float:
    """How far a right answer may be from the accepted one."""
    rounding = _EXACT * abs(right)
    if tolerance is not None:
        return tolerance + rounding
    whole = math.isclose(right, round(right), rel_tol=_EXACT, abs_tol=_EXACT)
    return rounding if whole else USUAL * abs(right) + rounding


def _compared(amount: Amount, right: float, tolerance: float | None, wanted: Unit, given_unit: str) -> Checked:
    if amount.unit.is_measure and wanted.is_measure and amount.unit.name != wanted.name:
        return Checked(False, f"The unit is {given_unit}.")
    allowed = margin(right, tolerance)
    typed = _candidates(amount, right, wanted)
    if any(abs(number - right) <= allowed for number in typed):
        return Checked(True)
    return Checked(False, near(typed[0], right))


def _candidates(amount: Amount, right: float, wanted: Unit) -> list[float]:
    """What the number may be in the accepted unit.

    Without a unit of its own it is in the accepted one; that of a `25 %` may also be a share, that of a `3 million`
    all of them. Where the card names no unit its question does, and a measured number stands as it is; so does a
    percentage, unless a share is asked for.
    """
    number, given = amount.number, amount.unit
    if given.is_noun:
        return [number] if wanted.measured else [number, number / wanted.factor]
    if not wanted.is_noun:
        return [number * given.factor / wanted.factor]
    as_it_is = given.measured or (given.name == PER_CENT and abs(right) >= 1)
    return [number if as_it_is else number * given.factor]


def _amounts(text: str) -> list[Amount]:
    """What the text may mean: `1,234` is tried with a comma between thousands, then with a decimal comma."""
    if len(text) > LONGEST:
        raise UnreadableError("This is too long for a number.")
    text = _LEADING.sub("", text).replace("_", "").strip()
    grouped = _GROUPED.sub(lambda match: re.sub(r"\D", "", match[0]), text)
    readings = dict.fromkeys([_COMMA.sub(".", grouped), _COMMA.sub(".", text)])
    found = [amount for reading in readings if (amount := _amount(reading))]
    if not found:
        if text and not _UNIT.search(text):
            evaluated(text)  # says what is wrong
        raise UnreadableError("There is no number.")
    return found


def _amount(text: str) -> Amount | None:
    """The longest beginning that is a number; the rest is the unit."""
    cuts = [match.start() for match in _UNIT.finditer(text) if match.start() and not _DIGIT.search(text, match.start())]
    for cut in [len(text), *reversed(cuts)]:
        try:
            return Amount(evaluated(text[:cut]), unit(text[cut:]))
        except UnreadableError:
            continue
    return None
