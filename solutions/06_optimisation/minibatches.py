"""Mini-batches of one epoch."""

import numpy as np

from quiz.kata import wrong


def minibatches(X, y, bs, rng):
    order = rng.permutation(len(X))
    for start in range(0, len(X), bs):
        batch = order[start : start + bs]  # a slice may end beyond the array: the last batch is what is left
        yield X[batch], y[batch]


def in_slices(X, y, bs, order):
    """The samples in this order, bs at a time."""
    return [(X[order[i : i + bs]], y[order[i : i + bs]]) for i in range(0, len(order), bs)]


@wrong("inputs and labels need not share one order", card="")
def two_permutations(X, y, bs, rng):
    """Nothing ties the two arrays together: draw one permutation and take both in that order."""
    X, y = X[rng.permutation(len(X))], y[rng.permutation(len(X))]
    return in_slices(X, y, bs, np.arange(len(X)))


@wrong("each batch is a fresh draw from all samples", card="minibatch-gradient")
def draws_each_batch(X, y, bs, rng):
    """Then an epoch meets some samples several times and others never; it should be one pass over all."""
    size = min(bs, len(X))
    batches = [rng.choice(len(X), size, replace=False) for _ in range(0, len(X), bs)]
    return [(X[batch[: len(X) - i * bs]], y[batch[: len(X) - i * bs]]) for i, batch in enumerate(batches)]


@wrong("samples are drawn with replacement", card="minibatch-gradient")
def with_replacement(X, y, bs, rng):
    """About a third of the samples (1/e) is missing from such an epoch; a permutation has each exactly once."""
    return in_slices(X, y, bs, rng.integers(max(len(X), 1), size=len(X)))


@wrong("what is left over at the end is dropped", card="steps-per-epoch")
def drops_remainder(X, y, bs, rng):
    """Some frameworks offer that, but here every sample counts: the last batch is shorter."""
    return in_slices(X, y, bs, rng.permutation(len(X))[: len(X) // bs * bs])


@wrong("the last batch is filled up", card="steps-per-epoch")
def filled_up(X, y, bs, rng):
    """The samples it is filled with come twice in the epoch, and weigh twice."""
    return in_slices(X, y, bs, np.resize(rng.permutation(len(X)), -(-len(X) // bs) * bs))


@wrong(like="filled_up")
def filled_from_behind(X, y, bs, rng):
    order = rng.permutation(len(X))
    starts = [min(i, max(len(X) - bs, 0)) for i in range(0, len(X), bs)]
    return [(X[order[i : i + bs]], y[order[i : i + bs]]) for i in starts]


@wrong("the samples come as they are stored", card="shuffling")
def never_shuffled(X, y, bs, rng):
    """Data is often sorted, by class or by time; then a batch shows one kind and the weights swing to and fro."""
    return in_slices(X, y, bs, np.arange(len(X)))


@wrong("one order serves all epochs", card="shuffling")
def same_order(X, y, bs, rng):
    """Then the same samples meet in a batch every time; draw a new order from the rng that was given."""
    return in_slices(X, y, bs, np.random.default_rng(0).permutation(len(X)))


@wrong(like="same_order")
def state_put_back(X, y, bs, rng):
    state = rng.bit_generator.state
    order = rng.permutation(len(X))
    rng.bit_generator.state = state
    return in_slices(X, y, bs, order)


@wrong("it is enough to shuffle the batches", card="shuffling")
def shuffles_batches(X, y, bs, rng):
    """Their contents stay the same in every epoch, and as sorted as the data was."""
    starts = np.arange(0, len(X), bs)
    full, last = (starts, starts[:0]) if len(X) % bs == 0 else (starts[:-1], starts[-1:])
    return [(X[i : i + bs], y[i : i + bs]) for i in [*rng.permutation(full), *last]]


@wrong(like="shuffles_batches")
def shuffles_all_batches(X, y, bs, rng):
    return [(X[i : i + bs], y[i : i + bs]) for i in rng.permutation(np.arange(0, len(X), bs))]


@wrong("it is enough to shuffle within each batch", card="shuffling")
def shuffles_within_batches(X, y, bs, rng):
    """Each batch holds the same samples in every epoch, and their order in it changes nothing; shuffle all samples."""
    order = [start + rng.permutation(min(bs, len(X) - start)) for start in range(0, len(X), bs)]
    return in_slices(X, y, bs, np.concatenate([np.arange(0), *order]))


@wrong("a buffer of one batch mixes enough", card="shuffling", also={"room": (0,)})
def small_buffer(X, y, bs, rng, *, room=1):
    """A sample cannot move forward by more than the buffer is long, so sorted data stays nearly sorted."""
    buffer, order = [], []
    for i in range(len(X)):
        buffer.append(i)
        if len(buffer) >= bs + room:
            order.append(buffer.pop(rng.integers(len(buffer))))
    return in_slices(X, y, bs, np.array([*order, *rng.permutation(buffer)], int))


@wrong("it is enough to begin at a random place", card="shuffling")
def rotated(X, y, bs, rng):
    """A rotation leaves all samples beside their neighbours."""
    return in_slices(X, y, bs, np.roll(np.arange(len(X)), rng.integers(max(len(X), 1))))


@wrong("a shuffle swaps each sample with any other", card="shuffling")
def naive_swap(X, y, bs, rng):
    """The N^N equally likely ways lead to N! orders unevenly; draw the partner from those not yet in place."""
    order = np.arange(len(X))
    for i in range(len(order)):
        j = rng.integers(len(order))
        order[i], order[j] = order[j], order[i]
    return in_slices(X, y, bs, order)


@wrong("a shuffle moves every sample", card="shuffling")
def sattolo(X, y, bs, rng):
    """A partner below i never leaves a sample where it is, so most orders cannot come; i itself has to be possible."""
    order = np.arange(len(X))
    for i in range(len(order) - 1, 0, -1):
        j = rng.integers(i)
        order[i], order[j] = order[j], order[i]
    return in_slices(X, y, bs, order)


@wrong("the classes come one after the other", card="shuffling")
def class_by_class(X, y, bs, rng):
    """The weights then learn one class and lose it again to the next; mix them in every batch."""
    order = rng.permutation(len(X))
    return in_slices(X, y, bs, order[np.argsort(classes(y)[order], kind="stable")])


@wrong("the classes have to take turns", card="shuffling")
def taking_turns(X, y, bs, rng):
    """A strict pattern is not needed, and not random: mixing is what counts."""
    order = rng.permutation(len(X))
    label = classes(y)[order]
    turn = np.array([np.sum(label[:i] == label[i]) for i in range(len(order))])
    return in_slices(X, y, bs, order[np.lexsort((label, turn))])


def classes(y):
    return y if y.ndim == 1 else y.argmax(axis=-1)


@wrong("bs is the number of batches", card="")
def number_of_batches(X, y, bs, rng):
    """It is the number of samples in each of them."""
    return [(X[batch], y[batch]) for batch in np.array_split(rng.permutation(len(X)), bs) if len(batch)]


@wrong("the batches are as even as they can be", card="")
def evened_out(X, y, bs, rng):
    """Only the last one may be shorter; all others have exactly bs samples."""
    parts = max(-(-len(X) // bs), 1)
    return [(X[batch], y[batch]) for batch in np.array_split(rng.permutation(len(X)), parts) if len(batch)]


@wrong("any source of random numbers will do", card="")
def other_source(X, y, bs, rng):
    """An experiment can be repeated only if all its chance comes from the rng that was given."""
    return in_slices(X, y, bs, np.random.permutation(len(X)))
