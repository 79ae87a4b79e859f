"""Run one submission on a list of cases: what each call gave, and what ended the runner before its time."""

from __future__ import annotations

import re
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TypeVar

from quiz.grading.cases import Case
from quiz.grading.verdict import Outcome
from quiz.sandbox import wire
from quiz.sandbox.host import Run, Sandbox
from quiz.sandbox.outcome import Ending, Failed, Returned
from quiz.sandbox.restrictions import Limits

T = TypeVar("T")

LOAD_SECONDS = 4.0
CALL_SECONDS = 2.0
TOTAL_SECONDS = 10.0
TOGETHER = 6  # calls that are sent at once: each sending takes its time, and so does a runner that has to wait


@dataclass(frozen=True)
class Submission:
    """The bytes to judge.

    `file` is the name that tracebacks show, `forbids` what they must not use, `most` the bytes that a result may have.
    """

    source: bytes
    functions: tuple[str, ...]
    file: str
    driver: str | None
    forbids: tuple[str, ...] = ()
    most: int = wire.MAX_BODY


@dataclass(frozen=True)
class Stop:
    """What ended a runner early: the verdict and a sentence."""

    outcome: Outcome
    message: str


@dataclass
class _Calls:
    """Cases on their way: those that the runner was sent, one that found no room, and those still to be drawn."""

    run: Run
    cases: Iterator[Case]
    sent: deque[Case] = field(default_factory=deque)
    packed: tuple[Case, bytes] | None = None

    def send(self, seconds: float) -> None:
        """Send as many as there is room for: one to begin with, then some at a time, so that nobody waits long."""
        put = 0
        while self._pack() and self.packed:
            case, call = self.packed
            if not self.run.put(call):
                break
            self.sent.append(case)
            self.packed, put = None, put + 1
            if self.run.starting or put % TOGETHER == 0:
                self.run.send(seconds)
        self.run.send(seconds)

    def _pack(self) -> bool:
        """Have a case ready to be put; False when there are no more."""
        if self.packed is None and (case := next(self.cases, None)) is not None:
            self.packed = case, self.run.packed(*case.laid_out())
        return self.packed is not None

    def unanswered(self) -> Iterator[Case]:
        """The cases without an answer, once there will be none."""
        yield from self.sent
        if self.packed:
            yield self.packed[0]
        yield from self.cases


@dataclass
class Trial:
    """One runner and what came out of it. Use as a context manager; `stop` is set when the runner is of no more use.

    `output` is what it printed, known when the context has ended; `answers` belongs to `properties`.
    """

    server: Sandbox
    submission: Submission
    seed: int
    stop: Stop | None = None
    ending: Ending | None = None
    output: str = ""
    answers: dict[tuple[bytes, int], Returned | Failed | None] = field(default_factory=dict)
    _run: Run = field(init=False)
    _deadline: float = field(init=False)

    def __enter__(self) -> Trial:
        self._run = self.server.start(Limits())
        self._guarded("loading", self._load, LOAD_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self.ending is None:
            self.output = self._run.leave()
        else:
            self.output = self.ending.output

    @cached_property
    def load_failure(self) -> Failed | None:
        """Why the source cannot be loaded. Waits for that; until then there is time for something else."""
        failure = None if self.stop else self._guarded("loading", partial(self._run.loaded, LOAD_SECONDS), LOAD_SECONDS)
        self._deadline = time.monotonic() + TOTAL_SECONDS
        return failure

    def call(self, case: Case) -> Returned | Failed | None:
        """Call the submission once; None when the runner has ended, now or earlier (see `stop`)."""
        return next(self.calls([case]))

    def calls(self, cases: Iterable[Case]) -> Iterator[Returned | Failed | None]:
        """Call the submission on each case, in turn; while it works on one, the next ones are drawn and sent.

        To be read to the end. Gives what `call` gives.
        """
        calls = _Calls(self._run, iter(cases))
        self._send(calls)
        if not self.load_failure:
            self._send(calls)  # what found no room while the source was read
        while not (self.load_failure or self.stop) and calls.sent:
            yield self._take(calls)
        yield from (None for _ in calls.unanswered())

    def _send(self, calls: _Calls) -> None:
        """Send what there is room for; in part before the source has run."""
        if not self.stop:
            self._guarded("loading", partial(calls.send, CALL_SECONDS), CALL_SECONDS)

    def _take(self, calls: _Calls) -> Returned | Failed | None:
        case, seconds = calls.sent.popleft(), min(CALL_SECONDS, self._deadline - time.monotonic())
        doing = f"“{case.check}”"
        outcome = self._guarded(doing, partial(self._run.take, seconds), seconds)
        if isinstance(outcome, Failed) and outcome.memory:  # filling it again for every case would take its time
            self.ending = self._run.finish(patience=0)
            self.stop = Stop(Outcome.OUT_OF_MEMORY, f"it ran out of memory ({doing})")
        if not self.stop:
            self._guarded(doing, partial(calls.send, seconds), seconds)
        return outcome

    def time_is_up(self, doing: str) -> bool:
        """Has all of its time gone by, wherever? Then `stop` says so."""
        if not self.stop and time.monotonic() > self._deadline:
            self.ending = self._run.finish(patience=0)
            self.stop = Stop(Outcome.TIMED_OUT, f"not done after {TOTAL_SECONDS:g} s in all (“{doing}”)")
        return self.stop is not None

    def _load(self) -> None:
        it = self.submission
        self._run.load(
            it.source,
            it.functions,
            file=it.file,
            driver=it.driver,
            seed=self.seed,
            seconds=LOAD_SECONDS,
            forbids=it.forbids,
            most=it.most,
        )

    def _guarded(self, doing: str, act: Callable[[], T], seconds: float) -> T | None:
        """What `act` returns; None, with `stop` set, when the runner hangs, ends or talks nonsense."""
        try:
            return act()
        except wire.Deadline:
            self.ending = self._run.finish(dump_stack=True)
            allowed = f"{seconds:g} s" if seconds in (LOAD_SECONDS, CALL_SECONDS) else f"{TOTAL_SECONDS:g} s in all"
            self.stop = Stop(Outcome.TIMED_OUT, f"still running after {allowed}{self._line()} ({doing})")
        except wire.ProtocolError as error:
            self.ending = self._run.finish(patience=0)
            self.stop = Stop(Outcome.PROTOCOL_VIOLATION, f"what came back is not a result: {error}")
        except wire.Closed:
            self.ending = self._run.finish()
            self.stop = _early_end(self.ending, doing, self._line())
        return None

    def _line(self) -> str:
        """Where the learner's code stood, from the stack dump."""
        file = self.submission.file
        dump = self.ending.dump if self.ending else ""
        found = re.search(rf'File "{re.escape(file)}", line ([0-9]{{1,6}}) in \S', dump)
        return f" in {file}, line {found[1]}" if found else ""


def _early_end(ending: Ending, doing: str, line: str) -> Stop:
    if ending.killed or not ending.signal:
        status = f"exit status {ending.exit_status}"
        return Stop(Outcome.LEFT_EARLY, f"the process left before it answered ({status}) while {doing} ran")
    if ending.signal == signal.SIGXCPU:
        return Stop(Outcome.TIMED_OUT, f"used up its processor time{line}")
    if ending.signal == signal.SIGKILL:
        return Stop(Outcome.OUT_OF_MEMORY, "the process was killed, most likely because memory ran out")
    return Stop(Outcome.CRASHED, f"the process crashed with {_name(ending.signal)}{line}")


def _name(number: int) -> str:
    """A signal's name; those for real time have none but a number."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
