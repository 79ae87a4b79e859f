"""`make run` on machines that lack something, with stand-ins for Python and pip: no network, no waiting."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PYTHON = """#!/bin/sh
# Stands in for Python: OLD, NO_VENV and NO_KATAS say what is missing.
case "$*" in
  *version_info*) [ -z "$OLD" ] ;;
  *ensurepip*) [ -z "$NO_VENV" ] ;;
  "-m venv "*)
    mkdir -p "$3/bin" && cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\necho the app is open\\n' > "$3/bin/quiz" && chmod +x "$3/bin/quiz" ;;
  *katas*) echo "pip $*" >> pip.log; [ -z "$NO_KATAS" ] ;;
  *) echo "pip $*" >> pip.log ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")


@pytest.fixture
def clone(tmp_path):
    """A fresh clone in a folder with a blank in its name, as far as make needs it."""
    folder = tmp_path / "a clone"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder / name)
    python = tmp_path / "python"
    python.write_text(PYTHON)
    python.chmod(0o755)
    return folder


def make(clone, *arguments, **env):
    command = ["make", f"PYTHON={clone.parent / 'python'}", *arguments]
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}  # `make test` may run this
    return subprocess.run(command, cwd=clone, env={**own, **env}, capture_output=True, text=True, check=False)


def test_run_sets_up_once_and_opens_the_app(clone):
    assert "the app is open" in make(clone, "run").stdout
    installed = (clone / "pip.log").read_text()
    assert "-c constraints.txt" in installed
    assert make(clone, "run").stdout == "the app is open\n"
    assert (clone / "pip.log").read_text() == installed


def test_without_venv_the_message_names_the_system_package(clone):
    result = make(clone, "run", NO_VENV="1")
    assert result.returncode != 0
    assert "apt install python3-venv" in result.stdout


def test_an_old_python_is_told_how_to_name_another(clone):
    result = make(clone, "run", OLD="1")
    assert result.returncode != 0
    assert "PYTHON=python3.12" in result.stdout


def test_without_torch_the_app_opens_and_a_notice_says_so(clone):
    result = make(clone, "run", NO_KATAS="1")
    assert result.returncode == 0
    assert "The flashcards work" in result.stdout
    assert "the app is open" in result.stdout


def test_pip_gets_the_arguments_it_was_given(clone):
    make(clone, "run", "PIP_ARGS=--proxy=none")
    assert "--proxy=none" in (clone / "pip.log").read_text()


def test_help_lists_every_target(clone):
    listed = make(clone).stdout
    for target in ("run", "test", "lint", "slow", "bench", "gpu", "clean"):
        assert f"make {target}" in listed
