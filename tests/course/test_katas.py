import pytest

from quiz.course.katas import missing_files, read_page

README = """\
---
title: "Softmax: stable"
difficulty: 2
# a note
prerequisites: [linear_forward, relu]
cards: []
flavour: torch
forbids: [scipy, np.linalg]
---

Write `softmax`.

```markdown
## Hint
```

## Example

`softmax([0, 0])` is `[0.5, 0.5]`.

## Hint

Shift.

## Hint 2

Keep dimensions.

## Afterwards

Exact.
"""


@pytest.fixture
def page(tmp_path):
    """Read a README as the page of a kata; returns page (or None) and problems as (line, message)."""

    def read(text, name="softmax"):
        folder = tmp_path / "exercises" / "04_softmax" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "README.md").write_text(text, encoding="utf-8", newline="")
        pages, problems = read_page(folder, "04_softmax", tmp_path / "solutions")
        assert all(problem.file == folder / "README.md" for problem in problems)
        return (pages or (None,))[0], [(problem.line, problem.message) for problem in problems]

    return read


def test_a_page_has_everything_its_readme_says(page, tmp_path):
    kata, problems = page(README)
    assert problems == []
    assert (kata.id, kata.unit, kata.title, kata.difficulty) == ("softmax", "04_softmax", "Softmax: stable", 2)
    assert (kata.prerequisites, kata.cards) == (("linear_forward", "relu"), ())
    assert (kata.flavour, kata.forbids) == ("torch", ("scipy", "np.linalg"))
    assert kata.statement.startswith("Write `softmax`.\n\n```markdown\n## Hint\n```")
    assert kata.statement.endswith("is `[0.5, 0.5]`.")
    assert kata.hints == ("Shift.", "Keep dimensions.")
    assert kata.afterwards == "Exact."
    folder = tmp_path / "exercises" / "04_softmax" / "softmax"
    assert (kata.stub, kata.checks) == (folder / "softmax.py", folder / "test_softmax.py")
    assert kata.solution == tmp_path / "solutions" / "04_softmax" / "softmax.py"


def test_line_ends_and_the_byte_order_mark_do_not_matter(page):
    assert page("\ufeff" + README.replace("\n", "\r\n")) == page(README)


def test_optional_keys_have_defaults(page):
    kata, _ = page("---\ntitle: A\ndifficulty: 1\n---\nDo.\n\n## Hint\nx\n")
    assert (kata.prerequisites, kata.cards, kata.flavour, kata.forbids, kata.afterwards) == ((), (), "numpy", (), "")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('title: "Softmax: stable"\n', "", 1, "write `title: Softmax`"),
        ("difficulty: 2\n", "", 1, "a number from 1 to 5"),
        ("difficulty: 2", "difficulty: 6", 3, "a number from 1 to 5"),
        ("difficulty: 2", "difficulty: hard", 3, "a number from 1 to 5"),
        ("flavour: torch", "flavor: torch", 7, "did you mean `flavour`?"),
        ("flavour: torch", "zzz: torch", 7, "known keys: title"),
        ("flavour: torch", "flavour: jax", 7, "`numpy` or `torch`"),
        ("cards: []", "cards: relu", 6, "write `cards: [relu]`"),
        ("cards: []", "cards: [a, b", 6, "a list ends on its line"),
        ("cards: []", "cards: [a,]", 6, "an empty place"),
        ("cards: []", "cards", 6, "write `key: value`"),
        ("cards: []", "title: again", 6, "stands here twice"),
        ("---\ntitle", "title", 1, "the front matter is missing"),
        ("---\n\nWrite", "\n\nWrite", 1, "does not end"),
        ("Write `softmax`.", "Write $x and.", 11, "opens or closes no formula"),
        ("## Hint\n\nShift", "## Hints\n\nShift", 21, "write `## Hint`"),
        ("## Afterwards", "## More", 29, "only `## Hint` and `## Afterwards`"),
        ("\nShift.\n", "", 21, "`## Hint` is empty"),
    ],
)
def test_a_fault_is_named_with_its_line(page, old, new, line, message):
    assert old in README
    kata, problems = page(README.replace(old, new, 1))
    assert kata is None
    assert any(at == line and message in text for at, text in problems), problems


def test_a_page_needs_a_statement_and_a_hint(page):
    _, problems = page("---\ntitle: A\ndifficulty: 1\n---\n\n## Afterwards\nx\n")
    assert [line for line, _ in problems] == [5, 5]


def test_the_folder_is_a_name_in_python(page):
    assert "small letters" in page(README, name="Soft-Max")[1][0][1]


def test_a_readme_that_is_not_there_is_a_problem(tmp_path):
    pages, (problem,) = read_page(tmp_path / "none", "u", tmp_path)
    assert pages == ()
    assert problem.file == tmp_path / "none" / "README.md"


def test_files_that_are_missing_are_named(page):
    kata, _ = page(README)
    kata.stub.touch()
    assert [problem.file for problem in missing_files(kata)] == [kata.checks, kata.solution]
