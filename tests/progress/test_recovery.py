"""Damaged files: what is wrong is said, what can be read is saved, nothing is made worse."""

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from quiz.errors import LogError
from quiz.progress import backup, diagnosis
from quiz.progress.log import Log
from quiz.progress.recovery import recovered
from quiz.progress.salvage import salvage
from quiz.scheduling.day import Instant
from quiz.study import acts, recovery

VERDICT = {"verdict": "wrong_answer", "passed": False, "checks": [], "misconception": None}


@pytest.fixture(scope="module")
def original(tmp_path_factory, start):
    """The path of a closed log with some weeks of reviews and a few long attempts; it must not be changed."""
    path = tmp_path_factory.mktemp("original") / "log.sqlite3"
    with Log.open(path, new_device=lambda: "laptop") as log:
        log.rows("PRAGMA synchronous = OFF")
        with log.writing():
            for n in range(160):
                acts.rate(log, f"course:card-{n % 50}", 1 + n % 4, start + timedelta(hours=3 * n), seconds=5)
                if n % 40 == 7:
                    source = f"{n} é\n".encode() * 4000
                    acts.attempt(log, "course:kata/k", VERDICT, start + timedelta(hours=3 * n), source=source)
    return path


@pytest.fixture(scope="module")
def start():
    return Instant(datetime(2026, 11, 20, 9, tzinfo=UTC), 60)


@pytest.fixture
def damaged(original, path):
    """A copy to be damaged."""
    path.parent.mkdir()
    shutil.copyfile(original, path)
    return path


@pytest.fixture(scope="module")
def events(original):
    with Log.open(original, new_device=lambda: "laptop") as log:
        return log.events()


def silent(message):
    raise AssertionError(message)


def overwrite(path, start, content):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(content)


def recover(path, now, backups=None):
    """Recover, after a check that the damaged file is kept, and that the new log is whole and goes on."""
    before = path.read_bytes()
    done = recovery.recover(path, backups or path.parent / "backups", now, silent)
    assert done.kept.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= {path.name, done.kept.name, "backups"}
    assert diagnosis.damage(path) == []
    with Log.open(path) as log:
        assert log.verify() == []
        found = log.events()
        assert len(found) == done.events
        acts.rate(log, "course:card-1", 3, now, seconds=5)
        return done, found


def test_every_event_is_found_in_a_whole_file(original, events):
    found = salvage(original)
    assert sorted((each for same in found.events.values() for each in same), key=lambda e: e.order) == events
    assert found.named == {(event.device, event.counter): event.instant_us for event in events}


def test_a_zeroed_header_costs_no_event(damaged, events, now):
    overwrite(damaged, 0, bytes(4096))
    with pytest.raises(LogError, match="log is damaged") as caught:
        Log.open(damaged)
    assert "quiz doctor --recover" in caught.value.hint
    assert "does not begin as a log does" in diagnosis.damage(damaged)[0]
    done, found = recover(damaged, now)
    assert found == events
    assert (done.lost, done.days, done.copy) == (0, (), None)


def test_a_lost_page_is_told_by_number_and_days(damaged, events, now):
    content = damaged.read_bytes()
    page = next(
        at for at in range(0, len(content), 4096) if content[at] == 13 and b"card-49" in content[at : at + 4096]
    )
    overwrite(damaged, page, bytes(4096))
    done, found = recover(damaged, now)
    lost = [event for event in events if event not in found]
    assert 5 < len(lost) == done.lost
    assert {event.day for event in lost} == set(map(str, done.days))


def test_a_file_cut_short_gives_what_is_left_and_the_backup_gives_the_rest(damaged, events, now, tmp_path):
    with Log.open(damaged) as log:
        backup.daily(log, damaged.parent / "backups", date(2026, 11, 20))
        later = acts.rate(log, "course:later", 3, now, seconds=5).event
    content = damaged.read_bytes()
    damaged.write_bytes(content[:-6000])
    assert any("cut short" in problem for problem in diagnosis.damage(damaged))
    done, found = recover(damaged, now)
    assert {event.id for event in events} <= {event.id for event in found}
    assert done.copy == damaged.parent / "backups" / "log-2026-11-20.sqlite3"
    assert (later in found) == (done.read == 1)
    assert "\n".join(recovery.lines(done, damaged)).count(str(damaged.parent)) >= 3


def test_what_stands_only_in_the_write_ahead_log_is_saved(damaged, events, now, tmp_path):
    crashed = tmp_path / "crashed" / "log.sqlite3"
    crashed.parent.mkdir()
    with Log.open(damaged) as log:
        newest = [acts.rate(log, f"course:new-{n}", 3, now, seconds=5).event for n in range(5)]
        for ending in ("", "-wal"):
            shutil.copy(f"{damaged}{ending}", f"{crashed}{ending}")
    shutil.copy(f"{crashed}-wal", tmp_path / "wal")
    overwrite(crashed, 0, bytes(200))
    done = recovery.recover(crashed, tmp_path / "none", now, silent)
    with Log.open(crashed) as log:
        assert {event.id for event in log.events()} == {event.id for event in (*events, *newest)}
        assert log.verify() == []
    assert (done.kept.parent / f"{done.kept.name}-wal").read_bytes() == (tmp_path / "wal").read_bytes()


def test_the_write_ahead_log_of_another_file_takes_nothing_away(damaged, events, tmp_path, now):
    with Log.open(tmp_path / "other.sqlite3") as other:
        for n in range(40):
            acts.rate(other, f"c:{n}", 3, now, seconds=5)
        shutil.copy(tmp_path / "other.sqlite3-wal", f"{damaged}-wal")
    done = recovery.recover(damaged, tmp_path / "none", now, silent)
    with Log.open(damaged) as log:
        assert {event.id for event in events} <= {event.id for event in log.events()}
        assert log.verify() == []
    assert done.events == len(events) + 40


@pytest.mark.parametrize("part", ["device", "counter", "far counter", "instant"])
def test_a_flipped_bit_in_an_id_or_instant_is_put_right_by_the_index(original, events, part):
    found = salvage(original)
    event = events[70]
    wrong = {
        "device": replace(event, device="lapdop"),
        "counter": replace(event, counter=event.counter + 3),
        "far counter": replace(event, counter=event.counter | 2**40),
        "instant": replace(event, instant_us=event.instant_us + 2**45),
    }[part]
    del found.events[event.device, event.counter]
    found.events.setdefault((wrong.device, wrong.counter), []).insert(0, wrong)
    done = recovered(found, [])
    assert list(done.saved) == events
    assert sum(each.lost for each in done.accounts) == 0


def test_a_merged_log_is_accounted_for_device_by_device(tmp_path, start, now):
    path = tmp_path / "log.sqlite3"
    with Log.open(path, new_device=lambda: "desk") as log:
        for name, first in (("desk", start), ("laptop", start + timedelta(-60))):
            with Log.open(tmp_path / f"{name}.sqlite3", new_device=lambda name=name: name) as one:
                for n in range(60):
                    acts.rate(one, f"c:{name}-{n}", 3, first + timedelta(hours=n), seconds=5)
                log.merge(one.events())
    content = path.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    keep = [not (page[0] == 13 and b"c:laptop-4" in page and b"scheduler" in page) for page in pages]
    path.write_bytes(b"".join(page if kept else bytes(4096) for page, kept in zip(pages, keep, strict=True)))
    done = recovery.recover(path, tmp_path / "none", now, silent)
    with Log.open(path) as log:
        saved = [event.device for event in log.events()]
    desk, laptop = done.devices
    assert (desk.device, desk.saved, desk.lost) == ("desk", saved.count("desk"), 60 - saved.count("desk"))
    assert (laptop.device, laptop.saved, laptop.lost) == ("laptop", saved.count("laptop"), 60 - saved.count("laptop"))
    assert done.lost == desk.lost + laptop.lost > 5
    text = "\n".join(recovery.lines(done, path))
    assert f"device laptop: {laptop.saved} saved, the newest of 2026-09-" in text
    assert "What a device did after its newest one" in text


def test_a_log_with_the_history_of_another_program_is_recovered_at_once(damaged, events, now):
    """Its counters are milliseconds: to look at each of them would take years."""
    past = replace(events[0], device="anki", counter=events[0].instant_us // 1000, item="c:past")
    with Log.open(damaged) as log:
        log.merge(
            [
                replace(past, counter=past.counter + n, instant_us=past.instant_us + n * 1000)
                for n in range(0, 9000, 100)
            ]
        )
    overwrite(damaged, 0, bytes(4096))
    done, found = recover(damaged, now)
    assert (len(found), done.lost) == (len(events) + 90, 0)


def test_the_backups_form_of_a_damaged_event_is_taken(original, events):
    found = salvage(original)
    event = events[70]
    payload = {**event.payload, "rating": 5 - event.payload["rating"]}
    found.events[event.device, event.counter] = [replace(event, payload=payload, day="2024-11-20")]
    assert recovered(found, events[:100]).saved == tuple(events[100:])
    found.events[event.device, event.counter] = [replace(event, payload=payload, instant_us=event.instant_us - 2**28)]
    assert recovered(found, events[:100]).saved == tuple(events[100:])  # the index has the instant


def test_an_event_edited_by_hand_is_named_and_left_out(damaged, events, now):
    with closing(sqlite3.connect(damaged, isolation_level=None)) as connection:
        connection.execute("DROP TRIGGER event_is_never_changed")
        connection.execute("UPDATE event SET payload = '{\"rating\": 9}' WHERE counter = 12")
        connection.execute("UPDATE meta SET value = 'older' WHERE key = 'cache'")
    with pytest.raises(LogError, match="cannot be understood"):
        Log.open(damaged)
    assert diagnosis.damage(damaged) == ["the event laptop-12 has no right `rating` for the kind `review`"]
    done, found = recover(damaged, now)
    assert found == [event for event in events if event.counter != 12]
    assert done.lost == 1


def test_a_file_without_any_event_is_left_alone(tmp_path, now):
    path = tmp_path / "log.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + bytes(10_000))
    with pytest.raises(LogError, match="no event can be read"):
        recovery.recover(path, tmp_path / "backups", now, silent)
    assert [file.name for file in tmp_path.iterdir()] == ["log.sqlite3"]
    assert path.stat().st_size == 10_016


def test_a_recovery_that_was_stopped_before_its_last_step_is_finished_by_the_next(damaged, events, now, monkeypatch):
    overwrite(damaged, 0, bytes(4096))
    monkeypatch.setattr(recovery, "_swap", lambda *arguments: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        recovery.recover(damaged, damaged.parent / "backups", now, silent)
    monkeypatch.undo()
    damaged.write_bytes(damaged.read_bytes()[:8000])
    assert recover(damaged, now)[1] == events


def damage(path, rng):
    """Damage a file in one of the ways that disks know; return how many events that can touch at the most."""
    size = path.stat().st_size
    match rng.randrange(4):
        case 0:
            flips = rng.randrange(1, 20)
            for _ in range(flips):
                at = rng.randrange(size)
                with path.open("r+b") as file:
                    file.seek(at)
                    byte = file.read(1)[0]
                overwrite(path, at, bytes([byte ^ 1 << rng.randrange(8)]))
            return flips
        case 1:
            overwrite(path, rng.randrange(size), rng.randbytes(rng.randrange(1, 64)))
            return 3
        case 2:
            overwrite(path, rng.randrange(0, size, 4096), bytes(4096))
        case _:
            path.write_bytes(path.read_bytes()[: size - rng.randrange(1, 4096)])
    return 40


def check_damage_of(seed, original, events, path, now):
    rng = random.Random(seed)
    touched = damage(path, rng)
    with suppress(LogError), Log.open(path) as log:  # and no other error
        log.verify()
        log.events()
        log.states()
    if not diagnosis.damage(path):
        return  # in a part that nothing uses, or a letter of a payload
    done, found = recover(path, now)
    assert sum(event in events for event in found) >= len(events) - touched
    path.unlink()
    shutil.copyfile(done.kept, path)
    (path.parent / "backups").mkdir()
    shutil.copyfile(original, path.parent / "backups" / "log-2026-11-20.sqlite3")
    done.kept.unlink()
    done, found = recover(path, now)
    assert found == events
    assert (done.lost, done.days) == (0, ())


@pytest.mark.parametrize("seed", range(50))
def test_whatever_is_damaged_what_can_be_read_is_saved_and_with_a_backup_everything(
    seed, original, events, damaged, now
):
    check_damage_of(seed, original, events, damaged, now)


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(20))
def test_two_thousand_more_damaged_files(hundred, original, events, path, now):
    for seed in range(100 * (hundred + 1), 100 * (hundred + 2)):
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir()
        shutil.copyfile(original, path)
        check_damage_of(seed, original, events, path, now)
