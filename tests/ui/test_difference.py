"""How one text became another: signs, what stands out, and what is left out."""

from __future__ import annotations

import pytest

from quiz.ui.verdict_text.difference import difference

OLD = "def f(x):\n    m = x.max()\n    return x - m\n"


def plain(old, new, width=60):
    return [line.plain for line in difference(old, new, width)]


def test_lines_that_are_gone_and_those_that_came_have_signs():
    new = "def f(x):\n    m = x.max(axis=-1)\n    return x - m\n"
    assert plain(OLD, new) == [
        "  def f(x):",
        "−     m = x.max()",
        "+     m = x.max(axis=-1)",
        "      return x - m",
    ]


def test_in_a_line_replaced_by_one_line_what_differs_stands_out():
    gone, came = difference("a = x.max()\n", "a = x.max(axis=1)\n", 60)
    assert [gone.plain[span.start : span.end] for span in gone.spans if "underline" in str(span.style)] == []
    assert [came.plain[span.start : span.end] for span in came.spans if "underline" in str(span.style)] == ["axis=1"]


def test_what_stays_alike_far_from_a_change_is_counted():
    old = "".join(f"line {n}\n" for n in range(20))
    assert plain(old, old.replace("line 10\n", "another\n"))[0] == "  ⋯ 7 more alike"
    assert plain(old, old.replace("line 10\n", ""))[-1] == "  ⋯ 6 more alike"


def test_equal_texts_say_so():
    assert plain(OLD, OLD) == ["No difference."]


@pytest.mark.parametrize("width", [20, 40, 60])
def test_no_line_is_wider_than_the_screen(width):
    lines = plain(
        "", "    scores = np.where(mask, scores, -np.inf)  # a comment that goes on for quite a while\n", width
    )
    assert all(len(line) <= width for line in lines)
    assert lines[0].startswith("+ ")
    assert all(line.startswith("  ") for line in lines[1:])


def test_escapes_in_a_text_do_not_act():
    assert plain("", "\x1b[2J\n") == ["+ \\x1b[2J"]
