"""The command line: one verb, one function. Costly imports are made inside the verb that needs them."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from quiz import __version__
from quiz.errors import QuizError

if TYPE_CHECKING:
    from quiz.config import Config
    from quiz.course.course import Course
    from quiz.grading.client import Client
    from quiz.paths import Paths
    from quiz.progress.log import Log
    from quiz.scheduling.day import Instant
    from quiz.study.workspace import Workspace

PASSED, NOT_PASSED, FAULT = 0, 1, 2
as_json = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


@dataclass(frozen=True)
class World:
    """The course and the workspace that the options chose; everything else is opened when a verb asks for it."""

    course_option: Path | None
    workspace_option: Path | None

    @property
    def paths(self) -> Paths:
        from quiz import paths

        found = paths.find(os.environ, workspace=self.workspace_option)
        if self.workspace_option or os.environ.get("QUIZ_WORKSPACE") or not self.config.workspace:
            return found
        return paths.find(os.environ, workspace=Path(self.config.workspace))

    @property
    def config(self) -> Config:
        from quiz import config, paths

        return config.load(paths.find(os.environ).config_file)

    @property
    def course_folder(self) -> Path:
        from quiz import paths

        return self.course_option.resolve() if self.course_option else paths.bundled_course()

    def course(self) -> Course:
        from quiz.course.course import Course

        return Course.load(self.course_folder, cache=self.paths.cache)

    def workspace(self) -> Workspace:
        from quiz.study.workspace import Workspace

        return Workspace(self.paths.workspace)

    @contextlib.contextmanager
    def log(self) -> Iterator[Log]:
        """The log, with the settings that replay must know taken over from the configuration file."""
        from quiz.progress.log import Log
        from quiz.study import acts

        with Log.open(self.paths.log) as log:
            acts.adopt(log, self.config, now())
            yield log

    def judge(self) -> Client:
        from quiz.grading.trust import judge_of

        return judge_of(self.course_folder, self.paths)


def now() -> Instant:
    """This moment, with the offset of the machine's clock."""
    from datetime import datetime

    from quiz.scheduling.day import Instant

    return Instant.of(datetime.now().astimezone())


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
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = PASSED
    except Exception as error:
        click.echo(f"quiz: {_kept(error)}", err=True)
        status = FAULT
    sys.exit(status if isinstance(status, int) else PASSED)


def _kept(error: Exception) -> str:
    """Write the traceback to the program's log, and say where it is."""
    import traceback

    from quiz import paths

    file = paths.find(os.environ).program_log
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


def open_app(world: World) -> None:
    """The Textual app, until it is left."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise QuizError("the app needs a terminal", hint="For scripts there are verbs: quiz --help.")
    from quiz.ui.app import QuizApp
    from quiz.ui.services import Services

    with world.log() as log:
        QuizApp(Services(world.paths, world.config, world.course(), log, now, world.workspace())).run()


@command.command()
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
    course = world.course()
    page = course.kata(_name(kata))
    source = _read(file) if file else world.workspace().open(page)
    with world.judge() as judge:
        verdict = judge.grade(page.id, source, file=(file or page.stub).name, device=device, seed=seed)
    if file is None:
        _log_attempt(world, course, page.id, verdict, source)
    _print_verdict(verdict, as_json)
    return PASSED if verdict["passed"] else NOT_PASSED


@command.command()
@click.argument("kata", required=False)
@as_json
@click.pass_obj
def watch(world: World, kata: str | None, as_json: bool) -> None:
    """Grade at every save in the workspace: one KATA, or all. A pass is logged, a failure is a draft."""
    from watchfiles import watch as changes

    course, workspace = world.course(), world.workspace()
    pages = [course.kata(_name(kata))] if kata else list(course.katas)
    for page in pages if kata else []:
        workspace.open(page)
    if not workspace.root.is_dir():
        raise QuizError(f"there is no workspace at {workspace.root}", hint="Open a kata in the app, or name one here.")
    files = {workspace.file(page).resolve(): page for page in pages}
    click.echo(f"Watching {workspace.root} (ctrl+c ends it)", err=True)
    with world.judge() as judge:
        judge.prepare(pages[0].id)
        for batch in changes(workspace.root, debounce=50, step=10, raise_interrupt=False):
            for page in {files[Path(path)] for _, path in batch if Path(path) in files}:
                source = workspace.source(page)
                verdict = judge.grade(page.id, source, file=page.stub.name)
                if verdict["passed"]:
                    _log_attempt(world, course, page.id, verdict, source)
                _print_verdict(verdict, as_json)


@command.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Append here; what is there is not redone."
)
@click.option("--trust", is_flag=True, help="Run the code even where this machine cannot confine it.")
@click.pass_obj
def batch(world: World, folder: Path, out: Path | None, trust: bool) -> int:
    """Grade FOLDER/<learner>/<kata>.py: one line of JSON each, as they finish."""
    from quiz.grading import batch as batches

    katas = {page.id for page in world.course().katas}
    done = batches.done_in(out) if out else set()
    todo = [entry for entry in batches.entries(folder, katas) if (entry.learner, entry.kata) not in done]
    verdicts = []
    with contextlib.ExitStack() as stack:
        stream = stack.enter_context(batches.reopened(out)) if out else sys.stdout
        bar = stack.enter_context(click.progressbar(length=len(todo), file=sys.stderr, hidden=not sys.stderr.isatty()))
        for verdict in batches.grade_all(todo, world.course_folder, world.paths, trust=trust):
            click.echo(json.dumps(verdict, ensure_ascii=False), file=stream)
            stream.flush()
            verdicts.append(verdict)
            bar.update(1)
    click.echo("\n".join([f"{len(verdicts)} graded, {len(done)} done before", *batches.summary(verdicts)]), err=True)
    return PASSED if all(verdict["passed"] for verdict in verdicts) else NOT_PASSED


@command.command()
@click.argument("course", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.pass_obj
def trust(world: World, course: Path) -> None:
    """Let the code of somebody else's COURSE run in the judge, until it changes."""
    from quiz.grading import trust as trusts

    trusts.trust(course, world.paths)
    click.echo(f"The katas of {course.resolve()} may be graded now.")


@command.group(name="judge")
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
        _print(facts, as_json, ["No judge is running. It starts with the first grading."])
    else:
        servers = ", ".join(f"{flavour} (process {pid})" for flavour, pid in status["fork_servers"].items())
        _print(
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
    _print({"stopped": stopped}, as_json, ["The judge has ended." if stopped else "No judge was running."])


@command.command()
@as_json
@click.pass_obj
def due(world: World, as_json: bool) -> None:
    """How many cards wait today."""
    from quiz.study import summary

    with world.log() as log:
        waiting = summary.due(log, world.course().items(), now())
    cards = f"{waiting.due} {_plural(waiting.due, 'card')} due, {waiting.new} new of {waiting.new_per_day} a day"
    _print(waiting.as_json(), as_json, [f"{cards}, about {waiting.minutes:.0f} min."])


@command.command()
@as_json
@click.pass_obj
def streak(world: World, as_json: bool) -> None:
    """Days in a row on which you studied."""
    from dataclasses import asdict

    from quiz.study import summary

    with world.log() as log:
        found = summary.streak_of(log, now())
    today = "today is done" if found.studied_today else "today is still open"
    days = f"{found.length} {_plural(found.length, 'day')} in a row ({today}), best {found.best}"
    facts = json.loads(json.dumps(asdict(found), default=str))
    _print(facts, as_json, [f"{days}, {found.freezes} {_plural(found.freezes, 'freeze')} in hand."])


@command.command()
@click.argument("date", required=False)
@click.option("--clear", "cleared", is_flag=True, help="Forget the date: there is no interview to plan for.")
@as_json
@click.pass_obj
def plan(world: World, date: str | None, cleared: bool, as_json: bool) -> None:
    """The way to the interview on DATE (as 2026-12-15): what you would recall that day, and what today adds to it."""
    from quiz.scheduling.plan_outlook import outlook
    from quiz.study import plan as plans

    if date and cleared:
        raise click.UsageError("write a DATE or --clear, not both")
    with world.log() as log:
        if date:
            plans.set_date(log, date, now())
        elif cleared:
            plans.clear(log, now())
        situation = plans.situation(log, world.course(), now())
    if situation is None:
        _print({"interview": None}, as_json, ["No interview ahead. Name its day, year first: quiz plan YYYY-MM-DD"])
        return
    found = outlook(situation)
    _print(found.as_json(), as_json, plans.lines(found))


@command.command()
@as_json
@click.pass_obj
def stats(world: World, as_json: bool) -> None:
    """Figures: what you know, how well you recall it, what comes."""
    from quiz.study import summary

    with world.log() as log:
        found = summary.stats(log, world.course().items(), now())
    share = found.retention.share
    recalled = "no review of a known card yet" if share is None else f"{share:.0%} recalled, aim {found.aim:.0%}"
    solved = sum(kata.solved for kata in found.katas.values())
    counts = found.counts
    _print(
        found.as_json(),
        as_json,
        [
            f"Cards: {counts.known} known, {counts.learning} learning, {counts.new} new.",
            f"Recall over half a year: {recalled}.",
            f"Next seven days: {', '.join(str(n) for n in found.forecast[:7])} cards.",
            f"Katas: {solved} solved, {len(found.katas)} tried.",
        ],
    )


@command.command()
@click.argument("course", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--no-katas", is_flag=True, help="Check the cards only: run no code of the course.")
@click.option("--kata", help="Grade this kata only.")
@click.option("--table", type=click.Path(path_type=Path, dir_okay=False), help="Write the table of katas here.")
@as_json
@click.pass_obj
def check(
    world: World, course: Path | None, no_katas: bool, kata: str | None, table: Path | None, as_json: bool
) -> int:
    """Everything an author can get wrong, with file and line. COURSE is a folder; the default is the bundled course."""
    from quiz.authoring.check import check as check_course
    from quiz.grading.client import INSTALL_HINT, missing_packages

    world = World(course or world.course_option, world.workspace_option)
    missing = [] if no_katas else missing_packages()
    with contextlib.ExitStack() as stack:
        judge = None if no_katas or missing else stack.enter_context(world.judge())
        report = check_course(world.course(), judge, only=_name(kata) if kata else None)
    if table:
        from quiz.authoring.kata_table import table as kata_table

        table.write_text(kata_table(report.kata_checks), encoding="utf-8")
    cards = sum(report.cards.values())
    facts = f"{report.units} units, {cards} cards, {report.katas} katas, {report.wrong_answers} wrong answers"
    notes = [f"The katas were not graded: {', '.join(missing)} missing. {INSTALL_HINT}"] if missing else []
    _print(report.as_json(), as_json, [*(str(p) for p in report.problems), *notes, _found(facts, len(report.problems))])
    return NOT_PASSED if report.problems else PASSED


@command.group()
def new() -> None:
    """Begin a card or a kata of a course (--course, or the clone you are in)."""


@new.command(name="kata")
@click.argument("place")
@click.pass_obj
def new_kata(world: World, place: str) -> None:
    """Write the files of the kata PLACE, such as 05_backprop/my_kata, with everything named."""
    from quiz.authoring.new import new_kata as make

    for file in make(world.course_folder, place):
        click.echo(file)


@new.command(name="card")
@click.argument("deck", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("question")
@click.pass_obj
def new_card(world: World, deck: Path, question: str) -> None:
    """Append a card that asks QUESTION to the markdown file DECK."""
    from quiz.authoring.new import new_card as make

    click.echo(f"{deck}: {make(deck, question)}")


@command.command()
@click.pass_obj
def stamp(world: World) -> None:
    """Write an id under the heading of every card that has none, so that edits keep its history."""
    from quiz.authoring.stamp import stamp as stamp_cards

    stamped = stamp_cards(world.course())
    for card in stamped:
        click.echo(f"{card.file}:{card.line}: {card.id}")
    click.echo(f"{len(stamped)} {_plural(len(stamped), 'card')} stamped.")


@command.command()
@click.option("--rebuild", is_flag=True, help="Make the cache anew from the log.")
@as_json
@click.pass_obj
def doctor(world: World, rebuild: bool, as_json: bool) -> int:
    """Versions, devices, what the sandbox protects here, and whether cache and log agree."""
    from quiz.study import doctor as doctors

    with world.log() as log, world.judge() as judge:
        if rebuild:
            log.rebuild()
        facts = doctors.examine(log, judge, world.paths)
    _print(facts, as_json, doctors.lines(facts))
    return NOT_PASSED if facts["differences"] else PASSED


@command.command()
@click.argument("latex")
@click.option("--ascii", "plain", is_flag=True, help="ASCII characters only.")
@click.option("--width", type=click.IntRange(1), help="Columns; the default is the terminal's.")
@as_json
def maths(latex: str, plain: bool, width: int | None, as_json: bool) -> None:
    """Lay out one formula: quiz maths '\\frac{e^{z_i}}{\\sum_j e^{z_j}}'."""
    import shutil

    from quiz.maths import block, line

    rows = block(latex, width or shutil.get_terminal_size().columns, ascii=plain)
    _print({"latex": latex, "rows": rows, "line": line(latex, ascii=plain)}, as_json, rows)


@command.command()
@click.argument("file", type=click.File(encoding="utf-8"))
def answers(file: Any) -> None:
    """Assess typed answers: JSON lines in, JSON lines out (docs/cards.md)."""
    from quiz.answers.answer_file import assess_line

    for number, text in enumerate(file, 1):
        if text.strip():
            try:
                click.echo(json.dumps(assess_line(json.loads(text)), ensure_ascii=False))
            except ValueError as error:
                raise QuizError(str(error), file=Path(file.name), line=number) from error


def _name(kata: str) -> str:
    """A kata's name, also when it comes as a path (`04_softmax/softmax`, `softmax.py`)."""
    return Path(kata).stem


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise QuizError(f"cannot be read: {error.strerror}", file=file) from error


def _log_attempt(world: World, course: Course, kata: str, verdict: dict[str, Any], source: bytes) -> None:
    from quiz.study.kata_attempt import log_attempt

    with world.log() as log:
        log_attempt(log, course, kata, verdict, now(), source=source)


def _print_verdict(verdict: dict[str, Any], as_json: bool) -> None:
    from quiz.grading import report

    _print(verdict, as_json, report.lines(verdict))


def _print(facts: dict[str, Any], as_json: bool, lines: Any) -> None:
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)


def _found(facts: str, problems: int) -> str:
    return f"{facts}: {problems} {_plural(problems, 'problem')}" if problems else f"{facts}: no problem"


def _plural(number: int, word: str) -> str:
    return word if number == 1 else f"{word}s"
