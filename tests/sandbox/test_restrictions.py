"""What the filter of system calls decides, and how what is missing is told."""

from __future__ import annotations

import errno
import os
import platform
import struct
import subprocess
import sys

import pytest

pytest.importorskip("numpy")

from quiz.sandbox import landlock, protections, seccomp, system_calls

ALLOWED, REFUSED, UNKNOWN = seccomp.ALLOW, seccomp.FAIL | errno.EPERM, seccomp.FAIL | errno.ENOSYS
ME = 4321


def decide(program, call, *arguments, architecture=None):
    """Run the filter as the kernel does."""
    machine = architecture or system_calls.architecture()
    data = struct.pack("=iIQ6Q", call, machine, 0, *arguments, *[0] * (6 - len(arguments)))
    rows = [struct.unpack_from("HBBI", program, at) for at in range(0, len(program), 8)]
    at = accumulator = 0
    while True:
        code, on_true, on_false, value = rows[at]
        at += 1
        if code == seccomp.LOAD:
            (accumulator,) = struct.unpack_from("I", data, value)
        elif code == seccomp.RETURN:
            return value
        else:
            compare = {seccomp.EQUAL: int.__eq__, seccomp.AT_LEAST: int.__ge__, seccomp.ANY_BIT: int.__and__}[code]
            at += on_true if compare(accumulator, value) else on_false


def built(may_cut_off=True):
    return seccomp.Filter.prepare(may_cut_off=may_cut_off).program(ME)


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request, monkeypatch):
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    return request.param


def test_what_no_kata_needs_is_refused(machine):
    program = built()
    for name, number in system_calls.denied().items():
        assert decide(program, number) == REFUSED, name


@pytest.mark.parametrize(
    ("name", "arguments", "decision"),
    [
        ("kill", (ME, 11), ALLOWED),
        ("kill", (1, 9), REFUSED),
        ("kill", (0, 9), REFUSED),
        ("kill", (2**64 - 1, 9), REFUSED),
        ("tgkill", (ME, ME + 1, 6), ALLOWED),
        ("tgkill", (1, 1, 6), REFUSED),
        ("clone", (0x003D0F00,), ALLOWED),
        ("clone", (0x01200011,), REFUSED),
        ("clone3", (0,), UNKNOWN),
        ("prlimit64", (0, 7, 0), ALLOWED),
        ("prlimit64", (0, 7, 0x7FFF00000000), REFUSED),
        ("prlimit64", (0, 7, 0x1000), REFUSED),
        ("prctl", (15,), ALLOWED),
        ("prctl", (1,), REFUSED),
        ("ioctl", (0, 0x5401), ALLOWED),
        ("ioctl", (0, 0x5412), REFUSED),
        ("ioctl", (0, 0x541B), ALLOWED),  # FIONREAD
        ("ioctl", (0, 0x802C542A), ALLOWED),  # TCGETS2
        ("ioctl", (0, 0x8901), REFUSED),
        ("ioctl", (3, 0x40086602), REFUSED),  # FS_IOC_SETFLAGS
        ("ioctl", (3, 0x40087602), REFUSED),  # FS_IOC_SETVERSION
        ("ioctl", (3, 0x401C5820), REFUSED),  # FS_IOC_FSSETXATTR
        ("ioctl", (3, 0x40806685), REFUSED),  # FS_IOC_ENABLE_VERITY
        ("ioctl", (3, 0xC0189436), REFUSED),  # FIDEDUPERANGE
        ("fcntl", (3, 3), ALLOWED),
        ("fcntl", (3, 8, 1), REFUSED),
        ("fcntl", (3, 10, 9), REFUSED),
        ("fcntl", (3, 15), REFUSED),
        ("fcntl", (3, 6), REFUSED),  # F_SETLK
        ("fcntl", (3, 37), REFUSED),  # F_OFD_SETLK
        ("fcntl", (3, 1024), REFUSED),  # F_SETLEASE
        ("fcntl", (3, 1026), REFUSED),  # F_NOTIFY
        ("fcntl", (3, 1030), ALLOWED),  # F_DUPFD_CLOEXEC
        ("openat", (0, 0, os.O_TRUNC), ALLOWED),
    ],
)
def test_what_is_allowed_in_some_form_is_told_apart(machine, name, arguments, decision):
    assert decide(built(), system_calls.special()[name], *arguments) == decision


def test_files_are_not_cut_off_where_nothing_else_keeps_watch(machine):
    program = built(may_cut_off=False)
    calls = system_calls.special()
    assert decide(program, calls["openat"], 0, 0, os.O_WRONLY | os.O_TRUNC) == REFUSED
    assert decide(program, calls["openat"], 0, 0, os.O_RDONLY) == ALLOWED
    assert decide(program, calls["openat2"]) == UNKNOWN


def test_calls_that_nobody_has_looked_at_do_not_exist(machine):
    assert decide(built(), system_calls.NEWEST + 1) == UNKNOWN


def test_calls_of_another_architecture_kill(machine):
    program = built()
    assert decide(program, 20, architecture=0x40000003) == seccomp.KILL_PROCESS
    assert decide(program, seccomp.X32_BIT + 39) == seccomp.KILL_PROCESS


def test_ordinary_calls_are_allowed(machine):
    assert decide(built(), {"x86_64": 1, "aarch64": 64}[machine], 1) == ALLOWED  # write


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the filter is Linux's")
def test_the_kernel_takes_the_filter(tmp_path):
    file = tmp_path / "file"
    file.write_text("kept")
    code = """
import ctypes, os, sys
from quiz.sandbox import restrictions, seccomp
calls = seccomp.Filter.prepare(may_cut_off=False)
assert restrictions._no_new_privileges() and calls.enforce(os.getpid())
try:
    open(sys.argv[1], "w")
except PermissionError:
    print(open(sys.argv[1]).read())
"""
    result = subprocess.run([sys.executable, "-c", code, file], capture_output=True, text=True)
    assert result.stdout.strip() == "kept", result.stderr


def test_what_is_missing_is_told_with_what_would_bring_it():
    missing = protections.lacking([protections.LIMITS, protections.MEMORY])
    assert len(missing) == 4
    assert f"{protections.FILES} (needs Linux 5.13 or later with Landlock, or bubblewrap)" in missing
    assert protections.lacking(protections.NEEDED, protections.NEEDED) == []
    assert protections.extra(protections.NEEDED) == [missing[-1]]


def test_the_names_of_protections_can_be_had_on_any_system():
    """Windows has no `resource`, and the screens that name them run there."""
    code = "import sys; sys.modules['resource'] = sys.modules['fcntl'] = None; import quiz.sandbox.protections"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_another_system_is_not_asked_for_landlock(monkeypatch):
    """The number is another call there."""
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(landlock, "_libc", None)
    assert landlock.version() == 0
    assert landlock.ruleset([]) is None
