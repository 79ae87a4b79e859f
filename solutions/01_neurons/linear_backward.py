"""The backward pass of a linear layer, y = x W^T + b."""

import numpy as np

from quiz.kata import wrong


def reference(dout, x, W):
    import torch

    x, W, b = x.requires_grad_(), W.requires_grad_(), W.new_zeros(len(W), requires_grad=True)
    return torch.autograd.grad(torch.nn.functional.linear(x, W, b), (x, W, b), dout)


def linear_backward(dout, x, W):
    dx = dout @ W
    dW = dout.T @ x  # the shapes leave no choice, and the product sums over the batch
    db = dout.sum(axis=0)
    return dx, dW, db


@wrong("every layer averages the gradient of its bias over the batch", card="loss-cost-metric")
def mean_bias(dout, x, W):
    """A mean over the batch belongs to the loss, whose 1/N is already in dout; the layer sums."""
    return dout @ W, dout.T @ x, dout.mean(axis=0)


@wrong("every layer averages the gradients of its parameters over the batch", card="loss-cost-metric")
def mean_parameters(dout, x, W):
    """A mean over the batch belongs to the loss, whose 1/N is already in dout; a second one shrinks every step."""
    N = len(dout)
    return dout @ W, dout.T @ x / N, dout.sum(axis=0) / N


@wrong("W is stored as inputs times outputs", card="linear-gradients")
def other_layout(dout, x, W):
    """Its shape is (O, I) here, outputs first as in `nn.Linear`; on a square layer the mix-up raises no error."""
    return dout @ W.T, x.T @ dout, dout.sum(axis=0)


@wrong("the gradient of W is inputs times outputs", card="linear-gradients")
def transposed_gradient(dout, x, W):
    """A gradient has the shape of its parameter, (O, I) here; on a square layer the transposed one goes unnoticed."""
    return dout @ W, x.T @ dout, dout.sum(axis=0)


@wrong(like="transposed_gradient")
def reshaped_gradient(dout, x, W):
    return dout @ W, (x.T @ dout).reshape(W.shape), dout.sum(axis=0)


@wrong("the way back needs W transposed", card="linear-gradients")
def transposed_twice(dout, x, W):
    """The forward pass multiplied by the transpose of W already, so the way back multiplies by W itself."""
    return dout @ W.T, dout.T @ x, dout.sum(axis=0)


@wrong("the batch runs along axis 1", card="broadcast-backward")
def bias_of_samples(dout, x, W):
    """Axis 1 holds the outputs, each with a bias of its own; what has to vanish from db is the batch, axis 0."""
    return dout @ W, dout.T @ x, dout.sum(axis=1)


@wrong("every sample has a bias of its own", card="broadcast-backward")
def bias_not_summed(dout, x, W):
    """One b is broadcast over the rows on the way forward, so its gradient is summed over them on the way back."""
    return dout @ W, dout.T @ x, dout.copy()


@wrong("db keeps the axis of the batch", card="broadcast-backward")
def bias_with_batch_axis(dout, x, W):
    """The shape of a gradient is that of its parameter, (O,) and not (1, O)."""
    return dout @ W, dout.T @ x, dout.sum(axis=0, keepdims=True)


@wrong("the sum of the products is the product of the sums", card="linear-gradients")
def product_of_sums(dout, x, W):
    """Each sample pairs its own gradient with its own input; summing first mixes the samples."""
    return dout @ W, np.outer(dout.sum(axis=0), x.sum(axis=0)), dout.sum(axis=0)


@wrong("the gradient contains the minus of the descent", card="gradient-descent")
def downhill(dout, x, W):
    """That minus belongs to the step, W - lr * dW; a gradient points to where the loss grows."""
    return -(dout @ W), -(dout.T @ x), -dout.sum(axis=0)


@wrong(like="downhill")
def downhill_for_the_parameters(dout, x, W):
    return dout @ W, -(dout.T @ x), -dout.sum(axis=0)


@wrong("the gradient from above is 1 everywhere", card="node-contract")
def no_upstream(dout, x, W):
    """The chain rule multiplies by dout, and so weights every output by what the loss makes of it."""
    ones = np.ones_like(dout)
    return ones @ W, ones.T @ x, ones.sum(axis=0)


@wrong("the way back inverts the layer", card="linear-gradients", also={"inputs_too": (True,)})
def inverted(dout, x, W, *, inputs_too=False):
    """A gradient is carried back by the transpose, not by the inverse; the two agree only for an orthogonal W."""
    back = np.linalg.pinv(W).T
    return dout @ back, dout.T @ (np.linalg.pinv(x).T if inputs_too else x), dout.sum(axis=0)
