"""Load a kata for grading: its checks, its reference, its model answer and its wrong answers."""

from __future__ import annotations

import importlib.util
import inspect
import linecache
import sys
import textwrap
import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType

from quiz.course.katas import KataHeader, read_header
from quiz.errors import CourseError
from quiz.grading.cases import Case, edge_cases
from quiz.grading.reference import Reference
from quiz.grading.solution import REFERENCE, Solution, WrongAnswer
from quiz.kata import Kata


@dataclass(frozen=True)
class LoadedKata:
    """All that the judge knows of one kata."""

    page: KataHeader
    kata: Kata
    reference: Reference | None
    solution: Solution

    @cached_property
    def edges(self) -> list[Case]:
        return edge_cases(self.kata)

    @cached_property
    def driver(self) -> str | None:
        """The source of the driver, without its decorator."""
        if self.kata.drive is None:
            return None
        lines = textwrap.dedent(inspect.getsource(self.kata.drive)).splitlines(keepends=True)
        start = next(number for number, line in enumerate(lines) if line.startswith("def "))
        return "".join(lines[start:])

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The names of a case's arguments, for showing them."""
        function = self.kata.drive or getattr(self.solution_module, self.kata.functions[0], None)
        names = list(inspect.signature(function).parameters) if function else []
        return tuple(names[len(self.kata.functions) :] if self.kata.drive else names)

    @cached_property
    def solution_module(self) -> ModuleType:
        return _module(self.page.solution)

    @cached_property
    def model_answer(self) -> str:
        return self.solution.model_answer(self.kata.functions)

    @cached_property
    def wrong_answers(self) -> tuple[WrongAnswer, ...]:
        return self.solution.wrong_answers(self.kata.functions)


def find_kata(course: Path, kata: str) -> KataHeader:
    """The header of one kata, without reading the rest of the course. Raises CourseError when absent or faulty."""
    folders = [readme.parent for readme in (course / "exercises").glob(f"*/{kata}/README.md")]
    if not folders:
        raise CourseError(f"there is no kata `{kata}`", hint="`quiz check` lists the katas of a course.")
    header, problems = read_header(folders[0], folders[0].parent.name, course / "solutions")
    if problems:
        raise CourseError(problems[0].message, file=problems[0].file, line=problems[0].line)
    _refuse_linked_folders(course, header)
    return header


def _refuse_linked_folders(course: Path, page: KataHeader) -> None:
    """Nobody follows them who looks whether a course is trusted, or has changed; so no code is taken from there."""
    for file, root in ((page.checks, course / "exercises"), (page.solution, course / "solutions")):
        for folder in file.parents[: len(file.relative_to(root).parts) - 1]:
            if folder.is_symlink():
                hint = "Put the folder itself in the course, in place of the link."
                raise CourseError("no kata is loaded from a folder that is a link", file=folder, hint=hint)


def load(page: KataHeader) -> LoadedKata:
    """Run the course's own code for one kata (only the judge does). Raises CourseError with file and line."""
    checks = _module(page.checks)
    katas = [value for value in vars(checks).values() if isinstance(value, Kata)]
    if len(katas) != 1:
        hint = 'Write `kata = Kata("function_name")` once.'
        raise CourseError(f"{len(katas)} katas are defined, one is needed", file=page.checks, hint=hint)
    kata = katas[0]
    if not kata.functions or (len(kata.functions) > 1 and kata.drive is None):
        hint = "Name the functions in `Kata(...)`, and with more than one write a `@kata.driver`."
        raise CourseError("it is not said how the submission is called", file=page.checks, hint=hint)
    reference = getattr(_module(page.solution), REFERENCE, None)
    if reference is None and not kata.properties:
        hint = "Write `def reference(...)`, or judge by `@kata.property` functions."
        raise CourseError("the reference is missing", file=page.solution, hint=hint)
    return LoadedKata(page, kata, Reference(reference) if reference else None, Solution(page.solution))


def _module(file: Path) -> ModuleType:
    """Run a file of the course as a module, under a name that cannot collide.

    It is compiled from its source, whatever lies in `__pycache__`: bytecode there may be another program, and what was
    trusted is the source. What is read is also what tracebacks and `inspect` find.
    """
    name = f"quiz_course_{file.parent.name}_{file.stem}"
    if name in sys.modules and sys.modules[name].__file__ == str(file):
        return sys.modules[name]
    if not file.is_file():
        raise CourseError("not found", file=file)
    module = ModuleType(name)
    module.__file__ = str(file)
    try:
        source = file.read_bytes()
        text = importlib.util.decode_source(source)
        linecache.cache[str(file)] = (len(text), None, text.splitlines(keepends=True), str(file))
        exec(compile(source, file, "exec", dont_inherit=True), module.__dict__)
    except Exception as error:
        line = error.lineno if isinstance(error, SyntaxError) else _line_in(error, file)
        raise CourseError(f"cannot be loaded: {type(error).__name__}: {error}", file=file, line=line) from error
    sys.modules[name] = module
    return module


def _line_in(error: Exception, file: Path) -> int | None:
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == str(file)), None)
