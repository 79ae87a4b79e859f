"""The learner's settings: a small TOML file, every key optional, every value checked."""

from quiz.config.file import change, load
from quiz.config.settings import Config

__all__ = ["Config", "change", "load"]
