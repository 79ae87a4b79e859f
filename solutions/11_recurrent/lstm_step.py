"""One step of an LSTM, with the gates stacked as PyTorch stacks them."""

import numpy as np

from quiz.kata import wrong


def reference(x, h, c, Wx, Wh, bx, bh):
    import torch

    cell = torch.nn.LSTMCell(x.shape[1], h.shape[1], device="meta")
    weights = {"weight_ih": Wx, "weight_hh": Wh, "bias_ih": bx, "bias_hh": bh}
    return torch.func.functional_call(cell, weights, (x, (h, c)))


def lstm_step(x, h, c, Wx, Wh, bx, bh):
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)  # a sum: between old and new cell stands the forget gate, nothing else
    h = sigmoid(o) * np.tanh(c)
    return h, c


def sigmoid(a):
    return (1 + np.tanh(a / 2)) / 2  # cannot overflow


@wrong("the blocks are stacked in the order i, f, o, g", card="lstm-gate-roles")
def output_before_candidate(x, h, c, Wx, Wh, bx, bh):
    """The third block is the candidate here; weights in another order have the right shapes and the wrong meaning."""
    i, f, o, g = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the forget gate comes first", card="lstm-gate-roles")
def forget_before_input(x, h, c, Wx, Wh, bx, bh):
    """The first block is the input gate and the second the forget gate, so this keeps what should be written."""
    f, i, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the blocks are stacked in the order f, i, o, g", card="lstm-gate-roles")
def forget_first_candidate_last(x, h, c, Wx, Wh, bx, bh):
    """They come as i, f, g, o here; weights in another order have the right shapes and the wrong meaning."""
    f, i, o, g = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the four numbers of one unit lie side by side", card="lstm-gate-roles")
def interleaved(x, h, c, Wx, Wh, bx, bh):
    """The rows are stacked gate by gate: H rows for the input gate, then H for the forget gate, and so on."""
    a = x @ Wx.T + h @ Wh.T + bx + bh
    i, f, g, o = a[:, 0::4], a[:, 1::4], a[:, 2::4], a[:, 3::4]
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the gated cell is the output", card="lstm-gate-roles")
def cell_not_squashed(x, h, c, Wx, Wh, bx, bh):
    """The cell is a sum without bounds; tanh brings it back between -1 and 1 before the output gate shows it."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * c, c


@wrong("the squashed cell is the one to keep", card="lstm-equations", also={"twice": (True,)})
def squashed_cell_kept(x, h, c, Wx, Wh, bx, bh, *, twice=False):
    """That is for the output alone: squashed in every step, the cell could not add up, and gradients would fade."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = np.tanh(sigmoid(f) * c + sigmoid(i) * np.tanh(g))
    return sigmoid(o) * (np.tanh(c) if twice else c), c


@wrong("the output shows the cell through a sigmoid", card="lstm-gate-roles")
def sigmoid_output(x, h, c, Wx, Wh, bx, bh):
    """The cell is content and has a sign, which tanh keeps; behind a sigmoid every output would be positive."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * sigmoid(c), c


@wrong("tanh leaves a number between -1 and 1 as it is", card="lstm-equations")
def small_cell_not_squashed(x, h, c, Wx, Wh, bx, bh):
    """It bends there too, tanh(0.5) is 0.46; the output gate shows the tanh of the new cell, whatever its size."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.where(np.abs(c) > 1, np.tanh(c), c), c


@wrong(like="small_cell_not_squashed")
def cell_cut_off(x, h, c, Wx, Wh, bx, bh):
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.clip(c, -1, 1), c


@wrong("tanh(a) is 2 σ(a) - 1", card="lstm-equations", also={"in_output": (True,)})
def tanh_too_flat(x, h, c, Wx, Wh, bx, bh, *, in_output=False):
    """It is 2 σ(2a) - 1: as a sigmoid tanh is twice as steep, and without the 2 inside the result is too small."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * (2 * sigmoid(g) - 1)
    return sigmoid(o) * (2 * sigmoid(c) - 1 if in_output else np.tanh(c)), c


@wrong("the candidate is a gate as well", card="lstm-gate-roles")
def sigmoid_candidate(x, h, c, Wx, Wh, bx, bh):
    """The candidate is content and needs both signs, hence tanh; with a sigmoid the cell can only be raised."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * sigmoid(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the candidate is written as it is", card="lstm-gate-roles")
def no_input_gate(x, h, c, Wx, Wh, bx, bh):
    """The input gate decides how much of it enters the cell; without it every input is written in full."""
    _, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("what is forgotten is what is written", card="lstm-vs-gru")
def merged_gates(x, h, c, Wx, Wh, bx, bh):
    """An input gate of 1 - f is the GRU's merge; an LSTM sets the two gates independently."""
    _, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + (1 - sigmoid(f)) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(like="merged_gates")
def merged_into_the_input_gate(x, h, c, Wx, Wh, bx, bh):
    i, _, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = (1 - sigmoid(i)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("a forget gate of one forgets", card="lstm-equations")
def forget_erases(x, h, c, Wx, Wh, bx, bh):
    """It multiplies the old cell, so one keeps everything and zero erases."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = (1 - sigmoid(f)) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the output shows the old cell", card="lstm-equations")
def reads_old_cell(x, h, c, Wx, Wh, bx, bh):
    """The cell is updated first, and what is read out is the new one."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    return sigmoid(o) * np.tanh(c), sigmoid(f) * c + sigmoid(i) * np.tanh(g)


@wrong("the step returns the cell first", card="")
def cell_first(x, h, c, Wx, Wh, bx, bh):
    """Both have the same shape, so nothing but the values tells them apart; the order here is (h, c)."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return c, sigmoid(o) * np.tanh(c)


@wrong("one of the two biases is enough", card="lstm-equations")
def input_bias_only(x, h, c, Wx, Wh, bx, bh):
    """Only their sum matters to the model, but both are given and both are added."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(like="input_bias_only")
def hidden_bias_only(x, h, c, Wx, Wh, bx, bh):
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the forget gate gets 1 added", card="lstm-equations")
def forget_bias(x, h, c, Wx, Wh, bx, bh):
    """Opening the forget gate is a matter of initialisation: the 1 goes into the bias once, not into every step."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    c = sigmoid(f + 1) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("the gates look at the input alone", card="rnn-idea")
def no_recurrence(x, h, c, Wx, Wh, bx, bh):
    """The last hidden state takes part in all three gates and in the candidate."""
    i, f, g, o = np.split(x @ Wx.T + bx + bh, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong(like="no_recurrence")
def no_recurrence_nor_its_bias(x, h, c, Wx, Wh, bx, bh):
    i, f, g, o = np.split(x @ Wx.T + bx, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    return sigmoid(o) * np.tanh(c), c


@wrong("exp can take any number", card="sigmoid")
def growing_exponential(x, h, c, Wx, Wh, bx, bh):
    """A wide open gate makes exp overflow, and inf/inf is nan; use a form whose exponential can only shrink."""
    i, f, g, o = np.split(x @ Wx.T + h @ Wh.T + bx + bh, 4, axis=1)
    i, f, o = (np.exp(a) / (1 + np.exp(a)) for a in (i, f, o))
    c = f * c + i * np.tanh(g)
    return o * np.tanh(c), c
