"""Verbs that grade: grade, watch, batch, trust, judge."""

from __future__ import annotations

import contextlib
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quiz.cli.printing import NOT_PASSED, PASSED, as_json, show
from quiz.cli.world import World, now
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.course.course import Course


@click.command()
@click.argument("kata")
@click.option("--file", type=click.Path(path_type=Path, dir_okay=False), help="Grade this file, without logging it.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda", "mps"]), default="auto", show_default=True)
@click.option("--seed", type=int, help="Draw the same random inputs again.")
@as_json
@click.pass_obj
def grade(world: World, kata: str, file: Path | None, device: str, seed: int | None, as_json: bool) -> int:
    """Grade one kata: your file in the workspace, or FILE.

    Exit status 0: passed, 1: not passed, 2: it could not be judged.
    """
    from quiz.grading import handed_in

    course = world.course()
    page = course.kata(kata_name(kata))
    source = handed_in.read(file) if file else world.workspace().open(page)
    with world.judge() as judge:
        verdict = judge.grade(page.id, source, file=(file or page.stub).name, device=device, seed=seed)
    if file is None:
        _log_attempt(world, course, page.id, verdict, source)
    print_verdict(verdict, as_json)
    return PASSED if verdict["passed"] else NOT_PASSED


@click.command()
@click.argument("kata", required=False)
@as_json
@click.pass_obj
def watch(world: World, kata: str | None, as_json: bool) -> None:
    """Grade at every save in the workspace: one KATA, or all. A pass is logged, a failure is a draft."""
    from watchfiles import Change
    from watchfiles import watch as changes

    course, workspace = world.course(), world.workspace()
    pages = [course.kata(kata_name(kata))] if kata else list(course.katas)
    for page in pages if kata else []:
        workspace.open(page)
    if not workspace.root.is_dir():
        raise QuizError(f"there is no workspace at {workspace.root}", hint="Open a kata in the app, or name one here.")
    root = workspace.root.resolve()  # changes are told below it, whether the system follows links or not
    files = {root / workspace.file(page).relative_to(workspace.root): page for page in pages}
    click.echo(f"Watching {workspace.root} (ctrl+c ends it)", err=True)
    with world.judge() as judge:
        judge.prepare(pages[0].id)
        for batch in changes(root, debounce=50, step=10, raise_interrupt=False):
            saved = {Path(path) for change, path in batch if change != Change.deleted}
            for page in (files[file] for file in sorted(saved & files.keys())):
                source = workspace.source(page)
                verdict = judge.grade(page.id, source, file=page.stub.name)
                if verdict["passed"]:
                    _log_attempt(world, course, page.id, verdict, source)
                print_verdict(verdict, as_json)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Append here; what is there is not redone."
)
@click.option("--trust", is_flag=True, help="Run the code even where this machine cannot confine it.")
@click.pass_obj
def batch(world: World, folder: Path, out: Path | None, trust: bool) -> int:
    """Grade FOLDER/<learner>/<kata>.py: one line of JSON each, as they finish."""
    from quiz.grading import batch as batches
    from quiz.grading import batch_file, handed_in

    katas = {page.id for page in world.course().katas}
    done = batch_file.done_in(out) if out else set()
    todo = [entry for entry in handed_in.entries(folder, katas) if (entry.learner, entry.kata) not in done]
    verdicts = []
    with contextlib.ExitStack() as stack:
        stack.enter_context(_ended_in_order())
        stream = stack.enter_context(batch_file.reopened(out)) if out else sys.stdout
        bar = stack.enter_context(click.progressbar(length=len(todo), file=sys.stderr, hidden=not sys.stderr.isatty()))
        graded = batches.grade_all(todo, world.course_folder, world.paths, trust=trust)
        for verdict in stack.enter_context(contextlib.closing(graded)):
            click.echo(batch_file.line(verdict), file=stream)
            stream.flush()
            verdicts.append(verdict)
            bar.update(1)
    click.echo("\n".join([f"{len(verdicts)} graded, {len(done)} done before", *batches.summary(verdicts)]), err=True)
    return PASSED if all(verdict["passed"] for verdict in verdicts) else NOT_PASSED


@click.command()
@click.argument("course", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_obj
def trust(world: World, course: Path) -> None:
    """Let the code of somebody else's COURSE run in the judge, until it changes."""
    from quiz.grading import trust as trusts

    trusts.trust(course, world.paths)
    click.echo(f"The katas of {course.resolve()} may be graded now.")


@click.group(name="judge")
def judge_group() -> None:
    """The warm judge that app, command line and pytest share."""


@judge_group.command(name="status")
@as_json
@click.pass_obj
def judge_status(world: World, as_json: bool) -> None:
    """Is a judge running, and what has it done?"""
    judge = world.judge()
    with judge:
        status = judge.status()
    facts = {"running": status is not None, **(status or {}), "log": str(judge.log)}
    if status is None:
        show(facts, as_json, ["No judge is running. It starts with the first grading."])
    else:
        servers = ", ".join(f"{flavour} (process {pid})" for flavour, pid in status["fork_servers"].items())
        show(
            facts,
            as_json,
            [
                f"The judge is process {status['pid']}, up for {status['seconds']:.0f} s, {status['graded']} graded.",
                f"References: {status['reference']}; devices: {', '.join(status['devices'])}.",
                f"Fork servers: {servers or 'none'}. Its log is {judge.log}.",
            ],
        )


@judge_group.command(name="stop")
@as_json
@click.pass_obj
def judge_stop(world: World, as_json: bool) -> None:
    """End the judge; the next grading starts a new one."""
    with world.judge() as judge:
        stopped = judge.stop()
    show({"stopped": stopped}, as_json, ["The judge has ended." if stopped else "No judge was running."])


def kata_name(kata: str) -> str:
    """A kata's name, also when it comes as a path (`04_softmax/softmax`, `softmax.py`)."""
    return Path(kata).stem


@contextlib.contextmanager
def _ended_in_order() -> Iterator[None]:
    """Have a signal that ends the program end it as ctrl+c does: with everything that it has started."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    wanted = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.getsignal(number) for number in wanted}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:  # by nohup, for one
            signal.signal(number, leave)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log_attempt(world: World, course: Course, kata: str, verdict: dict[str, Any], source: bytes) -> None:
    from quiz.study.kata_attempt import log_attempt

    with world.log() as log:
        world.copy_of_today(log)
        log_attempt(log, course, kata, verdict, now(), source=source)


def print_verdict(verdict: dict[str, Any], as_json: bool) -> None:
    from quiz.grading import report

    show(verdict, as_json, report.lines(verdict))
