"""ReLU as an operation that autograd can use."""

import torch


class ReLU(torch.autograd.Function):
    """max(0, x), with a backward pass of its own. Used as `ReLU.apply(x)`."""

    @staticmethod
    def forward(ctx, x):
        """Return max(0, x), and keep in `ctx` what the way back needs. x: floating tensor of any shape."""
        raise NotImplementedError

    @staticmethod
    def backward(ctx, grad):
        """Return the gradient with respect to x. grad: the gradient with respect to the result, same shape."""
        raise NotImplementedError
