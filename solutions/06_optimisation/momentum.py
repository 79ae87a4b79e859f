"""One step of gradient descent with momentum."""

from quiz.kata import wrong


def reference(p, g, v, lr, mu, nesterov=False):
    import torch

    p.grad = g
    sgd = torch.optim.SGD([p], lr=lr, momentum=mu, nesterov=nesterov)
    sgd.state[p]["momentum_buffer"] = v
    sgd.step()
    return p, v


def momentum_step(p, g, v, lr, mu, nesterov=False):
    v = mu * v + g  # without lr: a change of the rate takes effect at once
    return p - lr * (g + mu * v if nesterov else v), v


@wrong("it is all the same whether the velocity holds the learning rate", card="momentum")
def rate_inside(p, g, v, lr, mu, nesterov=False):
    """The two forms agree only while lr is constant: when it falls, this velocity coasts on at the old rate."""
    v = mu * v + lr * g
    return p - (lr * g + mu * v if nesterov else v), v


@wrong("the velocity is the step itself", card="momentum")
def velocity_is_step(p, g, v, lr, mu, nesterov=False):
    """Here it is a sum of plain gradients, with their sign and without lr; the step is -lr times it."""
    v = mu * v - lr * g
    return p + (mu * v - lr * g if nesterov else v), v


@wrong("the velocity is a moving average of the gradients", card="momentum")
def moving_average(p, g, v, lr, mu, nesterov=False):
    """The gradient enters with weight 1, not 1 - mu, so the velocity is a fading sum and grows beyond one gradient."""
    v = mu * v + (1 - mu) * g
    return p - lr * (g + mu * v if nesterov else v), v


@wrong(like="moving_average")
def moving_average_in_both_places(p, g, v, lr, mu, nesterov=False):
    v = mu * v + (1 - mu) * g
    return p - lr * ((1 - mu) * g + mu * v if nesterov else v), v


@wrong("the parameters move before the velocity does", card="momentum")
def old_velocity(p, g, v, lr, mu, nesterov=False):
    """The step follows the new velocity; with the old one the first step goes nowhere and all others come late."""
    after = mu * v + g
    return p - lr * (g + mu * after if nesterov else v), after


@wrong(like="old_velocity")
def old_velocity_in_both_places(p, g, v, lr, mu, nesterov=False):
    return p - lr * (g + mu * v if nesterov else v), mu * v + g


@wrong("Nesterov momentum is plain momentum", card="nesterov")
def nesterov_ignored(p, g, v, lr, mu, nesterov=False):
    """With the flag the step runs along g + mu * v, which is one step of momentum further on."""
    v = mu * v + g
    return p - lr * v, v


@wrong("every step looks ahead", card="nesterov")
def nesterov_always(p, g, v, lr, mu, nesterov=False):
    """Only with nesterov=True does it; without the flag the step runs along the new velocity."""
    v = mu * v + g
    return p - lr * (g + mu * v), v


@wrong("Nesterov momentum lengthens the step by the factor 1 + mu", card="nesterov")
def longer_step(p, g, v, lr, mu, nesterov=False):
    """The look-ahead adds mu * v to the gradient, not to the velocity, which holds the past already."""
    v = mu * v + g
    return p - lr * (v + mu * v if nesterov else v), v


@wrong("Nesterov momentum keeps the direction it stepped along", card="nesterov")
def direction_kept(p, g, v, lr, mu, nesterov=False):
    """Only the step looks ahead; the velocity that goes on to the next step is the plain mu * v + g."""
    v = mu * v + g
    direction = g + mu * v if nesterov else v
    return p - lr * direction, direction


@wrong("mu weakens the fresh gradient too", card="momentum")
def all_faded(p, g, v, lr, mu, nesterov=False):
    """Only what is older fades; the fresh gradient counts in full."""
    v = mu * (v + g)
    return p - lr * (g + mu * v if nesterov else v), v


@wrong(like="all_faded")
def all_faded_in_both_places(p, g, v, lr, mu, nesterov=False):
    v = mu * (v + g)
    return p - lr * (mu * (g + v) if nesterov else v), v


@wrong("the velocity points downhill", card="momentum")
def downhill(p, g, v, lr, mu, nesterov=False):
    """It is a sum of gradients with their sign, so it points uphill; the minus comes in when the parameters move."""
    v = mu * v - g
    return p + lr * (mu * v - g if nesterov else v), v


@wrong("the step runs along the gradient", card="gradient-descent")
def uphill(p, g, v, lr, mu, nesterov=False):
    """The gradient points to where the loss grows, so the step has to be subtracted."""
    v = mu * v + g
    return p + lr * (g + mu * v if nesterov else v), v
