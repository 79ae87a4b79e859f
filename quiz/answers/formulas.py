"""A small calculator's grammar: from a typed formula to something that can be evaluated, without `eval`."""

from __future__ import annotations

import math
import operator
from collections.abc import Collection
from dataclasses import dataclass

from quiz.answers.checked import UnreadableError, quoted
from quiz.answers.functions import CONSTANTS, EXTREMES, FUNCTIONS, Value, applied, constant, variable
from quiz.answers.notation import tokens

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_FRACTIONS = ("frac", "dfrac", "tfrac")
_DEEPEST = 30  # brackets, exponents and functions within each other


@dataclass(frozen=True)
class Formula:
    """A formula and the names in it."""

    names: frozenset[str]
    value: Value


def formula(text: str, known: Collection[str] | None = None) -> Formula:
    """Read a formula: + - * / ^, brackets, functions, and products without a sign where they can mean one thing.

    `known` are the names that may stand in it: with `a` and `b` known, `ab` is their product. Without them every
    word is a name. Raises UnreadableError.
    """
    reader = _Reader(tokens(text), known)
    value = reader.sum()
    reader.end()
    return Formula(frozenset(reader.names), value)


class _Reader:
    """Recursive descent, one method for each level of the grammar."""

    def __init__(self, found: list[str], known: Collection[str] | None) -> None:
        self._tokens = [*found, ""]
        self._place = 0
        self._known = known
        self._depth = 0
        self._bars = 0
        self.names: set[str] = set()

    def sum(self) -> Value:
        """Products between `+` and `-`."""
        left = self._product()
        while sign := self._take("+", "-"):
            left = applied(operator.add if sign == "+" else operator.sub, left, self._product())
        return left

    def end(self) -> None:
        """Nothing may be left."""
        if self._next:
            raise UnreadableError(f"{quoted(self._next)} is too much here.")

    @property
    def _next(self) -> str:
        return self._tokens[self._place]

    def _take(self, *wanted: str) -> str:
        if self._next and self._next in wanted:
            self._place += 1
            return self._tokens[self._place - 1]
        return ""

    def _need(self, wanted: str) -> None:
        if not self._take(wanted):
            raise UnreadableError(f"A {quoted(wanted)} is missing.")

    def _product(self) -> Value:
        left, divided = self._signed(), False
        while True:
            if sign := self._take("*", "/"):
                left = applied(operator.mul if sign == "*" else operator.truediv, left, self._signed())
                divided = sign == "/"
            elif self._next[:1].isalpha() or self._next in _CLOSING or (self._next == "|" and not self._bars):
                if divided:
                    raise UnreadableError("A product under “/” can mean two things: set brackets.")
                left = applied(operator.mul, left, self._signed())
            else:
                return left

    def _signed(self) -> Value:
        negative = False
        while sign := self._take("-", "+"):
            negative ^= sign == "-"
        return applied(operator.neg, self._power()) if negative else self._power()

    def _power(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnreadableError("This is nested too deeply.")
        value = self._atom()
        if self._take("^"):
            value = applied(math.pow, value, self._signed())
        self._depth -= 1
        return value

    def _atom(self) -> Value:
        token = self._next
        if token[:1].isalpha():
            self._place += 1
            return self._word(token)
        if token[:1].isdigit() or token[:1] == ".":
            self._place += 1
            return constant(float(token))
        if token == "|":
            return self._absolute()
        return self._bracket()

    def _bracket(self) -> Value:
        opening = self._take(*_CLOSING)
        if not opening:
            place = f"before {quoted(self._next)}" if self._next else "at the end"
            raise UnreadableError(f"Something is missing {place}.")
        bars, self._bars = self._bars, 0
        value = self.sum()
        self._bars = bars
        self._need(_CLOSING[opening])
        return value

    def _absolute(self) -> Value:
        self._need("|")
        self._bars += 1
        value = self.sum()
        self._need("|")
        self._bars -= 1
        return applied(math.fabs, value)

    def _word(self, word: str) -> Value:
        if self._known is not None and word in self._known:
            return self._variable(word)
        if word in _FRACTIONS:
            return applied(operator.truediv, self._bracket(), self._bracket())
        if word.lower() in EXTREMES:
            return applied(EXTREMES[word.lower()], *self._arguments())
        if word.lower() in FUNCTIONS and (self._next in (*_CLOSING, "|") or self._next[:1].isalnum()):
            return self._function(word.lower())
        if word in CONSTANTS:
            return constant(CONSTANTS[word])
        parts = self._parts(word)
        if parts is None and len(word) > 1 and self._next == "(":
            raise UnreadableError(f"{quoted(word)} is no known function.")
        value, *more = [self._variable(part) for part in parts or [word]]
        for factor in more:
            value = applied(operator.mul, value, factor)
        return value

    def _variable(self, name: str) -> Value:
        self.names.add(name)
        return variable(name)

    def _function(self, name: str) -> Value:
        if self._next in _CLOSING:
            return applied(FUNCTIONS[name], self._bracket())
        argument = self._power()
        if self._next[:1].isalpha() or self._next in _CLOSING:
            raise UnreadableError(f"Where {quoted(name)} ends is not clear: set brackets.")
        return applied(FUNCTIONS[name], argument)

    def _arguments(self) -> list[Value]:
        self._need("(")
        arguments = [self.sum()]
        while self._take(","):
            arguments.append(self.sum())
        self._need(")")
        if len(arguments) < 2:
            raise UnreadableError("A maximum or minimum is taken of two things at least.")
        return arguments

    def _parts(self, word: str) -> list[str] | None:
        """Known names that the word stands for: in other case, or one after the other."""
        known = sorted(self._known or (), key=len, reverse=True)
        alike = [name for name in known if name.lower() == word.lower()]
        if len(alike) == 1:
            return alike
        parts, rest = [], word
        while first := next((name for name in known if rest.startswith(name)), ""):
            parts.append(first)
            rest = rest[len(first) :]
        return parts if parts and not rest else None
