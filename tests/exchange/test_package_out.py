"""Our cards as an Anki package: notes, decks, schedule and reviews, read from its own tables."""

import json
import re
import sqlite3
import tempfile
import zipfile
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import packages
import pytest
from conftest import moment
from packages import Row, Sheet

from quiz.course.card import Gap, Kind
from quiz.course.deck import parse_deck
from quiz.errors import QuizError
from quiz.exchange.anki.clozes import mark_clozes, to_clozes
from quiz.exchange.anki.ours import FIELDS, note_of
from quiz.exchange.anki.package import write_package
from quiz.exchange.arrival import steady_id
from quiz.exchange.reading import read
from quiz.exchange.taking_in import take_in
from quiz.progress.log import Log
from quiz.study import acts


@pytest.fixture
def package(tmp_path, bundled, log, now):
    """A function that writes some cards of the course, and gives the rows of a query on the package."""
    file = tmp_path / "out.apkg"

    def write(cards, *queries, course=bundled):
        write_package(file, course, cards, log, now)
        with zipfile.ZipFile(file) as packed:
            packed.extract("collection.anki2", tmp_path)
        with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
            return [database.execute(query).fetchall() for query in queries]

    return write


def hidden_by_anki(html, number):
    """The question that Anki makes of clozes: one closes at the first two braces behind it."""
    shown, opened = "", []
    for token in re.findall(r"\{\{c\d+::|\}\}|.", html, re.DOTALL):
        if token.startswith("{{c"):
            opened.append(int(token[3:-2]))
            shown += "[…]" if opened[-1] == number and number not in opened[:-1] else ""
        elif token == "}}" and opened:
            opened.pop()
        elif number not in opened:
            shown += token
    return shown


def of_kinds(bundled):
    """A card of each kind."""
    return [next(card for card in bundled.cards if card.kind is kind) for kind in Kind]


def test_each_unit_is_a_sub_deck_and_each_card_a_tagged_note(package, bundled):
    cards = of_kinds(bundled)
    notes, [[decks]] = package(cards, "SELECT tags, flds FROM notes", "SELECT decks FROM col")
    assert [fields.split("\x1f")[4] for _, fields in notes] == [f"rectified:{card.id}" for card in cards]
    for (tags, _), card in zip(notes, cards, strict=True):
        assert f" unit::{card.unit} kind::{card.kind} " in tags
    names = {deck["name"] for deck in json.loads(decks).values()}
    assert names == {"Default"} | {f"Neural networks::{bundled.unit(card.unit).title}" for card in cards}


def test_a_second_export_has_the_same_guids_decks_and_types(package, bundled):
    queries = ("SELECT guid, mid FROM notes", "SELECT DISTINCT did FROM cards", "SELECT models FROM col")
    first, second = package(bundled.cards[:20], *queries), package(bundled.cards[5:25], *queries)
    assert first[0][5:] == second[0][:15]
    assert first[1] == second[1]
    assert json.loads(first[2][0][0]).keys() == json.loads(second[2][0][0]).keys()


def test_maths_and_code_are_as_anki_wants_them(course):
    text = "## Why $x<y$?\n<!-- id: a -->\n\nSee\n\n$$\n\\frac{a}{b}\n$$\n\n```python\nx < 1\n```\n"
    card = parse_deck(f"# T\n\n{text}", course().folder, "own")[0][0]
    fields = dict(zip(FIELDS["Rectified"], note_of(card, ["own:a"], Counter()).fields, strict=True))
    assert fields["Question"] == r"<p>Why \(x&lt;y\)?</p>"
    assert "<p>\\[\\frac{a}{b}\\]</p>" in fields["Answer"]
    assert '<pre><code class="language-python">x &lt; 1\n</code></pre>' in fields["Answer"]


def test_slip_and_curveball_are_fields_and_every_part_of_a_card_is_shown(bundled):
    for card in bundled.cards[::4]:
        note = note_of(card, bundled.items_of(card), Counter())
        fields = dict(zip(FIELDS[note.type], note.fields, strict=True))
        assert bool(fields["Slip"]) == bool(card.slip)
        assert bool(fields["Curveball"]) == bool(card.curveball)
        if card.kind is not Kind.CLOZE and not card.draws:
            assert fields["Answer"].count("<li>") >= len(card.key_points) + len(card.options) + len(card.steps)
            assert fields["Question"].count("<li>") >= len(card.options) + len(card.order)


def test_every_gap_of_the_course_is_a_cloze_of_its_number(bundled):
    for card in bundled.cards:
        if card.kind is Kind.CLOZE:
            html, numbers = to_clozes(card)
            _, clozes = mark_clozes(html)
            assert numbers == list(range(1, len(card.gaps) + 1))
            assert {cloze.number for cloze in clozes} == set(numbers)
            for number in numbers:
                question = hidden_by_anki(html, number)
                assert question.count("[…]")
                assert question.count("{") == question.count("}")


@pytest.mark.parametrize(
    ("text", "piece", "html"),
    [
        ("$e^{x}$", Gap("x", quoted=True), r"<p>\(e^{ {{c1::x}} }\)</p>"),
        ("$a^{b^{c}}$", Gap("$a^{b^{c}}$", quoted=True), r"<p>{{c1::\(a^{b^{c} }\)}}</p>"),
        ("`std::sort` it", Gap("std::sort", "how?", quoted=True), "<p><code>{{c1::std:&#58;sort::how?}}</code> it</p>"),
        ("`{{}}`", Gap("{{}}", quoted=True), "<p><code>{{c1::{{}&#125;}}</code></p>"),
        (r"$a + \frac{b}{c}$", Gap(r"\frac{b}{c}", quoted=True), r"<p>\(a + {{c1::\frac{b}{c} }}\)</p>"),
        ("`{a}`", Gap("{a}", "in {}", quoted=True), "<p><code>{{c1::{a&#125;::in {&#125;}}</code></p>"),
        ("`a:` is", Gap("a:", "what", quoted=True), "<p><code>{{c1::a&#58;::what}}</code> is</p>"),
        ("x and *x*", Gap("x"), "<p>{{c1::x}} and <em>{{c1::x}}</em></p>"),
    ],
)
def test_braces_and_colons_within_a_cloze_are_written_so_that_anki_keeps_them(bundled, text, piece, html):
    card = replace(of_kinds(bundled)[2], answer=text, gaps=(piece,))
    assert to_clozes(card) == (html, [1])


def test_gaps_within_gaps_are_nested_and_half_overlapping_ones_counted(bundled):
    card = replace(of_kinds(bundled)[2], answer="one two three", gaps=(Gap("two"), Gap("one two"), Gap("two three")))
    assert to_clozes(card) == ("<p>{{c2::one {{c1::two}}}} three</p>", [1, 2])


def test_a_gap_within_another_is_a_card_with_its_reviews(package, bundled, log, in_days):
    card = next(card for card in bundled.cards if card.kind is Kind.CLOZE)
    nested = replace(card, answer="one two three", gaps=(Gap("two"), Gap("one two")))
    items = bundled.items_of(card)
    for item in items[:2]:
        acts.rate(log, item, 3, in_days(-2), seconds=7)
    cards, reviews = package([nested], "SELECT ord, type FROM cards ORDER BY ord", "SELECT count() FROM revlog")
    assert (cards, reviews) == ([(0, 2), (1, 2)], [(2,)])


def test_the_schedule_goes_along(package, bundled, log, now, in_days):
    new, learned, aside = bundled.cards[0], bundled.cards[1], bundled.cards[3]
    items = [bundled.items_of(card)[0] for card in (new, learned, aside)]
    acts.rate(log, items[1], 3, in_days(-2), seconds=7.25)
    acts.rate(log, items[1], 1, in_days(-1), seconds=200)
    review = acts.rate(log, items[1], 3, in_days(-1), seconds=3)
    acts.suspend(log, items[2], now)
    acts.flag(log, items[2], 3, now)
    cards, reviews, [[began, settings]] = package(
        [new, learned, aside],
        "SELECT type, queue, due, ivl, reps, lapses, flags, data FROM cards ORDER BY id",
        "SELECT id, ease, ivl, lastIvl, time, type FROM revlog ORDER BY id",
        "SELECT crt, conf FROM col",
    )
    days = (review.due - log.day(now)).days
    assert cards[0] == (0, 0, 0, 0, 0, 0, 0, "")
    assert cards[1][:6] == (2, 2, days, days + 1, 3, 1)
    memory = json.loads(cards[1][7])
    assert memory == {"s": round(review.memory.stability, 4), "d": round(review.memory.difficulty, 3), "dr": 0.9}
    assert cards[2][:2] == (0, -1)
    assert cards[2][6] == 3
    assert [row[1:] for row in reviews] == [(3, 2, 0, 7250, 0), (1, -600, 2, 200_000, 1), (3, days + 1, -600, 3000, 2)]
    assert moment(began * 1000).local.strftime("%F %H:%M") == "2026-11-20 04:00"
    assert json.loads(settings)["schedVer"] == 2


def test_an_edited_note_of_ours_keeps_its_title_and_not_our_tags(package, course, tmp_path):
    card = replace(course().card("gaps"), tags=("x",))
    package([card], course=course())
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        database.execute("UPDATE notes SET flds = replace(flds, 'never', 'hardly')")
        database.commit()
    with zipfile.ZipFile(tmp_path / "out.apkg", "w") as packed:
        packed.write(tmp_path / "collection.anki2", "collection.anki2")
    (back,) = read(tmp_path / "out.apkg", moment).cards
    assert (back.item, back.card.question, back.card.tags) == ("demo:gaps", "Softmax", ("x",))
    assert back.card.answer == "Subtract the maximum: $e^{ x_i - m }$ hardly overflows."


def test_a_forgotten_card_is_new_after_the_way_through_a_package(package, course, log, tmp_path, in_days):
    item = "demo:max"
    for day in (-9, -5):
        acts.rate(log, item, 3, in_days(day), seconds=7)
    acts.forget(log, item, in_days(-2))
    [lines] = package(course().cards[:1], "SELECT ease, factor, type FROM revlog ORDER BY id", course=course())
    assert lines == [(3, 2500, 0), (3, 2500, 1), (0, 0, 4)]
    with Log.open(tmp_path / "other.sqlite3") as other:
        arrival = read(tmp_path / "out.apkg", moment)
        (back,) = [one for one in arrival.past if not one.rating]
        report = take_in(arrival, course(), tmp_path / "decks", other, moment, in_days(0))
        assert (back.milliseconds, report.reviews) == (in_days(-2).microseconds // 1000, 3)
        assert other.state(item).memory is None


def test_a_card_from_anki_goes_out_under_the_name_of_its_note(package, course, bring, own, tmp_path):
    guid = 'a-->b" é%'
    sheet = Sheet(["a", "b"], type=20, cards=(Row(), Row()), guid=guid)
    bring(packages.write(tmp_path / "a.apkg", [sheet]))
    cards = list(own().values())
    [guids] = package(cards, "SELECT guid FROM notes ORDER BY id", course=course())
    assert guids[0] == (guid,)
    assert guids[1] != (guid,)
    again = bring(tmp_path / "out.apkg")
    assert (again.decks.same, again.decks.files) == ([card.id for card in cards], {})


def test_a_note_that_is_in_anki_twice_is_one_card(package, course, bring, own, log, tmp_path, now):
    """As it was there and as an earlier export wrote it; the reviews of both count, those of either once."""
    file = packages.write(tmp_path / "a.apkg", [Sheet(["a", "b"], guid="g")], [(1, 1_794_900_000_000, 3, 1, 0)])
    bring(file)
    item = f"own:{steady_id('anki', 'g')}"
    acts.rate(log, item, 3, now, seconds=1)
    package(list(own().values()), course=course())
    both = read(file, moment)
    written = read(tmp_path / "out.apkg", moment)
    both.cards += written.cards
    both.past += [replace(one, milliseconds=one.milliseconds + 1) for one in written.past]
    with Log.open(tmp_path / "other.sqlite3") as other:
        report = take_in(both, course(), tmp_path / "fresh", other, moment, now)
    assert (report.problems, len(report.decks.new), report.reviews) == ([], 1, 2)
    assert report.lost == {"cards that are there twice, taken as one": 1}


def test_reviews_at_one_instant_keep_apart(package, bundled, log, now):
    items = [item for card in bundled.cards[:6] for item in bundled.items_of(card)]
    for item in items:
        acts.rate(log, item, 3, now, seconds=1)
    ((ids,), (rows,)) = package(
        bundled.cards[:6], "SELECT count(DISTINCT id) FROM revlog", "SELECT count() FROM revlog"
    )
    assert ids == rows == (len(items),)


def test_nothing_is_left_in_the_temporary_folder(package, bundled, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    package(bundled.cards[:1])
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_written_is_named(tmp_path, bundled, log, now):
    (tmp_path / "file").write_text("")
    with pytest.raises(QuizError, match="the package cannot be written") as found:
        write_package(tmp_path / "file" / "x.apkg", bundled, bundled.cards[:1], log, now)
    assert found.value.file == tmp_path / "file" / "x.apkg"


def test_what_anki_has_no_form_for_is_counted(tmp_path, bundled, log, now):
    acts.note(log, bundled.items()[0], "mine", now)
    acts.set_due(log, bundled.items()[1], log.day(now) + timedelta(3), now)
    cards = bundled.cards[:30]
    lost = write_package(tmp_path / "x.apkg", bundled, cards, log, now).lost
    assert lost["notes of yours"] == lost["due days of new cards"] == 1
    assert lost["pictures"] == sum(len(card.plots) for card in cards)


def test_a_package_of_ours_brings_every_card_back_whole(tmp_path, bundled, log, now):
    file = tmp_path / "x.apkg"
    cards = bundled.cards[::3]
    write_package(file, bundled, cards, log, now)
    arrival = read(file, moment)
    assert (+arrival.lost, arrival.problems) == ({}, [])
    back = {incoming.item: incoming.card for incoming in arrival.cards}
    for card in cards:
        here = {"file": card.file, "line": card.line, "unit": card.unit, "stamped": card.stamped}
        assert replace(back[f"rectified:{card.id}"], **here) == card
