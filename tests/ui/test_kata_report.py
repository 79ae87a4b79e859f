import pytest

from quiz.ui.verdict_text import Report, literal
from quiz.ui.verdict_text.checks import checks_text
from quiz.ui.verdict_text.counterexample import counterexample_text
from quiz.ui.verdict_text.numbers import digits_for


def array(values, *shape, dtype="float64"):
    return {"dtype": dtype, "shape": list(shape), "values": values}


def shown(inputs, expected, got, width=100):
    lines = counterexample_text({"inputs": inputs, "expected": expected, "got": got}, width)
    return [line.plain.rstrip() for line in lines]


def verdict(**facts):
    plain = {
        "kata": "softmax",
        "verdict": "wrong_answer",
        "passed": False,
        "message": "Not yet.",
        "checks": [],
        "misconception": None,
        "counterexample": None,
        "traceback": None,
        "output": "",
        "seconds": 0.0141,
        "seed": 8123,
        "device": "cpu",
    }
    return plain | facts


def report(width=100, **facts):
    return [line.plain.rstrip() for line in Report(verdict(**facts)).lines(width)]


def test_input_expected_and_yours_stand_side_by_side_with_the_wrong_row_marked():
    lines = shown(
        {"x": array([[0.0, 1.0], [0.0, 1000.0]], 2, 2)},
        array([[0.26894, 0.73106], [0.0, 1.0]], 2, 2),
        array([["nan", "nan"], [0.0, 1.0]], 2, 2),
    )
    assert lines == [
        "x                 expected          yours",
        "[    0     1 ]    [ 0.27  0.73 ]    [  nan   nan ]  ←",
        "[    0  1000 ]    [ 0.00  1.00 ]    [ 0.00  1.00 ]",
    ]


def test_the_wrong_entries_alone_are_coloured():
    right, wrong = array([1.0, 2.0], 2), array([1.0, 3.0], 2)
    line = counterexample_text({"inputs": {}, "expected": right, "got": wrong}, 80)[-1]
    coloured = [line.plain[span.start : span.end] for span in line.spans if "error" in str(span.style)]
    assert [text.strip() for text in coloured] == ["3", "←"]


def test_figures_stand_below_each_other_where_there_is_no_room():
    lines = shown({"x": array([1.0, 2.0], 2)}, array([1.0, 2.0], 2), array([2.0, 1.0], 2), width=16)
    assert lines == ["x", "[ 1  2 ]", "expected", "[ 1  2 ]", "yours", "[ 2  1 ]  ←"]


def test_shapes_and_dtypes_are_named_where_they_differ():
    lines = shown({}, array([1.0, 2.0], 2), array([[1.0, 2.0]], 1, 2, dtype="float32"))
    assert lines[0].split("    ")[0] == "expected  (2,) float64"
    assert lines[0].endswith("yours  (1, 2) float32")


def test_a_cube_is_drawn_matrix_by_matrix_around_the_difference():
    cube = [[[float(i)] * 2] * 2 for i in range(9)]
    other = [[list(row) for row in matrix] for matrix in cube]
    other[7][1][0] = 0.5
    lines = shown({}, array(cube, 9, 2, 2), array(other, 9, 2, 2))
    assert "[7]" in "".join(lines)
    assert any(line.endswith("[ 0.50  7.00 ]  ←") for line in lines)
    assert lines[-1].count("… 6 more") == 2


def test_a_long_vector_shows_the_part_that_differs():
    right = [float(number) for number in range(100)]
    wrong = [*right[:70], -1.0, *right[71:]]
    line = shown({}, array(right, 100), array(wrong, 100), width=60)[-1]
    assert "-1" in line
    assert line.startswith("[ …")
    assert len(line) <= 60


def test_an_array_too_long_to_be_sent_is_described():
    assert shown({"x": array(None, 40, 30)}, 1.5, None)[1].startswith("float64 of shape (40, 30)")


def test_an_empty_array_is_described():
    assert shown({"x": array([], 0, 3)}, 1.5, None)[1].startswith("[ ]  empty, of shape (0, 3)")


def test_a_tuple_of_results_has_a_row_for_each_part():
    lines = shown({"x": 1}, [array([1.0], 1), 2.5], [array([1.0], 1), "nan"])
    assert "expected, part 1    yours, part 1" in lines
    assert lines[-1] == "2.50                nan  ←"


def test_a_tuple_that_lacks_a_part_is_shown_as_far_as_it_goes():
    assert shown({}, [array([1.0], 1), 2.5], [array([1.0], 1)])[-1] == "2.50"


@pytest.mark.parametrize(
    ("values", "unequal", "texts"),
    [
        ([0.0, 1000.0], [], ["0", "1000"]),
        ([0.27, 0.5], [], ["0.27", "0.50"]),
        ([0.0001], [], ["0.0001"]),
        ([1.0, 1.00001], [(1.0, 1.00001)], ["1.00000", "1.00001"]),
        ([1e-12, 2.0], [], ["1e-12", "2"]),
        (["nan", "inf", "-inf", True], [], ["nan", "inf", "-inf", "True"]),
    ],
)
def test_numbers_have_no_more_digits_than_they_need(values, unequal, texts):
    digits = digits_for(values, unequal)
    assert [digits.write(value) for value in values] == texts


def test_checks_have_a_glyph_each_and_wrap():
    checks = [
        {"name": "a vector", "passed": True, "message": ""},
        {"name": "rows far apart", "passed": False, "message": "nan"},
        {"name": "same answer twice", "passed": False, "message": "not run"},
    ]
    assert [line.plain for line in checks_text(checks, 32)] == ["✓ a vector   ✗ rows far apart", "· same answer twice"]


def test_a_report_begins_with_the_sentence_the_time_and_the_seed():
    first = report()[0]
    assert first.startswith("✗ Not yet.")
    assert first.endswith("14 ms   seed 8123")
    assert len(first) == 100
    assert report(passed=True, message="Right.")[0].startswith("✓ Right.")


def test_a_draft_says_so_and_what_follows_stands_below_the_sentence():
    lines = [line.plain for line in Report(verdict(), draft=True, consequence="card “Max” is due now").lines(80)]
    assert "draft   14 ms" in lines[0]
    assert lines[1] == "  card “Max” is due now"


def test_checks_stand_beside_the_counterexample_where_there_is_room():
    facts = {
        "checks": [{"name": "a vector", "passed": False, "message": "no"}],
        "counterexample": {"inputs": {"x": array([1.0], 1)}, "expected": 1.0, "got": 2.0},
    }
    assert any("yours" in line and "✗ a vector" in line for line in report(120, **facts))
    assert "✗ a vector" in report(50, **facts)


def test_no_line_is_wider_than_the_panel():
    facts = {
        "message": "A long sentence about what went wrong that must be broken somewhere, " * 2,
        "checks": [{"name": f"check {number}", "passed": True, "message": ""} for number in range(20)],
        "counterexample": {"inputs": {"x": array([1.0] * 50, 50)}, "expected": array([1.0] * 50, 50), "got": None},
    }
    for width in (38, 60, 118):
        assert max(map(len, report(width, **facts))) <= width


def test_escapes_and_markup_of_a_submission_are_shown_as_they_are():
    evil = "\x1b[2J[bold]gone[/] \x07\u202e\ud800"
    lines = "\n".join(report(120, message=evil, output=evil, traceback=evil))
    assert lines.count(r"\x1b[2J[bold]gone[/] \x07\u202e\ud800") == 3
    assert literal("a\tb\r\nc") == "a    b\nc"


def test_long_output_is_cut():
    assert report(output="line\n" * 100)[-1] == "│ … 70 lines more"
