"""The file of the settings: keys, and changes that leave everything else alone."""

import pytest

from quiz import config
from quiz.errors import ConfigError

FILE = """\
# mine
new_per_day = 5  # a busy month
theme = 'rectified-light'

[keys]  # for the left hand
review.undo = "z"
"review.again" = "f"  # fail

# the end
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(FILE)
    return path


def test_keys_are_read_with_and_without_quotes(file):
    assert config.load(file).keys == {"review.undo": "z", "review.again": "f"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keys = 3", "must be a table"),
        ('[keys]\n"review.undo" = 3', "no key for review.undo"),
        ('[keys]\n"review.undo" = "z, "', "no key for review.undo"),
        ('[keys]\n"review.undo" = "k"', "always moves"),
        ('goal = "much"', "20 min, or 30 items"),
        ('goal = "0 min"', "20 min, or 30 items"),
        ("leech = 100", "a whole number from 0 to 99, not 100"),
        ('new_per_day = "abc"', "`new_per_day` must be a whole number from 0 to 999, not 'abc'"),
        ("retention = 2", "a number from 0.7 to 0.99, not 2"),
        ('theme = "foo"', "rectified-dark or rectified-light, not 'foo'"),
        ('workspace = "katas"', "a path that begins with / or ~, not 'katas'"),
        ("editor = 3", "a text in quotation marks"),
        ("reviews_per_day = -1", "a whole number from 0 to 9999, not -1"),
    ],
)
def test_a_wrong_key_or_limit_is_said_with_its_file(file, text, said):
    file.write_text(text)
    with pytest.raises(ConfigError, match=said) as error:
        config.load(file)
    assert error.value.file == file


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("minutes = 3\n\nleech = 100", 3),
        ('[keys]\n"review.edit" = "o"\n"review.undo" = "k"', 3),
        ('[keys]\nreview.edit = "o"\nreview.undo = "k"', 3),
        ('[keys.review]\nedit = "o"\nundo = "k"', 3),
        ('minutes = 3\nkeys."review.undo" = "k"', 2),
        ("minutes = 3\nkeys = 3", 2),
    ],
)
def test_the_line_is_that_of_the_key(file, text, line):
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        config.load(file)
    assert error.value.line == line


def test_the_same_key_may_act_on_two_screens(file):
    file.write_text('[keys]\n"review.undo" = "z"\n"kata.reset" = "z"\n"review.down" = "j"\n')
    assert len(config.load(file).keys) == 3


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("new_per_day", 8, "new_per_day = 5  # a", "new_per_day = 8  # a"),
        ("theme", "rectified-dark", "theme = 'rectified-light'", 'theme = "rectified-dark"'),
        ("editor", 'so "new"', "light'\n", 'light\'\neditor = "so \\"new\\""\n'),
        ("theme", None, "theme = 'rectified-light'\n", ""),
        ("retention", 0.85, "light'\n", "light'\nretention = 0.85\n"),
        ("goal", "20 min", "light'\n", 'light\'\ngoal = "20 min"\n'),
        ("keys.review.undo", "ctrl+z", '"z"', '"ctrl+z"'),
        ("keys.review.again", "a,f", '"f"  # fail', '"a,f"  # fail'),
        ("keys.review.edit", "o", "fail\n", 'fail\n\n# the end\n"review.edit" = "o"\n'),
        ("keys.review.again", None, '"review.again" = "f"  # fail\n', ""),
        ("keys.review.edit", None, "", ""),
        ("leech", None, "", ""),
    ],
)
def test_one_line_is_changed_and_all_others_stay(file, key, value, old, new):
    found = config.change(file, key, value)
    assert config.load(file) == found
    expected = FILE.replace(old, new, 1) if old else FILE
    if key == "keys.review.edit" and value:
        expected = FILE + '"review.edit" = "o"\n'
    assert file.read_text() == expected


def test_a_file_and_its_table_are_made_when_they_are_missing(tmp_path):
    file = tmp_path / "new" / "config.toml"
    assert config.change(file, "keys.review.undo", "z").keys == {"review.undo": "z"}
    assert config.change(file, "minutes", 20).minutes == 20
    assert file.read_text() == 'minutes = 20\n[keys]\n"review.undo" = "z"\n'


@pytest.mark.parametrize("strange", ["\u2028", "\u0085"])
def test_only_what_ends_a_line_of_toml_does_so_here(file, strange):
    file.write_text(f"# a{strange}b\nminutes = 5\nleech = 3\n", encoding="utf-8")
    assert config.change(file, "minutes", 20).minutes == 20
    assert file.read_text(encoding="utf-8") == f"# a{strange}b\nminutes = 20\nleech = 3\n"
    assert config.line(file, "leech") == 3


@pytest.mark.parametrize(
    ("key", "value"), [("workspace", "katas"), ("retention", 2.0), ("nonsense", 1), ("keys.review.undo", "k")]
)
def test_a_value_that_would_not_be_read_is_not_written(file, key, value):
    with pytest.raises(ConfigError):
        config.change(file, key, value)
    assert file.read_text() == FILE


@pytest.mark.parametrize("text", ["editor = '''\nvi\n'''\n", '"editor" = "vi"\nx = 1\n'])
def test_what_cannot_be_changed_safely_is_left_to_the_learner(file, text):
    file.write_text(text)
    with pytest.raises(ConfigError):
        config.change(file, "editor", "emacs")
    assert file.read_text() == text


def test_a_file_that_cannot_be_written_stays_and_is_said(tmp_path):
    (tmp_path / "config").write_text("")
    with pytest.raises(ConfigError):
        config.change(tmp_path / "config" / "config.toml", "minutes", 20)


def test_a_link_to_the_file_stays_a_link(file, tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    config.change(link, "minutes", 15)
    assert link.is_symlink()
    assert config.load(file).minutes == 15
