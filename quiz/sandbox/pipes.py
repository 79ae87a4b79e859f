"""What connects the judge with one runner."""

from __future__ import annotations

import os
import sys
import tempfile

from quiz.sandbox.text import clean

if sys.platform != "win32":
    import fcntl

OUTPUT_BYTES = 64 << 10


class Pipes:
    """Two pipes, and two files for prints and for dumps of the stack."""

    def __init__(self) -> None:
        in_read, self.write = os.pipe()
        self.read, out_write = os.pipe()
        self.output, self.dumps = _scratch_file("output"), _scratch_file("dumps")
        self.theirs = [in_read, out_write, self.output, self.dumps]  # in the order that a runner takes them
        self._crossing = self.theirs[:2]
        self._ours = [self.write, self.read]
        self.closed = False
        os.set_blocking(self.write, False)

    @property
    def capacity(self) -> int:
        """How many bytes the way to the runner holds; 0 where the system does not say."""
        if sys.platform != "linux":
            return 0
        return fcntl.fcntl(self.write, fcntl.F_GETPIPE_SZ)

    def printed(self) -> str:
        """What the runner has printed, its beginning."""
        return _text(self.output)

    def dumped(self) -> str:
        """Where its stack stood, if it was asked."""
        return _text(self.dumps)

    def close_theirs(self) -> None:
        """The runner has its own copies: an end of file must reach either side."""
        while self._crossing:
            os.close(self._crossing.pop())

    def hang_up(self) -> None:
        """Say no more and listen no more; the files stay."""
        while self._ours:
            os.close(self._ours.pop())

    def close(self) -> None:
        """Once is enough: the numbers are soon those of other files."""
        if self.closed:
            return
        self.closed = True
        self.close_theirs()
        self.hang_up()
        os.close(self.output)
        os.close(self.dumps)


def _scratch_file(name: str) -> int:
    """A descriptor of a file that has no name, for output that must not fill a pipe."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _text(descriptor: int) -> str:
    return clean(os.pread(descriptor, OUTPUT_BYTES, 0).decode("utf-8", "replace"))
