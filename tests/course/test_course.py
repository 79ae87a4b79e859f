import subprocess
import sys

import pytest

from quiz.course import Course, Unit
from quiz.errors import CourseError

UNITS = """\
title = "Nets"
name = "nets"

[[units]]
folder = "02_b"
title = "B"

[[units]]
folder = "01_a"
title = "A"
planned_katas = ["adam"]
"""
README = "---\ntitle: A\ndifficulty: 1\n{}---\nDo.\n\n## Hint\nx\n"


def kata(name, unit="01_a", front=""):
    folder = f"exercises/{unit}/{name}"
    return {
        f"{folder}/README.md": README.format(front),
        f"{folder}/{name}.py": "",
        f"{folder}/test_{name}.py": "",
        f"solutions/{unit}/{name}.py": "",
    }


def deck(*cards):
    return "# Title\n\n" + "".join(cards)


def told(course):
    return [(problem.file.name, problem.line, problem.message) for problem in course.problems]


def test_cards_and_katas_stand_in_the_order_of_units_and_files(course, concept):
    files = {
        "content/01_a/x.md": deck(concept("third")),
        "content/02_b/y.md": deck(concept("second")),
        "content/02_b/x.md": deck(concept("zero"), concept("first")),
        **kata("relu"),
        **kata("gelu"),
        **kata("tanh", unit="02_b"),
    }
    loaded = Course.load(course(files, UNITS))
    assert loaded.problems == ()
    assert (loaded.name, loaded.title) == ("nets", "Nets")
    assert loaded.units == (Unit("02_b", "B"), Unit("01_a", "A", ("adam",)))
    assert [card.id for card in loaded.cards] == ["zero", "first", "second", "third"]
    assert [card.unit for card in loaded.cards] == ["02_b", "02_b", "02_b", "01_a"]
    assert [page.id for page in loaded.katas] == ["tanh", "gelu", "relu"]


def test_cards_katas_and_units_are_found_by_name(course, concept):
    loaded = Course.load(course({"content/01_a/x.md": deck(concept("relu-slope")), **kata("relu")}))
    assert loaded.card("relu-slope") is loaded.cards[0]
    assert loaded.card("relu-slope#2") is loaded.cards[0]
    assert loaded.kata("relu") is loaded.katas[0]
    assert loaded.unit("01_a") is loaded.units[0]
    assert loaded.card("demo:relu-slope") is loaded.cards[0]
    assert loaded.items_of(loaded.cards[0]) == ("demo:relu-slope",)
    for find, name in ((loaded.card, "relu-slop"), (loaded.kata, "rellu"), (loaded.unit, "01_aa")):
        with pytest.raises(CourseError) as error:
            find(name)
        assert "Did you mean" in error.value.hint


def test_new_cards_come_after_their_prerequisites(course, concept):
    files = {"content/01_a/x.md": deck(concept("a", "- after: c"), concept("b"), concept("c"))}
    loaded = Course.load(course(files))
    assert [card.id for card in loaded.cards] == ["a", "b", "c"]
    assert loaded.items() == ("demo:b", "demo:c", "demo:a")


def test_an_id_is_taken_once_in_the_course(course, concept):
    files = {"content/01_a/x.md": deck(concept("a")), "content/01_a/y.md": deck(concept("b"), concept("a"))}
    loaded = Course.load(course(files))
    assert [card.id for card in loaded.cards] == ["a", "b"]
    ((file, line, message),) = told(loaded)
    assert (file, line) == ("y.md", 14)
    assert "x.md:3" in message


def test_two_cards_without_ids_ask_two_questions(course):
    text = "## Q\n\n### Steps\n1. a\n2. b\n\n"
    ((_, line, message),) = told(Course.load(course({"content/01_a/x.md": deck(text, text)})))
    assert line == 9
    assert "the question is asked by" in message


def test_a_kata_name_is_taken_once(course):
    loaded = Course.load(course({**kata("relu", unit="01_a"), **kata("relu", unit="02_b")}, UNITS))
    assert [page.unit for page in loaded.katas] == ["02_b"]
    assert ["a kata `relu` is also in" in message for _, _, message in told(loaded)] == [True]


def test_links_lead_to_what_is_there_or_planned(course, concept):
    links = "- after: b, nothing\n- kata: relu, adam\n- kata: relo"
    files = {
        "content/01_a/x.md": deck(concept("a", links), concept("b")),
        **kata("relu", front="prerequisites: [adam, adamm]\ncards: [a, none-such]\n"),
    }
    problems = told(Course.load(course(files, UNITS)))
    assert [(file, line) for file, line, _ in problems if file == "x.md"] == [("x.md", 15), ("x.md", 17)]
    assert [(file, line) for file, line, _ in problems if file == "README.md"] == [("README.md", 4), ("README.md", 5)]
    assert any("`nothing`: write the id of a card" in message for _, _, message in problems)
    assert any("`relo`: did you mean `relu`?" in message for _, _, message in problems)


def test_circles_of_prerequisites_are_told_once(course, concept):
    files = {
        "content/01_a/x.md": deck(concept("a", "- after: b"), concept("b", "- after: a")),
        **kata("relu", front="prerequisites: [gelu]\n"),
        **kata("gelu", front="prerequisites: [relu]\n"),
    }
    problems = told(Course.load(course(files)))
    assert [file for file, _, _ in problems] == ["x.md", "README.md"]
    assert problems[0][2].startswith("prerequisites in a circle: ")
    assert problems[0][1] in (15, 30)
    assert problems[1][1] == 4


def test_a_kata_without_its_files_is_left_out(course):
    files = kata("relu")
    del files["solutions/01_a/relu.py"]
    loaded = Course.load(course(files))
    assert loaded.katas == ()
    assert [(file, line) for file, line, _ in told(loaded)] == [("relu.py", 1)]


def test_folders_and_units_have_to_agree(course, concept):
    files = {
        "content/03_c/x.md": deck(concept("a")),
        "exercises/04_d/relu/README.md": "",
        "content/loose.md": deck(concept("b")),
        "content/plots/relu.json": "{}",
        "content/README.md": "About.",
    }
    loaded = Course.load(course(files, UNITS))
    assert loaded.cards == ()
    messages = [message for _, _, message in told(loaded)]
    assert len(messages) == 4
    for piece in ("`02_b` has neither", "`content/03_c` is not", "`exercises/04_d` is not", "a deck stands in"):
        assert any(piece in message for message in messages)


def test_a_unit_is_listed_once(course, concept):
    toml = UNITS.replace("01_a", "02_b")
    messages = [message for _, _, message in told(Course.load(course({"content/02_b/x.md": deck(concept("a"))}, toml)))]
    assert any("listed twice" in message for message in messages)


@pytest.mark.parametrize(
    ("toml", "line", "message"),
    [
        ("title = \n", 1, "not valid TOML"),
        ('name = "a"\ntitle = "A"\n', 1, "`units` is missing"),
        (UNITS.replace("name", "nam"), 2, "unknown key `nam`"),
        (UNITS.replace('"nets"', '"My nets"'), 2, "small letters"),
        (UNITS.replace('"Nets"', "3"), 1, "`title` must be a text in quotes"),
        (UNITS.replace("planned_katas", "planned"), 11, "unknown key `planned`"),
        (UNITS.replace('["adam"]', '"adam"'), 11, "`planned_katas` must be a list"),
        (UNITS.replace('["adam"]', "[1]"), 11, "names of katas"),
        ('name = "a"\ntitle = "A"\nunits = ["01_a"]\n', 3, "`01_a` is no unit"),
    ],
)
def test_a_course_that_cannot_be_opened_says_why(course, toml, line, message):
    with pytest.raises(CourseError, match=message) as error:
        Course.load(course({}, toml))
    assert error.value.line == line
    assert error.value.file.name == "course.toml"


def test_a_folder_without_a_course_says_so(tmp_path):
    with pytest.raises(CourseError, match="no course here"):
        Course.load(tmp_path)


def test_importing_the_course_loads_nothing_heavy():
    script = (
        "import sys, quiz.course; "
        "print([name for name in ('torch', 'numpy', 'textual', 'markdown_it', 'click') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
