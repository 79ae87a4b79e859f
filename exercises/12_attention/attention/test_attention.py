"""What attention is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("attention", returns=("out", "w"))


def drawn(rng, batch, queries, keys, d, dv):
    """q, k and v of these sizes."""
    return [rng.normal(size=(*batch, *shape)) for shape in ((queries, d), (keys, d), (keys, dv))]


def edge(name, *sizes, mask=None, size=1.0):
    q, k, v = drawn(np.random.default_rng(0), *sizes)
    kata.edge(name, size * q, k, v, *([] if mask is None else [np.array(mask)]))


T, F = True, False
kata.edge("the example", [[2.0, 0.0]], [[1.0, 0.0], [0.0, 1.0]], [[1.0, 2.0, 3.0], [5.0, 6.0, 7.0]])
edge("one query", (), 1, 3, 4, 2)
edge("one key", (), 2, 1, 4, 3)
edge("one feature", (), 2, 3, 1, 2)
edge("more keys than queries", (), 2, 5, 4, 3)
edge("more queries than keys", (), 5, 2, 4, 3)
edge("everything square", (), 3, 3, 3, 3)
edge("wide values", (), 2, 3, 2, 8)
edge("a batch", (4,), 2, 3, 4, 2)
edge("samples and heads", (2, 3), 3, 4, 2, 5)
edge("a batch as large as everything else", (3,), 3, 3, 3, 3)
edge("huge scores", (), 2, 3, 4, 2, size=1e4)
kata.edge("several large scores", [[1.0]], [[90000.0], [89999.0], [89998.5], [0.0]], [[1.0], [2.0], [3.0], [4.0]])
edge("more than a hundred keys", (), 2, 101, 3, 2)
edge("more than a hundred features", (), 2, 3, 101, 2)
kata.edge("queries far apart", [[1.0], [1000.0]], [[1.0], [2.0], [2.5]], [[1.0], [2.0], [4.0]])
edge("a mask", (), 2, 3, 4, 2, mask=[[T, T, F], [F, T, T]])
edge("a mask that lets everything pass", (), 2, 3, 4, 2, mask=[[T, T, T], [T, T, T]])
edge("a single key is left", (), 2, 3, 4, 2, mask=[[F, T, F], [F, F, T]])
edge("a query that may attend to nothing", (), 2, 3, 4, 2, mask=[[F, F, F], [T, F, T]])
edge("nothing may be attended to", (2,), 2, 3, 4, 2, mask=[[F, F, F], [F, F, F]])
edge("one mask for all queries", (2,), 2, 3, 4, 2, mask=[[[T, F, T]], [[T, T, F]]])
edge("one mask for all heads", (2, 3), 2, 3, 4, 2, mask=[[[[T, F, T], [F, F, T]]], [[[T, T, T], [F, F, F]]]])
edge("no later ones", (2,), 3, 3, 2, 3, mask=np.tril(np.ones((3, 3), bool)))
edge("huge scores under a mask", (), 2, 3, 4, 2, mask=[[T, T, F], [F, T, T]], size=1e4)
kata.edge(
    "the largest score is masked",
    [[743.0]],
    [[0.0], [-0.002], [1.0]],
    [[1.0], [2.0], [3.0]],
    [[T, T, F]],
)
kata.edge(
    "several large scores under a mask",
    [[1.0]],
    [[90000.0], [89999.0], [91000.0], [0.0]],
    [[1.0], [2.0], [3.0], [4.0]],
    [[T, T, F, T]],
)
kata.edge("only the lowest score is left", [[1.0]], [[-100000.0], [100000.0]], [[1.0], [2.0]], [[T, F]])
kata.edge("by far the largest score is masked", [[100.0]], [[1.0], [2.0], [90.0]], [[1.0], [2.0], [3.0]], [[T, T, F]])
kata.edge("integers", [[1, 2], [0, 1]], [[1, 0], [2, 1], [0, 3]], [[1], [2], [4]])
edge("an empty batch", (0,), 2, 3, 4, 2)
edge("no queries", (), 0, 3, 4, 2)


@kata.random
def without_a_mask(rng):
    """Up to two axes of batch."""
    batch = tuple(rng.integers(1, 4, size=rng.integers(3)))
    return tuple(drawn(rng, batch, *rng.integers(1, 6, size=4)))


@kata.random
def masked(rng):
    """About a third of the keys is masked, some rows wholly."""
    q, k, v = without_a_mask(rng)
    open_ = rng.random((q.shape[-2], k.shape[-2])) < 2 / 3
    return q, k, v, open_


@kata.property
def the_weights_of_each_query_sum_to_one_or_all_are_zero(attention, q, k, v, mask=None):
    _, w = attention(q, k, v, mask)
    some = np.ones(w.shape, bool) if mask is None else np.broadcast_to(mask, w.shape)
    return np.allclose(w.sum(axis=-1), some.any(axis=-1))
