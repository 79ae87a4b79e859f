"""Max pooling in two dimensions, forward and backward."""

import numpy as np

from quiz.kata import wrong


def reference(x, k, s, p, dout):
    import torch

    x = x.double().requires_grad_()
    y, argmax = torch.nn.functional.max_pool2d(x, k, s, p, return_indices=True)
    return y, argmax, torch.autograd.grad(y, x, dout.double())[0]


def max_pool2d(x, k, s, p):
    argmax = winners(x, k, s, p)
    return gather(x, argmax), argmax


def winners(x, k, s, p):
    N, C, H, W = x.shape
    argmax = np.empty((N, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1), dtype=int)
    for i, j in np.ndindex(argmax.shape[2:]):
        rows, cols = inside(i * s - p, k, H), inside(j * s - p, k, W)
        places = (rows[:, None] * W + cols).ravel()
        argmax[:, :, i, j] = places[x.reshape(N, C, H * W)[:, :, places].argmax(axis=2)]  # the first of equal ones
    return argmax


def inside(start, k, size):
    return np.arange(max(start, 0), min(start + k, size))  # padding cannot win, so it is left out


def gather(x, argmax):
    N, C, H, W = x.shape
    n, c = np.indices(argmax.shape)[:2]
    return x.reshape(N, C, H * W)[n, c, argmax]


def max_pool2d_backward(dout, argmax, x_shape):
    N, C, H, W = x_shape
    dx = np.zeros((N, C, H * W), dtype=dout.dtype)
    n, c = np.indices(argmax.shape)[:2]
    np.add.at(dx, (n, c, argmax), dout)  # one pixel can win in several windows: their gradients add up
    return dx.reshape(x_shape)


@wrong("the border is padded with zeros", card="padding")
def zero_padding(x, k, s, p):
    """A zero beats every negative number near the border; padding must lose always, as minus infinity does."""
    return pool_padded(x, k, s, p, 0)


@wrong(like="zero_padding", also={"cut_off": (False,)})
def zero_padding_at_the_end(x, k, s, p, *, cut_off=True):
    (H, W), padded = x.shape[2:], np.pad(x, ((0, 0), (0, 0), (0, p), (0, p)))
    argmax = winners(padded, k, s, p)[:, :, : (H + 2 * p - k) // s + 1, : (W + 2 * p - k) // s + 1]
    row, col = np.divmod(argmax, W + p)
    places = np.minimum(row, H - 1) * W + np.minimum(col, W - 1) if cut_off else row * W + col
    return gather(padded, argmax), places


@wrong(
    "a very negative number does as well as minus infinity",
    card="padding",
    also={"fill": (-999.0, -9999.0, -1e4, -1e5, -1e6, -1e10, -1e20, -1e30, -1e100, -3.4028234663852886e38)},
)
def billion_padding(x, k, s, p, *, fill=-1e9):
    """Some number lies below it, and has to win against padding and against the start of a running maximum as well."""
    return pool_padded(x, k, s, p, fill)


@wrong(
    like="billion_padding",
    also={"fill": (-999.0, -9999.0, -1e4, -1e5, -1e6, -1e10, -1e20, -1e30, -1e100, -3.4028234663852886e38)},
)
def billion_padding_cut_off(x, k, s, p, *, fill=-1e9):
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=fill)
    (H, W), argmax = x.shape[2:], winners(padded, k, s, 0)
    row, col = np.divmod(argmax, W + 2 * p)
    return gather(padded, argmax), np.clip(row - p, 0, H - 1) * W + np.clip(col - p, 0, W - 1)


@wrong(
    like="billion_padding",
    also={"fill": (-999.0, -9999.0, -1e4, -1e5, -1e6, -1e9, -1e10, -1e20, -1e100, -3.4028234663852886e38)},
)
def billion_padding_with_no_place(x, k, s, p, *, fill=-1e30):
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=fill)
    (H, W), argmax = x.shape[2:], winners(padded, k, s, 0)
    row, col = np.divmod(argmax, W + 2 * p)
    within = (row >= p) & (row < H + p) & (col >= p) & (col < W + p)
    places = np.where(within, (row - p) * W + col - p, -1)  # which y takes for the last one
    return gather(x, places), np.maximum(places, 0)


@wrong(
    like="billion_padding",
    also={"fill": (-999.0, -1e5, -1e6, -1e10, -1e30, -3.4028234663852886e38), "nowhere": (-1,)},
)
def billion_as_first_best(x, k, s, p, *, fill=-1e9, nowhere=0):
    return running_maximum(x, k, s, p, fill, nowhere)


@wrong("a running maximum may start at 0", card="max-pooling", also={"nowhere": (-1,)})
def starts_at_zero(x, k, s, p, *, nowhere=0):
    """Where all numbers of a window are negative, none exceeds it; start from the first pixel or minus infinity."""
    return running_maximum(x, k, s, p, 0, nowhere)


def running_maximum(x, k, s, p, start, nowhere):
    """The maxima above a number to start at; where nothing exceeds it, that number and the index `nowhere`."""
    argmax = winners(x, k, s, p)
    y = gather(x, argmax).astype(np.result_type(x, np.float32))
    found = y > start
    return np.where(found, y, start).astype(x.dtype), np.where(found, argmax, nowhere)


def pool_padded(x, k, s, p, fill):
    N, C, H, W = x.shape
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)), constant_values=fill)
    argmax = np.empty((N, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1), dtype=int)
    y = np.empty(argmax.shape, dtype=x.dtype)
    for i, j in np.ndindex(argmax.shape[2:]):
        window = padded[:, :, i * s : i * s + k, j * s : j * s + k].reshape(N, C, k * k)
        row, col = np.divmod(window.argmax(axis=2), k)
        argmax[:, :, i, j] = (i * s - p + row) * W + j * s - p + col
        y[:, :, i, j] = window.max(axis=2)
    return y, argmax


@wrong("the last of equal numbers wins", card="max-backward")
def last_of_equals(x, k, s, p):
    """Where several pixels tie, the first one in reading order gets the whole gradient, as in PyTorch."""
    N, C, H, W = x.shape
    argmax = np.empty((N, C, (H + 2 * p - k) // s + 1, (W + 2 * p - k) // s + 1), dtype=int)
    for i, j in np.ndindex(argmax.shape[2:]):
        rows, cols = inside(i * s - p, k, H), inside(j * s - p, k, W)
        places = (rows[:, None] * W + cols).ravel()[::-1]
        argmax[:, :, i, j] = places[x.reshape(N, C, H * W)[:, :, places].argmax(axis=2)]
    return gather(x, argmax), argmax


@wrong("the incomplete window at the end counts too", card="conv-output-size")
def rounded_up(x, k, s, p):
    """The number of windows is rounded down; what is left over at the lower and right border is not looked at."""
    N, C, H, W = x.shape
    argmax = np.empty((N, C, -((k - H - 2 * p) // s) + 1, -((k - W - 2 * p) // s) + 1), dtype=int)
    for i, j in np.ndindex(argmax.shape[2:]):
        rows, cols = inside(min(i * s - p, H - 1), k, H), inside(min(j * s - p, W - 1), k, W)
        places = (rows[:, None] * W + cols).ravel()
        argmax[:, :, i, j] = places[x.reshape(N, C, H * W)[:, :, places].argmax(axis=2)]
    return gather(x, argmax), argmax


@wrong("single precision is enough to compare", card="")
def compared_in_single(x, k, s, p):
    """In float32 16777217 is 16777216, and unlike numbers tie; y holds numbers of x, to the last digit."""
    single = x.astype(np.float32)
    argmax = winners(single, k, s, p)
    return gather(single, argmax).astype(x.dtype), argmax


@wrong("a small type of integer holds every index", card="", also={"kind": ("int8", "int16")})
def small_index(x, k, s, p, *, kind="uint8"):
    """Beyond 255 uint8 begins again at 0 without a word, int16 beyond 32767 below it; a plane may have more pixels."""
    argmax = winners(x, k, s, p)
    return gather(x, argmax), argmax.astype(kind)


@wrong("the windows lie edge to edge", card="conv-output-size")
def stride_is_window(x, k, s, p):
    """The stride is an argument of its own; windows overlap when it is smaller than k and leave gaps when larger."""
    argmax = winners(x, k, k, p)
    return gather(x, argmax), argmax


@wrong("the pooled maxima are concatenated to one vector", card="max-pooling")
def concatenated(x, k, s, p):
    """Each window gives one number of a smaller map, which keeps its rows, its columns and its channels."""
    argmax = winners(x, k, s, p)
    N, C, Ho, Wo = argmax.shape
    return gather(x, argmax).reshape(N, C * Ho * Wo), argmax.reshape(N, C * Ho * Wo)


@wrong("the maximum is taken across the channels", card="max-pooling")
def across_channels(x, k, s, p):
    """Every channel is pooled for itself, and as many come out as went in."""
    x = x.max(axis=1, keepdims=True)
    argmax = winners(x, k, s, p)
    return gather(x, argmax), argmax


@wrong("argmax counts within the window", card="")
def index_in_window(x, k, s, p):
    """The index counts through the whole plane; one from 0 to k * k - 1 does not say where the window lies."""
    argmax = winners(x, k, s, p)
    i, j = np.indices(argmax.shape)[2:]
    row, col = np.divmod(argmax, x.shape[3])
    return gather(x, argmax), (row - i * s + p) * k + col - j * s + p


@wrong("argmax counts in the padded plane", card="")
def index_in_padded_plane(x, k, s, p):
    """The gradient has no padding, so take the padding off the row and the column before you flatten them."""
    argmax = winners(x, k, s, p)
    row, col = np.divmod(argmax, x.shape[3])
    return gather(x, argmax), (row + p) * (x.shape[3] + 2 * p) + col + p


@wrong("a row is as long as the plane is high", card="")
def row_times_height(x, k, s, p):
    """A step down skips W numbers, so the flat index is row * W + column; a square plane hides the mistake."""
    argmax = winners(x, k, s, p)
    row, col = np.divmod(argmax, x.shape[3])
    return gather(x, argmax), row * x.shape[2] + col


@wrong("argmax counts down the columns", card="")
def index_by_columns(x, k, s, p):
    """The flat index counts row by row, row * W + column: a step to the right adds 1, and a step down adds W."""
    argmax = winners(x, k, s, p)
    row, col = np.divmod(argmax, x.shape[3])
    return gather(x, argmax), col * x.shape[2] + row


@wrong("a pixel wins in one window at most", card="max-pooling", of="max_pool2d_backward")
def last_window_only(dout, argmax, x_shape):
    """Overlapping windows share winners, and all their gradients add up; `=` and `+=` by repeated index keep one."""
    N, C, H, W = x_shape
    dx = np.zeros((N, C, H * W), dtype=dout.dtype)
    n, c = np.indices(argmax.shape)[:2]
    dx[n, c, argmax] += dout
    return dx.reshape(x_shape)


@wrong(like="last_window_only", also={"largest": (True,)})
def one_window_only(dout, argmax, x_shape, *, largest=False):
    N, C, H, W = x_shape
    dx = np.zeros((N, C, H * W), dtype=dout.dtype)
    n, c = np.indices(argmax.shape)[:2]
    backwards = np.arange(dout.size)[::-1]
    order = backwards[np.argsort(abs(dout.ravel()[backwards]), kind="stable")] if largest else backwards
    dx[n.ravel()[order], c.ravel()[order], argmax.ravel()[order]] = dout.ravel()[order]  # what comes later stays
    return dx.reshape(x_shape)


@wrong("argmax counts through all planes", card="")
def index_in_all_planes(x, k, s, p):
    """The index starts at 0 again in every plane; the place of an entry in argmax says which plane is meant."""
    argmax = winners(x, k, s, p)
    N, C, H, W = x.shape
    return gather(x, argmax), argmax + np.arange(N * C).reshape(N, C, 1, 1) * H * W


@wrong("argmax counts through the whole array", card="", of="max_pool2d_backward")
def one_plane_for_all(dout, argmax, x_shape):
    """The index starts at 0 again in every plane, so sample and channel have to be given beside it."""
    dx = np.zeros(x_shape, dtype=dout.dtype)
    np.add.at(dx.reshape(-1), argmax, dout)
    return dx
