"""Scaled dot-product attention with a mask."""

import math

import numpy as np

from quiz.kata import wrong


def reference(q, k, v, mask=None):
    import torch

    q, k, v = q.double(), k.double(), v.double()
    attend = torch.nn.functional.scaled_dot_product_attention
    unit = torch.eye(k.shape[-2], dtype=k.dtype).expand(*k.shape[:-1], -1)  # as values they give the weights themselves
    return attend(q, k, v, mask), attend(q, k, unit, mask)


def attention(q, k, v, mask=None):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(scores, mask)
    return w @ v, w


def masked_softmax(scores, mask):
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(axis=-1, keepdims=True)
    e = np.exp(scores - np.where(np.isfinite(top), top, 0))  # -inf - (-inf) would be nan
    total = e.sum(axis=-1, keepdims=True)
    return e / np.where(total > 0, total, 1)


@wrong("the scores need no scale", card="attention-scaling")
def unscaled(q, k, v, mask=None):
    """A dot product of d terms has a spread of √d, and without the division softmax saturates."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / 1.0, mask)
    return w @ v, w


@wrong(like="unscaled")
def unscaled_under_a_mask(q, k, v, mask=None):
    w = masked_softmax(q @ k.swapaxes(-1, -2) / (math.sqrt(q.shape[-1]) if mask is None else 1.0), mask)
    return w @ v, w


@wrong("the scores are divided by d", card="attention-scaling")
def divided_by_d(q, k, v, mask=None):
    """The spread of a sum grows with the root of the number of its terms, so the division is by √d."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / q.shape[-1], mask)
    return w @ v, w


@wrong("the scale is the size of the values", card="attention-scaling")
def scaled_by_values(q, k, v, mask=None):
    """The sum runs over the features of queries and keys, so their number d counts, not dv."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(v.shape[-1]), mask)
    return w @ v, w


@wrong("the scale is the number of keys", card="attention-scaling")
def scaled_by_keys(q, k, v, mask=None):
    """However many keys there are, each score is a sum of d terms."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(k.shape[-2]), mask)
    return w @ v, w


@wrong("the score is the cosine of query and key", card="attention-scaling", also={"scaled": (True,)})
def cosine(q, k, v, mask=None, *, scaled=False):
    """A cosine forgets how long they are and never exceeds 1, so no key can stand out; the score is q · k / √d."""
    q, k = (a / np.maximum(np.linalg.norm(a, axis=-1, keepdims=True), 1e-30) for a in (q, k))
    w = masked_softmax(q @ k.swapaxes(-1, -2) / (math.sqrt(q.shape[-1]) if scaled else 1.0), mask)
    return w @ v, w


@wrong("the weights of each key sum to 1", card="attention-softmax-axis")
def over_queries(q, k, v, mask=None):
    """Each query distributes its attention over the keys, so the softmax runs along the last axis."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    mask = None if mask is None else np.broadcast_to(mask, scores.shape).swapaxes(-1, -2)
    w = masked_softmax(scores.swapaxes(-1, -2), mask).swapaxes(-1, -2) if scores.size else scores
    return w @ v, w


@wrong(like="over_queries")
def over_queries_under_a_mask(q, k, v, mask=None):
    if mask is not None:
        return over_queries(q, k, v, mask)
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), None)
    return w @ v, w


@wrong("the weights of all queries together sum to 1", card="attention-softmax-axis")
def over_all_pairs(q, k, v, mask=None):
    """Each query distributes its own attention over the keys, so each row of the weights sums to 1."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    mask = np.broadcast_to(True if mask is None else mask, scores.shape)
    pairs = (*scores.shape[:-2], scores.shape[-2] * scores.shape[-1])
    w = masked_softmax(scores.reshape(pairs), mask.reshape(pairs)).reshape(scores.shape) if scores.size else scores
    return w @ v, w


@wrong(like="over_all_pairs")
def over_the_whole_array(q, k, v, mask=None):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    mask = np.broadcast_to(True if mask is None else mask, scores.shape)
    w = masked_softmax(scores.ravel(), mask.ravel()).reshape(scores.shape) if scores.size else scores
    return w @ v, w


@wrong("a query sees only the keys before it, and its own", card="causal-mask", also={"from_the_end": (True,)})
def causal(q, k, v, mask=None, *, from_the_end=False):
    """That is a causal mask, which is the caller's to pass: where nothing is masked, every query sees all keys."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    Lq, Lk = scores.shape[-2:]
    earlier = np.tri(Lq, Lk, Lk - Lq if from_the_end else 0, dtype=bool)
    w = masked_softmax(scores, earlier if mask is None else mask & earlier)
    return w @ v, w


@wrong(like="causal", also={"from_the_end": (True,)})
def causal_without_a_mask(q, k, v, mask=None, *, from_the_end=False):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    Lq, Lk = scores.shape[-2:]
    earlier = np.tri(Lq, Lk, Lk - Lq if from_the_end else 0, dtype=bool)
    w = masked_softmax(scores, earlier if mask is None else mask)
    return w @ v, w


@wrong("True in the mask means blocked", card="padding-mask")
def mask_inverted(q, k, v, mask=None):
    """Here True means: may attend. `nn.MultiheadAttention` has it the other way round, which is why one asks."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), None if mask is None else ~mask)
    return w @ v, w


@wrong("there is no mask", card="padding-mask")
def mask_ignored(q, k, v, mask=None):
    """What is masked must not be seen, or padding and the future leak into the result."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), None)
    return w @ v, w


@wrong("some key is always left", card="padding-mask")
def nan_row(q, k, v, mask=None):
    """A row of -inf gives 0/0; for a query that may attend to nothing, all weights and the result are 0 here."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=-1, keepdims=True))
    w = e / e.sum(axis=-1, keepdims=True)
    return w @ v, w


@wrong("a query that may attend to nothing may as well attend to everything", card="padding-mask")
def large_negative(q, k, v, mask=None):
    """A softmax sums to 1 whatever its scores are, -1e9 or not, so a row without a single key has to be set to 0."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(scores if mask is None else np.where(mask, scores, -1e9), None)
    return w @ v, w


@wrong(like="large_negative")
def large_negative_added(q, k, v, mask=None):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(scores if mask is None else scores - 1e9 * ~mask, None)
    return w @ v, w


@wrong("a large negative number is as good as minus infinity", card="padding-mask", also={"fill": (-1e3, -1e5)})
def finite_fill(q, k, v, mask=None, *, fill=-1e4):
    """A score that counts may be lower still, and then the weight goes to a key that is masked; -inf is below all."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    if mask is None:
        w = masked_softmax(scores, None)
    else:
        w = masked_softmax(np.where(mask, scores, fill), None) * mask.any(axis=-1, keepdims=True)
    return w @ v, w


@wrong(like="finite_fill", also={"fill": (-1e3, -1e5)})
def finite_number_added(q, k, v, mask=None, *, fill=-1e4):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    if mask is None:
        w = masked_softmax(scores, None)
    else:
        w = masked_softmax(scores + fill * ~mask, None) * mask.any(axis=-1, keepdims=True)
    return w @ v, w


@wrong("a query that may attend to nothing takes the mean of the values", card="padding-mask")
def mean_for_nothing(q, k, v, mask=None):
    """With all its weights 0 it takes nothing: the result is 0 as well."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), mask)
    return np.where(w.any(axis=-1, keepdims=True), w @ v, v.mean(axis=-2, keepdims=True)), w


@wrong("a masked score is zero", card="causal-mask")
def zero_scores(q, k, v, mask=None):
    """A score of 0 still has the weight exp(0) = 1 before the division; it takes -inf to have none."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(scores if mask is None else scores * mask, None)
    return w @ v, w


@wrong(like="zero_scores")
def zero_scores_but_for_nothing(q, k, v, mask=None):
    mask = np.array(True) if mask is None else mask
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]) * mask, None) * mask.any(axis=-1, keepdims=True)
    return w @ v, w


@wrong("the mask is added to the scores as it is", card="padding-mask")
def truth_values_added(q, k, v, mask=None):
    """True adds 1 and False adds 0, so a masked key still counts, only e times less; what is added must be -inf."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(scores if mask is None else scores + mask, None)
    return w @ v, w


@wrong(like="truth_values_added")
def truth_values_added_but_for_nothing(q, k, v, mask=None):
    mask = np.array(True) if mask is None else mask
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]) + mask, None) * mask.any(axis=-1, keepdims=True)
    return w @ v, w


@wrong("the mask comes after the softmax", card="causal-mask")
def masked_weights(q, k, v, mask=None):
    """What is cut off then is missing: the weights that are left no longer sum to 1."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), None)
    w = w if mask is None else w * mask
    return w @ v, w


@wrong("masked scores take part in the maximum", card="max-subtraction")
def maximum_over_all(q, k, v, mask=None):
    """When the largest score is a masked one, all others underflow; mask first, then take the maximum."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    e = np.exp(scores - scores.max(axis=-1, keepdims=True)) * (True if mask is None else mask)
    total = e.sum(axis=-1, keepdims=True)
    w = e / np.where(total > 0, total, 1)
    return w @ v, w


@wrong("one maximum is enough for the whole array", card="max-subtraction")
def global_max(q, k, v, mask=None):
    """All scores of a query far below the largest one underflow, and its weights are lost; each row needs its own."""
    w = globally_shifted(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), mask)
    return w @ v, w


@wrong(like="global_max")
def global_max_with_zeros(q, k, v, mask=None):
    w = np.nan_to_num(globally_shifted(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), mask))
    return w @ v, w


def globally_shifted(scores, mask):
    if mask is not None:
        scores = np.where(mask, scores, -np.inf)
    top = scores.max(initial=-np.inf)
    e = np.exp(scores - (top if np.isfinite(top) else 0))
    total = e.sum(axis=-1, keepdims=True)
    hopeless = False if mask is None else ~mask.any(axis=-1, keepdims=True)
    return e / np.where(hopeless, 1, total)


@wrong("the mean of the scores does as well as the maximum", card="max-subtraction", also={"form": ("zeroed", "open")})
def mean_subtracted(q, k, v, mask=None, *, form="multiplied"):
    """A score far above the mean still overflows, and inf/inf is nan; nothing lies above the maximum."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    mask = np.broadcast_to(True if mask is None else mask, scores.shape)
    count = np.maximum(mask.sum(axis=-1, keepdims=True), 1)
    open_mean = np.where(mask, scores, 0).sum(axis=-1, keepdims=True) / count
    e = np.exp(scores - (open_mean if form == "open" else scores.mean(axis=-1, keepdims=True)))
    e = e * mask if form == "multiplied" else np.where(mask, e, 0)
    total = e.sum(axis=-1, keepdims=True)
    w = e / np.where(total == 0, 1, total)
    return (w @ v).astype(scores.dtype), w.astype(scores.dtype)


@wrong("large scores may be cut off", card="max-subtraction", also={"limit": (50.0, 500.0)})
def clipped(q, k, v, mask=None, *, limit=700.0):
    """Beyond the limit all keys count alike; taking the maximum off keeps exp in its range and changes no weight."""
    w = masked_softmax(np.clip(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), -limit, limit), mask)
    return w @ v, w


@wrong(like="clipped")
def clipped_without_a_mask(q, k, v, mask=None):
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = masked_softmax(np.clip(scores, -700, 700) if mask is None else scores, mask)
    return w @ v, w


@wrong("exp can take any score", card="max-subtraction")
def no_shift(q, k, v, mask=None):
    """Above 709 (88 in float32) exp overflows, and inf/inf is nan; take the maximum off first."""
    scores = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    e = np.exp(scores) if mask is None else np.where(mask, np.exp(scores), 0)
    total = e.sum(axis=-1, keepdims=True)
    w = e / np.where(total == 0, 1, total)
    return w @ v, w


@wrong("`.T` turns the last two axes", card="")
def all_axes_turned(q, k, v, mask=None):
    """It turns all axes, so a batch is lost on the way; `swapaxes(-1, -2)` leaves it alone."""
    w = masked_softmax(q @ k.T / math.sqrt(q.shape[-1]), mask)
    return w @ v, w


@wrong("what is averaged are the keys", card="query-key-value")
def keys_as_values(q, k, v, mask=None):
    """Keys decide where to look; what is taken from there is the values, which may have another size."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), mask)
    return w @ k, w


@wrong("the weights come first", card="")
def weights_first(q, k, v, mask=None):
    """The order here is (out, w)."""
    w = masked_softmax(q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1]), mask)
    return w, w @ v


@wrong("the scores are the weights", card="attention-lookup")
def no_softmax(q, k, v, mask=None):
    """Scores may be negative and sum to anything; softmax makes a weighted mean of them."""
    w = q @ k.swapaxes(-1, -2) / math.sqrt(q.shape[-1])
    w = w if mask is None else np.where(mask, w, 0)
    return w @ v, w
