"""The perceptron's learning rule, one mistake at a time."""

import numpy as np

from quiz.kata import wrong


def reference(X, y, epochs):
    import torch

    pushes = torch.nn.functional.pad(X.double(), (1, 0), value=1) * y.double()[:, None]
    v = pushes.new_zeros(pushes.shape[1])
    for _ in range(epochs):
        mistakes = 0
        for push in pushes:
            if push @ v <= 0:
                v, mistakes = v + push, mistakes + 1
    return v[1:], v[0], mistakes


def perceptron_fit(X, y, epochs):
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:  # 0 is a mistake too, or zero weights would never move
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a sum of zero is right", card="perceptron-rule", also={"first": ("sample", "epoch")})
def zero_is_right(X, y, epochs, *, first=None):
    """A sample on the boundary counts as a mistake, and not only at zero weights, which would never move otherwise."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for epoch in range(epochs):
        mistakes = 0
        for number, (x_i, y_i) in enumerate(zip(X, y, strict=True)):
            forced = epoch == 0 and (first == "epoch" or (first == "sample" and number == 0))
            s = y_i * (x_i @ w + b)
            if s < 0 or (s == 0 and forced):
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a sum of zero belongs to one of the classes", card="perceptron-rule", also={"side": (-1,)})
def zero_has_a_side(X, y, epochs, *, side=1):
    """On the boundary a sample is on neither side, so it is a mistake whatever its label."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if (np.sign(x_i @ w + b) or side) != y_i:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("every sample moves the weights", card="perceptron-rule")
def every_sample(X, y, epochs):
    """That adds up the samples by class; the rule leaves alone what is classified rightly."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            mistakes += int(y_i * (x_i @ w + b) <= 0)
            w = w + y_i * x_i
            b = b + y_i
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a negative sample pushes nothing", card="perceptron-rule")
def negatives_push_nothing(X, y, epochs):
    """With labels 0 and 1 the product y x is zero for one class; here the label is -1, and its samples push away."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + max(y_i, 0) * x_i
                b = b + max(y_i, 0)
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the boundary passes through the origin", card="bias-unit")
def no_bias(X, y, epochs):
    """Without a bias no weights separate AND; after a mistake the bias moves as well, by the label."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w) <= 0:
                w = w + y_i * x_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the bias waits for the end of the epoch", card="bias-unit")
def bias_once_per_epoch(X, y, epochs):
    """It moves with every mistake, as the weight of a constant input 1 does: the next sample is judged by it too."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes, b_start = 0, b
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b_start) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a mistake always raises the bias", card="bias-unit")
def bias_ignores_the_label(X, y, epochs):
    """It moves as the weight of a constant input 1 does: up after a missed positive, down after a missed negative."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + y_i * x_i
                b = b + 1
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the weights go against the label", card="perceptron-rule")
def away_from_the_sample(X, y, epochs):
    """Adding y x moves the sum towards the side of the label; subtracting it makes the same mistake worse."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w - y_i * x_i
                b = b - y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the step is the label minus the guess", card="perceptron-rule", also={"side": (-1, 0, 1)})
def label_minus_guess(X, y, epochs, *, side=None):
    """On the wrong side that difference is twice the label, so the weights move twice as far as by y x."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            step = y_i - (np.sign(x_i @ w + b) or (-y_i if side is None else side))
            if step != 0:
                w = w + step * x_i
                b = b + step
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a learning rate belongs in the rule", card="perceptron-rule", also={"rate": (0.01, 0.001, 0.5)})
def learning_rate(X, y, epochs, *, rate=0.1):
    """From zero weights it only scales w and b, which decides nothing; here a mistake adds y x as it is."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + rate * y_i * x_i
                b = b + rate * y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong(like="learning_rate", also={"rate": (0.01, 0.001)})
def learning_rate_in_double(X, y, epochs, *, rate=0.1):
    w, b, mistakes = learning_rate(X.astype(float), y.astype(float), epochs, rate=rate)
    return w.astype(X.dtype if X.dtype.kind == "f" else float), b, mistakes


@wrong("after a mistake one starts again with the first sample", card="perceptron-rule")
def starts_again(X, y, epochs):
    """The epoch goes on with the next sample; else the later ones wait until all before them are right."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                mistakes = 1
                break
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a sample stays until it is right", card="perceptron-rule", also={"counted_once": (True,)})
def until_it_is_right(X, y, epochs, *, counted_once=False):
    """A mistake moves the weights once, and the next sample follows; whether it was enough the next epoch tells."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            pushes = 0
            while y_i * (x_i @ w + b) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                pushes += 1
            mistakes += min(pushes, 1) if counted_once else pushes
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the step grows with the error of the sum", card="perceptron-rule")
def error_sized_step(X, y, epochs):
    """That rule minimises a squared error, and is by Widrow and Hoff; here each mistake moves the weights by y x."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                s = x_i @ w + b
                w = w + (y_i - s) * x_i
                b = b + (y_i - s)
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("a right answer has to be clear as well", card="hinge")
def margin_of_one(X, y, epochs):
    """A margin of 1 is what the hinge loss asks for; the perceptron is content with any sum of the right sign."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) < 1:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("all mistakes of an epoch are corrected together", card="perceptron-rule")
def whole_epoch_at_once(X, y, epochs):
    """Each sample is judged by the weights that the one before it has left, not by those of the epoch's start."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        start, b_start, mistakes = w, b, 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ start + b_start) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, mistakes


@wrong("the mistakes of all epochs are counted", card="novikoff-bound")
def all_mistakes(X, y, epochs):
    """Their number has a bound, but asked for is that of the last epoch, where 0 says that the data are separated."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    mistakes = 0
    for _ in range(epochs):
        before = mistakes
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


@wrong("the mistakes are those of the final weights", card="perceptron-rule")
def mistakes_afterwards(X, y, epochs):
    """They are counted on the way: an epoch with mistakes can end with weights that make none."""
    w, b = np.zeros(X.shape[1], X.dtype), 0
    for _ in range(epochs):
        mistakes = 0
        for x_i, y_i in zip(X, y, strict=True):
            if y_i * (x_i @ w + b) <= 0:
                w = w + y_i * x_i
                b = b + y_i
                mistakes += 1
        if mistakes == 0:
            break
    return w, b, int((y * (X @ w + b) <= 0).sum())
