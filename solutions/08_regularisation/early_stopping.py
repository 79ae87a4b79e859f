"""Early stopping with patience."""

import numpy as np

from quiz.kata import wrong


def reference(val_losses, patience, min_delta):
    best, last = 0, len(val_losses) - 1
    while True:
        ahead = val_losses[best + 1 : best + 1 + patience] < val_losses[best] - min_delta
        if not ahead.any():
            return best, min(best + patience, last)
        best += 1 + int(ahead.int().argmax())


def early_stop(val_losses, patience, min_delta):
    best_epoch = 0
    for epoch, loss in enumerate(val_losses):
        if val_losses[best_epoch] - loss > min_delta:  # the best so far, not the epoch before; false for NaN
            best_epoch = epoch
        if epoch - best_epoch == patience:
            break
    return best_epoch, epoch


def run(val_losses, patience, improves):
    """Early stopping where `improves(best_loss, loss)` decides."""
    best_epoch = 0
    for epoch in range(1, len(val_losses)):
        if improves(val_losses[best_epoch], val_losses[epoch]):
            best_epoch = epoch
        if epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


def by_more_than(min_delta):
    return lambda best, loss: best - loss > min_delta


@wrong("an epoch improves when it is better than the one before", card="early-stopping")
def previous_epoch(val_losses, patience, min_delta):
    """A loss that goes up and then half-way down again is no improvement; the comparison is with the best so far."""
    best_epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch - 1] - val_losses[epoch] > min_delta:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong(like="previous_epoch")
def patience_for_the_previous_epoch(val_losses, patience, min_delta):
    best_epoch, bad = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[best_epoch] - val_losses[epoch] > min_delta:
            best_epoch = epoch
        bad = 0 if val_losses[epoch - 1] - val_losses[epoch] > min_delta else bad + 1
        if bad == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong("patience runs out one epoch later", card="early-stopping")
def one_too_many(val_losses, patience, min_delta):
    """With a patience of 3 the third epoch in a row without an improvement is the last."""
    return run(val_losses, patience + 1, by_more_than(min_delta))


@wrong("patience runs out one epoch earlier", card="early-stopping")
def one_too_few(val_losses, patience, min_delta):
    """With a patience of 3 there are three epochs in a row without an improvement; this stops after two."""
    return run(val_losses, max(patience - 1, 1), by_more_than(min_delta))


@wrong("the last weights are the best", card="early-stopping")
def keeps_last(val_losses, patience, min_delta):
    """They come from an epoch without an improvement; bring back those of the best epoch."""
    _, stop = run(val_losses, patience, by_more_than(min_delta))
    return stop, stop


@wrong("every fall counts, however small", card="early-stopping")
def ignores_min_delta(val_losses, patience, min_delta):
    """A loss that creeps down for ever would never stop the run; a fall has to exceed min_delta."""
    return run(val_losses, patience, by_more_than(0))


@wrong("half of min_delta is enough", card="early-stopping")
def half_of_min_delta(val_losses, patience, min_delta):
    """It is no band with the best loss in its middle: a fall has to exceed the whole of it."""
    return run(val_losses, patience, by_more_than(min_delta / 2))


@wrong("tiny falls are noise even at a min_delta of 0", card="early-stopping", also={"least": (1e-3, 1e-6)})
def least_fall(val_losses, patience, min_delta, *, least=1e-8):
    """How much is noise min_delta alone decides, and at 0 every fall counts, down to the next smaller number."""
    return run(val_losses, patience, by_more_than(max(min_delta, least)))


@wrong(like="least_fall")
def least_fall_in_float32(val_losses, patience, min_delta):
    return run(val_losses.astype(np.float32), patience, by_more_than(min_delta))


@wrong(like="least_fall", also={"digits": (4, 6)})
def least_fall_by_digits(val_losses, patience, min_delta, *, digits=3):
    return run(val_losses.round(digits), patience, by_more_than(min_delta))


@wrong("an epoch improves when it is better than the mean of those before", card="early-stopping")
def below_the_mean(val_losses, patience, min_delta):
    """A mean lags behind a falling loss and calls worse epochs better; the comparison is with the best so far."""
    best_epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[:epoch].mean() - val_losses[epoch] > min_delta:
            best_epoch = epoch
        if epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong("a fall of exactly min_delta is enough", card="early-stopping")
def ties_count(val_losses, patience, min_delta):
    """It has to be more than that: with a min_delta of 0 a plateau would go on for ever."""
    return run(val_losses, patience, lambda best, loss: best - loss >= min_delta)


@wrong("bad epochs add up over the whole run", card="early-stopping")
def never_reset(val_losses, patience, min_delta):
    """Patience is for epochs in a row: an improvement takes the counter back to zero."""
    best_epoch, bad = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[best_epoch] - val_losses[epoch] > min_delta:
            best_epoch = epoch
        else:
            bad += 1
        if bad == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong("a fall that does not count lowers the bar all the same", card="early-stopping")
def moving_bar(val_losses, patience, min_delta):
    """Then a slow, steady fall never improves; the loss to beat is that of the best epoch, until another is best."""
    best_epoch, lowest = 0, val_losses[0]
    for epoch in range(1, len(val_losses)):
        if lowest - val_losses[epoch] > min_delta:
            best_epoch = epoch
        lowest = np.fmin(lowest, val_losses[epoch])
        if epoch - best_epoch == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong("the best epoch is the one of the lowest loss, whatever min_delta says", card="early-stopping")
def lowest_seen(val_losses, patience, min_delta):
    """One rule serves both: an epoch that is not counted as an improvement is not kept either."""
    _, stop = run(val_losses, patience, by_more_than(min_delta))
    return int(np.nanargmin(val_losses[: stop + 1])), stop


@wrong("the future is known", card="early-stopping")
def looks_ahead(val_losses, patience, min_delta):
    """What comes after the stop is never trained, so a lower loss there cannot be chosen."""
    best_epoch, _ = run(val_losses, len(val_losses), by_more_than(min_delta))
    return best_epoch, run(val_losses, patience, by_more_than(min_delta))[1]


@wrong(like="looks_ahead")
def looks_ahead_for_the_lowest(val_losses, patience, min_delta):
    return int(np.nanargmin(val_losses)), run(val_losses, patience, by_more_than(min_delta))[1]


@wrong("NaN is an improvement", card="early-stopping")
def nan_improves(val_losses, patience, min_delta):
    """Asking for what is worse lets NaN through, since every comparison with it is false; ask for what is better."""
    return run(val_losses, patience, lambda best, loss: not best - loss <= min_delta)


@wrong("an epoch that is NaN does not count for the patience", card="early-stopping")
def nan_skipped(val_losses, patience, min_delta):
    """It has not improved, like any other bad epoch; otherwise a run that has become NaN would never stop."""
    best_epoch, bad = 0, 0
    for epoch in range(1, len(val_losses)):
        if val_losses[best_epoch] - val_losses[epoch] > min_delta:
            best_epoch, bad = epoch, 0
        elif not np.isnan(val_losses[epoch]):
            bad += 1
        if bad == patience:
            return best_epoch, epoch
    return best_epoch, len(val_losses) - 1


@wrong("a loss that is NaN ends the run", card="early-stopping")
def nan_stops(val_losses, patience, min_delta):
    """A sensible rule, but not the one asked for: here such an epoch is a bad one like others, and patience decides."""
    nan = np.flatnonzero(np.isnan(val_losses))
    best_epoch, stop = run(val_losses[: nan[0]] if len(nan) else val_losses, patience, by_more_than(min_delta))
    return best_epoch, int(nan[0]) if len(nan) and nan[0] == stop + 1 and stop - best_epoch < patience else stop


@wrong(like="nan_stops")
def nan_stops_before(val_losses, patience, min_delta):
    nan = np.flatnonzero(np.isnan(val_losses))
    return run(val_losses[: nan[0]] if len(nan) else val_losses, patience, by_more_than(min_delta))


@wrong("epochs count from 1", card="early-stopping")
def from_one(val_losses, patience, min_delta):
    """Entry 0 is epoch 0, so that the numbers serve as indices of the losses."""
    best_epoch, stop = run(val_losses, patience, by_more_than(min_delta))
    return best_epoch + 1, stop + 1


@wrong("min_delta is a share of the best loss", card="early-stopping")
def relative(val_losses, patience, min_delta):
    """Libraries have both; here it is an amount, subtracted as it is."""
    return run(val_losses, patience, lambda best, loss: loss < best - min_delta * abs(best))


@wrong(like="relative")
def share_that_is_left(val_losses, patience, min_delta):
    return run(val_losses, patience, lambda best, loss: loss < best * (1 - min_delta))


@wrong("larger is better", card="early-stopping")
def larger_is_better(val_losses, patience, min_delta):
    """That holds for an accuracy; a loss improves when it falls."""
    return run(val_losses, patience, lambda best, loss: loss - best > min_delta)
