"""Is bubblewrap there, and is it allowed to work?"""

from __future__ import annotations

import subprocess

import pytest

from quiz.sandbox import bubblewrap


@pytest.fixture(scope="session")
def bwrap() -> str:
    """The program; skips with the reason where it is of no use."""
    program = bubblewrap.program()
    if program is None:
        pytest.skip("bubblewrap is not installed")
    probe = subprocess.run(
        [program, *bubblewrap.APART, "--ro-bind", "/", "/", "--dev", "/dev", "true"], capture_output=True, text=True
    )
    if probe.returncode:
        pytest.skip(f"bubblewrap does not work here: {probe.stderr.strip()}")
    return program
