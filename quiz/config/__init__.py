"""The learner's settings: a small TOML file, every key optional, every value checked."""

from quiz.config.file import change, line, load
from quiz.config.folders import folders
from quiz.config.settings import Config, takes, wanted

__all__ = ["Config", "change", "folders", "line", "load", "takes", "wanted"]
