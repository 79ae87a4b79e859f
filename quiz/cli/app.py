"""The Textual app, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from quiz.cli.world import World, now
from quiz.errors import QuizError

if TYPE_CHECKING:
    from textual.screen import Screen

    from quiz.ui.services import Services


def open_app(world: World, opening: Callable[[Services], Screen[Any]] | None = None) -> None:
    """The app until it is left; `opening` makes the screen to start with, in the place of home.

    Raises QuizError where there is no terminal, and whatever `opening` raises.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizError(
            "the app needs a terminal", hint="quiz review --plain asks without one; quiz --help lists more verbs."
        )
    from quiz.ui.app import QuizApp
    from quiz.ui.services import Services

    if world.config.keys:
        from quiz.ui.keymap import check

        check(world.config.keys, world.paths.config_file)
    with world.log() as log:
        services = Services(world.paths, world.config, world.course(), log, now, world.workspace())
        QuizApp(services, opening(services) if opening else None).run()
