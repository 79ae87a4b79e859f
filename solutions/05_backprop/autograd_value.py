"""A number that knows its gradient: reverse-mode differentiation of scalars."""

import math

from quiz.kata import wrong


def reference(program, a, b=1.0, c=1.0):
    import torch

    leaves = [torch.tensor(float(number), dtype=torch.float64, requires_grad=True) for number in (a, b, c)]
    names, gradients = dict(zip("abc", leaves, strict=True)), {}
    for part in program.split(";"):
        out = eval(part, {}, names)
        values = [*names.values(), out]
        found = torch.autograd.grad(out, values, retain_graph=True, allow_unused=True)
        gradients |= {value: new for value, new in zip(values, found, strict=True) if new is not None}
    others = [out, *list(names.values())[3:]]
    zero = torch.zeros_like(out)
    return out, zero, *(torch.stack([gradients.get(value, zero) for value in them]) for them in (leaves, others))


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self.parents = parents  # pairs of a value and the local slope: how much this one moves when that one does

    def __add__(self, other):
        other = value(other)
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = value(other)
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def relu(self):
        return Value(max(self.data, 0.0), ((self, float(self.data > 0)),))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, ((self, e),))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -value(other)

    def __truediv__(self, other):
        return self * value(other) ** -1

    def __radd__(self, other):
        return value(other) + self

    def __rsub__(self, other):
        return value(other) - self

    def __rmul__(self, other):
        return value(other) * self

    def __rtruediv__(self, other):
        return value(other) / self

    def backward(self):
        order = topological(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):  # a value's gradient is complete once all that use it have passed theirs on
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


def value(number):
    return number if isinstance(number, Value) else Value(number)


def topological(out):
    """All values behind `out`, each after its parents."""
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

    visit(out)
    return order


@wrong("the last use of a value decides its gradient", card="gradients-add")
class last_use_wins(Value):
    """Every use moves the result, and the gradients of all uses add up: `+=`, not `=`."""

    def backward(self):
        order = topological(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad = slope * node.grad


@wrong(like="last_use_wins")
class last_use_wins_from_zero(Value):
    def backward(self):
        order = topological(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                if slope:
                    parent.grad = slope * node.grad


@wrong(like="last_use_wins")
class last_use_wins_latest_first(Value):
    made = 0

    def __init__(self, data, parents=()):
        super().__init__(data, parents)
        last_use_wins_latest_first.made += 1
        self.number = last_use_wins_latest_first.made

    def backward(self):
        self.grad = 1.0
        for node in sorted(topological(self), key=lambda node: -node.number):
            for parent, slope in node.parents:
                parent.grad = slope * node.grad


@wrong(like="last_use_wins")
class last_use_wins_right_before_left(Value):
    def backward(self):
        self.grad = 1.0
        for node in reversed(right_to_left(self)):
            for parent, slope in node.parents:
                parent.grad = slope * node.grad


@wrong(like="last_use_wins")
class last_use_wins_of_one_operand(Value):
    def backward(self):
        order = topological(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad = slope * node.grad + (parent.grad if len(node.parents) > 1 else 0.0)


@wrong("the first use of a value decides its gradient", card="gradients-add")
class first_use_wins(Value):
    """Every use moves the result, so the gradients that come later are added to the first."""

    def backward(self):
        keep_the_first(topological(self))


@wrong(like="first_use_wins")
class first_use_wins_latest_first(Value):
    made = 0

    def __init__(self, data, parents=()):
        super().__init__(data, parents)
        first_use_wins_latest_first.made += 1
        self.number = first_use_wins_latest_first.made

    def backward(self):
        keep_the_first(sorted(topological(self), key=lambda node: node.number))


@wrong(like="first_use_wins")
class first_use_wins_right_before_left(Value):
    def backward(self):
        keep_the_first(right_to_left(self))


def keep_the_first(order):
    first = {order[-1]: 1.0}
    for node in reversed(order):
        for parent, slope in node.parents:
            first.setdefault(parent, slope * first[node])
    for node in order:
        node.grad = first[node]


@wrong("an operation uses a value once", card="gradients-add")
class operands_merged(Value):
    """In `v * v` it stands twice, and both slopes count; a dict with the operands as keys keeps one of them."""

    def __add__(self, other):
        other = value(other)
        return Value(self.data + other.data, tuple({self: 1.0, other: 1.0}.items()))

    def __mul__(self, other):
        other = value(other)
        return Value(self.data * other.data, tuple({self: other.data, other: self.data}.items()))


def right_to_left(out):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for parent, _ in reversed(node.parents):
                visit(parent)
            order.append(node)

    visit(out)
    return order


@wrong("a value may pass its gradient on as soon as some has arrived", card="topological-order")
class pushes_at_once(Value):
    """What arrives later is pushed again on top of what was passed on before, and counts twice below a diamond."""

    def backward(self):
        for node in topological(self):
            node.grad = 0.0
        self.grad = 1.0
        push(self)


def push(node):
    for parent, slope in node.parents:
        parent.grad += slope * node.grad
        if abs(parent.grad) < 1e6:  # far off by then, and forty doublings would take hours
            push(parent)


@wrong(like="pushes_at_once")
class pushes_once_all_have_some(Value):
    def backward(self):
        for node in topological(self):
            node.grad = 0.0
        self.grad = 1.0
        push_behind(self)


def push_behind(node):
    for parent, slope in node.parents:
        parent.grad += slope * node.grad
    for parent, _ in node.parents:
        if abs(parent.grad) < 1e6:
            push_behind(parent)


def push_from_a_list(out, take, again):
    """Values that have got something wait in a list, and go as soon as their turn has come."""
    for node in topological(out):
        node.grad = 0.0
    out.grad = 1.0
    waiting = [out]
    for _ in range(20_000):
        if not waiting:
            return
        for parent, slope in (node := waiting.pop(take)).parents:
            parent.grad += slope * node.grad
            if parent.parents and (again or parent not in waiting):
                waiting.append(parent)
    raise RecursionError("forty doublings would take years")


@wrong(like="pushes_at_once")
class pushes_from_a_queue(Value):
    def backward(self):
        push_from_a_list(self, 0, again=True)


@wrong(like="pushes_at_once")
class pushes_from_a_queue_unless_waiting(Value):
    def backward(self):
        push_from_a_list(self, 0, again=False)


@wrong(like="pushes_at_once")
class pushes_from_a_stack(Value):
    def backward(self):
        push_from_a_list(self, -1, again=True)


@wrong(like="pushes_at_once")
class pushes_from_a_stack_unless_waiting(Value):
    def backward(self):
        push_from_a_list(self, -1, again=False)


@wrong("it is enough to visit each value once, in the order in which a recursion finds them", card="topological-order")
class first_come(Value):
    """Below a diamond a value is reached by its first use and left before the others have added to it."""

    def backward(self):
        for node in topological(self):
            node.grad = 0.0
        self.grad = 1.0
        push_once(self, set())


def push_once(node, seen):
    seen.add(node)
    for parent, slope in node.parents:
        parent.grad += slope * node.grad
        if parent not in seen:
            push_once(parent, seen)


@wrong("a value stands before those it was made from as soon as a recursion meets it first", card="topological-order")
class preorder(Value):
    """It is met by its first use, and others may come later: append it after its parents, and go from the end."""

    def backward(self):
        order = []
        meet(self, order)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in order:
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


def meet(node, order):
    order.append(node)
    for parent, _ in node.parents:
        if parent not in order:
            meet(parent, order)


@wrong("values pass their gradients on in order of their distance from the result", card="topological-order")
class breadth_first(Value):
    """A value that is one step away by one path may be three away by another, and must wait for the longest."""

    def backward(self):
        for node in topological(self):
            node.grad = 0.0
        self.grad = 1.0
        order = [self]
        for node in order:
            for parent, slope in node.parents:
                parent.grad += slope * node.grad
                if parent not in order:
                    order.append(parent)


@wrong("gradients are zero when backward begins", card="gradient-accumulation")
class stale_gradients(Value):
    """They are after the first call only; the second adds to what the first has left unless it clears it."""

    def backward(self):
        order = topological(self)
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


def totals(out):
    """Each value behind `out` and its gradient, counted from zero."""
    order = topological(out)
    total = dict.fromkeys(order, 0.0)
    total[out] = 1.0
    for node in reversed(order):
        for parent, slope in node.parents:
            total[parent] += slope * total[node]
    return total


@wrong(like="stale_gradients")
class adds_to_the_last_call(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad += total


@wrong(like="stale_gradients")
class adds_to_the_last_call_below(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad = 1.0 if node is self else node.grad + total


@wrong("only the leaves have to be cleared", card="")
class stale_in_between(Value):
    """A value in between still holds the gradient of the last call, and the next one comes on top of it."""

    def backward(self):
        order = topological(self)
        for node in order:
            if not node.parents:
                node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += slope * node.grad


@wrong(like="stale_in_between")
class adds_in_between(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad = total + (node.grad if node.parents else 0.0)


@wrong(like="stale_in_between")
class adds_in_between_below(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad = total + (node.grad if node.parents and node is not self else 0.0)


@wrong("only the leaves get a gradient", card="")
class leaves_only(Value):
    """In PyTorch values in between drop theirs to save memory; here every value that went in shows its own."""

    def backward(self):
        for node, total in totals(self).items():
            if node is self or not node.parents:
                node.grad = total


@wrong(like="leaves_only")
class leaves_only_and_not_the_result(Value):
    def backward(self):
        for node, total in totals(self).items():
            if not node.parents:
                node.grad = total


@wrong(like="leaves_only")
class dropped_in_between(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad = total if node is self or not node.parents else 0.0


@wrong(like="leaves_only")
class dropped_in_between_and_at_the_result(Value):
    def backward(self):
        for node, total in totals(self).items():
            node.grad = 0.0 if node.parents else total


@wrong("there is no gradient before backward", card="")
class none_at_first(Value):
    """It is None in PyTorch, but here it is a number from the start, 0.0, for leaves and computed values alike."""

    def __init__(self, data, parents=()):
        super().__init__(data, parents)
        self.grad = None


@wrong(like="none_at_first")
class none_at_first_if_computed(Value):
    def __init__(self, data, parents=()):
        super().__init__(data, parents)
        self.grad = None if parents else 0.0


@wrong("the local slopes add up", card="node-contract")
class slopes_only(Value):
    """The chain rule multiplies each slope by the gradient that arrives from above."""

    def backward(self):
        order = topological(self)
        for node in order:
            node.grad = 0.0
        self.grad = 1.0
        for node in reversed(order):
            for parent, slope in node.parents:
                parent.grad += slope


@wrong("each factor's slope is the factor itself", card="node-contract")
class own_factor(Value):
    """A product moves with one factor as fast as the other factor is large."""

    def __mul__(self, other):
        other = value(other)
        return Value(self.data * other.data, ((self, self.data), (other, other.data)))


class Direct(Value):
    """The same number, built in another way: minus and quotient have slopes of their own."""

    def __sub__(self, other):
        other = value(other)
        return Value(self.data - other.data, ((self, 1.0), (other, -1.0)))

    def __truediv__(self, other):
        other = value(other)
        return Value(self.data / other.data, ((self, 1 / other.data), (other, -self.data / other.data**2)))


@wrong(like="pushes_at_once")
class pushes_from_a_queue_direct(Direct):
    backward = pushes_from_a_queue.backward


@wrong(like="pushes_at_once")
class pushes_from_a_queue_unless_waiting_direct(Direct):
    backward = pushes_from_a_queue_unless_waiting.backward


@wrong(like="pushes_at_once")
class pushes_from_a_stack_direct(Direct):
    backward = pushes_from_a_stack.backward


@wrong(like="pushes_at_once")
class pushes_from_a_stack_unless_waiting_direct(Direct):
    backward = pushes_from_a_stack_unless_waiting.backward


@wrong(like="own_factor")
class own_factor_in_products_only(Direct):
    __mul__ = own_factor.__mul__


@wrong(like="own_factor")
class own_factor_but_for_the_minus(Direct):
    __mul__ = own_factor.__mul__

    def __neg__(self):
        return value(0) - self


@wrong(like="own_factor")
class own_factor_but_for_the_sign(Value):
    __mul__ = own_factor.__mul__

    def __neg__(self):
        return Value(-self.data, ((self, -1.0),))


@wrong(like="slopes_only")
class slopes_only_direct(Direct):
    backward = slopes_only.backward


@wrong("both sides of a minus get the same gradient", card="node-contract")
class minus_like_plus(Value):
    """What is subtracted moves the result the other way, so its slope is -1."""

    def __sub__(self, other):
        other = value(other)
        return Value(self.data - other.data, ((self, 1.0), (other, 1.0)))


@wrong("the quotient rises with its divisor", card="node-contract")
class quotient_without_sign(Value):
    """The slope of a / b along b is -a / b², and the sign is lost here."""

    def __truediv__(self, other):
        other = value(other)
        return Value(self.data / other.data, ((self, 1 / other.data), (other, self.data / other.data**2)))


@wrong("1 - v is v - 1", card="")
class reflected_as_it_is(Value):
    """With a number on the left `__rsub__` and `__rtruediv__` are called; unlike a sum, these do not commute."""

    __rsub__ = Value.__sub__
    __rtruediv__ = Value.__truediv__


@wrong("a value always stands on the left", card="")
class left_only(Value):
    """For `2 * v` Python asks the number first and then `v.__rmul__`, which has to exist."""

    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = None


@wrong("the slope of a power keeps its exponent", card="")
class power_not_lowered(Value):
    """The exponent comes down as a factor and is one less above: n * x ** (n - 1)."""

    def __pow__(self, n):
        return Value(self.data**n, ((self, n * self.data**n),))


@wrong(like="power_not_lowered")
class power_not_lowered_in_powers_only(Direct):
    __pow__ = power_not_lowered.__pow__


@wrong("the slope of tanh is 1 - x²", card="tanh")
class tanh_of_input(Value):
    """It is one minus the square of the output, 1 - tanh(x)²."""

    def tanh(self):
        return Value(math.tanh(self.data), ((self, 1 - self.data**2),))


@wrong("relu has slope 1 at zero", card="relu-at-zero")
class relu_open_at_zero(Value):
    """No derivative exists there, and the statement takes 0, as PyTorch does."""

    def relu(self):
        return Value(max(self.data, 0.0), ((self, float(self.data >= 0)),))


@wrong("relu lets positive gradients through", card="relu-backward")
class gated_by_gradient(Value):
    """The sign of the input opens or closes the gate; through an open one negative gradients pass as well."""

    def relu(self):
        return Value(max(self.data, 0.0), ((self, Gate()),))


class Gate:
    def __mul__(self, gradient):
        return max(gradient, 0.0)


@wrong("relu wants a positive input and a positive gradient", card="relu-backward")
class gated_twice(Value):
    """That is guided backpropagation, which draws pictures; a gradient passes an open unit whatever its sign."""

    def relu(self):
        return Value(max(self.data, 0.0), ((self, Gate() if self.data > 0 else 0.0),))
