"""Decks that another program saves, adds or takes away."""

import threading

import pytest

from quiz.ui.deck_watch import DeckWatch


@pytest.fixture
def watched(tmp_path):
    """A folder that is not there yet, and an event for every change."""
    seen = threading.Event()
    watch = DeckWatch(tmp_path / "decks", seen.set, seconds=0.005)
    watch.start()
    yield tmp_path / "decks", seen
    watch.stop()


def test_decks_that_are_added_saved_and_taken_away_are_noticed(watched):
    folder, seen = watched
    (folder / "within").mkdir(parents=True)
    for change in (
        lambda: (folder / "a.md").write_text("# A"),
        lambda: (folder / "a.md").write_text("# Another"),
        lambda: (folder / "within" / "b.md").write_text("# B"),
        lambda: (folder / "a.md").unlink(),
    ):
        seen.clear()
        change()
        assert seen.wait(10)


def test_other_files_are_not(watched):
    folder, seen = watched
    folder.mkdir()
    (folder / ".a.md.swp").write_text("x")
    (folder / "a.md~").write_text("x")
    assert not seen.wait(0.1)
