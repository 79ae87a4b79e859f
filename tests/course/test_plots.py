"""The pictures of the course: well formed, named by cards, and what their script computes."""

from __future__ import annotations

import importlib.util
import json

import pytest

from quiz.course.course import Course
from quiz.course.plots import Plane, Plot, plot_file, plot_names, read_picture
from quiz.errors import CourseError
from quiz.paths import bundled_course

COURSE = bundled_course()


@pytest.fixture(scope="module")
def pictures():
    return {name: read_picture(plot_file(COURSE, name)) for name in plot_names(COURSE)}


def test_every_picture_of_the_course_is_shown_by_a_card():
    shown = {plot for card in Course.load(COURSE).cards for plot in card.plots}
    assert len(shown) == 14
    assert shown == plot_names(COURSE)


@pytest.mark.katas
def test_the_files_are_what_the_script_computes():
    pytest.importorskip("numpy")
    spec = importlib.util.spec_from_file_location("make_plots", COURSE / "content/plots/make.py")
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    assert set(make.PICTURES) == plot_names(COURSE)
    for name, picture in make.PICTURES.items():
        stored = json.loads(plot_file(COURSE, name).read_text(encoding="utf-8"))
        same(json.loads(json.dumps(picture())), stored, name)


def same(made, stored, place):
    """Numbers may differ by what another BLAS rounds otherwise."""
    if isinstance(made, float) or isinstance(stored, float):
        assert made == pytest.approx(stored, rel=0.02, abs=1e-6), place
    elif isinstance(made, dict):
        assert made.keys() == stored.keys(), place
        for key in made:
            same(made[key], stored[key], f"{place}: {key}")
    elif isinstance(made, list):
        assert len(made) == len(stored), place
        for number, (one, other) in enumerate(zip(made, stored, strict=True)):
            same(one, other, f"{place} {number}")
    else:
        assert made == stored, place


def test_every_value_that_is_drawn_lies_on_the_page_or_leaves_it_on_purpose(pictures):
    for name, picture in pictures.items():
        assert picture.says.endswith("."), name
        for panel in picture.panels:
            if isinstance(panel, Plot):
                assert any(y is not None for series in panel.series for y in series.y), name
                if panel.log and panel.range_y:
                    assert panel.range_y[0] > 0, name


def test_a_line_parts_and_and_or_but_none_of_a_fine_sweep_parts_xor(pictures):
    planes = {panel.heading: panel for panel in pictures["gates"].panels if isinstance(panel, Plane)}
    assert planes["AND"].wrong(planes["AND"].line) == 0
    assert planes["OR"].wrong(planes["OR"].line) == 0
    steps = [number / 4 for number in range(-8, 9)]
    assert min(planes["XOR"].wrong((w1, w2, b)) for w1 in steps for w2 in steps for b in steps) == 1


PANELS = {
    "`pie` is no form": '{"form": "pie"}',
    "1 x and 0 y": '{"form": "plot", "x": "", "y": "", "series": [{"name": "a", "x": [1], "y": []}]}',
    "is empty": '{"form": "plot", "x": "", "y": "", "series": [], "range_x": [2, 1]}',
    "1 rows of 1": '{"form": "grid", "across": ["a"], "down": ["b"], "rows": [["1", "2"]]}',
    "`fires`": '{"form": "plane", "points": [[0, 0]], "fires": [], "line": [1, 1, 0]}',
}


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("no JSON", "{"),
        ("lacks 'panels'", '{"says": "."}'),
        *((said, f'{{"says": ".", "panels": [{panel}]}}') for said, panel in PANELS.items()),
    ],
)
def test_a_faulty_file_is_named_with_what_is_wrong(tmp_path, said, text):
    file = tmp_path / "broken.json"
    file.write_text(text)
    with pytest.raises(CourseError) as found:
        read_picture(file)
    assert said in found.value.message
    assert found.value.file == file


def test_a_card_that_names_no_picture_is_a_problem_with_the_nearest_name(tmp_path):
    (tmp_path / "content/01_a").mkdir(parents=True)
    (tmp_path / "content/plots").mkdir()
    (tmp_path / "content/plots/relu.json").write_text('{"says": ".", "panels": []}')
    (tmp_path / "content/course.toml").write_text(
        'title = "T"\nname = "t"\nunits = [{ folder = "01_a", title = "A" }]\n'
    )
    (tmp_path / "content/01_a/a.md").write_text(
        "# A\n\n## Two?\n<!-- id: two -->\n\n### Answer\n- number: 2\n\n### Links\n- plot: rellu\n"
    )
    problems = Course.load(tmp_path).problems
    assert [problem.line for problem in problems] == [10]
    assert "did you mean `relu`?" in problems[0].message
