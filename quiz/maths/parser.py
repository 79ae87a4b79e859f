"""Tokens to a tree, by recursive descent."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from contextlib import contextmanager

from quiz.maths import brackets
from quiz.maths.commands import COMMANDS, IGNORED, STRAY
from quiz.maths.cursor import Cursor
from quiz.maths.errors import MathError
from quiz.maths.letters import FACES
from quiz.maths.plain import ascii_text
from quiz.maths.scripts import attach
from quiz.maths.symbols import CHARACTERS
from quiz.maths.symbols import COMMANDS as SYMBOLS
from quiz.maths.tree import Kind, Node, Row, Space, Symbol

DEEPEST = 40


def parse(latex: str) -> Node:
    """The tree of one formula.

    Raises MathError when it is empty, malformed, or uses a command that is not known.
    """
    parser = Parser(latex)
    if not parser.peek():
        raise MathError("the formula is empty; write something between the dollar signs")
    return parser.row("")


class Parser(Cursor):
    """The grammar of rows, groups and scripts."""

    def __init__(self, latex: str) -> None:
        super().__init__(latex)
        self._depth = 0
        self._face = ""

    def row(self, *stops: str) -> Node:
        """Parts up to one of `stops`, which is left for the caller; an empty string stops at the end."""
        items: list[Node] = []
        while (token := self.peek()) not in stops:
            if token in IGNORED:
                self.take()
                continue
            node = self._run(token) or self.atom()
            if items and items[-1] == SYMBOLS["arg"] and node in (SYMBOLS["max"], SYMBOLS["min"]):
                items.pop()
                node = SYMBOLS["argmax" if node == SYMBOLS["max"] else "argmin"]
            items.append(self._scripts(node))
        return brackets.paired(items)

    def atom(self) -> Node:
        """One symbol, group, or command with its arguments; scripts are left for the caller."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise MathError(f"more than {DEEPEST} levels of nesting; write the formula in parts")
        token = self.take()
        node = self._command(token[1:]) if token.startswith("\\") else self._character(token)
        self._depth -= 1
        return node

    def argument(self) -> Node:
        """What a command applies to: a group in braces, or the next symbol."""
        while self.peek() in IGNORED:
            self.take()
        return self.atom()

    @contextmanager
    def face(self, name: str) -> Iterator[None]:
        """Letters read inside have the face that the command `name` asks for."""
        before, self._face = self._face, name
        yield
        self._face = before

    def _run(self, first: str) -> Symbol | None:
        """The number, or the name in upright letters, that begins with `first`."""
        if first.isdecimal():
            text = self.number()
        elif self._face and self._face not in FACES and first.isalpha():
            text = self.word()
        else:
            return None
        return Symbol(self._styled(text), ascii_text(text))

    def _scripts(self, base: Node) -> Node:
        limits = isinstance(base, Symbol) and base.limits
        sub: Node | None = None
        sup: Node | None = None
        primes = 0
        while (token := self.peek()) in ("_", "^", "'", "\\limits", "\\nolimits"):
            self.take()
            if token == "'":
                primes += 1
            elif token == "^" and sup is None:
                sup = self.argument()
            elif token == "_" and sub is None:
                sub = self.argument()
            elif token in "^_":
                raise MathError(f"two {token} on one symbol; put braces around the first part")
            else:
                limits = token == "\\limits"
        if primes:
            marks = Symbol("′" * primes, "'" * primes)
            sup = marks if sup is None else Row((marks, sup))
        return attach(base, sub, sup, limits)

    def _character(self, token: str) -> Node:
        match token:
            case "":
                raise MathError("the formula ends where an argument should come")
            case "{":
                return self._group()
            case "}":
                raise MathError("} without its {")
            case "&":
                raise MathError(r"& outside a table; write \& for the sign, or \begin{aligned}…\end{aligned}")
            case "^" | "_" | "'":
                self.back()
                return Row()
            case "~":
                return Space(1)
        if token.isalnum() and self._face:
            return Symbol(self._styled(token), ascii_text(token))
        return CHARACTERS.get(token) or Symbol(token, ascii_text(token))

    def _styled(self, text: str) -> str:
        alphabet = FACES.get(self._face, {})
        return "".join(alphabet.get(char, char) for char in text)

    def _group(self) -> Node:
        inner = self.row("}", "")
        if not self.accept("}"):
            raise MathError("{ without its }")
        if isinstance(inner, Symbol) and inner.kind not in (Kind.OP, Kind.BIG):
            return Symbol(inner.text, inner.plain)
        return inner

    def _command(self, name: str) -> Node:
        if name in COMMANDS:
            return COMMANDS[name](self)
        symbol = SYMBOLS.get(name)
        if symbol is None:
            raise MathError(_unknown(name))
        if self._face in FACES:
            return Symbol(self._styled(symbol.text), symbol.plain, symbol.kind, symbol.limits)
        return symbol


def _unknown(name: str) -> str:
    if name in STRAY:
        return STRAY[name]
    near = difflib.get_close_matches(name, [*COMMANDS, *SYMBOLS], n=1, cutoff=0.8)
    hint = f"did you mean \\{near[0]}?" if near else f"write \\mathrm{{{name}}} if it is a name"
    return f"unknown command \\{name}; {hint}"
