"""Cards from text: Anki's notes, hashcards, Obsidian; and what each file is taken for."""

import csv
import io
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from conftest import moment

from quiz.course.card import Gap, Kind
from quiz.errors import QuizError
from quiz.exchange.anki.ours import note_of
from quiz.exchange.arrival import steady_id
from quiz.exchange.foreign_markdown import adapted
from quiz.exchange.reading import read
from quiz.progress import text_form
from quiz.progress.event_line import line_of
from quiz.study import acts


@pytest.fixture
def note(tmp_path, bring, own):
    """A function that takes in a text as a file, and returns the learner's cards and the report."""

    def take(text, name="Notes.md"):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        report = bring(file)
        again = bring(file)
        assert (again.decks.new, again.decks.changed, again.acts) == ([], [], 0)
        return list(own().values()), report

    return take


def sides(cards):
    return [(card.question, card.answer) for card in cards]


ANKI = '''#separator:tab
#html:true
#guid column:1
#deck column:2
#tags column:5
guid 1\tML::A\tWhat is <b>x</b>?\t"line one<br>""two"""\thard unit::a
guid 2\tML::A\tThe {{c1::maximum}}\tmore\t
"guid 3"\tGeo\tfront\t"<pre>a
b</pre>"\t
'''


def test_anki_notes_in_plain_text(note):
    cards, report = note(ANKI, "Notes.txt")
    assert sides(cards) == [
        ("front", "```\na\nb\n```"),
        ("What is **x**?", 'line one\\\n"two"'),
        ("A", "The maximum\n\nmore"),
    ]
    assert [card.id for card in cards] == [steady_id("anki", f"guid {n}") for n in (3, 1, 2)]
    assert cards[1].tags == ("hard", "unit::a")
    assert cards[2].gaps == (Gap("maximum"),)
    assert report.problems == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("c;d\na;b\n", [("c", "d"), ("a", "b")]),
        ("Front;Back\na;b\n", [("a", "b")]),
        ("question;answer\na;*b*\n", [("a", "*b*")]),
        ("Question,Answer,key points\na,b,\n", [("a", "b")]),
        ('question\tANSWER\n"a\nc"\tb\n', [("a c", "b")]),
        ("#separator:Comma\n#html:false\na,<b> & c\n", [("a", "\\<b> & c")]),
        ("#separator:|\n#columns:Q|A|Extra\na|b|c\n", [("a", "b\n\nExtra: c")]),
    ],
)
def test_tables_of_other_programs(note, text, found):
    assert sides(note(text, "table.csv")[0]) == found


def test_a_row_that_is_not_understood_is_named(tmp_path):
    file = tmp_path / "notes.txt"
    file.write_text('#separator:tab\na\tb\n"c\td\n')
    with pytest.raises(QuizError, match="this row is not understood") as found:
        read(file, moment)
    assert found.value.line == 3
    file.write_text("#separator:tab\na\tb\nonly one\n")
    assert [problem.line for problem in read(file, moment).problems] == [3]


HASHCARDS = """---
name = "Cell"
---
some text

Q: What is the order
of a group?
A: The cardinality.

Q: List two.
A:

- one
- $x$

C: The [order] of a group is in $[0, 1]$, [$[2]$], ![](i.png), [page](address) and `a[0]`.
---
C:
— [Ecclesiastes] 6
"""


def test_hashcards(note):
    cards, report = note(HASHCARDS)
    assert {card.file.name for card in cards} == {"cell.md"}
    assert sides(cards) == [
        ("What is the order of a group?", "The cardinality."),
        ("List two.", "- one\n- $x$"),
        ("Cell", "The order of a group is in $[0, 1]$, $[2]$, (file: i.png), [page](address) and `a[0]`."),
        ("Cell", "— Ecclesiastes 6"),
    ]
    assert [card.gaps for card in cards[2:]] == [(Gap("order"), Gap("$[2]$", quoted=True)), (Gap("Ecclesiastes"),)]
    assert report.lost == {"lines of text outside cards": 1, "embedded files": 1}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Q: a\n\nQ: b\nA: c\n", 1, "this question has no answer"),
        ("Q: a\nA: b\nA: c\n", 3, "an answer without a question"),
        ("\nQ: a\n", 2, "this question has no answer"),
        ("---\nname = x\n---\nQ: a\nA: b\n", 2, "no TOML"),
        ("---\nQ: a\nA: b\n", 1, "does not end"),
    ],
)
def test_a_hashcards_deck_with_a_mistake_is_named_with_its_line(tmp_path, text, line, message):
    file = tmp_path / "deck.md"
    file.write_text(text)
    with pytest.raises(QuizError, match=message) as found:
        read(file, moment)
    assert (found.value.file, found.value.line) == (file, line)


OBSIDIAN = """---
tags: [flashcards]
---
# Networks

#flashcards/ml
What is `std::max`?::the larger one, for $5
<!--SR:!2026-12-20,13,290-->
left:::right <!--SR:!2026-12-21,3,250!2026-12-22,3,250-->
- bullet::works too ^abc1

## Several lines
front
?
- a
```python
x = 1

y = a::b
```
<!--SR:!fsrs,2026-12-25T10:00:00.000Z,3,2.1,5,2,3,0,0,2026-12-22T10:00:00.000Z-->

one side
??
other side

The ==maximum==^[of what?] is subtracted, so that $a == b$ never ==overflows==.
<!--SR:!2027-01-02,3,250!2000-01-01,1,250-->

Groups: ==a1==[^1] and ==b2==[^2] and ==c1==[^1]
<!--SR:!2027-01-03,3,250!2027-01-04,1,250-->

Plain text with `std::vector`, $a::b$ and nothing to ask.
"""


def test_obsidian(note, log):
    cards, report = note(OBSIDIAN)
    assert sides(cards) == [
        ("What is `std::max`?", "the larger one, for \\$5"),
        ("left", "right"),
        ("right", "left"),
        ("bullet", "works too"),
        ("front", "- a\n```python\nx = 1\n\ny = a::b\n```"),
        ("one side", "other side"),
        ("other side", "one side"),
        ("Several lines", "The maximum is subtracted, so that $a == b$ never overflows."),
        ("Several lines", "Groups: a1 and b2 and c1"),
    ]
    assert cards[3].id == steady_id("obsidian", "abc1")
    assert cards[7].gaps == (Gap("maximum", "of what?"), Gap("overflows"))
    assert [gap.text for gap in cards[8].gaps] == ["a1", "c1", "b2"]
    assert report.lost == {"clozes of several pieces, asked one by one here": 1}
    due = {state.item.removeprefix("own:"): state.due for state in log.states()}
    assert due == {
        cards[0].id: date(2026, 12, 20),
        cards[1].id: date(2026, 12, 21),
        cards[2].id: date(2026, 12, 22),
        cards[4].id: date(2026, 12, 25),
        f"{cards[7].id}#1": date(2027, 1, 2),
        f"{cards[8].id}#1": date(2027, 1, 3),
        f"{cards[8].id}#3": date(2027, 1, 4),
    }


def test_a_due_day_of_obsidian_gives_way_to_a_review_here(tmp_path, bring, log, now):
    file = tmp_path / "a.md"
    file.write_text("q::a\n<!--SR:!2026-12-20,13,290-->\n")
    bring(file)
    (state,) = log.states()
    file.write_text("q::a\n<!--SR:!2026-12-28,13,290-->\n")
    assert bring(file).acts == 1
    assert log.state(state.item).due == date(2026, 12, 28)
    review = acts.rate(log, state.item, 3, now, seconds=1)
    assert bring(file).acts == 0
    assert log.state(state.item).due == review.due


@pytest.mark.parametrize(("never", "day"), [("0001-01-01", "1970-01-01"), ("9998-01-01", "2299-12-31")])
def test_a_due_day_that_no_log_can_hold_is_brought_nearer(tmp_path, bring, log, never, day):
    (tmp_path / "a.md").write_text(f"q::a\n<!--SR:!{never},13,290-->\n")
    bring(tmp_path / "a.md")
    (state,) = log.states()
    assert state.due == date.fromisoformat(day)
    assert log.faults() == []


def test_cards_that_ask_the_same_are_two_unless_they_answer_the_same(note):
    cards, _ = note("q::a\n\nq::b\n\nq::a\n")
    assert sides(cards) == [("q", "a"), ("q", "b")]


@pytest.mark.parametrize(
    ("text", "result", "lost"),
    [
        ("a [[Note|alias]] and [[Other]]", "a alias and Other", {}),
        ("![[x.png]] <b>bold</b> a<b", "(file: x.png) bold a\\<b", {"embedded files": 1, "HTML tags": 2}),
        ("# Title\ntext `a[[b]]` $x$", "**Title**\ntext `a[[b]]` $x$", {}),
        ("- [ ] task\n- [x] done", "- \\[ ] task\n- \\[x] done", {}),
        ("text\n---\nmore", "text\n\n---\nmore", {}),
        ("text\n$$\nx\n$$\nmore $$y$$", "text\n\n$$\nx\n$$\n\nmore $y$", {}),
        ("5$ and ` tick <!-- gone --> %%and this%%", "5\\$ and \\` tick", {}),
        ("[a]: address", "[a\\]: address", {}),
    ],
)
def test_markdown_of_others_is_adapted(text, result, lost):
    counted = Counter()
    assert adapted(text, counted).strip() == result
    assert +counted == lost


def test_a_folder_holds_notes_with_the_tag_or_all_of_them(tmp_path, bring, own):
    vault = tmp_path / "vault"
    (vault / ".obsidian").mkdir(parents=True)
    (vault / ".obsidian" / "x.md").write_text("hidden::yes")
    (vault / "sub").mkdir()
    (vault / "sub" / "a.md").write_text("#flashcards\nq::a\n")
    (vault / "b.md").write_text("key::value\n")
    assert bring(vault, dry_run=True).lost == {"notes without the tag #flashcards": 1}
    (vault / "sub" / "a.md").write_text("q::a\n")
    bring(vault)
    assert sorted(card.question for card in own().values()) == ["key", "q"]


def test_a_deck_of_ours_comes_in_as_it_is(tmp_path, course, bring, own):
    deck = course().folder / "content" / "01_a" / "deck.md"
    bring(deck)
    assert {id: card.kind for id, card in own().items()} == {"max": Kind.CONCEPT, "gaps": Kind.CLOZE}


def test_a_log_in_text_form_comes_in_once(tmp_path, log, now, bring):
    acts.rate(log, "demo:max", 3, now, seconds=1)
    text_form.write(log, tmp_path / "text")
    other = line_of(log.events()[0]).replace('"laptop"', '"desk"')
    (tmp_path / "text" / "desk.jsonl").write_text(other + "\n")
    assert bring(tmp_path / "text", dry_run=True).reviews == 1
    report = bring(tmp_path / "text")
    assert (report.reviews, report.known) == (1, 1)
    assert bring(tmp_path / "text" / "desk.jsonl").reviews == 0


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"x", "nothing is known of files with this ending"),
        ("a.md", b"nothing to ask\n", "there is no card here"),
        ("a.md", b"a\n\xff\n", "not UTF-8"),
        ("a.apkg", b"x", "no Anki package"),
        ("a.jsonl", b"{", "no JSON"),
        ("a", None, "there is nothing to import in this folder"),
    ],
)
def test_bad_files_are_named(tmp_path, name, content, message):
    place = tmp_path / name
    place.mkdir() if content is None else place.write_bytes(content)
    with pytest.raises(QuizError, match=message) as found:
        read(place, moment)
    assert found.value.file == place


def test_names_of_decks_are_no_markup(note):
    cards, _ = note("#separator:tab\n#deck:Costs $5 *a* `b\nThe {{c1::maximum}}\tmore\n", "Notes.txt")
    assert [card.question for card in cards] == ["Costs \\$5 \\*a\\* \\`b"]


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.json", "a.jsonl"])
@pytest.mark.parametrize("text", ["", "\n\n"])
def test_an_empty_file_says_what_was_expected(tmp_path, name, text):
    (tmp_path / name).write_text(text)
    with pytest.raises(QuizError, match="no card and no review") as found:
        read(tmp_path / name, moment)
    assert "question" in found.value.hint


def test_notes_of_ours_come_back_from_a_text_of_anki(tmp_path, bring, course, own):
    """Whole where they were not edited; else their title is the question, and our own tags are no tags."""
    demo = course()
    lost = Counter()
    fields = {card.id: note_of(replace(card, tags=("x",)), [f"own:{card.id}"] * 2, lost) for card in demo.cards}
    rows = []
    for note, change in ((fields["max"], ""), (fields["gaps"], "<p>more</p>")):
        shown = list(note.fields)
        shown[1] += change
        rows.append([f"guid {note.name}", note.type, "ML", *shown, " ".join(note.tags)])
    text = io.StringIO()
    text.write("#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:10\n")
    csv.writer(text, delimiter="\t").writerows(rows)
    (tmp_path / "a.txt").write_text(text.getvalue())
    report = bring(tmp_path / "a.txt")
    assert report.lost == {"parts that Anki does not show, of notes edited there": 1}
    cards = own()
    assert (cards["max"].key_points, cards["max"].tags) == (demo.card("max").key_points, ("x",))
    assert (cards["gaps"].question, cards["gaps"].tags) == ("Softmax", ("x",))
    assert cards["gaps"].answer.startswith("Subtract the maximum")
    assert cards["gaps"].answer.endswith("more")
    assert len(cards["gaps"].gaps) == 2
