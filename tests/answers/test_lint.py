from quiz.answers import Misconception, Point, lint, warnings

GOOD = Point("Early stopping needs a patience.", ("patience", "wait*|several epoch*"), ("wait for several epochs",))
SLIP = Misconception("Watching the training loss is not enough.", ("training_loss watch*|monitor*",))


def test_a_sound_card_has_no_problems_and_no_warnings():
    assert lint((GOOD,), SLIP) == []
    assert warnings((GOOD,), Misconception(SLIP.text, ("train*_error",)), "When to stop?") == []


def test_a_point_needs_a_keyword_line_and_a_fixture():
    no_keyword, no_fixture = lint((Point("Stop early.", ()),))
    assert "key point 'Stop early.': no keyword line" in no_keyword
    assert "no fixture" in no_fixture


def test_the_own_sentence_and_every_fixture_must_be_found():
    point = Point("Stop in time.", ("patience",), ("have patience", "wait a little"))
    own, fixture = lint((point,))
    assert "own sentence" in own
    assert "'= wait a little'" in fixture


def test_half_of_a_line_is_not_enough_for_a_fixture():
    assert len(lint((Point("stop early", ("stop early",), ("stop at once",)),))) == 1


def test_a_short_fixture_is_tried_all_the_same():
    assert lint((Point("Patience.", ("patience",), ("patience",)),)) == []


def test_more_than_three_groups_are_too_many():
    text = "one two three four"
    assert "has 4 groups" in lint((Point(text, (text,), (text,)),))[0]
    assert lint((Point(text, ("one two three",), (text,)),)) == []


def test_malformed_lines_of_points_and_slips_are_reported_not_raised():
    broken = Point(GOOD.text, (*GOOD.keywords, "a||b"), GOOD.fixtures)
    point, slip = lint((broken,), Misconception("x", ("`a",)))
    assert "alternative is empty" in point
    assert slip.startswith("slip: a backquote is not closed")
    assert warnings((broken,)) == []


def test_a_line_bound_to_a_side_needs_sides_and_their_mention():
    bound = Point("L1 makes weights sparse.", ("@1 sparse|zero*",), ("lasso gives sparse weights",))
    assert "bound to a side" in lint((bound,))[0]
    assert lint((bound,), sides=("l1|lasso", "l2|ridge")) == []
    assert len(lint((bound,), sides=("l2|ridge", "l1|lasso"))) == 2


def test_sides_are_two_and_well_formed():
    assert "2 sides, not 1" in lint((GOOD,), sides=("l1",))[0]
    assert "sides: an alternative is empty" in lint((GOOD,), sides=("l1|", "l2"))[0]


def test_keywords_that_find_a_sibling_the_question_or_the_slip_are_warned_of():
    sibling = Point("Patience counts epochs.", ("count*",), ("it counts",))
    found = warnings(
        (GOOD, sibling), Misconception("Waiting for epochs is useless.", ("useless",)), "What is patience?"
    )
    assert found == [
        "key point 'Early stopping needs a patience.': 'patience' also finds key point 'Patience counts epochs.'",
        "key point 'Early stopping needs a patience.': 'patience' also finds the question",
        "key point 'Early stopping needs a patience.': 'wait*|several epoch*' also finds the slip",
    ]


def test_a_point_without_a_distinctive_term_is_warned_of():
    assert "line of its own" in warnings((Point("Wait for epochs.", ("wait epochs",)),))[0]


def test_a_slip_without_keywords_is_warned_of():
    assert "slip: no keyword line" in warnings((GOOD,), Misconception("x", ()))[0]


def test_a_slip_that_finds_a_right_sentence_is_warned_of():
    assert (
        "also find 'wait for several epochs', which is right" in warnings((GOOD,), Misconception("x", ("epoch*",)))[0]
    )
