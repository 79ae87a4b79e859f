import os
import sys
from datetime import date, timedelta

import pytest

from quiz.errors import WorkspaceError
from quiz.study.workspace import Workspace

STUB = b"def relu(x):\n    raise NotImplementedError\n"
DUE = date(2026, 11, 20)
EDITED = b"def relu(x):\n    return x * (x > 0)\n"


@pytest.fixture
def page(tmp_path, kata_page):
    course = tmp_path / "course"
    folder = course / "exercises" / "02_activations" / "relu"
    folder.mkdir(parents=True)
    (folder / "README.md").write_text("the statement\n")
    (folder / "relu.py").write_bytes(STUB)
    files = {
        "stub": folder / "relu.py",
        "checks": folder / "test_relu.py",
        "solution": course / "solutions" / "02_activations" / "relu.py",
    }
    return kata_page("relu", folder, unit="02_activations", title="ReLU", **files)


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "katas")


def names(folder):
    return sorted(path.name for path in folder.iterdir() if path.name[0] != ".")


def test_a_kata_gets_its_folder_when_it_is_first_opened(workspace, page):
    assert workspace.source(page) == STUB
    assert not workspace.root.exists()
    assert workspace.open(page) == STUB
    assert names(workspace.folder(page)) == ["README.md", "relu.py", "test_relu.py"]
    assert (workspace.folder(page) / "README.md").read_bytes() == page.readme.read_bytes()
    assert "pytest relu" in (workspace.folder(page) / "test_relu.py").read_text()


def test_the_test_file_is_claimed_by_the_pytest_plugin(workspace, page):
    from quiz.grading.pytest_plugin import KataFile, pytest_pycollect_makemodule

    workspace.open(page)
    parent = pytest.MonkeyPatch()
    parent.setattr(KataFile, "from_parent", classmethod(lambda cls, parent, path: path))
    try:
        file = workspace.folder(page) / "test_relu.py"
        assert pytest_pycollect_makemodule(file, None) == file
    finally:
        parent.undo()


def test_an_untouched_stub_follows_the_course_and_an_edited_file_never_does(workspace, page):
    workspace.open(page)
    page.stub.write_bytes(b"# a new stub\n")
    page.readme.write_text("a new statement\n")
    assert workspace.open(page) == b"# a new stub\n"
    assert (workspace.folder(page) / "README.md").read_text() == "a new statement\n"
    assert workspace.save(page, EDITED, b"# a new stub\n")
    page.stub.write_bytes(b"# the newest stub\n")
    assert workspace.open(page) == EDITED


def test_a_file_that_is_not_ours_is_never_taken_for_a_stub(workspace, page):
    workspace.folder(page).mkdir(parents=True)
    workspace.file(page).write_bytes(STUB)
    page.stub.write_bytes(b"# a new stub\n")
    assert workspace.open(page) == STUB


def test_opening_again_writes_nothing(workspace, page):
    workspace.open(page)
    before = {path: path.stat().st_mtime_ns for path in workspace.folder(page).iterdir()}
    workspace.open(page)
    assert {path: path.stat().st_mtime_ns for path in workspace.folder(page).iterdir()} == before


def test_what_is_saved_is_there_and_no_temporary_file_is_left(workspace, page):
    base = workspace.open(page)
    os.chmod(workspace.file(page), 0o640)
    assert workspace.save(page, EDITED, base)
    assert workspace.source(page) == EDITED
    assert workspace.file(page).stat().st_mode & 0o777 == 0o640
    assert not [path for path in workspace.folder(page).iterdir() if path.suffix == ".tmp"]


def test_saving_over_a_change_from_outside_keeps_both(workspace, page):
    base = workspace.open(page)
    workspace.file(page).write_bytes(b"# outside\n")
    assert not workspace.save(page, EDITED, base)
    assert workspace.source(page) == b"# outside\n"
    assert workspace.aside(page) == EDITED


def test_the_same_text_from_outside_is_no_conflict(workspace, page):
    base = workspace.open(page)
    workspace.file(page).write_bytes(EDITED)
    assert workspace.save(page, EDITED, base)
    assert workspace.aside(page) is None


@pytest.mark.parametrize(
    ("act", "wins", "kept"), [("take_mine", EDITED, b"# outside\n"), ("take_disk", b"# outside\n", EDITED)]
)
def test_whichever_of_two_texts_is_chosen_the_other_is_kept(workspace, page, act, wins, kept):
    base = workspace.open(page)
    workspace.file(page).write_bytes(b"# outside\n")
    workspace.save(page, EDITED, base)
    other = getattr(workspace, act)(page)
    assert workspace.source(page) == wins
    assert other.read_bytes() == kept
    assert workspace.aside(page) is None


def test_a_file_that_vanished_is_written_again(workspace, page):
    base = workspace.open(page)
    workspace.file(page).unlink()
    workspace.folder(page).rename(workspace.root / "gone")
    assert workspace.save(page, EDITED, base)
    assert workspace.source(page) == EDITED


def test_reset_keeps_every_old_file_under_the_next_number(workspace, page):
    base = workspace.open(page)
    for number in (1, 2):
        source = EDITED + b"#" * number
        workspace.save(page, source, base)
        kept = workspace.reset(page)
        assert kept == workspace.folder(page) / f"relu.py.{number}"
        assert kept.read_bytes() == source
        assert workspace.source(page) == STUB


def test_a_linked_file_stays_a_link(workspace, page, tmp_path):
    base = workspace.open(page)
    elsewhere = tmp_path / "elsewhere.py"
    workspace.file(page).rename(elsewhere)
    workspace.file(page).symlink_to(elsewhere)
    assert workspace.save(page, EDITED, base)
    assert workspace.file(page).is_symlink()
    assert elsewhere.read_bytes() == EDITED


@pytest.mark.parametrize("inside", ["", "katas", "exercises/02_activations"])
def test_a_workspace_inside_the_course_is_refused(page, inside):
    workspace = Workspace(page.folder.parents[2] / inside)
    before = sorted(page.folder.parents[2].rglob("*"))
    with pytest.raises(WorkspaceError, match="inside the course") as caught:
        workspace.open(page)
    assert "--workspace" in caught.value.hint
    assert sorted(page.folder.parents[2].rglob("*")) == before


def test_a_workspace_that_cannot_be_written_says_how_to_choose_another(page, tmp_path):
    (tmp_path / "a_file").write_text("")
    workspace = Workspace(tmp_path / "a_file" / "katas")
    with pytest.raises(WorkspaceError) as caught:
        workspace.open(page)
    assert "QUIZ_WORKSPACE" in caught.value.hint
    with pytest.raises(WorkspaceError):
        workspace.save(page, EDITED, STUB)
    assert workspace.source(page) == STUB


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_workspace_is_an_error_of_its_own(workspace, page):
    workspace.root.mkdir(mode=0o500)
    with pytest.raises(WorkspaceError):
        workspace.open(page)


def test_a_new_round_asks_for_a_blank_page_once_while_the_text_is_of_an_earlier_one(workspace, page):
    workspace.save(page, EDITED, workspace.open(page))
    assert workspace.wants_blank_page(page, DUE)
    assert workspace.wants_blank_page(page, DUE)  # until it is settled
    workspace.settle(page, DUE)
    assert not workspace.wants_blank_page(page, DUE)
    assert workspace.wants_blank_page(page, DUE + timedelta(9))


def test_a_stub_is_a_blank_page_and_what_is_written_on_it_belongs_to_the_round(workspace, page):
    base = workspace.open(page)
    assert not workspace.wants_blank_page(page, DUE)
    workspace.save(page, EDITED, base)
    assert not workspace.wants_blank_page(page, DUE)


def test_after_a_blank_page_the_old_text_is_kept(workspace, page):
    workspace.save(page, EDITED, workspace.open(page))
    kept = workspace.reset(page)
    assert kept.read_bytes() == EDITED
    assert not workspace.wants_blank_page(page, DUE)
