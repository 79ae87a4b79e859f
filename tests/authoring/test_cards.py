import pytest

from quiz.authoring.cards import check_cards
from quiz.course import Course

CARD = """\
# Title

An intro with $\\alpha$.

## Why $x$?
<!-- id: why -->

Because of ![a plot](../plots/relu.json) and [this](https://example.org/a).

$$
\\max(0, z)
$$

### Key points
- The positive half passes.
  - ~ passes|positive
  - = positives are let through
- The negative half is cut to zero.
  - ~ zero|cut
  - = the rest is cut

### Slip
Nothing is repaired.
- ~ repair*
"""
README = "---\ntitle: A\ndifficulty: 1\n---\n\nCompute $\\beta$.\n\n## Hint\n\nThink.\n"
FILES = {
    "content/course.toml": 'title = "T"\nname = "t"\nunits = [{ folder = "u", title = "U" }]\n',
    "content/plots/relu.json": "{}",
    "content/u/deck.md": CARD,
    "exercises/u/relu/README.md": README,
    "exercises/u/relu/relu.py": "",
    "exercises/u/relu/test_relu.py": "",
    "solutions/u/relu.py": "",
}


@pytest.fixture
def check(tmp_path, monkeypatch):
    """Change one file of a small course and check it; a formula with `oops` in it cannot be laid out."""
    seen = []

    def lay_out(latex):
        seen.append(latex)
        return "unknown command `\\oops`" if "oops" in latex else None

    monkeypatch.setattr("quiz.maths.check", lay_out, raising=False)

    def run(name="content/u/deck.md", old="", new=""):
        for path, text in FILES.items():
            assert path != name or old in text
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.replace(old, new, 1) if path == name and old else text, encoding="utf-8")
        course = Course.load(tmp_path)
        assert course.problems == ()
        found = [(problem.file.name, problem.line, problem.message) for problem in check_cards(course)]
        return found, seen

    return run


def test_a_good_course_has_no_problem_and_every_formula_is_tried(check):
    found, formulas = check()
    assert found == []
    assert formulas == ["\\alpha", "x", "\\max(0, z)", "\\beta"]


@pytest.mark.parametrize(
    ("name", "old", "new", "line", "message"),
    [
        ("content/u/deck.md", "\\alpha", "\\oops", 3, "the formula `\\oops` cannot be laid out: unknown command"),
        ("content/u/deck.md", "$x$", "$\\oops$", 5, "cannot be laid out"),
        ("content/u/deck.md", "\\max(0, z)", "\\oops", 10, "cannot be laid out"),
        ("content/u/deck.md", "cut to zero", "cut at $\\oops$ to zero", 18, "cannot be laid out"),
        ("exercises/u/relu/README.md", "\\beta", "\\oops", 6, "cannot be laid out"),
        ("content/u/deck.md", "relu.json", "gelu.json", 8, "there is no `../plots/gelu.json`"),
        ("exercises/u/relu/README.md", "Think.", "See [it](notes.md#a).", 10, "there is no `notes.md`"),
        ("content/u/deck.md", "  - ~ zero|cut\n", "", 18, "no keyword line"),
        ("content/u/deck.md", "the rest is cut", "what is left is clipped", 18, "what is left is clipped"),
        ("content/u/deck.md", "~ repair*", "~ @1 repair*", 5, "bound to a side"),
    ],
)
def test_a_fault_is_named_with_its_line(check, name, old, new, line, message):
    found, _ = check(name, old, new)
    assert [(file, at) for file, at, _ in found] == [(name.rpartition("/")[2], line)]
    assert message in found[0][2]


def test_sides_reach_the_keyword_lines(check):
    sides = "### Sides\n- ReLU|rectifier\n- GELU\n\n### Slip"
    found, _ = check(old="### Slip", new=sides)
    assert found == []


def test_a_file_that_was_checked_is_not_checked_again_until_it_changes(check, tmp_path):
    _, formulas = check()
    cache, deck = tmp_path / "cache", tmp_path / "content/u/deck.md"

    def again():
        formulas.clear()
        return [problem.message for problem in check_cards(Course.load(tmp_path), cache)], bool(formulas)

    assert again() == ([], True)
    assert again() == ([], False)
    deck.write_text(deck.read_text().replace("$x$", "$oops$"))
    (message,), tried = again()
    assert "cannot be laid out" in message
    assert tried
    assert again() == ([message], False)


def test_a_link_is_tried_again_whatever_the_cache_says(check, tmp_path):
    check()
    course, cache = Course.load(tmp_path), tmp_path / "cache"
    assert check_cards(course, cache) == []
    (tmp_path / "content/plots/relu.json").unlink()
    assert [problem.line for problem in check_cards(course, cache)] == [8]


def test_a_card_that_another_file_hid_is_checked_once_it_is_there(check, tmp_path):
    check()
    cache, first = tmp_path / "cache", tmp_path / "content/u/a.md"
    deck = tmp_path / "content/u/deck.md"
    first.write_text(deck.read_text())
    deck.write_text(deck.read_text().replace("~ repair*", "~ rep*air"))
    assert check_cards(Course.load(tmp_path), cache) == []
    first.unlink()
    assert len(check_cards(Course.load(tmp_path), cache)) == 1
