"""What ReLU is tried on."""

import numpy as np
import torch

from quiz.kata import Kata

kata = Kata("ReLU", returns=("out", "dx", "x is kept", "out is a new tensor", "gradcheck"), rtol=1e-12)


@kata.driver
def apply_and_differentiate(ReLU, x, grad):
    leaf = x.clone().requires_grad_()
    out = ReLU.apply(leaf)
    ReLU.apply(-leaf)  # another unit of the same network: what it keeps is its own
    (dx,) = torch.autograd.grad(out, leaf, grad, allow_unused=True)
    kept = torch.equal(leaf, x)
    new = not x.numel() or out.untyped_storage().data_ptr() != leaf.untyped_storage().data_ptr()
    away_from_zero = (torch.where(x < 0, -1, 1) + x.tanh()).double().requires_grad_()
    few = x.numel() == 3  # gradcheck asks twice for each entry, and takes most of the time
    checked = not few or (kept and torch.autograd.gradcheck(ReLU.apply, away_from_zero, raise_exception=False))
    return out, dx, kept, new, checked


kata.edge("the example", [-2.0, 0.0, 3.0], [10.0, 20.0, -30.0])
kata.edge("exactly zero", [0.0, 0.0], [5.0, -5.0])
kata.edge("next to zero", [-1e-30, 1e-30], [5.0, -7.0])
kata.edge("negative gradients", [1.0, -1.0, 2.0, -2.0], [-1.0, -2.0, -3.0, -4.0])
kata.edge("gradients of one", [1.0, -1.0, 2.0, -2.0], [1.0, 1.0, 1.0, 1.0])
kata.edge("every unit is open", [0.5, 2.0, 100.0], [1.0, -2.0, 0.25])
kata.edge("every unit is closed", [[-0.5, -2.0], [-100.0, -3.0]], [[1.0, -2.0], [0.25, 8.0]])
kata.edge("large numbers", [-1e30, 1e30], [1e30, -1e30])
kata.edge("a single number", np.array(-3.0), np.array(2.0))
kata.edge("a cube", np.arange(-6.0, 6.0).reshape(2, 3, 2), np.arange(12.0, 0.0, -1.0).reshape(2, 3, 2))
kata.edge("an empty batch", np.zeros((0, 3)), np.zeros((0, 3)))


@kata.random
def inputs(rng):
    """Any rank from 1 to 3, with a third of the inputs at exactly zero."""
    shape = rng.integers(1, 4, size=rng.integers(1, 4))
    return np.where(rng.random(shape) < 1 / 3, 0.0, rng.normal(size=shape)), rng.normal(size=shape)


@kata.gradient("dx")
def loss(x, grad):
    return lambda x: (grad * np.maximum(0, x)).sum(), (x,)
