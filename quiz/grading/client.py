"""Ask the judge: find the one that is running, or start it. Loads neither NumPy nor torch."""

from __future__ import annotations

import base64
import contextlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

from quiz.errors import JudgeError
from quiz.grading.identity import GREETING, MISNAMED, lock_file, signature
from quiz.paths import private_folder

START_SECONDS = 60.0
ANSWER_SECONDS = 120.0
END_SECONDS = 5.0
SILENCE_SECONDS = 20.0  # a judge that is busy gives a sign of life every other second
STOP_HINT = "`quiz judge stop` ends it; the next grading starts another."
LONGEST_SOCKET = 100  # bytes; systems allow 103 or 107
INSTALL_HINT = "Install them with: pip install 'rectified[katas]'"


def missing_packages() -> list[str]:
    """What grading needs and is not installed."""
    return [name for name in ("numpy", "torch") if importlib.util.find_spec(name) is None]


class Client:
    """A connection to the judge of one course. Use as a context manager; not for several threads at a time."""

    def __init__(
        self, course: Path, runtime: Path, *, slot: str = "", insist: Callable[[], None] = lambda: None
    ) -> None:
        """`slot` names a judge of its own beside the shared one; `insist` may refuse by a QuizError to be connected."""
        self._course = course.resolve()
        self._runtime = runtime
        self._slot = slot
        self._insist = insist
        self._found: Path | None = None
        self._given_up = False
        self._starting = threading.Lock()
        self._started: subprocess.Popen[bytes] | None = None
        self._connection: socket.socket | None = None

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None

    @property
    def _path(self) -> Path:
        """The socket of the judge of the course as it was when this was last looked up."""
        if self._found is None:
            found = self._runtime / f"{self._signature()}{self._slot}.sock"
            if len(os.fsencode(found)) > LONGEST_SOCKET:
                hint = "Set XDG_RUNTIME_DIR to a folder of yours with a short name."
                raise JudgeError(f"the path of the judge's socket is too long: {found}", hint=hint)
            self._found = found
        return self._found

    def _signature(self) -> str:
        return signature(self._course)

    def _look_up(self) -> None:
        """Find out which judge is to be asked, for code and course as they are now, and whether it may be."""
        self._found = None
        self._found = self._path
        self._insist()

    @property
    def log(self) -> Path:
        """Where the judge's own messages go."""
        return self._path.with_suffix(".log")

    def grade(
        self, kata: str, source: bytes, *, file: str, device: str = "auto", seed: int | None = None
    ) -> dict[str, Any]:
        """The verdict as JSON (`quiz.grading.verdict.Verdict`); starts a judge when none is running.

        Raises JudgeError when the judge cannot be started or the kata is at fault.
        """
        text = base64.b64encode(source).decode()
        request = {"op": "grade", "kata": kata, "source": text, "file": file, "device": device, "seed": seed}
        answer = self._ask(request)
        verdict: dict[str, Any] = answer["verdict"]
        if answer.get("notice"):
            verdict["notice"] = answer["notice"]
        return verdict

    def prepare(self, kata: str) -> None:
        """Have the judge load a kata, so that the first grading is as fast as the next."""
        self._ask({"op": "prepare", "kata": kata})

    def try_lines(self, kata: str, source: bytes, lines: str, *, file: str) -> dict[str, Any]:
        """Run lines against a source (`quiz.grading.trying.run_lines`)."""
        text = base64.b64encode(source).decode()
        request = {"op": "try", "kata": kata, "source": text, "lines": lines, "file": file}
        result: dict[str, Any] = self._ask(request)["result"]
        return result

    def audit(self, kata: str) -> dict[str, Any]:
        """For authors: `passing` trivial answers, `unknown_harmless` names, and the `margin` of the model answer."""
        return self._ask({"op": "audit", "kata": kata})

    def status(self) -> dict[str, Any] | None:
        """What the judge says of itself; None when none is running. Raises JudgeError when one is, but is silent."""
        self._found = None
        try:
            return self._ask_running({"op": "status"})
        except TimeoutError as error:
            raise _silent() from error

    def facts(self) -> dict[str, Any]:
        """What the judge says of itself once it has loaded everything; starts it when need be."""
        return self._ask({"op": "facts"})

    def stop(self) -> bool:
        """End the judge, by force when it does not answer; False when none was running."""
        self.close()
        return self._end()

    def _end(self) -> bool:
        try:
            return self._ask_running({"op": "stop"}) is not None
        except TimeoutError:
            with contextlib.suppress(OSError, ValueError):
                os.kill(int(lock_file(self._path).read_text()), signal.SIGKILL)
            return True

    def give_up(self) -> None:
        """End the judge, and start none any more. From any thread, while another one may wait for a verdict."""
        with self._starting:
            self._given_up = True
        if self._started and self._started.poll() is None:
            self._started.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._started.wait(END_SECONDS)
        else:
            self._end()

    def _ask_running(self, request: dict[str, Any]) -> dict[str, Any] | None:
        """The answer of a judge that is running, else None. Raises TimeoutError when it is silent.

        The connection is another one than that which waits for verdicts.
        """
        try:
            with self._connect() as connection:
                return self._exchange(connection, request)
        except TimeoutError:
            raise
        except OSError:
            return None

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        for attempt in (1, 2):  # a judge may retire, or be killed, at any moment
            try:
                if self._connection is None:
                    self._connection = self._connect_or_start()
                answer = self._exchange(self._connection, request)
                break
            except TimeoutError as error:
                self.close()
                raise _silent() from error
            except OSError as error:
                self.close()
                if attempt == 2:
                    raise JudgeError(f"the judge does not answer: {error}", hint=f"Its log is {self.log}.") from error
        if "error" in answer:
            fault = answer["error"]
            file = Path(fault["file"]) if fault.get("file") else None
            raise JudgeError(fault["message"], hint=fault.get("hint", ""), file=file, line=fault.get("line"))
        return answer

    def _exchange(self, connection: socket.socket, request: dict[str, Any]) -> dict[str, Any]:
        deadline = time.monotonic() + ANSWER_SECONDS
        connection.sendall(json.dumps(request).encode() + b"\n")
        received = bytearray()
        while not received.endswith(b"\n"):
            part = connection.recv(1 << 20)
            if not part:
                raise ConnectionError("it closed the connection")
            received += part
            if time.monotonic() > deadline:
                raise TimeoutError
        answer: dict[str, Any] = json.loads(received)
        return answer

    def _connect(self) -> socket.socket:
        if not hasattr(socket, "AF_UNIX"):
            raise JudgeError("katas are not graded on Windows itself", hint="Use WSL2, Linux or macOS.")
        connection = socket.socket(socket.AF_UNIX)
        try:
            connection.settimeout(SILENCE_SECONDS)
            connection.connect(str(self._path))
            # The socket of a judge that was killed takes connections until the system has cleared it away: only a
            # greeting shows that somebody is there.
            if connection.recv(len(GREETING), socket.MSG_WAITALL) != GREETING:
                raise ConnectionError("no judge answers there")
        except OSError:
            connection.close()
            raise
        return connection

    def _connect_or_start(self) -> socket.socket:
        self._look_up()
        try:
            return self._connect()
        except TimeoutError:
            raise
        except OSError:
            missing = missing_packages()
        if missing:
            raise JudgeError(f"grading needs {' and '.join(missing)}", hint=INSTALL_HINT)
        process = self._launched()
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                return self._connect()
            if process.poll() == MISNAMED:  # the course was changed meanwhile
                self._look_up()
            elif process.poll():
                break
            if process.poll() is not None:  # another judge had the lock; should it be on its way out, ours is next
                time.sleep(0.2)
                process = self._launched()
            time.sleep(0.01)
        said = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        message = f"the judge did not start: {said[-1]}" if said else "the judge did not start"
        raise JudgeError(message, hint=f"Its log is {self.log}.")

    def _launched(self) -> subprocess.Popen[bytes]:
        with self._starting:
            if self._given_up:
                raise JudgeError("the judge has been ended")
            self._started = self._start()
        return self._started

    def _start(self) -> subprocess.Popen[bytes]:
        private_folder(self._path.parent)
        with self._opened_log() as log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "quiz.grading.judge", str(self._course), str(self._path)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            )
        threading.Thread(target=process.wait, daemon=True).start()  # so that it is reaped, should it end before us
        return process

    def _opened_log(self) -> BinaryIO:
        try:
            return self.log.open("wb")
        except OSError:  # a full disk is no reason not to grade
            return open(os.devnull, "wb")


def _silent() -> JudgeError:
    return JudgeError("the judge does not answer: it has been halted, or the machine is very busy", hint=STOP_HINT)
