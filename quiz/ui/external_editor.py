"""The learner's own editor, in the place of the app for a while."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

from quiz.errors import QuizError

_USUAL = "vi"
_TAKES_LINE = {"vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "ne", "joe"}  # as `+12 file`


def edit(app: App[Any], configured: str, file: Path, line: int | None = None) -> None:
    """Open `file`, at `line` where the editor is known to take one, and wait until it is closed.

    The configured editor is taken, else VISUAL, else EDITOR. Raises QuizError when it cannot be started.
    """
    command = configured or os.environ.get("VISUAL") or os.environ.get("EDITOR") or _USUAL
    hint = "Set `editor` in the configuration, or EDITOR, to a command that runs in this terminal."
    try:
        words = shlex.split(command)
        place = [f"+{line}"] if line and Path(words[0]).name in _TAKES_LINE else []
        failed: OSError | None = None
        with app.suspend():
            try:
                subprocess.run([*words, *place, str(file)], check=False)
            except OSError as error:  # raised further inside, it would leave the app suspended
                failed = error
        if failed:
            raise failed
    except SuspendNotSupported as error:
        raise QuizError("an editor cannot be opened from here: this is not a plain terminal") from error
    except (OSError, ValueError, IndexError) as error:
        raise QuizError(f"`{command}` cannot be started here", hint=hint) from error
