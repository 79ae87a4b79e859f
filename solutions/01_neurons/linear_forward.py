"""The forward pass of a linear layer, y = x W^T + b."""

import numpy as np

from quiz.kata import wrong


def reference(x, W, b):
    import torch

    return torch.nn.functional.linear(x, W, b)


def linear_forward(x, W, b):
    return x @ W.T + b  # acts on the last axis and leaves those in front alone, however many they are


@wrong("W is stored as inputs times outputs", card="linear-layer")
def other_layout(x, W, b):
    """Its shape is (O, I) here, one row for each output; on a square layer the mix-up raises no error."""
    return x @ W + b


@wrong("every sample has a bias of its own", card="linear-layer", also={"single_too": (False,)})
def bias_per_sample(x, W, b, *, single_too=True):
    """Each output has one bias, the same for all samples; a column of biases fits only by accident."""
    return x @ W.T + (b[:, None] if x.ndim > 1 or single_too else b)


@wrong(like="bias_per_sample")
def bias_by_number_of_sample(x, W, b):
    y = x @ W.T
    return y + (b[np.arange(y.shape[-2]), None] if y.ndim > 1 else b)


@wrong(like="bias_per_sample", also={"for_rows_alone": (True,)})
def bias_along_the_first_axis(x, W, b, *, for_rows_alone=False):
    y = x @ W.T
    return y + b if for_rows_alone and y.ndim != 2 else (y.T + b).T


@wrong("each product brings the bias along", card="artificial-neuron")
def bias_for_each_input(x, W, b):
    """It is added once for each output, after the sum; in the loop over the inputs it comes I times."""
    return x @ W.T + x.shape[-1] * b


@wrong("a layer takes rows only", card="linear-layer")
def flattened(x, W, b):
    """The axes in front number the samples and come out as they went in; a vector stays a vector."""
    return x.reshape(-1, x.shape[-1]) @ W.T + b


@wrong("the bias is added to the input", card="bias-unit")
def bias_first(x, W, b):
    """It belongs to the outputs, of which there are as many as biases; added first, it would be multiplied by W."""
    return (x + b) @ W.T


@wrong("the samples are the columns", card="linear-layer", also={"form": ("column", "transposed", "in_front")})
def samples_in_columns(x, W, b, *, form="product"):
    """Here each sample is a row, of the input and of the result; the product the other way round is its transpose."""
    if form == "transposed":
        return (x @ W.T + b).T
    if form == "in_front":
        return np.moveaxis(x @ W.T + b, -1, 0)
    return W @ x.T + (b if form == "product" and x.ndim == 1 else b[:, None])


@wrong("the bias is a threshold that is subtracted", card="bias-unit")
def threshold(x, W, b):
    """A bias is added; it is the negative of a threshold."""
    return x @ W.T - b


@wrong("a linear layer has no bias", card="linear-vs-affine")
def no_bias(x, W, b):
    """An input of zeros must give b, which makes the layer affine."""
    return x @ W.T


@wrong("a layer includes its activation", card="linear-vs-affine", also={"kind": ("tanh", "sigmoid")})
def with_activation(x, W, b, *, kind="relu"):
    """The layer is affine and its results may be any numbers; the activation is a step of its own."""
    y = x @ W.T + b
    if kind == "relu":
        return np.maximum(y, 0)
    return np.tanh(y) if kind == "tanh" else (1 + np.tanh(y / 2)) / 2


@wrong("the weights are multiplied entry by entry", card="artificial-neuron")
def no_sum(x, W, b):
    """Each output is the sum of all products of an input and its weight."""
    return x[..., None, :] * W + b[:, None]
