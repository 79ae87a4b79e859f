"""The judge's door: threads that read requests from the socket and write the answers of the main thread."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quiz.grading.identity import GREETING

if TYPE_CHECKING:
    from quiz.grading.judge import Judge

BEAT_SECONDS = 2.0  # between signs of life to a client that waits
DEAF_SECONDS = 0.1  # after a connection could not be taken


@dataclass
class Job:
    """A request on its way to the main thread, and the answer on its way back."""

    request: dict[str, Any]
    answer: dict[str, Any] | None = None  # none from a judge that is out of date
    done: threading.Event = field(default_factory=threading.Event)
    told: threading.Event = field(default_factory=threading.Event)


class Front:
    """Accepts connections and passes their requests on to the judge."""

    def __init__(self, listener: socket.socket, judge: Judge) -> None:
        self._listener = listener
        self._judge = judge

    def accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                if self._listener.fileno() < 0:  # it was closed
                    return
                time.sleep(DEAF_SECONDS)  # no descriptor is free, perhaps; those of others are given back
                continue
            try:
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()
            except RuntimeError:  # no more threads for now: the client asks again
                connection.close()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError, ValueError), connection.makefile("rwb") as stream:
            stream.write(GREETING)
            stream.flush()
            for line in stream:
                request = json.loads(line)
                if request.get("op") == "status":
                    stream.write(json.dumps(self._judge.status()).encode() + b"\n")
                    stream.flush()
                else:
                    self._pass_on(request, stream)

    def _pass_on(self, request: dict[str, Any], stream: io.BufferedRWPair) -> None:
        """Have the main thread answer. While it is busy a blank now and then, which JSON allows, is a sign of life."""
        job = Job(request)
        self._judge.jobs.put(job)
        while not job.done.wait(BEAT_SECONDS):
            stream.write(b" ")
            stream.flush()
        if job.answer is None:
            job.told.set()
            raise ConnectionAbortedError  # which closes the connection
        stream.write(json.dumps(job.answer).encode() + b"\n")
        stream.flush()
        job.told.set()
