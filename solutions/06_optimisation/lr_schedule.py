"""Learning rate with linear warm-up and cosine decay."""

import numpy as np

from quiz.kata import wrong


def reference(step, total, peak, floor, warmup):
    import torch

    rising = torch.linspace(0, peak, warmup + 1, dtype=torch.float64)[:-1]
    phase = torch.linspace(0, torch.pi, total - warmup + 1, dtype=torch.float64)
    return torch.cat([rising, floor + (peak - floor) * (1 + phase.cos()) / 2])[step]


def lr_at(step, total, peak, floor, warmup):
    if step < warmup:
        return peak * step / warmup
    progress = (step - warmup) / (total - warmup)  # 0 at the peak, 1 at the end, so that no step jumps
    return decayed(progress, peak, floor)


def decayed(progress, peak, floor):
    return floor + (peak - floor) * (1 + np.cos(np.pi * progress)) / 2


@wrong("the cosine takes the share of the decay as it is", card="cosine-schedule")
def without_pi(step, total, peak, floor, warmup):
    """An angle of 1 is no half turn: only after pi has the cosine fallen to -1 and the rate to the floor."""
    if step < warmup:
        return peak * step / warmup
    progress = (step - warmup) / (total - warmup)
    return floor + (peak - floor) * (1 + np.cos(progress)) / 2


@wrong("a quarter of a period is enough", card="cosine-schedule")
def quarter_period(step, total, peak, floor, warmup):
    """It reaches the floor as well, but with its steepest slope; half a period is flat at both ends."""
    if step < warmup:
        return peak * step / warmup
    return floor + (peak - floor) * np.cos(np.pi / 2 * (step - warmup) / (total - warmup))


@wrong("the decay is a whole period", card="cosine-schedule")
def whole_period(step, total, peak, floor, warmup):
    """Then the rate is at its floor half-way and climbs back to the peak; half a period goes down once."""
    if step < warmup:
        return peak * step / warmup
    return decayed(2 * (step - warmup) / (total - warmup), peak, floor)


@wrong("the floor is added to a cosine of the full height", card="cosine-schedule")
def floor_on_top(step, total, peak, floor, warmup):
    """The sum begins above the peak; the cosine spans what lies between floor and peak."""
    if step < warmup:
        return peak * step / warmup
    return floor + decayed((step - warmup) / (total - warmup), peak, 0)


@wrong("the floor cuts off a decay to zero", card="cosine-schedule")
def floor_cuts_off(step, total, peak, floor, warmup):
    """The curve then breaks off where it meets the floor and stays there; it is to arrive only with the last step."""
    if step < warmup:
        return peak * step / warmup
    return max(floor, decayed((step - warmup) / (total - warmup), peak, 0))


@wrong("the decay has no floor", card="cosine-schedule")
def no_floor(step, total, peak, floor, warmup):
    """The rate ends at the floor that was given, and in the middle it is the mean of floor and peak."""
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup) / (total - warmup), peak, 0)


@wrong("the decay is a straight line", card="cosine-schedule")
def straight_line(step, total, peak, floor, warmup):
    """It agrees at both ends and in the middle only; a cosine falls slowly, then fast, then slowly."""
    if step < warmup:
        return peak * step / warmup
    return peak + (floor - peak) * (step - warmup) / (total - warmup)


@wrong("the decay begins at step 0, behind the warm-up", card="warm-up")
def jump_at_the_peak(step, total, peak, floor, warmup):
    """When the warm-up ends, part of the cosine is over already and the rate jumps down; count from the peak."""
    if step < warmup:
        return peak * step / warmup
    return decayed(step / total, peak, floor)


@wrong("the warm-up multiplies a decay over the whole run", card="warm-up")
def warm_up_times_decay(step, total, peak, floor, warmup):
    """The cosine falls during the climb already, so that the peak is never reached; it begins when the warm-up ends."""
    return (step / warmup if step < warmup else 1) * decayed(step / total, peak, floor)


@wrong("the decay lasts as long as the whole run", card="cosine-schedule")
def never_arrives(step, total, peak, floor, warmup):
    """Only total - warmup steps are left after the warm-up, so this one breaks off before it is at the floor."""
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup) / total, peak, floor)


@wrong("the floor is due one step before the last", card="cosine-schedule")
def arrives_early(step, total, peak, floor, warmup):
    """Steps count from 0 to total, both included, so the decay has total - warmup of them to go."""
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup) / max(total - warmup - 1, 1), peak, floor)


@wrong(like="arrives_early")
def arrives_early_and_stays(step, total, peak, floor, warmup):
    if step < warmup:
        return peak * step / warmup
    return decayed(min((step - warmup) / max(total - warmup - 1, 1), 1), peak, floor)


@wrong(like="arrives_early")
def leaves_early(step, total, peak, floor, warmup):
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup + 1) / (total - warmup), peak, floor)


@wrong(like="arrives_early")
def leaves_early_and_stays(step, total, peak, floor, warmup):
    if step < warmup:
        return peak * step / warmup
    return decayed(min((step - warmup + 1) / (total - warmup), 1), peak, floor)


@wrong("the decay counts from 1", card="cosine-schedule")
def decay_counts_from_one(step, total, peak, floor, warmup):
    """At the end of the warm-up nothing of the decay is over yet; counted from 1, no step has the peak."""
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup + 1) / (total - warmup + 1), peak, floor)


@wrong("the warm-up counts from 1", card="warm-up")
def first_step_counts(step, total, peak, floor, warmup):
    """Some codes do, to spare the first step a rate of 0; here step 0 has that rate, and the peak comes at `warmup`."""
    if step < warmup:
        return peak * (step + 1) / warmup
    return decayed((step - warmup) / (total - warmup), peak, floor)


@wrong(like="first_step_counts")
def first_step_counts_of_one_more(step, total, peak, floor, warmup):
    if step < warmup:
        return peak * (step + 1) / (warmup + 1)
    return decayed((step - warmup) / (total - warmup), peak, floor)


@wrong("the warm-up starts at the floor", card="warm-up")
def up_from_the_floor(step, total, peak, floor, warmup):
    """The floor belongs to the end of the decay; the line begins at 0."""
    if step < warmup:
        return floor + (peak - floor) * step / warmup
    return decayed((step - warmup) / (total - warmup), peak, floor)


@wrong("the warm-up starts at the peak", card="warm-up")
def no_warm_up(step, total, peak, floor, warmup):
    """Full steps right at the start are what the warm-up is there to avoid."""
    return decayed(max(step - warmup, 0) / (total - warmup), peak, floor)


@wrong(like="no_warm_up")
def down_from_the_start(step, total, peak, floor, warmup):
    return decayed(step / total, peak, floor)


@wrong("every run has a warm-up", card="warm-up")
def always_warm_up(step, total, peak, floor, warmup):
    """Without one step 0 has the peak, and a share of no steps divides by 0: ask first whether it still climbs."""
    progress = max(step - warmup, 0) / (total - warmup)
    return min(step / warmup, 1) * decayed(progress, peak, floor)


@wrong(like="always_warm_up")
def always_one_step(step, total, peak, floor, warmup):
    if step < max(warmup, 1):
        return peak * step / max(warmup, 1)
    return decayed((step - warmup) / (total - warmup), peak, floor)


@wrong(like="always_warm_up")
def always_one_step_before_the_decay(step, total, peak, floor, warmup):
    warmup = max(warmup, 1)
    if step < warmup:
        return peak * step / warmup
    return decayed((step - warmup) / max(total - warmup, 1), peak, floor)
