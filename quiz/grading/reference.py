"""The PyTorch reference that decides what is right: NumPy arrays in, float64 on the chosen device, NumPy arrays out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from quiz.errors import CourseError


class Reference:
    """One kata's reference. Floating arrays reach it as float64 tensors, integers as int64, booleans as they are."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def expected(self, args: tuple[Any, ...], kwargs: dict[str, Any], device: str) -> Any:
        """The right answer as an array or a tuple of arrays (float64, int64 or bool).

        Raises CourseError when the reference raises: then the case is not one of the kata.
        """
        import torch

        try:
            result = self._function(*_tensors(args, device), **_tensors(kwargs, device))
        except torch.cuda.OutOfMemoryError:
            raise
        except Exception as error:
            raise CourseError(f"the reference raised {type(error).__name__}: {error}") from error
        return _to_numpy(result)


def resolve(device: str) -> tuple[str, str]:
    """The device to use for a wish, and a sentence when it is another one.

    MPS has no float64, so the CPU decides there.
    """
    import torch

    if device == "auto":
        return ("cuda" if torch.cuda.is_available() else "cpu"), ""
    if device == "cuda" and not torch.cuda.is_available():
        return "cpu", "no CUDA device was found: the reference ran on the CPU"
    if device == "mps":
        return "cpu", "MPS has no float64: the reference ran on the CPU"
    return device, ""


def devices() -> tuple[str, ...]:
    """Where a reference could run here, in torch's names."""
    import torch

    return tuple(["cpu"] + ["cuda"] * torch.cuda.is_available() + ["mps"] * torch.backends.mps.is_available())


def prepare(device: str) -> None:
    """Have torch compute exactly: no TF32 on a GPU."""
    import torch

    if device == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False


def version() -> str:
    """The reference's library and its version, for the verdict."""
    import torch

    return f"torch {torch.__version__.partition('+')[0]}"


def _tensors(value: Any, device: str) -> Any:
    import torch

    if isinstance(value, np.ndarray):
        wide = {"f": np.float64, "i": np.int64, "u": np.int64}.get(value.dtype.kind, value.dtype)
        return torch.from_numpy(value.astype(wide)).to(device)
    if isinstance(value, tuple | list):
        return type(value)(_tensors(item, device) for item in value)
    if isinstance(value, dict):
        return {key: _tensors(item, device) for key, item in value.items()}
    return value


def _to_numpy(result: Any) -> Any:
    import torch

    if isinstance(result, tuple | list):
        return tuple(_to_numpy(item) for item in result)
    if isinstance(result, torch.Tensor):
        return result.detach().cpu().numpy()
    return np.asarray(result)
