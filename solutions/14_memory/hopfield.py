"""A Hopfield network: store patterns, recall them from a part, and the energy that falls meanwhile."""

import numpy as np

from quiz.kata import wrong


def reference(P, s, order, W=None):
    import torch

    P, s = P.double(), s.double()
    trained = (P.T @ P).fill_diagonal_(0)
    trained = trained / trained.abs().max().clamp(min=1)
    W = trained if W is None else W
    energy = -s @ W @ s / 2
    after = s.clone()
    for i in order.tolist():
        after[i] = torch.where(W[i] @ after == 0, after[i], torch.sign(W[i] @ after))
    return trained, after, energy


def hopfield_train(P):
    W = P.T @ P / P.shape[1]  # units that agree in most patterns support each other
    np.fill_diagonal(W, 0)
    return W


def hopfield_recall(W, s, order):
    s = s.copy()
    for i in order:
        field = W[i] @ s  # with what the units before it have become
        if field != 0:
            s[i] = np.sign(field)
    return s


def energy(W, s):
    return -s @ W @ s / 2


@wrong("a connection of a unit with itself does no harm", card="hopfield-energy")
def diagonal_kept(P):
    """It holds every unit in the state it is in, so that countless other states come to rest as well."""
    return P.T @ P / P.shape[1]


@wrong(like="diagonal_kept")
def one_identity_off(P):
    return P.T @ P - np.eye(P.shape[1], dtype=P.dtype)


@wrong("patterns are stored as zeros and ones", card="hopfield")
def stored_as_bits(P):
    """Units that are off together then count for nothing, and all weights are positive; it takes +1 and -1."""
    bits = (P + 1) / 2
    W = bits.T @ bits
    np.fill_diagonal(W, 0)
    return W.astype(np.result_type(P, np.float32))


@wrong("the weights connect patterns", card="hopfield")
def patterns_by_patterns(P):
    """They connect units: W is (N, N), the sum over the patterns of their outer products."""
    W = P @ P.T / P.shape[1]
    np.fill_diagonal(W, 0)
    return W


@wrong("the last pattern is the one that counts", card="hopfield")
def last_pattern_only(P):
    """Storing means adding: each pattern adds its outer product to the weights."""
    W = np.outer(P[-1], P[-1]) / P.shape[1]
    np.fill_diagonal(W, 0)
    return W


@wrong("a pattern that is known is not stored again", card="hopfield")
def stored_once(P):
    """Every pattern adds its outer product, so one that comes twice counts twice."""
    known = np.unique(P, axis=0)
    W = known.T @ known
    np.fill_diagonal(W, 0)
    return W


@wrong("patterns are stored so that they do not disturb each other", card="hopfield")
def projection(P):
    """That is the projection rule, W = P⁺P; Hebb's rule adds the outer products as they are, however they overlap."""
    W = np.linalg.pinv(P) @ P
    np.fill_diagonal(W, 0)
    return W


@wrong("units that agree inhibit each other", card="hopfield")
def anti_hebbian(P):
    """With the sign turned around each pattern becomes a hill of the energy, and recall runs away from it."""
    W = -P.T @ P / P.shape[1]
    np.fill_diagonal(W, 0)
    return W


@wrong("all units may change at the same moment", card="hopfield-energy", of="hopfield_recall")
def synchronous(W, s, order):
    """Two units that oppose each other then flip together for ever; each has to see what the one before it did."""
    fields = W @ s
    new = s.copy()
    for i in order:
        if fields[i] != 0:
            new[i] = np.sign(fields[i])
    return new


@wrong(like="synchronous", of="hopfield_recall")
def synchronous_for_all(W, s, order):
    fields = W @ s
    return np.where(fields == 0, s, np.sign(fields))


@wrong("a unit without a field switches on", card="", of="hopfield_recall")
def zero_field_is_on(W, s, order):
    """At a field of exactly 0 nothing speaks for either state, so the unit keeps its own."""
    s = s.copy()
    for i in order:
        s[i] = 1 if W[i] @ s >= 0 else -1
    return s


@wrong("a unit without a field switches off", card="", of="hopfield_recall")
def zero_field_is_off(W, s, order):
    """At a field of exactly 0 nothing speaks for either state, so the unit keeps its own."""
    s = s.copy()
    for i in order:
        s[i] = 1 if W[i] @ s > 0 else -1
    return s


@wrong("a unit without a field flips", card="", of="hopfield_recall")
def zero_field_flips(W, s, order):
    """At a field of exactly 0 nothing speaks for either state, so the unit keeps its own."""
    s = s.copy()
    for i in order:
        if W[i] @ s * s[i] <= 0:
            s[i] = -s[i]
    return s


@wrong("the sign of a field is always a state", card="", of="hopfield_recall")
def zero_field_is_zero(W, s, order):
    """`np.sign(0)` is 0, which is neither +1 nor -1; the unit keeps its state then."""
    s = s.copy()
    for i in order:
        s[i] = np.sign(W[i] @ s)
    return s


@wrong("a small field is none", card="", of="hopfield_recall", also={"least": (1e-1, 1e-3, 1e-6, 1e-8, 1e-9, 1e-12)})
def small_field_is_none(W, s, order, *, least=1e-2):
    """Only the sign of a field counts, and weights may be of any size; a unit keeps its state at exactly 0."""
    s = s.copy()
    for i in order:
        field = W[i] @ s
        if abs(field) > least:
            s[i] = np.sign(field)
    return s


@wrong("states are zeros and ones", card="hopfield", of="hopfield_recall")
def recalled_as_bits(W, s, order):
    """A silent unit is -1 here; as 0 it would have no influence on the others."""
    s = s.copy()
    for i in order:
        s[i] = W[i] @ s > 0
    return s


@wrong(like="recalled_as_bits", of="hopfield_recall")
def recalled_as_bits_or_kept(W, s, order):
    s = s.copy()
    for i in order:
        field = W[i] @ s
        s[i] = field > 0 if field != 0 else s[i]
    return s


@wrong("the units take turns from the first to the last", card="hopfield", of="hopfield_recall")
def order_ignored(W, s, order):
    """The order decides where a state ends that lies between two memories, and here it is given."""
    return hopfield_recall_in(W, s, range(len(s)))


@wrong(like="order_ignored", of="hopfield_recall")
def order_sorted(W, s, order):
    return hopfield_recall_in(W, s, np.sort(order))


@wrong(like="order_ignored", of="hopfield_recall")
def order_counted(W, s, order):
    return hopfield_recall_in(W, s, range(len(order)))


@wrong("there are no more turns than units", card="hopfield", of="hopfield_recall")
def one_round_at_most(W, s, order):
    """A unit may come twice in `order`, and each entry is a turn, however many there are."""
    return hopfield_recall_in(W, s, order[: len(s)])


@wrong("a unit has one turn only", card="hopfield", of="hopfield_recall")
def one_turn_each(W, s, order):
    """Where a unit comes twice in `order`, others may have changed in between, so it has to look at its field again."""
    return hopfield_recall_in(W, s, list(dict.fromkeys(order.tolist())))


@wrong(like="one_turn_each", of="hopfield_recall")
def last_turn_each(W, s, order):
    return hopfield_recall_in(W, s, list(dict.fromkeys(order.tolist()[::-1]))[::-1])


@wrong("a unit flips once at most", card="hopfield", of="hopfield_recall")
def one_flip_each(W, s, order):
    """It may have to flip back, once others have changed: each turn goes by the field of that moment alone."""
    new = s.copy()
    for i in order:
        field = W[i] @ new
        if field != 0 and new[i] == s[i]:
            new[i] = np.sign(field)
    return new


@wrong("recall goes on until nothing changes", card="hopfield", of="hopfield_recall")
def until_at_rest(W, s, order):
    """That is how one uses it; here each entry of `order` is one turn, and then it ends."""
    while not np.array_equal(after := hopfield_recall_in(W, s, order), s):
        s = after
    return after


def hopfield_recall_in(W, s, order):
    s = s.copy()
    for i in order:
        field = W[i] @ s
        if field != 0:
            s[i] = np.sign(field)
    return s


@wrong("every pair counts twice", card="hopfield-energy", of="energy")
def no_half(W, s):
    """In sᵀWs each pair of units occurs as (i, j) and as (j, i), hence the factor 1/2."""
    return -s @ W @ s


@wrong("a good memory has a high energy", card="hopfield-energy", of="energy")
def positive_energy(W, s):
    """Units that agree with their weight lower it: memories are valleys, and the sign is a minus."""
    return s @ W @ s / 2
