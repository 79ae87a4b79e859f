import pytest

from quiz.answers.numbers import FORM, check_number, margin


@pytest.mark.parametrize(
    "answer",
    [
        "0.25",
        ".25",
        "0,25",
        "1/4",
        "1 / 4",
        "25 %",
        "25 per cent",
        "2.5e-1",
        "2^-2",
        "½²",
        "√(1/16)",
        "e^(-ln 4)",
        "= 0.25",
        "p = 0.25",
        "about 1/4",
        "≈ 0.25",
        "$1/4$",
        "0.25 of them",
    ],
)
def test_a_number_is_read_however_it_is_written(answer):
    assert check_number(answer, "1/4").right is True


@pytest.mark.parametrize("answer", ["78500", "78 500", "78,500", "78'500", "78_500", "78.5k", "7.85·10⁴", "78.5e3"])
def test_thousands_may_be_set_apart(answer):
    assert check_number(answer, "78500").right is True


def test_a_comma_before_three_digits_may_be_either_comma():
    assert check_number("1,234", "1234").right is True
    assert check_number("1,234", "1.234").right is True


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("-20", "Right up to the sign."),
        ("200", "Too large by a factor of 10."),
        ("0.02", "Too small by a factor of 1000: the unit?"),
        ("2000", "Too large by a factor of 100: per cent?"),
        ("20480", "Too large by a factor of 1024: the unit?"),
        ("20.48", "Thousands or 1024s?"),
        ("1/20", "This is the inverse."),
        ("19", "Off by one."),
        ("40", "Twice as much as it should be."),
        ("10", "Half of what it should be."),
        ("18.7", "Close, but not close enough."),
        ("3", ""),
        ("0", ""),
    ],
)
def test_a_wrong_number_says_what_it_has_to_do_with_the_right_one(answer, message):
    checked = check_number(answer, "20")
    assert (checked.right, checked.message) == (False, message)


@pytest.mark.parametrize("answer", ["", " ", "x", "many", "1/4 or 1/2", "1..2", "?"])
def test_what_is_no_number_says_what_to_write(answer):
    checked = check_number(answer, "0.25")
    assert checked.right is None
    assert checked.message.endswith(FORM)


@pytest.mark.parametrize("answer", ["1/0", "9^9^9^9", "log(0)", "(-2)^0.5", "1e999"])
def test_what_cannot_be_computed_is_undecided(answer):
    assert check_number(answer, "0.25").right is None


def test_a_whole_number_is_exact_another_one_within_a_hundredth_a_tolerance_is_absolute():
    assert [check_number(answer, "1000").right for answer in ("1000", "1001")] == [True, False]
    assert [check_number(answer, "1/3").right for answer in ("0.33", "0.337", "0.32")] == [True, False, False]
    assert [check_number(answer, "6.9", 0.1).right for answer in ("7", "6.8", "7.01")] == [True, True, False]
    assert check_number("0.3", "0.1 + 0.2").right is True
    assert margin(0.0, None) == 0


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("20", True),
        ("20 KiB", True),
        ("20 kib", True),
        ("20 kibibytes", True),
        ("20480 bytes", True),
        ("20.48 kB", True),
        ("20 kB", False),
        ("20 MiB", False),
        ("20 bits", False),
    ],
)
def test_a_measured_unit_is_converted_or_left_out(answer, right):
    assert check_number(answer, "20", None, "KiB").right is right


@pytest.mark.parametrize(
    ("answer", "accepted", "unit"),
    [
        ("1.08", "1.08", "million"),
        ("1.08 million weights", "1.08", "million"),
        ("1.08M", "1.08", "million"),
        ("1 080 000", "1.08", "million"),
        ("25", "25", "%"),
        ("25 %", "25", "%"),
        ("0.25", "25", "%"),
        ("0.95 percentage points", "0.95", "points"),
        ("12 weights", "12", "parameters"),
        ("0.693 nats", "0.693", ""),
        ("4.8 GB", "4.8", ""),
        ("4.5 %", "4.5", ""),
        ("1.5 million", "1500000", ""),
        ("20000 µJ", "20", "mJ"),
    ],
)
def test_units_of_other_kinds_are_understood(answer, accepted, unit):
    assert check_number(answer, accepted, None, unit).right is True


def test_another_unit_of_measure_is_named():
    assert check_number("20 bits", "20", None, "KiB").message == "The unit is KiB."
