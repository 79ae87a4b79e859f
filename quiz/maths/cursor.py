"""A place in the tokens of a formula."""

from __future__ import annotations

from quiz.maths.errors import MathError
from quiz.maths.tokens import tokens


class Cursor:
    """Reads the tokens of one formula from left to right."""

    def __init__(self, latex: str) -> None:
        self._tokens = tokens(latex)
        self._at = 0

    def peek(self) -> str:
        """The next token that is no space, or an empty string at the end."""
        while self._next() == " ":
            self._at += 1
        return self._next()

    def take(self) -> str:
        """The next token that is no space; the cursor moves past it."""
        token = self.peek()
        self._at += 1
        return token

    def accept(self, token: str) -> bool:
        """Move past `token` if it comes next, and say whether it did."""
        found = self.peek() == token
        self._at += found
        return found

    def touches(self, token: str) -> bool:
        """Whether `token` comes next, with no space before it."""
        return self._next() == token

    def raw(self) -> list[str]:
        """The tokens between the braces that come next."""
        if not self.accept("{"):
            raise MathError("an argument in braces is missing; write {…} after the command")
        start, depth = self._at, 1
        while token := self._next():
            self._at += 1
            depth += (token == "{") - (token == "}")
            if not depth:
                return self._tokens[start : self._at - 1]
        raise MathError("{ without its }")

    def back(self) -> None:
        """Move before the token just taken."""
        self._at -= 1

    def number(self) -> str:
        """The digits that come next, with a decimal point if digits follow it."""
        start = self._at
        while self._next().isdecimal() or (self._next() == "." and self._next(1).isdecimal()):
            self._at += 1
        return "".join(self._tokens[start : self._at])

    def word(self) -> str:
        """The letters and digits that come next."""
        start = self._at
        while self._next().isalnum():
            self._at += 1
        return "".join(self._tokens[start : self._at])

    def _next(self, ahead: int = 0) -> str:
        at = self._at + ahead
        return self._tokens[at] if at < len(self._tokens) else ""
