"""The table of docs/performance.md is written between two markers."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def module(name):
    spec = importlib.util.spec_from_file_location(f"bench_{name}", HERE / f"{name}.py")
    loaded = sys.modules[f"bench_{name}"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


page, figure = module("page"), module("figure")


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
