"""A unit with a threshold: 1 where the weighted sum exceeds it."""

import numpy as np

from quiz.kata import wrong


def reference(X, w, theta):
    return (X.double() @ w.double() > theta).int()


def threshold_neuron(X, w, theta):
    return (X @ w > theta).astype(int)  # strictly greater: a tie stays silent


@wrong("a tie fires", card="threshold-unit")
def tie_fires(X, w, theta):
    """The sum has to exceed the threshold, so reaching it exactly is not enough; integer inputs often do just that."""
    return (X @ w >= theta).astype(int)


@wrong(like="tie_fires", also={"sign": (1,)})
def tie_fires_on_one_side(X, w, theta, *, sign=-1):
    return (X @ w >= theta if sign * theta > 0 else X @ w > theta).astype(int)


@wrong("threshold and bias have the same sign", card="threshold-unit")
def theta_added(X, w, theta):
    """Moved to the side of the sum the threshold becomes a bias of minus theta; a higher threshold fires less often."""
    return (X @ w + theta > 0).astype(int)


@wrong("the unit fires below its threshold", card="threshold-unit", also={"tie": (True,)})
def fires_below(X, w, theta, *, tie=False):
    """It fires above: the inputs have to bring the sum over the threshold, and a weaker sum is silent."""
    return (X @ w <= theta if tie else X @ w < theta).astype(int)


@wrong("the threshold is always zero", card="threshold-unit")
def theta_ignored(X, w, theta):
    """It is an argument, and all that tells AND from OR, which share their weights."""
    return (X @ w > 0).astype(int)


@wrong("the sum of the products is the product of the sums", card="artificial-neuron")
def product_of_sums(X, w, theta):
    """Each input has its own weight; multiplied after summing, the second weight counts for the first input too."""
    return (X.sum(axis=1) * w.sum() > theta).astype(int)


@wrong("the unit takes the mean of its weighted inputs", card="artificial-neuron")
def mean_of_inputs(X, w, theta):
    """They are added up; divided by their number, the sum comes closer to 0 while the threshold stays where it is."""
    return (X @ w / len(w) > theta).astype(int)


@wrong("one strong input alone makes the unit fire", card="artificial-neuron")
def any_input(X, w, theta):
    """Inputs are weighed together: many weak ones reach the threshold, and an inhibiting one can outweigh them."""
    return (X * w > theta).any(axis=1).astype(int)


@wrong("an inhibiting input has a veto", card="artificial-neuron")
def veto(X, w, theta):
    """A negative weight only takes something off the sum; the absolute veto belongs to the model of 1943."""
    vetoed = ((X > 0) & (w < 0)).any(axis=1)
    return ((X @ w > theta) & ~vetoed).astype(int)


@wrong("any type of number will do for yes and no", card="threshold-unit")
def truth_values(X, w, theta):
    """The answer is to be the integers 0 and 1, neither booleans nor floats: `.astype(int)` makes such numbers."""
    return X @ w > theta


@wrong(like="truth_values")
def floating(X, w, theta):
    return np.where(X @ w > theta, 1.0, 0.0)


@wrong("a silent unit says -1", card="threshold-unit")
def minus_one(X, w, theta):
    """This unit says 1 or 0; the signs +1 and -1 are the labels of the perceptron."""
    return np.where(X @ w > theta, 1, -1)


@wrong("a unit that fires passes its sum on", card="threshold-unit")
def sum_passed_on(X, w, theta):
    """That would be nearly a rectified unit; this one says only whether the threshold was exceeded, 1 or 0."""
    z = X @ w
    return np.where(z > theta, z, 0)


@wrong(like="sum_passed_on")
def sum_passed_on_as_integers(X, w, theta):
    z = X @ w
    return np.where(z > theta, z, 0).astype(int)


@wrong("the samples are the columns of X", card="linear-layer")
def samples_in_columns(X, w, theta):
    """They are its rows, so X stands left of w; on a square X the mix-up raises no error."""
    return (w @ X > theta).astype(int)
