"""Folders and settings: whose wish wins, and what a wrong one says."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from quiz import config, paths
from quiz.errors import ConfigError, Problem, QuizError, WorkspaceError


def test_quiz_home_puts_everything_below_one_folder(tmp_path):
    found = paths.find({"QUIZ_HOME": str(tmp_path)})
    for folder in (found.data, found.config, found.cache, found.state, found.workspace):
        assert folder.is_relative_to(tmp_path)
    assert not any(tmp_path.iterdir())


def test_the_workspace_option_wins_over_the_variable_and_that_over_the_default(tmp_path):
    env = {"QUIZ_HOME": str(tmp_path), "QUIZ_WORKSPACE": "/elsewhere"}
    assert paths.find(env, workspace=Path("/chosen")).workspace == Path("/chosen")
    assert paths.find(env).workspace == Path("/elsewhere")
    assert paths.find({"QUIZ_HOME": str(tmp_path)}).workspace == tmp_path / "rectified-katas"


def test_the_workspace_of_the_file_comes_after_option_and_variable(tmp_path):
    env = {"QUIZ_HOME": str(tmp_path)}
    file = paths.find(env).config_file
    file.parent.mkdir(parents=True)
    for chosen, workspace in (("/in the file", Path("/in the file")), ("~/katas", Path.home() / "katas")):
        file.write_text(f'workspace = "{chosen}"\n')
        assert config.folders(env).workspace == workspace
    assert config.folders(env | {"QUIZ_WORKSPACE": "/variable"}).workspace == Path("/variable")
    assert config.folders(env | {"QUIZ_WORKSPACE": "/variable"}, workspace=Path("/o")).workspace == Path("/o")


def test_the_home_of_nobody_is_told(tmp_path):
    with pytest.raises(WorkspaceError, match="no such user"):
        paths.find({"QUIZ_HOME": str(tmp_path)}, workspace=Path("~no-such-user/katas"))


def test_a_long_runtime_folder_is_not_used_for_sockets(tmp_path):
    long = tmp_path / ("x" * 80)
    long.mkdir()
    assert not paths.find({"XDG_RUNTIME_DIR": str(long)}).runtime.is_relative_to(long)
    assert paths.find({"XDG_RUNTIME_DIR": "/tmp"}).runtime == Path("/tmp/rectified")


def test_a_long_folder_for_temporary_files_is_not_used_for_sockets(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 80)
    long.mkdir()
    monkeypatch.setattr(paths.tempfile, "gettempdir", lambda: str(long))
    assert len(str(paths.find({}).runtime)) < 40
    monkeypatch.setattr(paths.os, "access", lambda *_: False)
    assert paths.find({}).runtime.is_relative_to(long)  # and the judge says that it is too long


def test_a_relative_path_from_a_folder_that_was_deleted_is_told(tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(WorkspaceError, match="deleted"):
        paths.find({"QUIZ_HOME": "here"})
    with pytest.raises(WorkspaceError, match="deleted"):
        paths.find({"QUIZ_HOME": "/elsewhere"}, workspace=Path("here"))


def test_a_private_folder_is_the_users_alone(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True, mode=0o755)
    assert stat.S_IMODE(paths.private_folder(folder).stat().st_mode) == 0o700


def test_a_private_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot create"):
        paths.private_folder(tmp_path / "file" / "b")


def test_without_a_file_the_settings_have_their_defaults(tmp_path):
    assert config.load(tmp_path / "none.toml") == config.Config()


def test_settings_are_read(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text('new_per_day = 3\nretention = 0.95\nrollover = 0\ntheme = "rectified-light"\n')
    assert config.load(file) == config.Config(new_per_day=3, retention=0.95, rollover=0, theme="rectified-light")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('workspace = "\\u0000"\n', "holds a character that no name has", 1),
        ("\nretentoin = 0.9", "Did you mean `retention`?", 2),
        ("frobnicate = 1", "Known keys", 1),
        ("retention = 2.0", "a number from 0.7 to 0.99", 1),
        ("rollover = 24", "a whole number from 0 to 23", 1),
        ("new_per_day = true", "a whole number from 0 to 999", 1),
        ("new_per_day = 'ten'", "a whole number from 0 to 999", 1),
        ("maths = 'runes'", "unicode or ascii", 1),
        ("new_per_day = ", "not valid TOML", None),
    ],
)
def test_a_wrong_setting_names_file_line_and_what_is_right(tmp_path, text, message, line):
    file = tmp_path / "config.toml"
    file.write_text(text)
    with pytest.raises(ConfigError) as error:
        config.load(file)
    assert message in str(error.value)
    assert (error.value.file, error.value.line) == (file, line)


def test_settings_that_are_not_text_are_said(tmp_path):
    file = tmp_path / "config.toml"
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(ConfigError, match="cannot be read"):
        config.load(file)


def test_an_error_shows_place_message_and_next_step():
    assert str(QuizError("it broke", hint="Mend it.", file=Path("a.md"), line=3)) == "a.md:3: it broke\nMend it."
    assert str(Problem(Path("a.md"), 3, "it broke")) == "a.md:3: it broke"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_or_device_is_written_to_and_stays_one(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    told = []
    reader = threading.Thread(target=lambda: told.append(pipe.read_bytes()))
    reader.start()
    paths.write_file(pipe, b"cards")
    reader.join()
    assert told == [b"cards"]
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
