"""Normal initialisation for a layer before a ReLU."""

import numpy as np

from quiz.kata import wrong


def he_normal(fan_in, fan_out, rng):
    return rng.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in))  # the 2 makes up for the half that ReLU cuts off


@wrong("the outputs set the scale", card="he-std")
def scaled_by_fan_out(fan_in, fan_out, rng):
    """An output is a sum over the inputs, and the number of its terms decides; fan_out is for the backward pass."""
    return rng.normal(0, np.sqrt(2 / fan_out), size=(fan_out, fan_in))


@wrong(like="scaled_by_fan_out")
def scaled_by_larger_fan(fan_in, fan_out, rng):
    return rng.normal(0, np.sqrt(2 / max(fan_in, fan_out)), size=(fan_out, fan_in))


@wrong("rng.normal wants the variance", card="he-std")
def variance_for_deviation(fan_in, fan_out, rng):
    """Its scale is the standard deviation, the root of the variance 2 / fan_in."""
    return rng.normal(0, 2 / fan_in, size=(fan_out, fan_in))


@wrong("the two multiplies the standard deviation", card="he-derivation")
def two_outside_the_root(fan_in, fan_out, rng):
    """It belongs to the variance, under the root: with 2 / √fan_in the mean square doubles from layer to layer."""
    return rng.normal(0, 2 / np.sqrt(fan_in), size=(fan_out, fan_in))


@wrong("half of the signal is never lost", card="he-derivation")
def no_factor_two(fan_in, fan_out, rng):
    """The ReLU cuts off the negative half, so the variance is 2 / fan_in; 1 / fan_in is meant for no activation."""
    return rng.normal(0, np.sqrt(1 / fan_in), size=(fan_out, fan_in))


@wrong("Glorot's scale does for ReLU as well", card="xavier-init")
def glorot(fan_in, fan_out, rng):
    """It averages inputs and outputs and has symmetric activations in mind; a ReLU halves the mean square."""
    return rng.normal(0, np.sqrt(2 / (fan_in + fan_out)), size=(fan_out, fan_in))


@wrong("He is Glorot with a 2 for the ReLU", card="xavier-init")
def glorot_times_two(fan_in, fan_out, rng):
    """The 2 is right, but the number of inputs alone keeps the forward signal; the mean of both is a compromise."""
    return rng.normal(0, np.sqrt(4 / (fan_in + fan_out)), size=(fan_out, fan_in))


@wrong("the limit of a uniform distribution is its standard deviation", card="he-derivation")
def uniform_to_deviation(fan_in, fan_out, rng):
    """Uniform numbers up to a have the standard deviation a / √3; normal ones, which are asked for, have no limit."""
    limit = np.sqrt(2 / fan_in)
    return rng.uniform(-limit, limit, size=(fan_out, fan_in))


@wrong(like="uniform_to_deviation")
def limit_for_deviation(fan_in, fan_out, rng):
    return rng.normal(0, np.sqrt(6 / fan_in), size=(fan_out, fan_in))


@wrong("any distribution with this variance is meant", card="")
def uniform(fan_in, fan_out, rng):
    """It would train about as well, but normal numbers without a limit are asked for."""
    limit = np.sqrt(6 / fan_in)
    return rng.uniform(-limit, limit, size=(fan_out, fan_in))


@wrong("the tails may be cut off", card="", also={"limit": (3.0,)})
def cut_off(fan_in, fan_out, rng, *, limit=2.0):
    """Libraries do so too, but normal numbers without a limit are asked for: of these some lie beyond any limit."""
    return np.sqrt(2 / fan_in) * within(limit, (fan_out, fan_in), rng)


@wrong(like="cut_off", also={"limit_and_its_deviation": ((3.0, 0.98658),)})
def cut_off_and_stretched(fan_in, fan_out, rng, *, limit_and_its_deviation=(2.0, 0.87963)):
    limit, deviation = limit_and_its_deviation
    return np.sqrt(2 / fan_in) / deviation * within(limit, (fan_out, fan_in), rng)


def within(limit, shape, rng):
    """Normal numbers, drawn again where they lie beyond the limit."""
    W = rng.normal(size=shape)
    while (far := abs(W) > limit).any():
        W[far] = rng.normal(size=far.sum())
    return W


@wrong("weights are stored inputs first", card="")
def inputs_first(fan_in, fan_out, rng):
    """The layer computes x Wᵀ, so W has a row for each output: (fan_out, fan_in)."""
    return rng.normal(0, np.sqrt(2 / fan_in), size=(fan_in, fan_out))


@wrong(
    "one size of weights suits every layer",
    card="he-derivation",
    also={"size": (0.001, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 1)},
)
def always_small(fan_in, fan_out, rng, *, size=0.01):
    """The right size depends on the number of inputs: in a deep network the signal fades away or blows up."""
    return rng.normal(0, size, size=(fan_out, fan_in))


@wrong("all weights may start equal", card="zero-init")
def all_equal(fan_in, fan_out, rng):
    """Then all units of a layer compute the same, get the same gradient and stay equal for ever."""
    return np.full((fan_out, fan_in), np.sqrt(2 / fan_in))


@wrong(like="all_equal")
def all_zero(fan_in, fan_out, rng):
    return np.zeros((fan_out, fan_in))


@wrong("weights are positive", card="he-derivation")
def never_negative(fan_in, fan_out, rng):
    """With a mean above 0 the signal grows with fan_in and not with its root; the mean has to be 0."""
    return abs(rng.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in)))


@wrong("any source of random numbers will do", card="")
def other_source(fan_in, fan_out, rng):
    """An experiment can be repeated only if all its chance comes from the rng that was given."""
    return np.random.normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in))


@wrong("a layer may choose its own seed", card="")
def own_seed(fan_in, fan_out, rng):
    """Two layers of the same shape would then get the same weights; take what the rng gives."""
    return np.random.default_rng(0).normal(0, np.sqrt(2 / fan_in), size=(fan_out, fan_in))
