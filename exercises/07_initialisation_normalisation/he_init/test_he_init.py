"""What is true of weights that were drawn as they should be. There is no reference: it is a matter of statistics."""

import numpy as np

from quiz.kata import Kata

kata = Kata("he_normal", harmless={"he_normal: negated": "normal numbers are symmetric"})


@kata.driver
def weights(he_normal, fan_in, fan_out, seed):
    return he_normal(fan_in, fan_out, np.random.default_rng(seed))


kata.edge("50 inputs, 800 outputs", 50, 800, 1)
kata.edge("800 inputs, 50 outputs", 800, 50, 2)
kata.edge("as many inputs as outputs", 200, 200, 3)
kata.edge("two inputs", 2, 5000, 4)
kata.edge("two outputs", 12_000, 2, 5)
kata.edge("one output", 20_000, 1, 6)
kata.edge("one input", 1, 10_000, 7)
kata.edge("one weight", 1, 1, 8)

ENOUGH = 10_000  # weights, for a statement about chance
LIMIT = 6  # standard errors: less than once in a hundred million gradings by chance


@kata.random
def layers(rng):
    """Any shape with twenty thousand weights or a few more; not many rows, which some draw one by one."""
    fan_in = int(rng.integers(8, 400))
    return fan_in, 20_000 // fan_in + 1, int(rng.integers(1000))


@kata.property
def the_result_is_a_float64_array(he_normal, fan_in, fan_out, seed):
    return he_normal(fan_in, fan_out, seed).dtype == np.float64


@kata.property
def the_shape_is_outputs_by_inputs(he_normal, fan_in, fan_out, seed):
    return he_normal(fan_in, fan_out, seed).shape == (fan_out, fan_in)


@kata.property
def no_weight_comes_twice(he_normal, fan_in, fan_out, seed):
    """Whatever its sign: rows that mirror each other are not independent."""
    sizes, counts = np.unique(abs(he_normal(fan_in, fan_out, seed)), return_counts=True)
    often = int(counts.argmax())
    return counts[often] == 1 or f"{counts[often]} weights have the same absolute value, {sizes[often]:.6g}"


@kata.property
def the_mean_is_zero(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    small = LIMIT * W.std() / np.sqrt(W.size)
    return W.size < ENOUGH or abs(W.mean()) <= small or f"the mean of the weights is {W.mean():.3g}, not 0"


@kata.property
def the_weights_are_normally_distributed(he_normal, fan_in, fan_out, seed):
    """Of normal numbers 31.73 % lie outside one standard deviation, 4.55 % outside two, 0.27 % outside three."""
    W = he_normal(fan_in, fan_out, seed)
    expected = np.array([0.3173, 0.0455, 0.0027])
    return W.size < ENOUGH or (abs(outside(W) - expected) < LIMIT * np.sqrt(expected / W.size)).all()


def outside(W):
    """The shares of the weights that lie outside one, two and three standard deviations."""
    return np.array([np.mean(abs(W - W.mean()) > k * W.std()) for k in (1, 2, 3)])


def too_large(W, deviation):
    """By how many standard errors the standard deviation of the weights exceeds another."""
    return (W.std() / deviation - 1) * np.sqrt(2 * W.size)


def what_it_does(W, fan_in):
    """The consequence of a wrong standard deviation, for weights whose mean is 0."""
    factor = W.var() * fan_in / 2
    return f"with a standard deviation of {W.std():.3g} the mean square of a signal becomes {factor:.3g} times as large"


@kata.property
def a_signal_keeps_its_mean_square(he_normal, fan_in, fan_out, seed):
    """It does when the standard deviation of the weights makes up for the ReLU."""
    W = he_normal(fan_in, fan_out, seed)
    return W.size < ENOUGH or too_large(W, np.sqrt(2 / fan_in)) > -LIMIT or what_it_does(W, fan_in)


@kata.property
def a_signal_gains_no_mean_square(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    return W.size < ENOUGH or too_large(W, np.sqrt(2 / fan_in)) < LIMIT or what_it_does(W, fan_in)


@kata.property
def a_factor_of_two_makes_up_for_the_relu(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    return W.size < ENOUGH or abs(too_large(W, np.sqrt(1 / fan_in))) >= LIMIT


def correlation(these, those):
    """0 within 7 standard errors, which independent ones exceed less than once in a billion gradings."""
    enough = these.size >= ENOUGH and np.ptp(these) and np.ptp(those)
    r = np.corrcoef(these.ravel(), those.ravel())[0, 1] if enough else 0.0
    return r if abs(r) * np.sqrt(these.size) > 7 else 0.0


@kata.property
def neighbouring_rows_are_independent(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    r = correlation(W[1:], W[:-1])
    return not r or f"each row and the next are correlated by {r:.2g}, while independent weights have 0"


@kata.property
def neighbouring_columns_are_independent(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    r = correlation(W[:, 1:], W[:, :-1])
    return not r or f"each column and the next are correlated by {r:.2g}, while independent weights have 0"


@kata.property
def mean_and_standard_deviation_vary_by_chance(he_normal, fan_in, fan_out, seed):
    """The same layers for every case, so that they are asked for once."""
    layers = [he_normal(8, 8, it) for it in range(20)]
    for what, numbers in ("mean", [W.mean() for W in layers]), ("standard deviation", [W.std() for W in layers]):
        if np.ptp(numbers) < 1e-6:  # by chance it is some tenths
            return f"64 weights have the same {what} whatever the rng is, while that of independent ones varies"
    return True


@kata.property
def the_same_rng_gives_the_same_weights(he_normal, fan_in, fan_out, seed):
    return np.array_equal(few(he_normal, fan_in, fan_out, seed), few(he_normal, fan_in, fan_out, seed))


@kata.property
def another_rng_gives_other_weights(he_normal, fan_in, fan_out, seed):
    return not np.array_equal(few(he_normal, fan_in, fan_out, seed), few(he_normal, fan_in, fan_out, seed + 1))


def few(he_normal, fan_in, fan_out, seed):
    """The weights of a small layer: who draws them one by one, in Python, needs time for each."""
    return he_normal(min(fan_in, 8), min(fan_out, 8), seed)


@kata.measure(rtol=0.04, atol=1e-9)
def the_spread(he_normal, fan_in, fan_out, seed):
    """Right is 1; four per cent are some six standard errors of 10 000 weights."""
    W = he_normal(fan_in, fan_out, seed)
    return W.std() * np.sqrt(fan_in / 2) if W.size >= ENOUGH else None


@kata.measure(atol=0.06)
def the_mean_in_standard_deviations(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    return (W.mean() / W.std() if np.ptp(W) else np.inf) if W.size >= ENOUGH else None


@kata.measure(atol=0.02)
def the_tails(he_normal, fan_in, fan_out, seed):
    W = he_normal(fan_in, fan_out, seed)
    return (outside(W) if np.ptp(W) else np.zeros(3)) if W.size >= ENOUGH else None
