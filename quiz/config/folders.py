"""The learner's folders, with what the file of the settings says of them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from quiz import paths
from quiz.config.file import load
from quiz.paths import Paths


def folders(env: Mapping[str, str], *, workspace: Path | None = None) -> Paths:
    """The folders for this environment: the workspace is the option's, `QUIZ_WORKSPACE`'s, the file's or the usual one.

    Raises ConfigError where the file is asked and cannot be read.
    """
    found = paths.find(env, workspace=workspace)
    if workspace or env.get("QUIZ_WORKSPACE") or not (chosen := load(found.config_file).workspace):
        return found
    return paths.find(env, workspace=Path(chosen))
