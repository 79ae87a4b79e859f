"""What clip_by_global_norm is tried on. No norm comes close to max_norm, where the 1e-6 alone would decide."""

import numpy as np

from quiz.kata import Kata

kata = Kata("clip_by_global_norm", returns=("clipped", "norm"))


@kata.driver
def end_to_end(clip_by_global_norm, grads, max_norm):
    """The arrays end to end, and the norm; zeros for the arrays where an entry of `grads` is not finite."""
    result = clip_by_global_norm(grads, max_norm)
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        return result
    clipped, norm = result
    if not isinstance(clipped, (tuple, list)):  # "unpack", since a result that does not is told as a bad return
        raise ValueError(f"clipped does not unpack to a list of arrays, it is of type {type(clipped).__name__}")
    shapes = [g.shape if isinstance(g, np.ndarray) else type(g).__name__ for g in clipped]
    if shapes != [g.shape for g in grads]:
        raise ValueError(f"clipped does not unpack to arrays of the shapes {[g.shape for g in grads]}, but to {shapes}")
    if not all(np.isfinite(g).all() for g in grads):  # the arrays are not looked at then
        clipped = [np.zeros_like(g) for g in grads]
    return np.concatenate([g.ravel() for g in clipped]), norm


def arrays(*numbers):
    """A list of arrays."""
    return [np.array(n) for n in numbers]


kata.edge("the example", arrays([3.0, 0.0], [[4.0]]), 1.0)
kata.edge("a maximum of 2", arrays([3.0, 0.0], [[4.0]]), 2.0)
kata.edge("short enough", arrays([3.0, 0.0], [[4.0]]), 10.0)
kata.edge("far too short to clip", arrays([0.03, 0.0], [[0.04]]), 1.0)
kata.edge("a small maximum", arrays([3.0, -2.0], [[4.0, 1.0]]), 0.01)
kata.edge("one long array and one short", arrays([30.0, -40.0], [0.3, 0.4]), 5.0)
kata.edge("each is short, together they are long", arrays([0.6, -0.6], [0.6, 0.6], [-0.6, 0.6]), 1.0)
kata.edge("entries that are small, but many", [np.full((20, 20), 0.5), -np.full(50, 0.5)], 1.0)
kata.edge("a single array", arrays([[6.0, -8.0], [0.0, 0.0]]), 4.0)
kata.edge("a matrix with two singular values", arrays([[2.0, 1.0], [1.0, 2.0]]), 1.0)
kata.edge("all zero", arrays([0.0, 0.0], [[0.0]]), 1.0)
kata.edge("an array without entries", [np.array([6.0, 8.0]), np.zeros((0, 3))], 1.0)
kata.edge("negative gradients", arrays([-3.0, -1.0], [[-4.0], [-2.0]]), 2.0)
kata.edge("an infinite gradient", arrays([3.0, np.inf], [[4.0]]), 1.0)
kata.edge("a gradient that is NaN", arrays([3.0, 0.0], [[np.nan]]), 1.0, nan=True)


@kata.random
def gradients(rng):
    """One to four arrays of any rank; about half of them have to be clipped."""
    shapes = [rng.integers(1, 5, size=rng.integers(1, 4)) for _ in range(rng.integers(1, 5))]
    grads = [rng.normal(scale=rng.choice([0.1, 1, 10]), size=shape) for shape in shapes]
    norm = np.sqrt(sum((g**2).sum() for g in grads))
    return grads, float(norm * rng.choice([0.01, 0.5, 0.8, 1.5, 4]))
