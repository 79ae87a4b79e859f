"""Anki's packages, old and new: cards, history, and what cannot be kept."""

import sys
import zipfile
from datetime import date

import packages
import pytest
from conftest import moment
from packages import Row, Sheet

from quiz.course.card import Form, Gap, Kind, TypedAnswer
from quiz.errors import QuizError
from quiz.exchange.anki import templates
from quiz.exchange.anki.clozes import mark_clozes
from quiz.exchange.anki.collection import read_package
from quiz.exchange.arrival import steady_id
from quiz.study import acts

DAY = 86_400_000
NOON = packages.BEGAN * 1000 + 8 * 3_600_000  # of the first day

SHEETS = [
    Sheet(["What is <b>ReLU</b>?", r"\(\max(0, x)\)"], tags=" unit::a hard "),
    Sheet(["logits", "scores"], type=20, cards=(Row(), Row())),
    Sheet(["Capital?", "Paris"], type=30),
    Sheet(["The {{c1::maximum::of what?}} of {{c2::\\(x\\)}}, {{c1::exactly}}", "more"], type=40, cards=(Row(), Row())),
]


def anki(guid, further=""):
    return steady_id("anki", guid) + further


@pytest.mark.parametrize("new", [False, True])
def test_every_kind_of_note_becomes_a_card(tmp_path, bring, own, new):
    report = bring(packages.write(tmp_path / "a.apkg", SHEETS, new=new))
    cards = own()
    assert len(report.decks.new) == len(cards) == 5
    assert {card.file.name for card in cards.values()} == {"ml-softmax.md"}
    basic = cards[anki("guid 1")]
    assert (basic.kind, basic.question, basic.answer) == (Kind.CONCEPT, "What is **ReLU**?", r"$\max(0, x)$")
    assert basic.tags == ("unit::a", "hard")
    there, back = cards[anki("guid 2")], cards[anki("guid 2", "-2")]
    assert (there.question, there.answer, back.question, back.answer) == ("logits", "scores", "scores", "logits")
    assert cards[anki("guid 3")].typed == (TypedAnswer(Form.TEXT, ("Paris",)),)
    cloze = cards[anki("guid 4")]
    assert (cloze.question, cloze.answer) == ("Softmax", "The maximum of $x$, exactly\\\nmore")
    assert cloze.gaps == (Gap("maximum", "of what?"), Gap("exactly"), Gap("$x$", quoted=True))
    assert report.lost == {"clozes of several pieces, asked one by one here": 1}


REVIEWS = [
    (1, NOON, 3, -600, 0),
    (1, NOON + 600_000, 3, 1, 0),
    (1, NOON + DAY, 1, -600, 1),
    (1, NOON + DAY + 600_000, 3, 2, 2),
    (3, NOON + 1, 4, 4, 0),
    (6, NOON + DAY + 1, 2, 3, 1),
]


def test_reviews_become_events_with_their_days(tmp_path, bring, log):
    sheets = [Sheet(["a", "b"], cards=(Row(2, 2, 3),)), SHEETS[1], SHEETS[2], SHEETS[3]]
    report = bring(packages.write(tmp_path / "a.apkg", sheets, REVIEWS))
    assert (report.reviews, report.known) == (6, 0)
    events = log.events_of(f"own:{anki('guid 1')}")
    assert [(event.day, event.payload["rating"], event.payload["due"]) for event in events] == [
        ("2026-11-16", 3, "2026-11-16"),
        ("2026-11-16", 3, "2026-11-17"),
        ("2026-11-17", 1, "2026-11-17"),
        ("2026-11-17", 3, "2026-11-19"),
    ]
    assert [event.payload["previous"] for event in events] == [None, *(event.id for event in events[:-1])]
    assert events[0].id == f"anki-{NOON}"
    assert events[0].payload["seconds"] == 4.2
    assert log.state(f"own:{anki('guid 1')}").due == date(2026, 11, 19)
    assert log.state(f"own:{anki('guid 2', '-2')}").memory.reps == 1
    assert log.state(f"own:{anki('guid 4')}#3").memory.reps == 1
    assert log.verify() == []


def test_a_second_import_adds_nothing_and_a_longer_one_the_rest(tmp_path, bring, log):
    file = packages.write(tmp_path / "a.apkg", SHEETS, REVIEWS[:3])
    bring(file)
    events = log.events()
    again = bring(file)
    assert (again.reviews, again.known, len(again.decks.same), again.decks.files) == (0, 3, 5, {})
    assert log.events() == events
    longer = bring(packages.write(file, SHEETS, REVIEWS, new=True))
    assert (longer.reviews, longer.known) == (3, 3)


def test_an_undone_review_does_not_come_again(tmp_path, bring, log, now):
    file = packages.write(tmp_path / "a.apkg", SHEETS[:1], REVIEWS[:1])
    bring(file)
    log.append("undo", f"own:{anki('guid 1')}", {"target": f"anki-{NOON}"}, now)
    assert bring(file).reviews == 0
    assert log.state(f"own:{anki('guid 1')}") is None


def test_a_due_day_that_was_set_by_hand_is_kept(tmp_path, bring, log):
    sheets = [Sheet(["a", "b"], cards=(Row(2, 2, 20),))]
    reviews = [(1, NOON, 3, 1, 0), (1, NOON + 1000, 0, 20, 4, 2500)]
    assert bring(packages.write(tmp_path / "a.apkg", sheets, reviews)).reviews == 1
    assert log.state(f"own:{anki('guid 1')}").due == date(2026, 12, 6)


def test_a_day_that_anki_moved_by_one_is_kept(tmp_path, bring, log):
    sheets = [Sheet(["a", "b"], cards=(Row(2, 2, 5),))]
    bring(packages.write(tmp_path / "a.apkg", sheets, [(1, NOON, 3, 4, 0)]))
    assert log.state(f"own:{anki('guid 1')}").due == date(2026, 11, 21)


def test_a_day_that_was_moved_there_without_a_review_is_counted(tmp_path, bring, log, in_days):
    reviews = [(1, NOON, 3, 4, 0)]
    bring(packages.write(tmp_path / "a.apkg", [Sheet(["a", "b"], cards=(Row(2, 2, 4),))], reviews))
    file = packages.write(tmp_path / "a.apkg", [Sheet(["a", "b"], cards=(Row(2, 2, 30),))], reviews)
    report = bring(file)
    assert report.lost == {"due days that were moved there, left as they are here": 1}
    item = f"own:{anki('guid 1')}"
    assert log.state(item).due == date(2026, 11, 20)
    acts.rate(log, item, 3, in_days(0), seconds=1)
    assert bring(file).lost == {}


def test_a_card_that_was_forgotten_is_new(tmp_path, bring, log):
    reviews = [(1, NOON, 3, 1, 0), (1, NOON + 1000, 0, 0, 4, 0)]
    bring(packages.write(tmp_path / "a.apkg", SHEETS[:1], reviews))
    assert log.state(f"own:{anki('guid 1')}").memory is None


def test_practice_is_no_review(tmp_path, bring):
    reviews = [(1, NOON, 3, 1, 3, 0), (1, NOON + 1000, 3, 1, 3, 2500), (1, NOON + 2000, 0, 3, 5, 2500)]
    report = bring(packages.write(tmp_path / "a.apkg", SHEETS[:1], reviews))
    assert report.reviews == 1
    assert report.lost == {"reviews that were practice only": 1}


def test_the_first_scheduler_had_three_buttons_for_cards_being_learned(tmp_path, bring, log):
    reviews = [
        (1, NOON, 1, -60, 0),
        (1, NOON + 10_000, 2, 1, 0),
        (1, NOON + DAY, 2, 3, 1),
        (1, NOON + 2 * DAY, 3, 9, 2),
    ]
    bring(packages.write(tmp_path / "a.apkg", SHEETS[:1], reviews, scheduler=1))
    assert [event.payload["rating"] for event in log.events()] == [1, 3, 2, 4]


def test_suspensions_flags_and_due_days_come_with_cards_that_are_new_here(tmp_path, bring, log, now):
    sheets = [Sheet(["a", "b"], cards=(Row(2, -1, 9, flags=2),)), Sheet(["c", "d"], cards=(Row(flags=6),))]
    file = packages.write(tmp_path / "a.apkg", sheets)
    report = bring(file)
    item = f"own:{anki('guid 1')}"
    state = log.state(item)
    assert (state.due, state.suspended, state.flag, report.acts) == (date(2026, 11, 25), True, 2, 3)
    assert report.lost == {"flags beyond the fourth colour": 1}
    log.append("unsuspend", item, {}, now)
    assert bring(file).acts == 0
    assert not log.state(item).suspended


def test_an_edited_note_changes_its_card_and_keeps_its_id(tmp_path, bring, own):
    bring(packages.write(tmp_path / "a.apkg", SHEETS))
    sheets = [Sheet(["What is <b>ReLU</b>?", "x if x &gt; 0"]), *SHEETS[1:]]
    report = bring(packages.write(tmp_path / "a.apkg", sheets))
    assert (report.decks.changed, report.decks.new) == ([anki("guid 1")], [])
    assert own()[anki("guid 1")].answer == "x if x > 0"


def test_a_new_cloze_between_two_old_ones_leaves_their_history_alone(tmp_path, bring, own, log):
    sheet = Sheet(["{{c1::one}} and {{c2::three}}", ""], type=40, cards=(Row(), Row()), guid="g")
    bring(packages.write(tmp_path / "a.apkg", [sheet], [(2, NOON, 4, 4, 0)]))
    sheet = Sheet(["{{c1::one}}, {{c2::two}} and {{c3::three}}", ""], type=40, cards=(Row(), Row(), Row()), guid="g")
    bring(packages.write(tmp_path / "a.apkg", [sheet], [(3, NOON, 4, 4, 0), (2, NOON + DAY, 1, 0, 0)]))
    assert [gap.text for gap in own()[anki("g")].gaps] == ["one", "three", "two"]
    assert [event.item[-2:] for event in log.events()] == ["#2", "#3"]


def test_a_word_that_two_clozes_hide_is_asked_once_with_the_reviews_of_both(tmp_path, bring, own, log):
    cards = (Row(2, 2, 9), Row(2, 2, 5), Row())
    sheet = Sheet(["{{c1::Adam}} and {{c2::Adam}} and {{c3::SGD}}", ""], type=40, cards=cards)
    reviews = [(1, NOON, 3, 1, 0), (2, NOON + DAY, 3, 4, 0), (3, NOON + DAY + 9, 4, 4, 0)]
    report = bring(packages.write(tmp_path / "a.apkg", [sheet], reviews))
    (card,) = own().values()
    assert [gap.text for gap in card.gaps] == ["Adam", "SGD"]
    assert report.lost == {"clozes of words that another one hides, asked once here": 1}
    assert [event.item[-2:] for event in log.events()] == ["#1", "#1", "#2"]
    assert log.state(f"own:{card.id}#1").due == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        (Sheet(["{{c1::image-occlusion:rect:left=.1}}", ""], type=40), "it hides parts of an image"),
        (Sheet(["nothing hidden", ""], type=40), "it hides nothing"),
        (Sheet(["front", " "]), "its back is empty"),
        (Sheet(["<i></i>", "back"]), "its front is empty"),
        (Sheet(["a", "b"], type=99), "it has no note type"),
        (Sheet(["a", "b"], cards=()), "it has no cards"),
    ],
)
def test_a_note_without_a_form_here_is_left_out_and_named(tmp_path, bring, sheet, message):
    file = packages.write(tmp_path / "a.apkg", [SHEETS[0], sheet])
    report = bring(file)
    assert len(report.decks.new) == 1
    (problem,) = report.problems
    assert (problem.file, problem.line) == (file, 2)
    assert message in problem.message


def test_without_history_only_cards_come(tmp_path, bring, log):
    report = bring(packages.write(tmp_path / "a.apkg", SHEETS, REVIEWS), history=False)
    assert (len(report.decks.new), report.reviews, log.events()) == (5, 0, [])


def test_a_dry_run_says_the_same_and_writes_nothing(tmp_path, bring, log, decks):
    file = packages.write(tmp_path / "a.apkg", SHEETS, REVIEWS)
    tried = bring(file, dry_run=True)
    assert (log.events(), decks.exists()) == ([], False)
    done = bring(file)
    assert (tried.decks.new, tried.reviews, tried.lost) == (done.decks.new, done.reviews, done.lost)


def test_damaged_packages_are_told_apart(tmp_path):
    file = tmp_path / "a.apkg"
    file.write_bytes(b"PK nothing")
    with pytest.raises(QuizError, match="no Anki package, or a damaged one") as found:
        read_package(file)
    assert found.value.file == file
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("media", "{}")
    with pytest.raises(QuizError, match="no Anki collection"):
        read_package(file)
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("collection.anki2", "no database")
    with pytest.raises(QuizError, match="cannot be read: file is not a database"):
        read_package(file)
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("collection.anki21b", "no zstandard")
    with pytest.raises(QuizError, match="damaged"):
        read_package(file)


def test_without_zstandard_the_message_names_the_option_of_anki(tmp_path, monkeypatch):
    file = packages.write(tmp_path / "a.apkg", SHEETS, new=True)
    for name in ("compression", "backports"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(QuizError, match=r"backports\.zstd") as found:
        read_package(file)
    assert "Support older Anki versions" in found.value.hint


@pytest.mark.parametrize(
    ("template", "html"),
    [
        ("{{Front}} and {{ Back }}", "F and "),
        ("{{#Front}}yes {{Front}}{{/Front}}{{^Front}}no{{/Front}}", "yes F"),
        ("{{#Back}}yes{{/Back}}{{^Back}}no{{#Front}}!{{/Front}}{{/Back}}", "no!"),
        ("{{text:furigana:Front}}{{tts en_US voices=x:Front}}{{Missing}}", "F"),
        ("{{cloze:Front}}", "F"),
    ],
)
def test_templates_are_filled(template, html):
    assert templates.render(template, {"Front": "F", "Back": "<br>"}).html in (html, html + "<br>")


def test_what_is_typed_or_only_hinted_at_is_kept_apart():
    side = templates.render("{{Front}}{{type:Back}}{{hint:More}}", {"Front": "F", "Back": "B", "More": "M"})
    assert (side.html, side.typed, side.hints) == ("F", ["B"], ["M"])


def test_nested_clozes_are_two():
    text, clozes = mark_clozes("{{c1::a {{c2::b::hint <i>two</i>}} c}} }} ::")
    assert [(cloze.number, cloze.hint) for cloze in clozes] == [(1, ""), (2, "hint *two*")]
    assert text.endswith(" }} ::")


def test_moments_have_the_offset_of_their_time():
    assert moment(NOON).local.hour == 13
