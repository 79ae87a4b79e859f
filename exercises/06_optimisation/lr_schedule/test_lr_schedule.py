"""What lr_at is tried on."""

from quiz.kata import Kata

kata = Kata("lr_at")

kata.edge("the first step", 0, 10, 1.0, 0.2, 2)
kata.edge("half-way up", 1, 10, 1.0, 0.2, 2)
kata.edge("the peak", 2, 10, 1.0, 0.2, 2)
kata.edge("a quarter of the decay", 4, 10, 1.0, 0.2, 2)
kata.edge("half of the decay", 6, 10, 1.0, 0.2, 2)
kata.edge("the step before the last", 9, 10, 1.0, 0.2, 2)
kata.edge("the last step", 10, 10, 1.0, 0.2, 2)
kata.edge("down to zero", 10, 10, 1.0, 0.0, 2)
kata.edge("on the way to zero", 5, 10, 1.0, 0.0, 2)
kata.edge("the first step without a warm-up", 0, 8, 0.5, 0.1, 0)
kata.edge("half-way without a warm-up", 4, 8, 0.5, 0.1, 0)
kata.edge("the last step without a warm-up", 8, 8, 0.5, 0.1, 0)
kata.edge("a warm-up of one step", 0, 5, 0.1, 0.01, 1)
kata.edge("a warm-up until the last step but one", 6, 8, 0.3, 0.1, 7)
kata.edge("a decay of one step", 8, 8, 0.3, 0.1, 7)
kata.edge("a run of one step", 1, 1, 0.1, 0.01, 0)
kata.edge("a long run", 350, 1100, 0.001, 0.00001, 100)
kata.edge("a long run, climbing", 30, 1100, 0.001, 0.00001, 100)
kata.edge("a run of a million steps", 350_000, 1_000_000, 0.001, 0.00001, 2_000)
kata.edge("a tiny peak", 4, 10, 0.00002, 0.000001, 2, scale=0.00002)
kata.edge("a peak above 1", 4, 10, 20.0, 2.0, 2)


@kata.random
def moments(rng):
    """Any moment of any run."""
    total = int(rng.integers(1, 200))
    warmup, step = int(rng.integers(total)), int(rng.integers(total + 1))
    peak = float(rng.choice([0.001, 0.01, 0.1, 1.0]))
    return step, total, peak, peak * float(rng.choice([0, 0.01, 0.1, 0.5])), warmup
