"""What Value is tried on: programs in a, b and c. Parts divided by `;` run in turn, and each ends with `backward()`."""

import numpy as np

from quiz.kata import Kata

kata = Kata("Value", returns=("data", "grad before backward", "gradients", "gradients of the result and in between"))


@kata.driver
def value_and_gradients(Value, program, a, b=1.0, c=1.0):
    leaves = [Value(a), Value(b), Value(c)]
    names = dict(zip("abc", leaves, strict=True))
    before = []
    for part in program.split(";"):
        out = eval(part, {}, names)
        before.append(out.grad)
        out.backward()
    others = [out, *(value for name, value in names.items() if name not in "abc")]  # the parts that have a name
    return out.data, before[0], *(np.array([value.grad for value in them], dtype=float) for them in (leaves, others))


UNRELATED = "(u := a * a); b * c"

kata.edge("the example", "a * b + a", 2.0, -3.0)
kata.edge("a sum", "a + b", 1.5, -4.0)
kata.edge("a difference", "a - b", 1.5, -4.0)
kata.edge("a product", "a * b", 1.5, -4.0)
kata.edge("a quotient", "a / b", 1.5, -4.0)
kata.edge("a minus in front", "-a * b", 1.5, -4.0)
kata.edge("numbers on the right", "(a + 1) * 2 - 3 + a / 4", 5.0)
kata.edge("a number and a sum", "2 + a", 5.0)
kata.edge("a number and a product", "2 * a", 5.0)
kata.edge("a number less a value", "1 - a", 5.0)
kata.edge("a number over a value", "6 / a", 4.0)
kata.edge("a power", "a ** 3", -2.0)
kata.edge("a negative power", "a ** -2", 4.0)
kata.edge("a square root", "a ** 0.5", 2.25)
kata.edge("powers of zero", "a ** 1 + b ** 2", 0.0, 0.0)
kata.edge("a power of a power", "(a ** 2) ** 3", 1.5)
kata.edge("tanh", "a.tanh()", 0.7)
kata.edge("exp", "(2 * a).exp()", 0.7)
kata.edge("relu of either sign", "a.relu() + 5 * b.relu()", 2.0, -3.0)
kata.edge("relu at zero", "4 * a.relu() - 3 * b.relu()", 0.0, 0.0)
kata.edge("relu next to zero", "4 * a.relu() - 3 * b.relu()", 1e-9, -1e-9)
kata.edge("relu and a negative gradient", "1 - a.relu() - b.relu()", 2.0, -3.0)
kata.edge("a neuron", "(a * b + c).tanh()", 0.5, -1.5, 0.25)
kata.edge("a longer chain", "((a * b).exp() / (1 + c.relu())).tanh() ** 2", 0.5, -1.5, 0.25)
kata.edge("used twice in one product", "a * a", 3.0)
kata.edge("used in a product and a sum", "a * a + a", 3.0)
kata.edge("a diamond", "(u := 3 * a) ** 2 + u", 2.0)
kata.edge("a diamond, the short way first", "(u := 3 * a) + u ** 2", 2.0)
kata.edge("a diamond with unequal sides", "(u := a * b) + (u ** 2).tanh() * u", 0.5, 1.5)
kata.edge("a diamond on a diamond", "(v := (u := a * a) + u * b) * v + u", 1.5, -0.5)
kata.edge("values in between", "(u := a * b) * (v := u + c).tanh()", 0.5, 1.5, -0.25)
kata.edge("a leaf alone", "a", 3.0)
kata.edge("integers", "a * b - 7 / b", 3, 2)
kata.edge("the same value again", "(u := a * a); u", 3.0)
kata.edge("equal numbers, and the same value again", "(u := a * b + a); u", 2.0, 2.0)
kata.edge("the same value again, and one in between", "(v := (u := a * b) + a); v", 2.0, 3.0)
kata.edge("another value of the same leaves", "a * b; a * a + b", 3.0, 2.0)
kata.edge("a part of it first", "(u := a * b); u * a + u", 3.0, 2.0)
kata.edge("other values keep what they have", UNRELATED, 3.0, 2.0)
kata.edge("a hundred terms", "a" + " + a" * 99, 0.5)
kata.edge("two hundred terms", "a" + " + a" * 199, 0.5)
kata.edge("forty doublings", "[u := a + a" + ", u := u + u" * 39 + "][-1]", 0.5)

FORMS = (
    "{0} + {1}",
    "{0} - {1}",
    "{0} * {1}.tanh()",
    "{0} / (2 + {1} ** 2)",
    "{0}.tanh() ** 3",
    "{0}.tanh().exp()",
    "{0}.relu()",
    "1 / (1 + {0} ** 2)",
    "3 - {0}",
    "0.5 * {0} + 1",
    "-{0}",
)


@kata.random
def programs(rng):
    """Up to eight steps, each of which uses what came before."""
    names, steps = list("abc"), []
    for number in range(rng.integers(1, 9)):
        steps.append(f"u{number} := " + FORMS[rng.integers(len(FORMS))].format(*rng.choice(names, size=2)))
        names.append(f"u{number}")
    return f"[{', '.join(steps)}][-1]", *rng.normal(size=3).tolist()


@kata.gradient("gradients")
def last_part(program, a, b=1.0, c=1.0):
    """The program on tensors that autograd does not follow: numbers with the methods it takes."""
    import torch

    if program == UNRELATED:
        return None

    def value(point):
        names = dict(zip("abc", torch.tensor(point), strict=True))
        *_, out = (eval(part, {}, names) for part in program.split(";"))
        return out

    return value, ([a, b, c],)
