"""The solution file as text: cut out the model answer and each wrong answer, with the helpers they name.

What is cut out is graded as bytes, like a learner's file, and shown as text. Nothing is imported here.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

from quiz.errors import CourseError
from quiz.grading import marks

REFERENCE = "reference"
AUTOGRAD = {"grad", "backward", "grad_and_value", "vjp", "jvp", "jacrev", "jacfwd", "jacobian"}


@dataclass(frozen=True)
class WrongAnswer:
    """A named wrong implementation and the belief it shows. `source` is a complete submission, each variant another."""

    id: str
    title: str
    explanation: str
    card: str
    source: str
    line: int
    variants: tuple[str, ...] = ()
    constants: tuple[marks.OpenConstant, ...] = ()


class Solution:
    """The parts of one solution file, each addressed by the name of a function."""

    def __init__(self, file: Path) -> None:
        try:
            self._text = file.read_text(encoding="utf-8")
            tree = ast.parse(self._text)
        except OSError as error:
            raise CourseError(f"cannot be read: {error.strerror}", file=file) from error
        except SyntaxError as error:
            raise CourseError(f"not valid Python: {error.msg}", file=file, line=error.lineno) from error
        self.file = file
        self._imports = [node for node in tree.body if _is_wanted_import(node)]
        self._parts: dict[str, ast.stmt] = {name: node for node in tree.body for name in _defines(node)}
        self._marks = {name: mark for name, node in self._parts.items() if (mark := marks.wrong_mark(node))}
        self._forms = {name: mark for name, mark in self._marks.items() if marks.is_form(mark)}
        self._wrongs = {name: mark for name, mark in self._marks.items() if name not in self._forms}

    def model_answer(self, functions: tuple[str, ...]) -> str:
        """The source that defines `functions`. Raises CourseError for a function that is not there."""
        for name in functions:
            if name not in self._parts:
                raise CourseError(
                    f"the model answer `{name}` is missing", file=self.file, hint=f"Write `def {name}(...)`."
                )
        return self._cut(set(functions))

    def wrong_answers(self, functions: tuple[str, ...]) -> tuple[WrongAnswer, ...]:
        """Every function marked with `wrong`, each as a complete submission. Raises CourseError for a faulty mark."""
        for name, mark in self._forms.items():
            if marks.keywords(mark).get("like") not in self._wrongs:
                problem = f"`{name}` is another form of `{marks.keywords(mark)['like']}`, which is no wrong answer"
                raise CourseError(problem, file=self.file, line=mark.lineno)
        return tuple(self._wrong(name, mark, functions) for name, mark in self._wrongs.items())

    def is_function(self, name: str) -> bool:
        """Is the part of this name a plain function, not a class?"""
        return isinstance(self._parts.get(name), ast.FunctionDef)

    def reference_calls(self) -> list[str]:
        """The calls of torch in the reference, as they stand there; none for a kata that is judged by properties."""
        reference = self._parts.get(REFERENCE)
        if reference is None:
            return []
        calls = [ast.unparse(node.func) for node in ast.walk(reference) if isinstance(node, ast.Call)]
        return sorted({call for call in calls if call.startswith("torch.") and "(" not in call})

    def differentiates(self) -> bool:
        """Does the reference ask autograd for a gradient?"""
        calls = [node.func for node in ast.walk(self._parts.get(REFERENCE, ast.Pass())) if isinstance(node, ast.Call)]
        return any(isinstance(call, ast.Attribute) and call.attr in AUTOGRAD for call in calls)

    def _wrong(self, name: str, mark: ast.Call, functions: tuple[str, ...]) -> WrongAnswer:
        node = self._parts[name]
        explanation = ast.get_docstring(node) if isinstance(node, ast.FunctionDef | ast.ClassDef) else None
        try:
            (title,) = (ast.literal_eval(argument) for argument in mark.args)
            named = marks.keywords(mark)
            card, replaces = named["card"], named.get("of") or functions[0]
            forms = [name, *(form for form, mark in self._forms.items() if marks.keywords(mark).get("like") == name)]
            changes = [(form, *change) for form in forms for change in marks.changes(self._marks[form])]
        except (ValueError, KeyError, TypeError, AttributeError):
            problem, hint = f"`{name}`: the mark is not understood", 'Write `@wrong("the belief", card="card-id")`.'
            raise CourseError(problem, file=self.file, line=mark.lineno, hint=hint) from None
        if not explanation:
            hint = "Its docstring is what the learner reads: one sentence that says why it fails."
            raise CourseError(f"`{name}` has no docstring", file=self.file, line=node.lineno, hint=hint)
        if replaces not in functions:
            raise CourseError(
                f"`{name}` stands for `{replaces}`, which the kata lacks", file=self.file, line=mark.lineno
            )
        bodies = {form: self._cut({form} | set(functions) - {replaces}) for form in forms}
        plain = [f"{bodies[form]}\n\n{replaces} = {form}\n" for form in forms]
        changed = [
            f"{bodies[form]}\n\n{marks.call(replaces, form, key, repr(value))}"
            for form, key, values in changes
            for value in values
        ]
        constants = tuple(
            constant
            for form, key, values in changes
            if (constant := marks.open_constant(bodies[form], replaces, self._parts[form], key, values))
        )
        variants = (*changed, *plain[1:])
        return WrongAnswer(name, title, " ".join(explanation.split()), card, plain[0], node.lineno, variants, constants)

    def _cut(self, wanted: set[str]) -> str:
        """The imports and, in the order of the file, the wanted parts with all that they name."""
        needed: set[str] = set()
        while wanted:
            name = wanted.pop()
            needed.add(name)
            names = {node.id for node in ast.walk(self._parts[name]) if isinstance(node, ast.Name)}
            wanted |= names & self._parts.keys() - needed - {REFERENCE}
        nodes = dict.fromkeys(node for name, node in self._parts.items() if name in needed)
        imports = "\n".join(self._source(node) for node in self._imports)
        return "\n\n\n".join(filter(None, [imports, *(self._source(node) for node in nodes)])) + "\n"

    def _source(self, node: ast.stmt) -> str:
        """The node's own lines, with comments and the decorators that are not `wrong`."""
        lines = self._text.splitlines()
        start = node.lineno
        for decorator in getattr(node, "decorator_list", []):
            if not marks.is_wrong(decorator):
                start = min(start, decorator.lineno)
        while start > 1 and lines[start - 2].startswith("#"):
            start -= 1
        return "\n".join(lines[start - 1 : node.end_lineno])


def defined_functions(file: Path) -> tuple[str, ...]:
    """The functions and classes that a stub asks for, in order. Raises CourseError when it cannot be read."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, UnicodeDecodeError) as error:
        raise CourseError(f"the stub cannot be read: {error}", file=file) from error
    return tuple(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef))


def _is_wanted_import(node: ast.stmt) -> bool:
    if isinstance(node, ast.ImportFrom):
        return node.module not in ("quiz.kata", "__future__")
    return isinstance(node, ast.Import)


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    return [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
