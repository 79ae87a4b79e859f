"""Pictures: what is drawn, and the line that the learner moves."""

from __future__ import annotations

import pytest

from quiz.course.plots import Grid, Mark, Picture, Plane, Plot, Series, plot_file, plot_names, read_picture
from quiz.paths import bundled_course
from quiz.ui.charts.canvas import Canvas
from quiz.ui.charts.plot import picture
from quiz.ui.screens.picture import PictureScreen
from quiz.ui.widgets.picture_view import PictureView

COURSE = bundled_course()
XOR = Plane("XOR", ((0, 0), (0, 1), (1, 0), (1, 1)), (False, True, True, False), (1, 1, -0.5))


def drawn(panel, width=40, **kwargs):
    return picture(Picture("", (panel,)), width, **kwargs).plain


def test_a_rising_line_goes_from_the_lower_left_to_the_upper_right():
    canvas = Canvas(4, 2)
    canvas.line([(0, 0), (1, 1)], 0)
    assert [row.plain for row in canvas.rows()] == ["  ⡠⠊", "⡠⠊  "]


def test_what_leaves_the_range_is_not_drawn_and_a_gap_breaks_the_line():
    panel = Plot("", "x", "", (Series("", (0, 1, 2, 3, 4), (0, 9, None, 0, 1)),), range_y=(0, 1), range_x=(0, 4))
    rows = drawn(panel, 20).splitlines()
    assert rows[10].startswith("0┤")
    ink = ["".join(row[2:]).rstrip() for row in rows[:11]]
    assert not any("⠀" < letter <= "⣿" for row in ink for letter in row[6:11])  # between x = 1 and x = 3


def test_the_ends_of_the_axes_are_labelled_as_powers_of_ten_on_a_logarithmic_one():
    panel = Plot("Norm", "layers", "norm", (Series("a", (0, 50), (1e-7, 100.0)),), log=True)
    text = drawn(panel)
    assert "1e-7┤" in text
    assert "100┤" in text
    assert text.splitlines()[0] == "Norm"


def test_a_mark_stands_beside_its_place():
    panel = Plot("", "z", "", (Series("", (0, 1), (0, 1)),), marks=(Mark(0, 0, "here"),))
    assert "here" in drawn(panel).splitlines()[10]


def test_series_differ_without_colour():
    both = tuple(Series(name, (0, 1), (level, level)) for name, level in (("a", 0.0), ("b", 1.0)))
    rows = drawn(Plot("", "x", "", both, range_y=(0, 1))).splitlines()
    assert rows[0][2:].strip(" ┤") != rows[10][2:].strip(" ┤")


def test_a_grid_is_aligned_under_the_names_of_its_columns():
    grid = Grid("", ("1", "2"), ("a", "b"), (("1.00", "·"), ("0.50", "0.50")))
    assert drawn(grid).splitlines() == ["      1     2", "a  1.00     ·", "b  0.50  0.50"]


def test_panels_stand_side_by_side_where_there_is_room():
    found = read_picture(plot_file(COURSE, "xor"))
    assert len(picture(found, 110).plain.splitlines()) < 20 < len(picture(found, 50).plain.splitlines())


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("width", [36, 60, 76, 120])
def test_every_picture_of_the_course_fits_every_width(width, ascii):
    for name in plot_names(COURSE):
        text = picture(read_picture(plot_file(COURSE, name)), width, ascii=ascii).plain
        assert max(map(len, text.splitlines())) <= width, name


def test_ascii_draws_lines_and_points_in_ascii():
    text = drawn(Plot("", "x", "", (Series("a", (0, 1), (0, 1)), Series("b", (0.5,), (0.5,), dots=True))), ascii=True)
    assert text.isascii()
    assert "*" in text
    assert "@" in text


def test_the_arrows_move_the_line_and_the_verdict_follows(drive, seen):
    async def steps(app, pilot):
        await app.push_screen(PictureScreen([Picture("A line.", (XOR, XOR))]))
        await pilot.pause()
        assert "1 on the wrong side" in seen(app)
        view = app.screen.query_one(PictureView)
        before = dict(view.lines)
        await pilot.press("left")
        assert view.lines[0][2] > before[0][2]
        await pilot.press("up")
        w1, w2, b = view.lines[0]
        assert w1 < w2
        assert w1 / 2 + w2 / 2 + b == pytest.approx(before[0][2] + 1 + 0.1 * 2**0.5)
        assert view.lines[1] == before[1]
        await pilot.press("tab", "right")
        assert view.lines[1] != before[1]
        await pilot.press("v")
        assert not isinstance(app.screen, PictureScreen)

    drive(steps, (120, 40))


def test_a_card_shows_its_picture_with_the_answer_and_a_key_shows_it_large(services, drive, seen):
    plots = services.course.folder / "content/plots"
    plots.mkdir()
    (plots / "relu.json").write_text(
        '{"says": "It bends at zero.", "panels": [{"form": "plot", "x": "z", "y": "", "series":'
        ' [{"name": "ReLU", "x": [-1, 0, 1], "y": [0, 0, 1]}]}]}'
    )
    deck = next((services.course.folder / "content").glob("0*/*.md"))
    deck.write_text(
        deck.read_text().replace(
            "### Curveball\nAnd full-wave?", "### Links\n- plot: relu\n\n### Curveball\nAnd full-wave?"
        )
    )
    services.read_course_again()

    async def steps(app, pilot):
        await pilot.press("enter")
        assert "It bends at zero." not in seen(app)
        await pilot.press("space")
        assert "It bends at zero." in seen(app)
        await pilot.press("v")
        assert isinstance(app.screen, PictureScreen)
        await pilot.press("escape", "3")
        assert "It bends at zero." not in seen(app)

    drive(steps, (120, 40))
