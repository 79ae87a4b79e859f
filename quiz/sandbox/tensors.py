"""For katas that are solved in torch: arrays become tensors on the way in, tensors become arrays on the way out."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np


def wrapped(value: Any) -> Any:
    """The value with every array as a tensor. Only where torch is loaded already."""
    if isinstance(value, np.ndarray):
        torch = sys.modules["torch"]
        return torch.from_numpy(value.copy() if any(s < 0 for s in value.strides) else value)
    if isinstance(value, tuple | list):
        return type(value)(wrapped(item) for item in value)
    if isinstance(value, dict):
        return {key: wrapped(item) for key, item in value.items()}
    return value


def unwrapped(value: Any) -> Any:
    """The value with every tensor as an array, cut off from its graph."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().cpu().numpy()
    if isinstance(value, tuple | list):
        return (tuple if isinstance(value, tuple) else list)(unwrapped(item) for item in value)
    if type(value) is dict:
        return {key: unwrapped(item) for key, item in value.items()}
    return value
