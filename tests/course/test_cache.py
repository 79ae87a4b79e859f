import json
import os
from pathlib import Path

import pytest

from quiz.course import Course
from quiz.course.plain import reader_of, to_plain
from quiz.errors import Problem

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


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: '{"reader": 1}',
        lambda text: text.replace('"choice"', '"chance"'),
        lambda text: text.replace("true", "1"),
        lambda text: text.replace('"torch"', '"jax"'),
        lambda text: text.replace('[["width", 1, 9]]', '[["width", 1]]'),
    ],
)
def test_a_damaged_cache_is_ignored_and_mended(folder, tmp_path, damage):
    cache = tmp_path / "cache"
    fresh = Course.load(folder, cache=cache)
    whole = one_file(cache).read_text(encoding="utf-8")
    assert damage(whole) != whole
    one_file(cache).write_text(damage(whole), encoding="utf-8")
    assert Course.load(folder, cache=cache) == fresh
    assert one_file(cache).read_text(encoding="utf-8") == whole


def test_what_another_version_read_is_not_used(folder, tmp_path):
    cache = tmp_path / "cache"
    Course.load(folder, cache=cache)
    kept = json.loads(one_file(cache).read_text(encoding="utf-8"))
    kept["reader"][0][1] += 1
    text = json.dumps(kept, ensure_ascii=False).replace('"A"', '"from the cache"')
    one_file(cache).write_text(text, encoding="utf-8")
    assert Course.load(folder, cache=cache).card("a").question == "A"


def test_a_cache_folder_that_cannot_be_made_does_not_stop_anybody(folder, tmp_path):
    (tmp_path / "file").touch()
    assert Course.load(folder, cache=tmp_path / "file" / "below").cards


def test_what_is_gone_leaves_the_cache(folder, tmp_path):
    cache = tmp_path / "cache"
    Course.load(folder, cache=cache)
    (folder / "content/01_a/x.md").unlink()
    Course.load(folder, cache=cache)
    assert "x.md" not in one_file(cache).read_text(encoding="utf-8")


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
