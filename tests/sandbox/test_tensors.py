"""Arrays become tensors on the way into a submission, whatever their layout, and arrays again on the way out."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.sandbox import tensors, wire

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("layout", wire.LAYOUTS)
@pytest.mark.parametrize("shape", [(3,), (1,), (2, 3), (1, 1), (0, 3), (2, 1, 3)])
def test_an_array_of_any_layout_becomes_a_tensor_and_comes_back(layout, shape):
    array = np.arange(np.prod(shape), dtype=float).reshape(shape)
    tensor = tensors.wrapped(wire.lay_out(array, layout))
    assert isinstance(tensor, torch.Tensor)
    assert np.array_equal(tensors.unwrapped(tensor), array)


def test_arrays_within_lists_and_dicts_are_found():
    value = {"a": [np.ones(2), 3], "b": (np.zeros(1), "text")}
    wrapped = tensors.wrapped(value)
    assert isinstance(wrapped["a"][0], torch.Tensor)
    assert wrapped["a"][1] == 3
    assert isinstance(tensors.unwrapped(wrapped)["b"][0], np.ndarray)


def test_a_tensor_that_needs_a_gradient_is_cut_off_from_its_graph():
    assert np.array_equal(tensors.unwrapped(2 * torch.ones(2, requires_grad=True)), [2.0, 2.0])
