"""Our packages in Anki itself, and Anki's own packages here; runs where Anki's library is installed."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import moment

from quiz.course import Course
from quiz.course.card import Kind
from quiz.exchange.anki.package import write_package
from quiz.exchange.reading import read
from quiz.exchange.taking_in import take_in
from quiz.scheduling.day import Instant
from quiz.study import acts

pytest.importorskip("anki", reason="pip install anki")


@pytest.fixture
def collection(tmp_path):
    """An empty collection, and a function that imports a package into it."""
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    anki = Collection(str(tmp_path / "collection.anki2"))

    def bring(file):
        options = ImportAnkiPackageOptions(with_scheduling=True)
        log = anki.import_anki_package(ImportAnkiPackageRequest(package_path=str(file), options=options)).log
        return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)

    yield anki, bring
    anki.close()


def export(anki, file, *, legacy):
    from anki.collection import ExportAnkiPackageOptions

    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=legacy)
    anki.export_anki_package(out_path=str(file), options=options, limit=None)
    return file


def test_anki_takes_the_whole_course_and_a_second_package_updates_it(collection, bundled, tmp_path, log, now, in_days):
    anki, bring = collection
    items = bundled.items()
    review = acts.rate(log, items[0], 3, in_days(-2), seconds=4)
    acts.suspend(log, items[1], now)
    acts.flag(log, items[2], 2, now)
    file = tmp_path / "a.apkg"
    write_package(file, bundled, bundled.cards, log, now)
    assert bring(file) == (len(bundled.cards), 0, 0, 0)
    assert anki.card_count() == len(items)
    write_package(file, bundled, bundled.cards, log, now + timedelta(hours=1))
    assert bring(file) == (0, len(bundled.cards), 0, 0)
    assert (anki.note_count(), anki.card_count()) == (len(bundled.cards), len(items))
    (scheduled,) = anki.find_cards("-is:new")
    card = anki.get_card(scheduled)
    assert card.ivl == (review.due - log.day(in_days(-2))).days
    assert card.memory_state.stability == pytest.approx(review.memory.stability, abs=1e-3)
    assert anki.db.scalar("select count() from revlog") == 1
    assert len(anki.find_cards("is:suspended")) == len(anki.find_cards("flag:2")) == 1
    assert "rectified:" in card.note()["Item"]


def test_anki_shows_every_cloze_of_the_course(collection, bundled, tmp_path, log, now):
    anki, bring = collection
    clozes = [card for card in bundled.cards if card.kind is Kind.CLOZE]
    write_package(tmp_path / "a.apkg", bundled, clozes, log, now)
    bring(tmp_path / "a.apkg")
    for id in anki.find_notes(""):
        note = anki.get_note(id)
        count = len(next(card for card in clozes if note["Item"].endswith(f":{card.id}")).gaps)
        assert [card.ord for card in note.cards()] == list(range(count))
        for card in note.cards():
            assert "{{c" not in card.question() + card.answer()
            for side in (card.question(), card.answer()):
                assert side.count("{") == side.count("}")
            assert 'class="cloze"' in card.question() or "[" in card.question()


@pytest.mark.parametrize("legacy", [True, False])
def test_reviews_made_in_anki_come_back_to_the_course(collection, bundled, tmp_path, log, now, decks, legacy):
    anki, bring = collection
    cards = bundled.cards[:4]
    acts.rate(log, bundled.items_of(cards[0])[0], 3, now, seconds=4)
    write_package(tmp_path / "a.apkg", bundled, cards, log, now)
    bring(tmp_path / "a.apkg")
    note = anki.get_note(next(iter(anki.find_notes(f"Item:*:{cards[1].id}"))))
    (card,) = note.cards()
    card.start_timer()
    anki.decks.select(card.did)
    anki.sched.answerCard(card, 4)
    arrival = read(export(anki, tmp_path / "back.apkg", legacy=legacy), moment)
    report = take_in(
        arrival, bundled, decks, log, moment, Instant.of(datetime.now(UTC))
    )  # Anki's clock is the real one
    assert (report.reviews, report.known, report.of_course) == (1, 1, 4)
    assert (report.lost, report.problems, decks.exists()) == ({}, [], False)
    (event,) = log.events_of(bundled.items_of(cards[1])[0])
    assert (event.device, event.payload["rating"]) == ("anki", 4)


@pytest.mark.parametrize("legacy", [True, False])
def test_notes_made_in_anki_become_cards(collection, course, bring, own, tmp_path, legacy):
    anki, _ = collection
    fields = {
        "Basic": ("What is <b>x</b>?", r"\(x\)"),
        "Basic (and reversed card)": ("a", "b"),
        "Basic (type in the answer)": ("Capital?", "Paris"),
        "Cloze": ("The {{c1::maximum::of what?}} of {{c2::x}}", "more"),
        "Image Occlusion": ("{{c1::image-occlusion:rect:left=.1:top=.1:width=.1:height=.1}}", "<img src=y.png>"),
    }
    for name, (first, second) in fields.items():
        note = anki.new_note(anki.models.by_name(name))
        note.fields[0], note.fields[1] = first, second
        anki.add_note(note, anki.decks.id("ML::Softmax"))
    report = bring(export(anki, tmp_path / "a.apkg", legacy=legacy))
    assert len(report.decks.new) == 5
    assert len(report.problems) == 1
    assert sorted(card.kind for card in own().values()) == ["cloze", "concept", "concept", "concept", "typed"]


def test_notes_of_anki_are_not_doubled_by_their_way_back(collection, course, bring, own, tmp_path, log, now):
    anki, take = collection
    for name, fields in {"Basic": ("a", "b"), "Cloze": ("The {{c1::maximum}}", "")}.items():
        note = anki.new_note(anki.models.by_name(name))
        note.fields[0], note.fields[1] = fields
        anki.add_note(note, anki.decks.id("ML"))
    bring(export(anki, tmp_path / "a.apkg", legacy=False))
    write_package(tmp_path / "b.apkg", course(), list(own().values()), log, now)
    take(tmp_path / "b.apkg")
    assert anki.note_count() == anki.card_count() == 2


def test_a_course_of_ones_own_survives_the_way_through_anki(collection, course, tmp_path, log, now, bring, own):
    anki, take = collection
    demo: Course = course()
    write_package(tmp_path / "a.apkg", demo, demo.cards, log, now)
    take(tmp_path / "a.apkg")
    file = export(anki, tmp_path / "b.apkg", legacy=False)
    back = {incoming.item: incoming.card for incoming in read(file, moment).cards}
    assert {card.answer for card in back.values()} == {card.answer for card in demo.cards}
    assert back["demo:max"].key_points == demo.card("max").key_points
