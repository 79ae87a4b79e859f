"""What is true of every right minibatches. There is no reference: any random order will do."""

import numpy as np

from quiz.kata import Kata

kata = Kata("minibatches")


@kata.driver
def some_epochs(minibatches, X, y, bs, seed, epochs=2, one_table=False):
    """For each epoch the sizes of the batches, (batches, 2) for inputs and labels, and their samples in a row.

    As `one_table` only the inputs, a row for each epoch; without any row where an epoch has not all samples.
    """
    rng, drawn = np.random.default_rng(seed), []
    if one_table:
        rows = [[x for Xb, _ in minibatches(X, y, bs, rng) for x in Xb] for _ in range(epochs)]
        return np.array(rows if all(len(row) == len(X) for row in rows) else [], X.dtype).reshape(-1, len(X))
    for _ in range(epochs):
        pairs = [(np.array(Xb), np.array(yb)) for Xb, yb in minibatches(X, y, bs, rng)]
        sizes = np.array([(len(Xb), len(yb)) for Xb, yb in pairs], dtype=int).reshape(-1, 2)
        inputs = np.concatenate([X[:0], *(Xb for Xb, _ in pairs)])
        labels = np.concatenate([y[:0], *(yb for _, yb in pairs)])
        drawn.append((sizes, inputs, labels))
    return drawn


kata.edge("ten samples in fours", np.arange(30.0).reshape(10, 3), np.arange(10), 4, 1)
kata.edge("no remainder", np.arange(24.0).reshape(12, 2), np.arange(12) % 3, 4, 2)
kata.edge("one sample is left over", np.arange(18.0).reshape(9, 2), np.arange(9.0), 4, 3)
kata.edge("sample by sample", np.arange(24.0).reshape(8, 3), np.arange(8) % 2, 1, 4)
kata.edge("one batch for all", np.arange(20.0).reshape(10, 2), np.arange(10) % 2, 10, 5)
kata.edge("a batch larger than the data", np.arange(27.0).reshape(9, 3), np.arange(9) % 2, 20, 6)
kata.edge("small pictures, labels one-hot", np.arange(80.0).reshape(10, 2, 2, 2), np.eye(5)[np.arange(10) % 5], 3, 7)
kata.edge("vectors of numbers", np.arange(11.0), np.arange(11.0) ** 2, 3, 8)
kata.edge("three hundred samples", np.arange(600.0).reshape(300, 2), np.arange(300) % 3, 64, 11)
kata.edge("a single sample", [[1.0, 2.0]], [1], 4, 9)
kata.edge("no samples", np.zeros((0, 3)), np.zeros(0), 4, 10)

EPOCHS = 10
ENOUGH = 8  # samples, for a statement about chance


@kata.random
def training_sets(rng):
    """Any number of samples and any batch size."""
    n, width, bs = rng.integers(1, 20), rng.integers(1, 4), rng.integers(1, 12)
    return rng.normal(size=(n, width)), rng.integers(3, size=n), int(bs), int(rng.integers(1000))


def orders(minibatches, X, bs, seed, epochs):
    """The order of the samples in some epochs. Each sample is its own number; odd and even ones are the two classes."""
    number = np.arange(len(X))
    return [tuple(inputs.tolist()) for _, inputs, _ in minibatches(number, number % 2, bs, seed, epochs)]


def sizes_of_batches(minibatches, X, y, bs, seed):
    """The numbers of inputs in the batches of one epoch."""
    return minibatches(X, y, bs, seed)[0][0][:, 0].tolist()


def in_words(sizes, N, bs):
    """The sizes as a fact for the learner."""
    shown = ", ".join(map(str, sizes[:8])) + (", ..." if len(sizes) > 8 else "")
    return f"for N = {N} and bs = {bs} the batches have {shown} samples"


@kata.property
def a_batch_has_as_many_labels_as_inputs(minibatches, X, y, bs, seed):
    pairs = [pair for sizes, _, _ in minibatches(X, y, bs, seed) for pair in sizes.tolist()]
    odd = next((pair for pair in pairs if pair[0] != pair[1]), None)
    return odd is None or f"a batch has {odd[0]} inputs and {odd[1]} labels"


@kata.property
def no_batch_is_empty(minibatches, X, y, bs, seed):
    sizes = sizes_of_batches(minibatches, X, y, bs, seed)
    return all(sizes) or f"a batch is empty: {in_words(sizes, len(X), bs)}"


@kata.property
def no_batch_has_more_than_bs_samples(minibatches, X, y, bs, seed):
    sizes = sizes_of_batches(minibatches, X, y, bs, seed)
    return max(sizes, default=0) <= bs or f"a batch is larger than bs: {in_words(sizes, len(X), bs)}"


@kata.property
def all_batches_but_the_last_have_bs_samples(minibatches, X, y, bs, seed):
    sizes = sizes_of_batches(minibatches, X, y, bs, seed)
    short = any(size < bs for size in sizes[:-1])
    return not short or f"a batch before the last is shorter than bs: {in_words(sizes, len(X), bs)}"


@kata.property
def no_sample_is_left_out(minibatches, X, y, bs, seed):
    return all(set(order) == set(range(len(X))) for order in orders(minibatches, X, bs, seed, 3))


@kata.property
def no_sample_comes_twice_in_an_epoch(minibatches, X, y, bs, seed):
    return all(len(set(order)) == len(order) for order in orders(minibatches, X, bs, seed, 3))


@kata.property
def each_label_stays_with_its_input(minibatches, X, y, bs, seed):
    number = np.arange(len(X))
    return all(np.array_equal(Xs, ys + 0.5) for _, Xs, ys in minibatches(number + 0.5, number, bs, seed))


@kata.property
def samples_keep_their_shape_and_dtype(minibatches, X, y, bs, seed):
    drawn = [parts for _, *parts in minibatches(X, y, bs, seed)]
    return all(
        part.dtype == whole.dtype and part.shape[1:] == whole.shape[1:]
        for parts in drawn
        for part, whole in zip(parts, (X, y), strict=True)
    )


@kata.property
def the_next_epoch_has_another_order(minibatches, X, y, bs, seed):
    return len(X) < ENOUGH or len(set(orders(minibatches, X, bs, seed, 4))) > 1


MANY = 2000  # epochs of ten samples
UNLIKELY = 200  # of chi-squared with 81 degrees of freedom: a right order exceeds it once in 10¹⁰ gradings


def many_orders(minibatches):
    """The same for every case, so that it is asked once: a row of ten samples for each epoch."""
    number = np.arange(10)
    orders = minibatches(number, number % 2, 3, 0, MANY, True)
    return orders if np.isin(orders, number).all() else orders[:0]  # what is no sample is told elsewhere


def surprise(counts, expected):
    """The sum of chi-squared, and the place that is off most."""
    off = (counts - expected) ** 2 / expected
    return off.sum(), np.unravel_index(off.argmax(), off.shape)


def times_in_places(orders):
    """How often each sample (row) came at each place (column)."""
    return np.array([np.bincount(column, minlength=10) for column in orders.T]).T


@kata.measure(atol=0.02)
def the_shares_of_samples_in_places(minibatches, X, y, bs, seed):
    """By size, since it matters little which samples are preferred."""
    orders = many_orders(minibatches)
    return np.sort(times_in_places(orders) / MANY, axis=None) if len(orders) and len(X) == 10 else None


@kata.property
def every_sample_comes_in_every_place(minibatches, X, y, bs, seed):
    orders = many_orders(minibatches)
    counts = times_in_places(orders)
    if not len(orders):
        return True
    total, (sample, place) = surprise(counts, MANY / 10)
    many = (
        f"{counts[sample, place]} times in {MANY} epochs of ten samples X[{sample}] comes at place {place} of the order"
    )
    return 0.9 * total < UNLIKELY or f"not all orders are equally likely: {many}, and about {MANY // 10} are expected"


@kata.property
def any_sample_may_follow_any_other(minibatches, X, y, bs, seed):
    orders = many_orders(minibatches)
    counts = np.bincount((10 * orders[:, :-1] + orders[:, 1:]).ravel(), minlength=100).reshape(10, 10)
    np.fill_diagonal(counts, MANY // 10)
    if not len(orders):
        return True
    total, (first, second) = surprise(counts, MANY / 10)
    many = f"{counts[first, second]} times in {MANY} epochs of ten samples X[{second}] follows X[{first}]"
    return total < UNLIKELY or f"not all orders are equally likely: {many}, and about {MANY // 10} are expected"


@kata.property
def neighbours_are_parted(minibatches, X, y, bs, seed):
    """By chance about two pairs of neighbours stay together in an epoch, however many samples there are."""
    together = [np.sum(abs(np.diff(order)) == 1) for order in whole_orders(minibatches, X, bs, seed)]
    return not together or np.mean(together) < 0.55 * len(X)


@kata.property
def the_order_does_not_follow_the_data(minibatches, X, y, bs, seed):
    """Of many samples: by chance their numbers and places are correlated by a few standard errors at most."""
    drawn = whole_orders(minibatches, X, bs, seed)
    if len(X) < 100 or not drawn:
        return True
    r = np.mean([np.corrcoef(order, np.arange(len(order)))[0, 1] for order in drawn])
    small = abs(r) < 7 / np.sqrt(EPOCHS * len(X))
    return small or f"a sample's number and its place in the order are correlated by {r:.2g}, which chance does not do"


@kata.property
def the_classes_are_mixed(minibatches, X, y, bs, seed):
    changes = changes_of_class(minibatches, X, bs, seed)
    return not changes or np.mean(changes) > 0.15 * len(X)


@kata.property
def the_classes_do_not_take_turns(minibatches, X, y, bs, seed):
    changes = changes_of_class(minibatches, X, bs, seed)
    return not changes or np.mean(changes) < 0.85 * len(X)


def changes_of_class(minibatches, X, bs, seed):
    """How many samples are followed by one of the other class, in an epoch. By chance about half of them are."""
    return [np.sum(np.diff(np.mod(order, 2)) != 0) for order in whole_orders(minibatches, X, bs, seed)]


def whole_orders(minibatches, X, bs, seed):
    """The order in some epochs, for a statement about chance; none where samples are few, missing or too many."""
    drawn = orders(minibatches, X, bs, seed, EPOCHS) if len(X) >= ENOUGH else []
    return drawn if all(len(order) == len(X) for order in drawn) else []  # the others are told elsewhere


@kata.property
def the_rng_decides_the_order(minibatches, X, y, bs, seed):
    one, same, other = (orders(minibatches, X, bs, it, 4) for it in (seed, seed, seed + 1))
    return one == same and (len(X) < ENOUGH or one != other)
