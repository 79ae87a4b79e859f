"""The process that has NumPy loaded and forks a single-use runner for each submission.

Started by the judge as `python -I fork_server.py DESCRIPTOR FLAVOUR`, with a clean environment. Over the control socket
it takes requests in JSON: `{"limits": ...}` with four descriptors (frames in, frames out, captured output, stack
dumps) forks a runner and answers `{"pid": n}`; `{"signal": number, "pid": n}` signals one of its own runners. When a
runner has ended it says `{"ended": pid, "status": wait status}`. It leaves at end of file.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import random
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from types import FrameType
from typing import NoReturn

if __name__ == "__main__":  # isolated mode keeps the environment's paths away; ours is the folder above the package
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import numpy.linalg
import numpy.random

from quiz.sandbox import landlock, restrictions, runner

RUNNER_FAULT = 98  # the exit status that says so


def warm_up(flavour: str) -> None:
    """Import what a submission is likely to import, so that no runner pays for it. Small operations only.

    A large one would start OpenMP threads, and a fork after that can hang.
    """
    np.exp(np.random.default_rng(0).standard_normal((4, 4))).sum(axis=1)
    np.linalg.norm(np.ones((2, 2)))
    random.seed(0)
    if flavour == "torch":
        import torch

        with contextlib.suppress(ImportError):  # the first backward pass imports it, and it is half a second of imports
            importlib.import_module("torch.fx.experimental.symbolic_shapes")
        torch.set_num_threads(1)
        torch.ones(2, 2).softmax(dim=-1)
    else:
        sys.meta_path.insert(0, runner.Unavailable("torch"))
        kept = {str(path) for folder in landlock.standard_library() for path in (folder, folder / "lib-dynload")}
        sys.path[:] = [path for path in sys.path if path in kept]


class ForkServer:
    """Forks, signals and reaps runners; knows nothing of what they run."""

    def __init__(self, control: socket.socket, flavour: str) -> None:
        self._control = control
        self._runners: set[int] = set()
        self._confinement = restrictions.Confinement.prepare(flavour)
        self._me = os.getpid()

    def serve(self) -> None:
        """Answer requests until the judge closes the socket."""
        held = restrictions.trial(self._confinement)
        read, write = os.pipe()
        os.set_blocking(read, False)
        os.set_blocking(write, False)
        signal.signal(signal.SIGCHLD, _ignore)
        signal.set_wakeup_fd(write)
        poll = select.poll()
        poll.register(self._control, select.POLLIN)
        poll.register(read, select.POLLIN)
        self._tell({"ready": self._me, "protections": held})
        while True:
            for descriptor, _ in poll.poll():
                if descriptor == read:
                    os.read(read, 4096)
                elif not self._request():
                    return
            self._reap()

    def _request(self) -> bool:
        data, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 8)
        if not data:
            for pid in self._runners:
                os.kill(pid, signal.SIGKILL)
            return False
        request = json.loads(data)
        if "signal" in request:
            if request["pid"] in self._runners:  # only the parent reaps, so the number cannot have been used again
                os.kill(request["pid"], request["signal"])
            return True
        pid = os.fork()
        if pid == 0:
            self._become_runner(restrictions.Limits(**request["limits"]), descriptors)
        self._runners.add(pid)
        for descriptor in descriptors:
            os.close(descriptor)
        self._tell({"pid": pid})
        return True

    def _become_runner(self, limits: restrictions.Limits, descriptors: list[int]) -> NoReturn:
        try:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.setsid()
            restrictions.die_with_parent(self._me)
            channels = runner.take_descriptors(descriptors, self._confinement.rules)
            self._confinement.apply(limits)
            runner.run(channels)
            os._exit(0)
        except BaseException:  # a fault of ours, or a submission that reached into our frames
            os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(RUNNER_FAULT)

    def _reap(self) -> None:
        for pid in list(self._runners):
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                self._runners.discard(pid)
                self._tell({"ended": pid, "status": status, "peak_kib": usage.ru_maxrss})

    def _tell(self, message: dict[str, object]) -> None:
        self._control.send(json.dumps(message).encode())


def _ignore(signum: int, frame: FrameType | None) -> None:
    """A handler must be set for SIGCHLD to wake the poll."""


def main(arguments: list[str]) -> None:
    control = socket.socket(fileno=int(arguments[0]))
    warm_up(arguments[1])
    gc.collect()
    gc.freeze()  # a collection in a child would otherwise copy the whole heap
    ForkServer(control, arguments[1]).serve()


if __name__ == "__main__":
    main(sys.argv[1:])
