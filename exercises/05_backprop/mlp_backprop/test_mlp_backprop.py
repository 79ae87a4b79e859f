"""What mlp_loss_and_grads is tried on."""

import numpy as np

from quiz.kata import Kata

kata = Kata("mlp_loss_and_grads", returns=("loss", "grads W1", "grads b1", "grads W2", "grads b2"))


@kata.driver
def loss_and_gradients(mlp_loss_and_grads, x, y, W1, b1, W2, b2):
    loss, grads = mlp_loss_and_grads(x, y, W1, b1, W2, b2)
    if not isinstance(grads, dict):
        return loss, grads
    return loss, grads.get("W1"), grads.get("b1"), grads.get("W2"), grads.get("b2")


def network(rng, n, inputs, hidden, classes):
    """A batch and the parameters by name."""
    shapes = {"W1": (hidden, inputs), "b1": hidden, "W2": (classes, hidden), "b2": classes}
    parameters = {name: rng.normal(scale=0.7, size=shape) for name, shape in shapes.items()}
    return {"x": rng.normal(size=(n, inputs)), "y": rng.integers(classes, size=n)} | parameters


def edge(name, *sizes, **changes):
    kata.edge(name, **network(np.random.default_rng(2), *sizes) | changes)


kata.edge(
    "the example",
    x=[[1.0, 2.0], [2.0, -1.0]],
    y=[0, 1],
    W1=[[1.0, 1.0], [1.0, -1.0]],
    b1=[0.0, 1.0],
    W2=[[1.0, 0.0], [0.0, 1.0]],
    b2=[0.0, 1.0],
)
edge("one sample", 1, 2, 3, 2)
edge("a batch", 4, 2, 3, 3)
edge("everything of one size", 3, 3, 3, 3)
edge("one input and one hidden unit", 3, 1, 1, 2)
edge("more classes than samples", 2, 3, 2, 5)
edge("the same label everywhere", 4, 2, 3, 3, y=np.array([1, 1, 1, 1]))
edge("every unit is open", 3, 2, 3, 2, b1=np.array([50.0, 60.0, 70.0]))
edge("every unit is closed", 3, 2, 3, 2, b1=np.array([-50.0, -60.0, -70.0]))
kata.edge(
    "a unit that is hardly open",
    x=[[1.0], [2.0]],
    y=[0, 1],
    W1=[[2.0**-40]],
    b1=[0.0],
    W2=[[1.0], [-2.0]],
    b2=[0.0, 0.5],
)
kata.edge(
    "units exactly at zero",
    x=[[1.0, 2.0], [3.0, 1.0]],
    y=[0, 1],
    W1=[[2.0, -1.0], [1.0, 1.0], [1.0, -3.0]],
    b1=[0.0, -3.0, 0.0],
    W2=[[1.0, -1.0, 2.0], [0.5, 1.0, -1.0]],
    b2=[0.0, 0.0],
)
edge("everything starts at zero", 3, 2, 3, 2, W1=np.zeros((3, 2)), b1=np.zeros(3), W2=np.zeros((2, 3)), b2=np.zeros(2))
edge("huge logits", 3, 2, 3, 3, b2=np.array([1000.0, 1001.0, 1002.0]))
kata.edge("rows far apart", x=[[1.0], [2000.0]], y=[0, 1], W1=[[1.0]], b1=[0.0], W2=[[0.0], [1.0]], b2=[0.0, 0.0])
edge("a confident mistake", 2, 2, 3, 2, y=np.array([0, 1]), b2=np.array([-800.0, 0.0]))
edge("a confident mistake at huge logits", 2, 2, 3, 2, y=np.array([1, 0]), b2=np.array([900.0, 0.0]))


@kata.random
def networks(rng):
    """Any sizes from 1 on, two classes at least."""
    return tuple(network(rng, *rng.integers(1, 5, size=3), rng.integers(2, 5)).values())


@kata.gradient("grads W1", "grads b1", "grads W2", "grads b2")
def loss(x, y, W1, b1, W2, b2):
    def mean_cross_entropy(W1, b1, W2, b2):
        s = np.maximum(0, x @ W1.T + b1) @ W2.T + b2
        return (np.logaddexp.reduce(s, axis=1) - s[np.arange(len(y)), y]).mean()

    return mean_cross_entropy, (W1, b1, W2, b2)
