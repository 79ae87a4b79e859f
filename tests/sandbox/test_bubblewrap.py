"""The box around the fork server holds what it needs and nothing of the user's, and is done without where it fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

pytest.importorskip("numpy")

import numpy as np

from quiz.paths import bundled_course
from quiz.sandbox import bubblewrap
from quiz.sandbox.forking import Forks
from quiz.sandbox.protections import BOX, FILES, NEEDED
from quiz.sandbox.restrictions import Limits

PROTECTIONS = "from quiz.sandbox.forking import Forks; s = Forks(); print(s.protections); s.close()"


def bound(command):
    """What can be read in the box."""
    return [Path(command[n + 1]) for n, word in enumerate(command) if word in ("--ro-bind", "--ro-bind-try")]


def call(server, source, *args):
    run = server.start(Limits())
    run.load(source.encode(), ("f",), file="f.py", driver=None, seed=1, seconds=4)
    outcome = run.loaded(4) or run.call(args, {}, 4)
    run.finish()
    return outcome


def inside(bwrap):
    """The process of the fork server: the last in a row of only children."""
    children = Path(f"/proc/{bwrap}/task/{bwrap}/children").read_text().split()
    return inside(int(children[0])) if children else bwrap


def test_the_interpreter_the_standard_library_and_the_packages_are_bound():
    paths = bound(bubblewrap.prefix(sys.executable, "numpy"))
    for wanted in (os.path.realpath(sys.executable), os.__file__, np.__file__, bubblewrap.__file__):
        assert any(Path(wanted).is_relative_to(path) for path in paths), wanted


@pytest.mark.parametrize("flavour", ["numpy", "torch"])
def test_nothing_of_the_users_and_nothing_of_the_course_is_bound(flavour):
    course = bundled_course()
    for private in (Path.home(), course, course / "solutions/04_softmax/softmax.py", Path("/etc"), Path("/tmp")):
        assert not any(private.is_relative_to(path) for path in bound(bubblewrap.prefix(sys.executable, flavour)))


def test_packages_are_hidden_before_those_that_are_allowed_are_bound():
    command = bubblewrap.prefix(sys.executable, "numpy")
    hidden = [n for n, word in enumerate(command) if word == "--tmpfs" and command[n + 1].endswith("-packages")]
    assert all(n < command.index(os.path.dirname(np.__file__)) for n in hidden)


def test_torch_is_not_in_the_box_of_numpy():
    assert not [path for path in bound(bubblewrap.prefix(sys.executable, "numpy")) if "torch" in path.name]


def test_a_folder_is_not_bound_again_within_another(monkeypatch, tmp_path):
    inner = tmp_path / "lib" / "inner"
    inner.mkdir(parents=True)
    monkeypatch.setenv("LD_LIBRARY_PATH", f"{inner}:{inner.parent}:{tmp_path / 'missing'}")
    paths = bound(bubblewrap.prefix(sys.executable, "numpy"))
    assert inner.parent in paths
    assert inner not in paths
    assert tmp_path / "missing" not in paths


@pytest.mark.parametrize("wide", ["/", "~", ".", "", "/tmp/.."])
def test_a_path_of_libraries_does_not_open_the_box(monkeypatch, wide):
    monkeypatch.setenv("LD_LIBRARY_PATH", os.path.expanduser(wide))
    before = bound(bubblewrap.prefix(sys.executable, "numpy"))
    monkeypatch.delenv("LD_LIBRARY_PATH")
    assert before == bound(bubblewrap.prefix(sys.executable, "numpy"))


def test_in_the_box_there_are_no_solutions_no_home_and_no_network(bwrap):
    source = f"""
import os
def f():
    private = ({str(bundled_course() / "solutions")!r}, {str(Path.home() / ".cache")!r}, "/etc/passwd", "/home")
    return [place for place in private if os.path.exists(place)]
"""
    server = Forks()
    try:
        assert BOX in server.protections
        assert call(server, source).value == []
        network = Path(f"/proc/{inside(server.pid)}/net/dev").read_text().splitlines()[2:]
        assert [line.split(":")[0].strip() for line in network] == ["lo"]
    finally:
        server.close()


@pytest.mark.parametrize("links", [1, 3])
def test_a_virtual_environment_may_lie_anywhere_and_its_interpreter_be_a_chain_of_links(bwrap, tmp_path, links):
    home = tmp_path / "home of somebody" / "venv"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    for number in range(links):
        further = home / "bin" / f"python-{number}"
        further.symlink_to(python)
        python = further
    packages = next(home.glob("lib/python*/site-packages"))
    for name in ("numpy", "numpy.libs"):
        place = Path(np.__file__).parent.with_name(name)
        if place.exists():
            (packages / name).symlink_to(place)
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(bubblewrap.__file__).parents[2])}
    result = subprocess.run([python, "-c", PROTECTIONS], env=env, capture_output=True, text=True)
    assert BOX in result.stdout, result.stderr


@pytest.mark.parametrize("script", ["exit 1", "echo no permission >&2; exit 1", "exec sleep 0.05"])
def test_where_bubblewrap_fails_the_fork_server_does_without(monkeypatch, tmp_path, script):
    fake = tmp_path / "bwrap"
    fake.write_text(f"#!/bin/sh\n{script}\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert bubblewrap.program() == str(fake)
    server = Forks()
    assert BOX not in server.protections
    assert call(server, "def f(x): return x + 1", 1).value == 2
    server.close()


def test_without_the_program_nothing_is_tried(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    server = Forks()
    assert BOX not in server.protections
    server.close()


def test_the_box_counts_as_files_out_of_reach_where_the_kernel_has_no_landlock(monkeypatch):
    server = Forks()
    monkeypatch.setattr(server, "_receive", lambda: {"protections": [name for name in NEEDED if name != FILES]})
    boxed = server._boxed
    assert (FILES in server.protections) == boxed
    monkeypatch.undo()
    server.close()
