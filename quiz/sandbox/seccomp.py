"""A filter of system calls for the runner: no network, no new process or program, no signal to anybody else.

Refused calls fail with EPERM, so that a submission gets an ordinary exception; calls newer than our tables fail with
ENOSYS, as on an older kernel. The filter is classic BPF, as seccomp(2) wants it.
"""

from __future__ import annotations

import ctypes
import errno
import struct
from dataclasses import dataclass

from quiz.sandbox import system_calls

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL_PROCESS, FAIL = 0x7FFF0000, 0x80000000, 0x00050000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in struct seccomp_data; arguments are 8 bytes each
X32_BIT = 0x40000000
CLONE_THREAD = 0x00010000
DENIED_PRCTL = (1, 22)  # PR_SET_PDEATHSIG, PR_SET_SECCOMP
# Drivers and file systems have thousands of requests, some of which change a file that was opened for reading (its
# attributes, its version, its being sealed for good), so what Python and its libraries ask is allowed and nothing else:
# TCGETS, TIOCGWINSZ, TCGETS2 (is it a terminal, how wide?), FIONREAD, FIONBIO, FIONCLEX, FIOCLEX.
ALLOWED_IOCTL = (0x5401, 0x5413, 0x802C542A, 0x541B, 0x5421, 0x5450, 0x5451)
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ. No locks and no leases: others wait for
# them. No having the kernel send a signal of one's choice to any process when a pipe becomes ready.
ALLOWED_FCNTL = (0, 1, 2, 3, 4, 1030, 1032)
CUTTING_OFF = 0x200  # O_TRUNC
PR_SET_SECCOMP, PR_SET_SECCOMP_MODE_FILTER = 22, 2

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


@dataclass(frozen=True)
class Filter:
    """A filter of which only the number of the process that it is for is open.

    `guards` and `rules` are the instructions that are the same for every process, some three hundred, prepared once.
    Between them stand those for the calls in `signals`, which are allowed to itself only.
    """

    guards: bytes
    signals: tuple[int, ...]
    rules: bytes

    @classmethod
    def prepare(cls, *, may_cut_off: bool) -> Filter | None:
        """`may_cut_off` lets files be emptied as they are opened, where something else keeps watch over that.

        None when there is no table for this machine.
        """
        architecture = system_calls.architecture()
        if architecture is None:
            return None
        special = system_calls.special()
        signals = special["kill"], special["tgkill"]  # raise() and abort() signal the process itself
        return cls(_guards(architecture), signals, _rules(special, may_cut_off))

    def program(self, pid: int) -> bytes:
        """The instructions for one process, 8 bytes each."""
        mine = [*_argument(0), _instruction(EQUAL, pid, on_false=1), _allow(), _fail(errno.EPERM)]
        return b"".join([self.guards, *(row for number in self.signals for row in _rule(number, mine)), self.rules])

    def enforce(self, pid: int) -> bool:
        """Filter this process, whose number is `pid`, from now on; False when the kernel refuses.

        Needs no-new-privileges to be set.
        """
        program = self.program(pid)
        buffer = ctypes.create_string_buffer(program, len(program))
        filter_ = _Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
        return bool(_libc.prctl(PR_SET_SECCOMP, PR_SET_SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) == 0)


def _guards(architecture: int) -> bytes:
    """What ends a process that calls as another kind of machine would; the number of the call is loaded then."""
    guards = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(EQUAL, architecture, on_true=1),
        _instruction(RETURN, KILL_PROCESS),
        _instruction(LOAD, NUMBER),
        _instruction(AT_LEAST, X32_BIT, on_false=1),
        _instruction(RETURN, KILL_PROCESS),
    ]
    return b"".join(guards)


def _rules(special: dict[str, int], may_cut_off: bool) -> bytes:
    refuse, unknown = _fail(errno.EPERM), _fail(errno.ENOSYS)
    program = [_instruction(AT_LEAST, system_calls.NEWEST + 1, on_false=1), unknown]
    program += _rule(
        special["clone"], [*_argument(0), _instruction(ANY_BIT, CLONE_THREAD, on_false=1), _allow(), refuse]
    )
    program += _rule(special["clone3"], [unknown])  # its flags lie in memory; libc falls back to clone
    program += _rule(special["prlimit64"], _only_reading_limits(refuse))
    for name, argument, values, then, otherwise in (
        ("prctl", 0, DENIED_PRCTL, refuse, _allow()),
        ("ioctl", 1, ALLOWED_IOCTL, _allow(), refuse),
        ("fcntl", 1, ALLOWED_FCNTL, _allow(), refuse),
    ):
        checks = [row for value in values for row in (_instruction(EQUAL, value, on_false=1), then)]
        program += _rule(special[name], [*_argument(argument), *checks, otherwise])
    if not may_cut_off:
        for name, argument in (("open", 1), ("openat", 2)):
            if name in special:  # 64-bit ARM has no `open`
                cutting = [_instruction(ANY_BIT, CUTTING_OFF, on_false=1), refuse]
                program += _rule(special[name], [*_argument(argument), *cutting, _allow()])
        program += _rule(special["openat2"], [unknown])  # its flags lie in memory
    for number in system_calls.denied().values():
        program += _rule(number, [refuse])
    return b"".join([*program, _allow()])


def _rule(number: int, body: list[bytes]) -> list[bytes]:
    """`body`, which ends in a return, for one system call."""
    return [_instruction(EQUAL, number, on_false=len(body)), *body]


def _only_reading_limits(refuse: bytes) -> list[bytes]:
    """The third argument of prlimit64, a pointer to new limits, must be null: both halves of it."""
    low, high = ARGUMENTS + 2 * 8, ARGUMENTS + 2 * 8 + 4
    return [
        _instruction(LOAD, low),
        _instruction(EQUAL, 0, on_false=3),
        _instruction(LOAD, high),
        _instruction(EQUAL, 0, on_false=1),
        _allow(),
        refuse,
    ]


def _argument(position: int) -> list[bytes]:
    return [_instruction(LOAD, ARGUMENTS + 8 * position)]


def _allow() -> bytes:
    return _instruction(RETURN, ALLOW)


def _fail(number: int) -> bytes:
    return _instruction(RETURN, FAIL | number)


def _instruction(code: int, value: int, *, on_true: int = 0, on_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, on_true, on_false, value & 0xFFFFFFFF)
