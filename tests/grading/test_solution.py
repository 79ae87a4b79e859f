"""Model answers and wrong answers are cut out of the solution file as complete submissions."""

from __future__ import annotations

import pytest

from quiz.errors import CourseError
from quiz.grading.solution import Solution, defined_functions

SOURCE = '''"""A solution."""

import math

import numpy as np

from quiz.kata import wrong

SCALE = 2


def reference(x):
    import torch

    return torch.as_tensor(x) * 2


def helper(x):
    return x * SCALE


def other(x):
    return x


# The comment above belongs to it.
def double(x):
    return helper(x)


@wrong("twice means plus two", card="double-card")
def plus_two(x):
    """Three plus two
    is not six."""
    return other(x) + math.floor(2.5)


@wrong("half is enough", card="half-card", of="halve")
def quarter(x):
    """A quarter is less."""
    return x / 4


def halve(x):
    return x / 2
'''


@pytest.fixture
def solution(tmp_path):
    file = tmp_path / "double.py"
    file.write_text(SOURCE)
    return Solution(file)


def run(source):
    namespace = {}
    exec(source, namespace)
    return namespace


def test_the_model_answer_brings_its_helpers_imports_and_comments_and_nothing_else(solution):
    text = solution.model_answer(("double",))
    assert run(text)["double"](3) == 6
    assert "# The comment above belongs to it." in text
    assert not any(name in text for name in ("torch", "wrong", "other", "plus_two", "quiz"))


def test_a_wrong_answer_stands_in_for_the_function(solution):
    wrong, quarter = solution.wrong_answers(("double", "halve"))
    assert (wrong.id, wrong.title, wrong.card) == ("plus_two", "twice means plus two", "double-card")
    assert wrong.explanation == "Three plus two is not six."
    namespace = run(wrong.source)
    assert namespace["double"](3) == 5
    assert namespace["halve"](4) == 2
    assert run(quarter.source)["halve"](4) == 1
    assert run(quarter.source)["double"](4) == 8


def test_a_wrong_answer_may_have_variants(tmp_path):
    file = tmp_path / "double.py"
    marked = SOURCE.replace('card="double-card")', 'card="double-card", also={"more": (3, 4)})')
    file.write_text(
        marked.replace("def plus_two(x):", "def plus_two(x, *, more=2):").replace("floor(2.5)", "floor(more)")
    )
    wrong, quarter = Solution(file).wrong_answers(("double", "halve"))
    assert [run(source)["double"](3) for source in (wrong.source, *wrong.variants)] == [5, 6, 7]
    assert quarter.variants == ()


def test_a_number_that_has_variants_may_be_left_open(tmp_path):
    file = tmp_path / "double.py"
    form = '\n\n@wrong(like="plus_two", also={"less": (5,)})\ndef minus(x, *, less=None):\n    return x - (less or 4)\n'
    marked = SOURCE.replace('card="double-card")', 'card="double-card", also={"more": (3, 4), "kind": ("a",)})')
    marked = marked.replace("def plus_two(x):", 'def plus_two(x, *, more=2, kind="b"):').replace(
        "floor(2.5)", "floor(more)"
    )
    file.write_text(marked + form)
    wrong, quarter = Solution(file).wrong_answers(("double", "halve"))
    assert [constant.values for constant in wrong.constants] == [(2, 3, 4), (5,)]
    scope = run(wrong.constants[0].source)
    scope["_set_constant"](100)
    assert scope["double"](3) == 103
    assert [run(source)["double"](9) for source in wrong.variants] == [12, 13, 11, 4, 5]
    assert quarter.constants == ()


def test_a_further_form_is_a_variant_of_the_wrong_answer_it_is_like(tmp_path):
    file = tmp_path / "double.py"
    file.write_text(SOURCE + '\n\n@wrong(like="plus_two")\ndef plus_three(x):\n    return other(x) + 3\n')
    wrong, quarter = Solution(file).wrong_answers(("double", "halve"))
    assert [run(source)["double"](3) for source in (wrong.source, *wrong.variants)] == [5, 6]
    assert quarter.variants == ()


def test_a_missing_model_answer_says_what_to_write(solution):
    with pytest.raises(CourseError, match="`triple` is missing"):
        solution.model_answer(("triple",))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"""Three plus two\n    is not six."""', "pass", "no docstring"),
        (', card="double-card")', ")", "not understood"),
        ('of="halve"', 'of="triple"', "which the kata lacks"),
        ('"twice means plus two"', "TITLE", "not understood"),
        ('card="double-card"', 'card="double-card", also={"more": 3}', "not understood"),
        ('"half is enough", card="half-card", of="halve"', 'like="plus_three"', "which is no wrong answer"),
    ],
)
def test_a_faulty_mark_is_an_error_with_file_and_line(tmp_path, old, new, message):
    file = tmp_path / "double.py"
    file.write_text(SOURCE.replace(old, new))
    with pytest.raises(CourseError, match=message) as error:
        Solution(file).wrong_answers(("double", "halve"))
    assert error.value.file == file
    assert error.value.line


def test_a_solution_that_is_no_python_is_an_error_with_its_line(tmp_path):
    file = tmp_path / "double.py"
    file.write_text("x = 1\ndef (")
    with pytest.raises(CourseError) as error:
        Solution(file)
    assert error.value.line == 2


def test_the_functions_of_a_stub_are_its_definitions_in_order(tmp_path):
    file = tmp_path / "stub.py"
    file.write_text("import numpy as np\ndef b(): ...\nclass A: ...\nx = 1\n")
    assert defined_functions(file) == ("b", "A")
