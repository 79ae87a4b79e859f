"""ReLU as an operation that autograd can use."""

import torch

from quiz.kata import wrong


def reference(x, grad):
    x = x.requires_grad_()
    out = torch.relu(x)
    return out, torch.autograd.grad(out, x, grad)[0], *[torch.tensor(True)] * 3


class ReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        out = torch.where(x > 0, x, 0)
        ctx.save_for_backward(out)  # it is positive exactly where x is, so x itself need not be kept
        return out

    @staticmethod
    def backward(ctx, grad):
        (out,) = ctx.saved_tensors
        return torch.where(out > 0, grad, 0)


class Forward(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.where(x > 0, x, 0)


@wrong("the sign of the gradient opens the gate", card="relu-backward")
class gated_by_gradient(Forward):
    """Whether the unit was open is a matter of its input; through an open one negative gradients pass as well."""

    @staticmethod
    def backward(ctx, grad):
        return torch.where(grad > 0, grad, 0)


@wrong("both signs have to be positive", card="relu-backward")
class gated_twice(Forward):
    """That is guided backpropagation, which draws pictures; the gradient passes an open unit whatever its sign."""

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where((x > 0) & (grad > 0), grad, 0)


@wrong("the slope at 0 is 1", card="relu-at-zero")
class open_at_zero(Forward):
    """No derivative exists there, and the statement takes 0, as `torch.relu` does; `clamp` takes 1."""

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where(x >= 0, grad, 0)


@wrong("the slope at 0 is one half", card="relu-at-zero")
class half_open_at_zero(Forward):
    """That is what `maximum` takes, where both arguments tie; the statement takes 0, as `torch.relu` does."""

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return grad * (torch.sign(x) + 1) / 2


@wrong("backward returns the slope", card="node-contract")
class slope_only(Forward):
    """It returns the gradient of the loss: the slope times the gradient that comes in."""

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return (x > 0).to(grad.dtype)


@wrong("the gradient passes unchanged", card="relu-backward")
class straight_through(Forward):
    """A closed unit does not move when its input does, so nothing goes back through it."""

    @staticmethod
    def backward(ctx, grad):
        return grad.clone()


@wrong("the gate multiplies by the input", card="relu-backward")
class times_input(Forward):
    """What multiplies the gradient is the slope of the unit, 1 where it is open, and not its value."""

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, grad * x, 0)


@wrong("forward may work in place", card="")
class changes_input(torch.autograd.Function):
    """Others may still need x, and autograd is not told: leave it alone, or announce it with `ctx.mark_dirty`."""

    @staticmethod
    def forward(ctx, x):
        x[x < 0] = 0
        ctx.save_for_backward(x)
        return x.clone()

    @staticmethod
    def backward(ctx, grad):
        (x,) = ctx.saved_tensors
        return torch.where(x > 0, grad, 0)


@wrong("where nothing has to be cut, x itself may come back", card="")
class returns_input(torch.autograd.Function):
    """Then result and input share their memory, and whoever changes one changes the other; return a new tensor."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x > 0)
        return x if (x >= 0).all() else torch.where(x > 0, x, 0)

    @staticmethod
    def backward(ctx, grad):
        (open_units,) = ctx.saved_tensors
        return torch.where(open_units, grad, 0)


@wrong("what forward keeps may be kept on the class", card="node-contract")
class kept_on_class(torch.autograd.Function):
    """All ReLUs share it, so a backward pass finds what another forward pass has left; each has a `ctx` of its own."""

    @staticmethod
    def forward(ctx, x):
        kept_on_class.x = x
        return torch.where(x > 0, x, 0)

    @staticmethod
    def backward(ctx, grad):
        return torch.where(kept_on_class.x > 0, grad, 0)


@wrong("a leak is harmless", card="leaky-relu")
class leaky(torch.autograd.Function):
    """Below 0 a plain ReLU gives exactly 0, and lets exactly 0 back; a small share belongs to leaky ReLU."""

    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return leak(x, x, 0.01)

    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.01)


def leak(x, passing, slope):
    return torch.where(x > 0, passing, slope * passing)


@wrong(like="leaky")
class leaky_tenth(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return leak(x, x, 0.1)

    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.1)


@wrong(like="leaky")
class leaky_thousandth(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return leak(x, x, 0.001)

    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.001)


@wrong(like="leaky")
class leaky_three_hundredths(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return leak(x, x, 0.03)

    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.03)


@wrong(like="leaky")
class leaky_fifth(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return leak(x, x, 0.2)

    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.2)


@wrong(like="leaky")
class leaky_on_the_way_back(Forward):
    @staticmethod
    def backward(ctx, grad):
        return leak(*ctx.saved_tensors, grad, 0.01)
