"""A layer of maxout units, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, W, b, dout):
    import torch

    x = x.clone().requires_grad_()
    y = (torch.einsum("ni,koi->nko", x, W) + b).amax(dim=1)
    return y, torch.autograd.grad(y, x, dout)[0]


def pieces(x, W, b):
    return np.einsum("ni,koi->nko", x, W) + b


def maxout(x, W, b):
    return pieces(x, W, b).max(axis=1)


def maxout_backward(x, W, b, dout):
    winner = pieces(x, W, b).argmax(axis=1)  # (N, O): only the winning piece has let the input through
    return np.einsum("no,noi->ni", dout, W[winner, np.arange(W.shape[1])])


@wrong("the maximum is taken over the units", card="maxout")
def over_units(x, W, b):
    """The pieces of one unit compete, not the units: as many numbers come out as there are units."""
    return pieces(x, W, b).max(axis=2)


@wrong("the bias is added after the maximum", card="maxout", also={"of_winner": (True,)})
def bias_afterwards(x, W, b, *, of_winner=False):
    """Each piece has a bias of its own, which takes part in the comparison."""
    a = np.einsum("ni,koi->nko", x, W)
    return a.max(axis=1) + (b[a.argmax(axis=1), np.arange(b.shape[1])] if of_winner else b.max(axis=0))


@wrong("all pieces share the first bias", card="maxout")
def shared_bias(x, W, b):
    """Each piece is an affine function of its own, with its own offset, so b has a row for every piece."""
    return (np.einsum("ni,koi->nko", x, W) + b[0]).max(axis=1)


@wrong("the piece of largest size wins, whatever its sign", card="maxout", also={"signed": (True,)})
def largest_size(x, W, b, *, signed=False):
    """A large negative number is small: the pieces are compared as they are, and the result may be negative."""
    a = pieces(x, W, b)
    largest = np.take_along_axis(a, np.abs(a).argmax(axis=1, keepdims=True), axis=1)[:, 0]
    return largest if signed else np.abs(largest)


@wrong(like="largest_size")
def last_of_largest_size(x, W, b):
    a = pieces(x, W, b)[:, ::-1]
    return np.take_along_axis(a, np.abs(a).argmax(axis=1, keepdims=True), axis=1)[:, 0]


@wrong("a piece of zeros competes always", card="maxout")
def rectified(x, W, b):
    """Only the learned pieces compete, so the result is negative where all of them are; ReLU is just one case."""
    return np.maximum(pieces(x, W, b).max(axis=1), 0)


@wrong(
    "a large negative number is smaller than any piece", card="maxout", also={"start": (-1e3, -1e4, -1e5, -1e6, -1e8)}
)
def lowest(x, W, b, *, start=-1e9):
    """A running maximum that starts there stays there where all pieces are lower: start with the first one, or -inf."""
    return np.maximum(pieces(x, W, b).max(axis=1), start)


@wrong("the pieces are added up", card="maxout")
def added_up(x, W, b):
    """A sum of affine pieces is one affine function; it is the maximum that bends."""
    return pieces(x, W, b).sum(axis=1)


@wrong("one piece wins for all units of a sample", card="maxout", also={"by": ("sum",)})
def one_piece_for_all_units(x, W, b, *, by="max"):
    """Every unit has its own competition: of two units with different winners at least one comes out too small."""
    a = pieces(x, W, b)
    winner = {"max": a.max(axis=2), "sum": a.sum(axis=2)}[by].argmax(axis=1)
    return a[np.arange(len(x)), winner]


@wrong("every piece gets the gradient", card="max-backward", of="maxout_backward")
def gradient_to_all(x, W, b, dout):
    """The output moves with the winning piece alone, so the others' weights play no part."""
    return np.einsum("no,koi->ni", dout, W)


@wrong("the pieces share the gradient evenly", card="max-backward", of="maxout_backward")
def gradient_shared(x, W, b, dout):
    """That would be the backward pass of a mean; the maximum passes everything to the winner."""
    return np.einsum("no,koi->ni", dout, W) / W.shape[0]


@wrong("pieces that are nearly equal tie", card="max-backward", of="maxout_backward", also={"lead": (1e-4, 1e-6, 1e-8)})
def close_counts(x, W, b, dout, *, lead=None):
    """However small its lead, the largest piece alone sets the output, and the others get nothing."""
    a = pieces(x, W, b)
    largest = a.max(axis=1, keepdims=True)
    close = np.isclose(a, largest) if lead is None else a > largest - lead
    return np.einsum("no,nko,koi->ni", dout, close.astype(x.dtype), W)


@wrong(like="close_counts", of="maxout_backward", also={"kind": ("float32",)})
def equal_in_few_digits(x, W, b, dout, *, kind="float16"):
    a = pieces(x, W, b)
    with np.errstate(over="ignore"):
        equal = a.astype(kind) == a.max(axis=1, keepdims=True).astype(kind)
    return np.einsum("no,nko,koi->ni", dout, equal.astype(x.dtype), W)


@wrong("the weights alone decide which piece has won", card="max-backward", of="maxout_backward")
def winner_without_bias(x, W, b, dout):
    """The forward pass compares the pieces with their biases, and the backward pass has to ask the same numbers."""
    winner = pieces(x, W, 0 * b).argmax(axis=1)
    return np.einsum("no,noi->ni", dout, W[winner, np.arange(W.shape[1])])


@wrong(
    "one piece passes the gradients of all units of a sample",
    card="maxout",
    of="maxout_backward",
    also={"by": ("sum",)},
)
def one_winner_per_sample(x, W, b, dout, *, by="max"):
    """Every unit has its own competition, and its own winner in each sample."""
    a = pieces(x, W, b)
    winner = {"max": a.max(axis=2), "sum": a.sum(axis=2)}[by].argmax(axis=1)
    return np.einsum("no,noi->ni", dout, W[winner])


@wrong("one piece wins for the whole batch", card="maxout", of="maxout_backward", also={"by": ("sum", "first")})
def one_winner_per_batch(x, W, b, dout, *, by="max"):
    """The winner depends on the input: it is another one in another sample."""
    if not len(x):
        return np.zeros_like(x)
    a = pieces(x, W, b)
    winner = {"max": a.max(axis=0), "sum": a.sum(axis=0), "first": a[0]}[by].argmax(axis=0)
    return np.einsum("no,oi->ni", dout, W[winner, np.arange(W.shape[1])])


@wrong("the local slope is the whole gradient", card="what-is-backprop", of="maxout_backward")
def weights_only(x, W, b, dout):
    """The chain rule multiplies the winner's weights by what comes from above."""
    winner = pieces(x, W, b).argmax(axis=1)
    return W[winner, np.arange(W.shape[1])].sum(axis=1)


@wrong("a unit below zero passes no gradient", card="maxout", of="maxout_backward")
def gated(x, W, b, dout):
    """That is ReLU; a maxout unit moves with its winning piece, which passes everything, whatever its sign."""
    a = pieces(x, W, b)
    winner = a.argmax(axis=1)
    return np.einsum("no,noi->ni", dout * (a.max(axis=1) > 0), W[winner, np.arange(W.shape[1])])


@wrong("the piece of largest size passes the gradient", card="maxout", of="maxout_backward", also={"signed": (True,)})
def gradient_of_largest_size(x, W, b, dout, *, signed=False):
    """A large negative number is small, so that piece has not won; the largest one passes the gradient, as it came."""
    a = pieces(x, W, b)
    winner = np.abs(a).argmax(axis=1)
    sign = np.sign(np.take_along_axis(a, winner[:, None], axis=1)[:, 0])
    return np.einsum("no,noi->ni", dout if signed else dout * sign, W[winner, np.arange(W.shape[1])])


@wrong(like="gradient_of_largest_size", of="maxout_backward")
def gradient_of_last_of_largest_size(x, W, b, dout):
    winner = len(W) - 1 - np.abs(pieces(x, W, b)[:, ::-1]).argmax(axis=1)
    return np.einsum("no,noi->ni", dout, W[winner, np.arange(W.shape[1])])
