"""Where everything lives: the learner's data, the workspace, the judge's socket, the bundled course."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from quiz.errors import CourseError, WorkspaceError

APP = "rectified"
LONGEST = 60  # bytes of the folder in which that of the sockets lies
WORKSPACE = "rectified-katas"


@dataclass(frozen=True)
class Paths:
    """The folders of one learner. Nothing is created before something is written."""

    data: Path
    config: Path
    cache: Path
    state: Path
    workspace: Path
    runtime: Path

    @property
    def log(self) -> Path:
        """The database of events."""
        return self.data / "log.sqlite3"

    @property
    def backups(self) -> Path:
        return self.data / "backups"

    @property
    def config_file(self) -> Path:
        return self.config / "config.toml"

    @property
    def decks(self) -> Path:
        """The learner's own decks of cards, markdown files."""
        return self.workspace / "decks"

    @property
    def program_log(self) -> Path:
        """Where unexpected exceptions are written."""
        return self.state / "quiz.log"


def find(env: Mapping[str, str], *, workspace: Path | None = None) -> Paths:
    """Return the folders for this environment.

    `QUIZ_HOME` puts everything below one folder, the workspace included. `workspace` (the option) wins over
    `QUIZ_WORKSPACE`, which wins over the default; between those two, `quiz.config.folders` asks the configuration file.
    """
    home = env.get("QUIZ_HOME")
    if home:
        root = _absolute(Path(home))
        data, config, cache, state = root / "data", root / "config", root / "cache", root / "state"
        default_workspace = root / WORKSPACE
    else:
        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        data, config = Path(dirs.user_data_dir), Path(dirs.user_config_dir)
        cache, state = Path(dirs.user_cache_dir), Path(dirs.user_state_dir)
        default_workspace = Path.home() / WORKSPACE
    chosen = workspace or (Path(env["QUIZ_WORKSPACE"]) if env.get("QUIZ_WORKSPACE") else default_workspace)
    return Paths(data, config, cache, state, _absolute(chosen), _runtime(env))


def _absolute(path: Path) -> Path:
    """Raises WorkspaceError for a path from the home of nobody, and a relative one where it could start nowhere."""
    try:
        return path.expanduser().absolute()
    except RuntimeError as error:
        hint = "Write ~ alone for your own folder, or give a path that begins with /."
        raise WorkspaceError(f"{path} is nowhere, for there is no such user", hint=hint) from error
    except FileNotFoundError as error:
        hint = "Change to another folder, or give a path that begins with /."
        raise WorkspaceError(f"{path} is nowhere, for the current folder has been deleted", hint=hint) from error


def _runtime(env: Mapping[str, str]) -> Path:
    """A short path, since a socket's name may have no more than about 100 bytes."""
    base = env.get("XDG_RUNTIME_DIR")
    if base and _fits(base):
        return Path(base) / APP
    user = os.getuid() if hasattr(os, "getuid") else env.get("USERNAME", "user")
    usual = tempfile.gettempdir()
    return Path(next(filter(_fits, (usual, "/tmp", "/var/tmp")), usual)) / f"{APP}-{user}"


def _fits(folder: str) -> bool:
    return len(os.fsencode(folder)) < LONGEST and os.access(folder, os.W_OK)


def private_folder(path: Path) -> Path:
    """Create `path` for this user alone (mode 0700) and return it.

    Raises WorkspaceError when it cannot be created or belongs to somebody else.
    """
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "getuid"):
            status = path.stat()
            if status.st_uid != os.getuid():
                raise WorkspaceError(
                    f"{path} belongs to another user", hint="Set XDG_RUNTIME_DIR to a folder of yours."
                )
            if status.st_mode & 0o077:
                path.chmod(0o700)
    except OSError as error:
        raise WorkspaceError(
            f"cannot create {path}: {error.strerror}", hint="Check the permissions above it."
        ) from error
    return path


def write_file(file: Path, content: bytes) -> None:
    """Replace a file at once: whoever reads it, even after a power cut, finds the old or the new content whole.

    Its folder is made where it is missing; a device or a pipe stays what it is, and is written to. Raises OSError; the
    old content stays then.
    """
    file = file.resolve()  # a link stays a link
    if file.exists() and not file.is_file():
        with file.open("wb") as stream:
            stream.write(content)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, temporary)
        os.replace(temporary, file)
    finally:
        temporary.unlink(missing_ok=True)


def bundled_course() -> Path:
    """The course that comes with the package: inside the wheel, or the clone's own folders."""
    installed = _installed_course()
    for candidate in (installed, installed.parents[1]):
        if (candidate / "content").is_dir() and (candidate / "exercises").is_dir():
            return candidate
    raise CourseError(
        "the bundled course is missing", hint="Reinstall rectified, or open another course with --course DIR."
    )


def is_installed(course: Path) -> bool:
    """Whether a course is the one inside the wheel, which an upgrade replaces."""
    return course.resolve() == _installed_course()


def _installed_course() -> Path:
    return Path(__file__).resolve().parent / "_course"
