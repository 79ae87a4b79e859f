"""The language of the search field, asked of a small course and a log."""

import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from quiz.course import Course
from quiz.errors import QueryError
from quiz.study import acts
from quiz.study.query import parse
from quiz.study.search import Search, search, search_items

ROOT = Path(__file__).resolve().parents[2]
DECK = """# Softmax

## Why subtract the *maximum*?
<!-- id: why-max -->

The exponential of a large logit overflows: Log sum   exp.

### Key points
- Softmax does not change under a shift.
  - ~ shift*
- Nothing overflows any more.
  - ~ overflow*

### Links
- tag: numerics, interview

## Which is convex?
<!-- id: convex -->

### Options
- [x] ReLU
- [ ] Mish

## Two pieces
<!-- id: pieces -->

First apple, then pear.

### Gaps
- apple
- pear
"""
LINEAR = """# Linear

## What does a bias do?
<!-- id: bias -->

It shifts the plane.

### Steps
1. Write the plane.
2. Shift it.

### Links
- tag: geometry
"""


@pytest.fixture(params=["read now", "read before"])
def course(tmp_path, request):
    files = {
        "content/course.toml": 'name = "demo"\ntitle = "D"\nunits = [{ folder = "01_linear", title = "Neurons" },'
        ' { folder = "04_softmax", title = "Softmax and friends" }]\n',
        "content/01_linear/planes.md": LINEAR,
        "content/04_softmax/softmax.md": DECK,
        "own/mine.md": "# M\n\n## Mine?\n<!-- id: mine -->\n\n### Options\n- [x] a\n- [ ] b\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    course = Course.load(tmp_path, own=tmp_path / "own", cache=tmp_path / "cache")
    return (
        Course.load(tmp_path, own=tmp_path / "own", cache=tmp_path / "cache") if "before" in request.param else course
    )


@pytest.fixture
def found(course, log, now):
    return lambda text: " ".join(card.id for card in search(course, log, text, now))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("", "bias why-max convex pieces mine"),
        ("   ", "bias why-max convex pieces mine"),
        ("OVERFLOW", "why-max"),
        ("overf", "why-max"),
        ("plane bias", "bias"),
        ("mish", "convex"),
        ("numerics", "why-max"),
        ("log sum exp", "why-max"),
        ('"log sum exp"', "why-max"),
        ('"sum log"', ""),
        ('"log sum', "why-max"),
        ("-plane -convex", "why-max pieces mine"),
        ("unit:softmax", "why-max convex pieces"),
        ("unit:04_softmax", "why-max convex pieces"),
        ("unit:neurons", "bias"),
        ('unit:"and friends"', "why-max convex pieces"),
        ("unit:own", "mine"),
        ("UNIT:Softmax kind:Choice", "convex"),
        ("kind:cloze", "pieces"),
        ("-kind:cloze -kind:choice", "bias why-max"),
        ("tag:numerics", "why-max"),
        ("tag:geo", "bias"),
        ("deck:planes", "bias"),
        ("id:why", "why-max"),
        ("-", "bias why-max convex pieces mine"),
    ],
)
def test_words_and_fields_of_the_cards(found, text, ids):
    assert found(text) == ids


def test_what_the_log_knows(found, course, log, now):
    acts.rate(log, "demo:bias", 4, now + -timedelta(days=60), seconds=1)
    acts.rate(log, "demo:bias", 4, now + -timedelta(days=40), seconds=1)
    for day in range(4):
        acts.rate(log, "demo:convex", 1, now + timedelta(days=day - 9), seconds=1)
    acts.rate(log, "demo:pieces#1", 3, now, seconds=1)
    acts.suspend(log, "demo:pieces#2", now)
    acts.bury(log, "own:mine", now)
    acts.flag(log, "demo:why-max", 1, now)
    acts.note(log, "demo:why-max", "Ask about Float16.", now)
    expected = {
        "is:new": "why-max pieces mine",
        "is:known": "bias",
        "is:learning": "convex pieces",
        "is:due": "convex",
        "is:suspended": "pieces",
        "is:buried": "mine",
        "is:leech": "",
        "is:flagged": "why-max",
        "flag:1": "why-max",
        "flag:red": "why-max",
        "flag:blue": "",
        "is:noted": "why-max",
        "note:float16": "why-max",
        "note:absent": "",
        "lapses>2": "convex",
        "lapses:3": "convex",
        "lapses>=4": "",
        "reviews=1": "pieces",
        "due<0": "convex",
        "due<=30": "convex pieces",
        "-is:new": "bias convex pieces",
        "is:learning -lapses>0": "pieces",
    }
    assert {text: found(text) for text in expected} == expected


def test_a_card_is_put_off_also_on_the_day_before_as_after_a_flight_west(found, log, now):
    acts.rate(log, "own:mine", 1, now + -timedelta(days=9), seconds=1)
    acts.bury(log, "own:mine", now + timedelta(days=1))
    assert (found("is:buried"), found("is:due")) == ("mine", "")


def test_a_card_that_lapses_too_often_is_a_leech_by_the_learners_own_limit(found, log, now):
    for day in range(4):
        acts.rate(log, "demo:convex", 1, now + timedelta(days=day), seconds=1)
    acts.change_setting(log, "leech", 3, now)
    assert found("is:leech") == "convex"
    acts.change_setting(log, "leech", 0, now)
    assert found("is:leech") == ""


def test_the_items_of_a_search_are_the_gaps_that_meet_it(course, log, now):
    acts.rate(log, "demo:pieces#1", 3, now, seconds=1)
    assert search_items(course, log, "kind:cloze is:new", now) == ["demo:pieces#2"]
    assert search_items(course, log, "", now) == list(course.items())


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("is:deu", "finds nothing", "Did you mean is:due?"),
        ("is:", "needs a value", "Known: due, new"),
        ("kind:choise", "finds nothing", "kind:choice"),
        ("unit:softmx", "finds nothing", "unit:softmax"),
        ("unit:", "needs a value", "Known: 01_linear"),
        ("tag:numeric5", "finds nothing", "tag:numerics"),
        ("flag:7", "finds nothing", "Known: none, red"),
        ("flag:blu", "finds nothing", "flag:blue"),
        ("knd:choice", "no field `knd`", "Did you mean kind:choice?"),
        ("http://x", "no field `http`", '"http://x"'),
        ("lapses>x", "needs a number", "lapses>3"),
        ("lapses:", "needs a number", "lapses>3"),
        ("lapse>3", "no field `lapse`", "lapses>3"),
        ("kind>3", "is no number", "kind:3"),
    ],
)
def test_what_is_not_understood_is_told_with_the_nearest_right_form(found, text, message, hint):
    with pytest.raises(QueryError) as error:
        found(f"softmax {text}")
    assert message in error.value.message
    assert hint in error.value.hint


def test_any_text_is_a_query_or_a_query_error():
    for text in (
        '"',
        "-:",
        ":",
        '""',
        "a:b:c",
        'is:"',
        "<>",
        "-" * 9,
        "lapses>>3",
        "\\frac{a}{b}",
        "$x$",
        "é:1",
        "\x00",
    ):
        with suppress(QueryError):
            parse(text)


def test_a_search_is_asked_again_and_again(course, log, now):
    look = Search(course)
    assert [each.name for each in look.find("is:new kind:derivation", log, now)] == ["demo:bias"]
    assert [each.items for each in look.find("pear", log, now)] == [("demo:pieces#1", "demo:pieces#2")]


@pytest.mark.parametrize("page", ["docs/cards.md", "quiz/ui/help/browse.md"])
def test_every_search_in_the_documentation_is_understood(page):
    table = (ROOT / page).read_text(encoding="utf-8").partition("| write | finds |")[2].partition("\n\n")[0]
    queries = re.findall(r"`([^`]+)`", table.replace("| - ", ""))
    assert len(queries) > 15
    for query in queries:
        if ":" in query or query[-1].isdigit():
            assert all(term.field or '"' in query for term in parse(query))
