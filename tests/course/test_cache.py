import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from quiz.course import Course
from quiz.course.plain import reader_of, to_plain
from quiz.errors import CourseError, Problem

README = "---\ntitle: A\ndifficulty: 1\nflavour: torch\n---\nDo.\n\n## Hint\nx\n"
DECK = """\
# T

## A
<!-- id: a -->

### Options
- [x] b
- [ ] c

### Slip
No.

## B
### Gaps

## C {width}
### Answer
- number: {width} ± 0.5 bits

### Draw
- width: 1..9
"""


@pytest.fixture
def folder(course):
    return course({"content/01_a/x.md": DECK, "exercises/01_a/relu/README.md": README})


def one_file(cache):
    (file,) = cache.iterdir()
    return file


def test_the_same_course_comes_from_the_cache(folder, tmp_path):
    cache = tmp_path / "cache"
    fresh = Course.load(folder, cache=cache)
    assert {card.id for card in fresh.cards} >= {"a"}
    assert len(fresh.problems) > 1
    assert Course.load(folder, cache=cache) == fresh == Course.load(folder)


def test_an_unchanged_file_is_not_read_again(folder, tmp_path):
    cache, deck = tmp_path / "cache", folder / "content/01_a/x.md"
    Course.load(folder, cache=cache)
    before = deck.stat()
    deck.write_text(DECK.replace("## A", "## Z"), encoding="utf-8")
    os.utime(deck, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Course.load(folder, cache=cache).card("a").question == "A"


def test_a_changed_file_is_read_again(folder, tmp_path):
    cache, deck = tmp_path / "cache", folder / "content/01_a/x.md"
    Course.load(folder, cache=cache)
    before = deck.stat()
    deck.write_text(DECK.replace("## A", "## Z"), encoding="utf-8")
    os.utime(deck, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert Course.load(folder, cache=cache).card("a").question == "Z"


def spoil(cache, statement, *values):
    """Change something in the database of the cache."""
    with closing(sqlite3.connect(one_file(cache))) as database:
        assert database.execute(statement, values).rowcount
        database.commit()


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[: len(data) // 2], lambda data: b"{}" + data])
def test_a_damaged_cache_is_ignored_and_mended(folder, tmp_path, damage):
    cache = tmp_path / "cache"
    fresh = Course.load(folder, cache=cache)
    one_file(cache).write_bytes(damage(one_file(cache).read_bytes()))
    for _ in range(3):
        assert Course.load(folder, cache=cache) == fresh
    spoil(cache, "UPDATE card SET body = replace(body, '\"B\"', '\"from the cache\"')")


@pytest.mark.parametrize(
    ("table", "damage"),
    [
        ("card SET body", ('"choice"', '"chance"')),
        ("card SET body", ("true", "1")),
        ("card SET body", ('"high":9', '"high":"9"')),
        ("card SET body", ('"question"', '"query"')),
        ("card SET body", ("}", "")),
        ("file SET facts", ('"torch"', '"jax"')),
        ("file SET facts", ("]", "")),
        ("about SET summary", ("]", "")),
    ],
)
def test_what_is_odd_in_the_cache_is_read_anew(folder, tmp_path, table, damage):
    cache = tmp_path / "cache"
    fresh = Course.load(folder, cache=cache)
    name = table.split()[2]
    spoil(cache, f"UPDATE {table} = replace({name}, ?, ?) WHERE instr({name}, ?)", *damage, damage[0])
    assert Course.load(folder, cache=cache) == fresh
    assert Course.load(folder, cache=cache).card("a") == fresh.card("a")


def test_what_another_version_read_is_not_used(folder, tmp_path):
    cache = tmp_path / "cache"
    Course.load(folder, cache=cache)
    spoil(cache, """UPDATE card SET body = replace(body, '"A"', '"from the cache"')""")
    assert Course.load(folder, cache=cache).card("a").question == "from the cache"
    spoil(cache, "UPDATE about SET reader = 'another'")
    assert Course.load(folder, cache=cache).card("a").question == "A"


def test_a_card_is_read_from_its_file_when_another_program_changed_the_cache(folder, tmp_path):
    cache, deck = tmp_path / "cache", folder / "content/01_a/x.md"
    Course.load(folder, cache=cache)
    course = Course.load(folder, cache=cache)
    deck.write_text(DECK.replace("- [ ] c", "- [ ] the new option"), encoding="utf-8")
    Course.load(folder, cache=cache)
    assert course.card("a").options[1].text == "the new option"
    deck.unlink()
    one_file(cache).unlink()
    with pytest.raises(CourseError, match="there is no card"):
        Course.load(folder, cache=cache).card("a")


def test_while_nothing_changed_no_deck_is_opened(folder, tmp_path, monkeypatch):
    cache = tmp_path / "cache"
    fresh = Course.load(folder, cache=cache)
    monkeypatch.setattr("quiz.course.deck.parse_deck", None)
    course = Course.load(folder, cache=cache)
    assert (course.items(), course.items_by_unit()) == (fresh.items(), fresh.items_by_unit())
    assert course.problems == fresh.problems
    assert course.card("demo:a").question == "A"
    assert len(course.cards) == len(fresh.cards)


def test_what_cards_are_found_by_is_kept_apart_from_their_texts(folder, tmp_path, monkeypatch):
    cache, deck = tmp_path / "cache", folder / "content/01_a/x.md"
    fresh = Course.load(folder).findable()
    assert [each.id for each in fresh] == [card.id for card in Course.load(folder).cards]
    assert Course.load(folder, cache=cache).findable() == fresh  # just read, and kept
    spoil(cache, "UPDATE card SET body = 'not read'")
    with monkeypatch.context() as patched:
        patched.setattr("quiz.course.deck.parse_deck", None)
        course = Course.load(folder, cache=cache)
        assert course.findable() == fresh
    deck.write_text(DECK.replace("[ ] c", "[ ] a Novelty"), encoding="utf-8")
    assert "a novelty" in Course.load(folder, cache=cache).findable()[0].text
    assert course.findable()[0].text == "a b a novelty"  # another program has read the changed file since


def test_a_cache_folder_that_cannot_be_made_does_not_stop_anybody(folder, tmp_path):
    (tmp_path / "file").touch()
    assert Course.load(folder, cache=tmp_path / "file" / "below").cards


def test_what_is_gone_leaves_the_cache(folder, tmp_path):
    cache = tmp_path / "cache"
    Course.load(folder, cache=cache)
    (folder / "content/01_a/x.md").unlink()
    Course.load(folder, cache=cache)
    with closing(sqlite3.connect(one_file(cache))) as database:
        assert database.execute("SELECT count(*) FROM card").fetchone() == (0,)
        assert [Path(row[0]).name for row in database.execute("SELECT path FROM file")] == ["README.md"]


def test_two_courses_do_not_share_a_cache(folder, tmp_path):
    cache, other = tmp_path / "cache", folder / "other"
    (other / "content" / "u").mkdir(parents=True)
    (other / "content" / "u" / "x.md").write_text(DECK, encoding="utf-8")
    (other / "content" / "course.toml").write_text('title = "O"\nname = "o"\nunits = [{folder = "u", title = "U"}]\n')
    for course in (folder, other):
        Course.load(course, cache=cache)
    assert len(list(cache.iterdir())) == 2


def test_facts_survive_the_plain_form(folder):
    loaded = Course.load(folder)
    for fact in (*loaded.cards, Problem(Path("a"), 1, "b")):
        plain = json.loads(json.dumps(to_plain(fact)))
        assert reader_of(type(fact))(plain) == fact
