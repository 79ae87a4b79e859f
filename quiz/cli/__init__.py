"""The command line: one verb, one function. Costly imports are made inside the verb that needs them."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from quiz import __version__
from quiz.cli import authoring, data, exchange, figures, grading, review
from quiz.cli.app import open_app
from quiz.cli.printing import FAULT, PASSED
from quiz.cli.world import World
from quiz.errors import QuizError

VERBS = (
    *(grading.grade, grading.watch, grading.batch, grading.trust, grading.judge_group),
    *(figures.due, figures.streak, figures.plan, figures.stats, figures.optimise),
    *(authoring.check, authoring.new, authoring.stamp, authoring.maths, authoring.answers),
    *(data.doctor, data.merge, data.backup, data.restore),
    *(exchange.export, exchange.import_),
    review.review,
)
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


def main() -> NoReturn:
    """The command. Exit status: 0 done or passed, 1 not passed, 2 usage or internal error."""
    try:
        status = command.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        status = FAULT
    except (click.Abort, KeyboardInterrupt):
        status = 130
    except QuizError as error:
        click.echo(f"quiz: {error}", err=True)
        status = FAULT
    except BrokenPipeError:
        _say_no_more()
        status = PASSED
    except Exception as error:
        # A file of the program's that cannot be written would have its name there.
        if isinstance(error, OSError) and error.errno in FULL and not error.filename:
            _say_no_more()
            click.echo(f"quiz: the output cannot be written: {error.strerror}", err=True)
            sys.exit(FAULT)
        click.echo(f"quiz: {_blamed(error)}", err=True)
        status = FAULT
    sys.exit(status if isinstance(status, int) else PASSED)


def _say_no_more() -> None:
    """What is still to be printed, and would fail again at the end, goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _blamed(error: Exception) -> str:
    """What is wrong with the learner's log, over which the program may have stumbled; else that it is at fault."""
    from quiz import paths
    from quiz.progress.diagnosis import stumbled_over

    found = paths.find(os.environ)
    return str(stumbled_over(found.log) or _kept(error, found.program_log))


def _kept(error: Exception, file: Path) -> str:
    """Write the traceback to the program's log, and say where it is."""
    import traceback

    summary = f"unexpected {type(error).__name__}: {error}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8") as log:
            log.write("".join(traceback.format_exception(error)))
    except OSError:
        return summary
    return f"{summary}\nThis is a fault of the program. The details are in {file}."


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="quiz")
@click.option(
    "--course", type=click.Path(path_type=Path, exists=True, file_okay=False), help="Another course's folder."
)
@click.option("--workspace", type=click.Path(path_type=Path, file_okay=False), help="Where your katas are edited.")
@click.pass_context
def command(context: click.Context, course: Path | None, workspace: Path | None) -> None:
    """Interview preparation for neural networks: flashcards and graded coding katas.

    Without a verb, the app opens.
    """
    context.obj = World(course, workspace)
    if context.invoked_subcommand is None:
        open_app(context.obj)


for verb in VERBS:
    command.add_command(verb)
