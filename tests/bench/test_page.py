"""The table of docs/performance.md is written between two markers, whole or in part."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def module(name):
    spec = importlib.util.spec_from_file_location(f"bench_{name}", HERE / f"{name}.py")
    loaded = sys.modules[f"bench_{name}"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


figure, page = module("figure"), module("page")


def test_only_what_stands_between_the_markers_is_replaced(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n")
    page.write(file, r"new \1")
    page.write(file, r"newer \1")
    assert file.read_text() == f"before\n{page.BEGIN}\n\nnewer \\1\n\n{page.END}\nafter\n"


def test_a_page_without_markers_is_left_alone(tmp_path):
    file = tmp_path / "page.md"
    file.write_text("before\n")
    with pytest.raises(ValueError, match="markers"):
        page.write(file, "new")
    assert file.read_text() == "before\n"


def test_the_page_of_the_project_has_the_markers():
    text = (HERE.parents[1] / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text.index(page.BEGIN) < text.index(page.END)


@pytest.mark.parametrize(
    ("ours", "ratio"), [(10.0, "**10 times less**"), (50.0, "**0.50 times**"), (120.0, "**1.20 times**")]
)
def test_a_ratio_says_which_of_the_two_is_smaller(ours, ratio):
    assert figure.Figure("ours", [ours, ours, 1e9], "peer", [100.0], "make bench").ratio == ratio


def measured(*rows):
    facts = {"load": 0.5, "day": date(2026, 11, 20)}
    return figure.table(figure.Figure(what, [1.0], "peer", [2.0], command, **facts) for what, command in rows)


@pytest.mark.parametrize(
    ("new", "then"),
    [
        ([("d", "two"), ("e", "two")], [("a", "one"), ("d", "two"), ("e", "two"), ("c", "three")]),
        ([("d", "four")], [("a", "one"), ("b", "two"), ("b", "two"), ("c", "three"), ("d", "four")]),
    ],
)
def test_the_rows_of_some_commands_are_exchanged_and_the_others_stay(tmp_path, new, then):
    file, old = tmp_path / "page.md", [("a", "one"), ("b", "two"), ("b", "two"), ("c", "three")]
    file.write_text(f"{page.BEGIN}\n{page.END}\n")
    page.write_table(file, "This machine.", measured(*old), whole=True)
    page.write_table(file, "This machine.", measured(*new), whole=False)
    assert page.read(file) == f"This machine.\n\n{measured(*then)}"


def test_figures_of_two_machines_do_not_come_into_one_table(tmp_path):
    file = tmp_path / "page.md"
    file.write_text(f"{page.BEGIN}\n{page.END}\n")
    page.write_table(file, "This machine.", measured(("a", "one")), whole=True)
    before = file.read_text()
    with pytest.raises(ValueError, match="Measure all of it"):
        page.write_table(file, "Another machine.", measured(("a", "one")), whole=False)
    assert file.read_text() == before
