"""Which kind of sandbox runs submissions on this system."""

from __future__ import annotations

import sys

from quiz.sandbox.forking import Forks
from quiz.sandbox.host import Sandbox
from quiz.sandbox.spares import Spares

CHOICE = "QUIZ_SANDBOX"  # the variable that makes the choice for a test, see `open_sandbox`


def open_sandbox(flavour: str, choice: str = "") -> Sandbox:
    """Runners of this flavour: forked on Linux, in bubblewrap where that works; started one ahead elsewhere.

    `choice` is "spare" for the latter, "unboxed" for a fork server without bubblewrap, "" for what suits the system.
    """
    if choice == "spare" or not sys.platform.startswith("linux"):
        return Spares(flavour)
    return Forks(flavour, boxed=choice != "unboxed")
