"""The learner's settings: a small TOML file, every key optional, every value checked."""

from quiz.config.file import change, line, load
from quiz.config.settings import Config, takes, wanted

__all__ = ["Config", "change", "line", "load", "takes", "wanted"]
