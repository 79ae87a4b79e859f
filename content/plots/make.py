"""Make the data of the pictures: one JSON file each, beside this script. The app only draws them.

Run `python content/plots/make.py` after a change; a test compares the files with what this script computes. The form of
a file is described in `docs/cards.md`. Everything is drawn from fixed seeds, so that a second run writes the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
Picture = dict[str, Any]
PICTURES: dict[str, Callable[[], Picture]] = {}


def picture(make: Callable[[], Picture]) -> Callable[[], Picture]:
    """Register a picture; its file is named like the function."""
    PICTURES[make.__name__.replace("_", "-")] = make
    return make


def plot(heading: str, x: str, y: str, *series: dict[str, Any], log: bool = False, **rest: Any) -> dict[str, Any]:
    """A panel with axes. `log`: the axis of y is logarithmic; `rest`: ranges of the axes, and marks."""
    return {"form": "plot", "heading": heading, "x": x, "y": y, "log": log, **rest, "series": list(series)}


def line(name: str, x: Iterable[float], y: Iterable[float]) -> dict[str, Any]:
    """A line through points; it is broken where y is not finite."""
    return {"name": name, "x": [_short(value) for value in x], "y": [_short(value) for value in y]}


def dots(name: str, points: Iterable[tuple[float, float]]) -> dict[str, Any]:
    """Points that are not joined."""
    x, y = zip(*points, strict=True)
    return {**line(name, x, y), "dots": True}


def grid(heading: str, rows: list[list[str]], *, across: list[str], down: list[str]) -> dict[str, Any]:
    """A panel that is a table: what stands in it, and the names of its columns and rows."""
    return {"form": "grid", "heading": heading, "across": across, "down": down, "rows": rows}


def _short(value: float) -> float | None:
    return float(f"{value:.4g}") if np.isfinite(value) else None


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


@picture
def activations() -> Picture:
    x = np.linspace(-4, 4, 81)
    s = _sigmoid(x)
    return {
        "says": "Sigmoid and tanh flatten on both sides, and so do their derivatives: at most 1/4 and 1. "
        "ReLU and softplus go on growing; the derivative of ReLU is a step, that of softplus is the sigmoid.",
        "panels": [
            plot(
                "The functions",
                "z",
                "",
                line("sigmoid", x, s),
                line("tanh", x, np.tanh(x)),
                line("ReLU", x, np.maximum(x, 0)),
                line("softplus", x, np.logaddexp(0, x)),
                range_y=[-1, 3],
            ),
            plot(
                "Their derivatives",
                "z",
                "",
                line("sigmoid", x, s * (1 - s)),
                line("tanh", x, 1 - np.tanh(x) ** 2),
                line("ReLU", x, np.where(x > 0, 1.0, np.where(x < 0, 0.0, np.nan))),
                line("softplus", x, s),
                range_y=[0, 1],
            ),
        ],
    }


@picture
def softplus_relu() -> Picture:
    x = np.linspace(-4, 4, 81)
    gap = np.logaddexp(0, x) - np.maximum(x, 0)
    return {
        "says": "Softplus lies above ReLU everywhere. The gap is widest at the hinge, ln 2 = 0.69, and the same on "
        "both sides of it: log(1 + exp(-|z|)).",
        "panels": [
            plot(
                "",
                "z",
                "",
                line("softplus", x, np.logaddexp(0, x)),
                line("ReLU", x, np.maximum(x, 0)),
                line("the gap", x, gap),
                range_y=[0, 4],
                marks=[{"at": [0, _short(np.log(2))], "text": "ln 2"}],
            )
        ],
    }


@picture
def xor() -> Picture:
    bits = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    target = bits.sum(axis=1) == 1
    hidden = np.stack([np.maximum(bits.sum(axis=1), 0), np.maximum(bits.sum(axis=1) - 1, 0)], axis=1)
    a = np.array([-0.25, 2.25])
    return {
        "says": "No line parts the four inputs. The hidden layer a = relu(x1 + x2), b = relu(x1 + x2 - 1) lays both "
        "inputs with XOR = 1 on the point (1, 0); there the line a - 2b = 1/2 parts them from (0, 0) and (2, 1).",
        "panels": [
            plot(
                "The inputs",
                "x1",
                "x2",
                dots("XOR = 0", bits[~target]),
                dots("XOR = 1", bits[target]),
                range_x=[-0.25, 1.25],
                range_y=[-0.25, 1.25],
            ),
            plot(
                "After the hidden layer",
                "a",
                "b",
                dots("XOR = 0", hidden[~target]),
                dots("XOR = 1", hidden[target]),
                line("a - 2b = 1/2", a, (a - 0.5) / 2),
                range_x=[-0.25, 2.25],
                range_y=[-0.25, 1.25],
            ),
        ],
    }


@picture
def staircase() -> Picture:
    def wave(x: np.ndarray) -> np.ndarray:
        return np.sin(2 * np.pi * x)

    def stairs(x: np.ndarray, steps: int) -> np.ndarray:
        return wave((np.minimum(np.floor(x * steps), steps - 1) + 0.5) / steps)

    x, fine, panels = np.linspace(0, 1, 161), np.linspace(0, 1, 20_001), []
    for steps in (10, 50, 200):
        error = np.abs(stairs(fine, steps) - wave(fine)).max()
        heading = f"{steps} steps: off by at most {error:.2g}"
        series = line("staircase", x, stairs(x, steps)), line("sin 2πx", x, wave(x))
        panels.append(plot(heading, "x", "", *series, range_y=[-1, 1]))
    return {
        "says": "Each step is one steep sigmoid. Five times as many steps leave a fifth of the error: it falls as 1/n.",
        "panels": panels,
    }


@picture
def tent() -> Picture:
    panels = []
    for depth in (1, 2, 3, 5):
        pieces = 2**depth
        x = np.linspace(0, 1, pieces + 1)
        y = np.arange(pieces + 1) % 2
        panels.append(plot(f"Depth {depth}: {pieces} pieces", "x", "", line("", x, y), range_y=[0, 1]))
    return {
        "says": "A tent map needs two ReLUs. Applied to itself it folds the interval again: every layer doubles the "
        "straight pieces, 2 units a layer and 2 to the power of the depth pieces.",
        "panels": panels,
    }


@picture
def double_descent() -> Picture:
    """Random ReLU features fitted to 40 noisy values of a linear function in 10 dimensions, mean of 20 draws."""
    samples, repeats = 40, 20
    widths = np.array([4, 8, 12, 16, 20, 24, 28, 32, 35, 38, 40, 42, 45, 50, 60, 80, 120, 200, 400])
    errors = {0.0: np.zeros(len(widths)), 1.0: np.zeros(len(widths))}
    for seed in range(repeats):
        rng = np.random.default_rng(seed)
        truth = rng.normal(size=10) / np.sqrt(10)
        x, fresh = rng.normal(size=(samples, 10)), rng.normal(size=(500, 10))
        y = x @ truth + 0.3 * rng.normal(size=samples)
        for at, width in enumerate(widths):
            weights = rng.normal(size=(10, width)) / np.sqrt(10)
            features, fresh_features = np.maximum(x @ weights, 0), np.maximum(fresh @ weights, 0)
            for ridge in errors:
                penalty = np.sqrt(ridge) * np.eye(width)
                fit = np.linalg.lstsq(
                    np.vstack([features, penalty]), np.concatenate([y, np.zeros(width)]), rcond=1e-10
                )[0]
                errors[ridge][at] += np.median((fresh_features @ fit - fresh @ truth) ** 2) / repeats
    return {
        "says": "40 noisy samples, random ReLU features, least squares of the smallest norm: the test error peaks "
        "where there are as many features as samples, and falls again beyond. A ridge penalty takes the peak away.",
        "panels": [
            plot(
                "",
                "features",
                "test error",
                line("no penalty", widths, errors[0.0]),
                line("with ridge", widths, errors[1.0]),
                log=True,
                range_x=[0, 200],
                marks=[{"at": [40, _short(errors[0.0].max())], "text": "as many as samples"}],
            )
        ],
    }


@picture
def gradient_norm() -> Picture:
    """The norm of a gradient sent back through 50 ReLU layers of 256 units, mean of the logarithms of 8 draws."""
    width, depth, repeats = 256, 50, 8
    series = []
    for gain, name in ((1.0, "gain 1"), (np.sqrt(2), "gain √2 (He)"), (2.0, "gain 2")):
        logs = np.zeros(depth + 1)
        for seed in range(repeats):
            rng = np.random.default_rng(seed)
            layers = [gain * rng.normal(size=(width, width)) / np.sqrt(width) for _ in range(depth)]
            x, open_units = rng.normal(size=width), []
            for weights in layers:
                z = weights @ x
                open_units.append(z > 0)
                x = np.maximum(z, 0)
            gradient = rng.normal(size=width)
            gradient /= np.linalg.norm(gradient)
            for back, (weights, passes) in enumerate(zip(reversed(layers), reversed(open_units), strict=True), 1):
                gradient = weights.T @ (gradient * passes)
                logs[back] += np.log10(np.linalg.norm(gradient)) / repeats
        series.append(line(name, np.arange(depth + 1), 10**logs))
    return {
        "says": "Each ReLU layer multiplies the squared gradient by gain²/2 on average. Only the gain √2 keeps its "
        "size: with 1 it falls over 50 layers by about 2 to the power of 25, with 2 it grows by as much.",
        "panels": [plot("", "layers back", "norm of the gradient", *series, log=True)],
    }


@picture
def nan_cliff() -> Picture:
    """Softmax of the rows (-gap, 1 - gap) and (0, 1) of one array; the error of the first row."""
    gap = np.concatenate([np.arange(0, 680, 20), np.arange(680, 761, 1)]).astype(float)
    right = 1 / (1 + np.exp(1.0))
    low, high = np.exp(-gap - 1), np.exp(-gap)  # the maximum of the whole array, 1, is taken off
    with np.errstate(invalid="ignore", divide="ignore"):
        one_maximum = np.abs(low / (low + high) - right) / right
    row_maximum = np.full(len(gap), abs(np.exp(-1.0) / (np.exp(-1.0) + 1) - right) / right)
    return {
        "says": "With one maximum for the whole array a row that lies 708 below it begins to lose digits, and from 746 "
        "on it is 0/0, nan. With the maximum of its own row it stays exact at any distance.",
        "panels": [
            plot(
                "Error of the lower row, float64",
                "distance of the rows",
                "relative error",
                line("one maximum for all", gap, np.maximum(one_maximum, 1e-16)),
                line("a maximum for each row", gap, np.maximum(row_maximum, 1e-17)),
                log=True,
                range_x=[660, 760],
                range_y=[1e-17, 1],
                marks=[{"at": [745, 1], "text": "then nan"}],
            )
        ],
    }


@picture
def gates() -> Picture:
    inputs = [[0, 0], [0, 1], [1, 0], [1, 1]]
    truth = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
    start = {"AND": [1.0, 1.0, -1.5], "OR": [1.0, 1.0, -0.5], "XOR": [1.0, 1.0, -0.5]}
    return {
        "says": "A threshold unit is a line: it fires on one side. A line parts AND and OR; whatever line you lay "
        "through XOR, at least one of the four points stands on the wrong side.",
        "panels": [
            {"form": "plane", "heading": name, "points": inputs, "fires": truth[name], "line": start[name]}
            for name in truth
        ],
    }


@picture
def shrinkage() -> Picture:
    x = np.linspace(-3, 3, 121)
    angle = np.linspace(0, 2 * np.pi, 73)
    diamond = [[1, 0, -1, 0, 1], [0, 1, 0, -1, 0]]
    return {
        "says": "A step of the L1 penalty takes the same amount off every weight and stops at zero; a step of L2 takes "
        "off a share, so that no weight ever gets there. The ball of L1 has corners on the axes, that of L2 has none.",
        "panels": [
            plot(
                "A weight after the penalty, λ = 1",
                "before",
                "after",
                line("L1", x, np.sign(x) * np.maximum(np.abs(x) - 1, 0)),
                line("L2", x, x / 2),
                line("no penalty", x, x),
                range_y=[-3, 3],
            ),
            plot(
                "Weights with norm 1",
                "w1",
                "w2",
                line("L1", *diamond),
                line("L2", np.cos(angle), np.sin(angle)),
                range_x=[-1.2, 1.2],
                range_y=[-1.2, 1.2],
            ),
        ],
    }


@picture
def hopfield() -> Picture:
    """Overlap of a stored pattern with the state that 20 sweeps over the units reach from it, mean of 10 draws."""
    units, repeats = 200, 10
    loads = np.arange(0.02, 0.3001, 0.02)
    overlaps = []
    for load in loads:
        total = 0.0
        for seed in range(repeats):
            rng = np.random.default_rng(seed)
            patterns = rng.choice([-1, 1], size=(round(load * units), units))
            weights = patterns.T @ patterns
            np.fill_diagonal(weights, 0)
            state = patterns[0].copy()
            for _ in range(20):
                for unit in rng.permutation(units):
                    state[unit] = 1 if weights[unit] @ state >= 0 else -1
            total += float(np.mean(state * patterns[0])) / repeats
        overlaps.append(total)
    return {
        "says": f"{units} units. Up to a load of about 0.14 patterns a unit a stored pattern is nearly stable; above "
        "it recall breaks down. In a network this small it does so by and by, in a very large one at once, at 0.138.",
        "panels": [
            plot("", "patterns stored per unit", "overlap with the pattern", line("", loads, overlaps), range_y=[0, 1])
        ],
    }


@picture
def learning_rates() -> Picture:
    """Gradient descent on (x² + 10 y²)/2 from (10, 1): stable below a step of 2/10."""
    series = []
    for rate, what in ((0.01, "slow"), (0.1, "good"), (0.195, "swings"), (0.21, "diverges")):
        x, losses = np.array([10.0, 1.0]), []
        for _ in range(61):
            losses.append((x[0] ** 2 + 10 * x[1] ** 2) / 2)
            x = x - rate * np.array([1.0, 10.0]) * x
        series.append(line(f"{rate:g} {what}", np.arange(61), losses))
    return {
        "says": "The steepest direction has curvature 10, so steps below 2/10 converge. Far below it learning crawls; "
        "just below it the loss falls while the steep direction still swings; above it the loss grows.",
        "panels": [plot("Loss, by learning rate", "step", "loss", *series, log=True, range_y=[1e-4, 1e3])],
    }


@picture
def causal_mask() -> Picture:
    scores = np.zeros((6, 6))
    scores[np.triu_indices(6, 1)] = -np.inf
    weights = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    tokens = [str(position) for position in range(1, 7)]
    shown = [["·" if weight == 0 else f"{weight:.2f}" for weight in row] for row in weights]
    return {
        "says": "Equal scores under a causal mask. Position t attends to itself and what is before it, t weights that "
        "sum to 1; the masked ones are exactly zero. The first position can only look at itself.",
        "panels": [grid("Weights: the row looks at the column", shown, across=tokens, down=tokens)],
    }


def _winner(value: int, among: np.ndarray) -> str:
    return f"[{value}]" if value == among.max() else f"{value}"


@picture
def pooling_maxout() -> Picture:
    rng = np.random.default_rng(3)
    values = rng.permutation(16).reshape(4, 4)
    pooled = [
        [f"[{v}]" if v == row[c - c % 2 : c - c % 2 + 2].max() else f"{v}" for c, v in enumerate(row)] for row in values
    ]
    maxed = [
        [f"[{v}]" if v == values[r - r % 2 : r - r % 2 + 2, c].max() else f"{v}" for c, v in enumerate(row)]
        for r, row in enumerate(values)
    ]
    across, down = ["x1", "x2", "x3", "x4"], ["map 1", "map 2", "map 3", "map 4"]
    return {
        "says": "The winners stand in brackets. Pooling compares neighbouring places of one map and keeps all maps; "
        "maxout compares several maps at one place and keeps all places.",
        "panels": [
            grid("Max pooling: pairs along a row", pooled, across=across, down=down),
            grid("Maxout: pairs along a column", maxed, across=across, down=down),
        ],
    }


def text_of(made: Picture) -> str:
    """The file of a picture: each list of values on one line, so that a change can be read."""
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return re.sub(r"\[[^\[\]{}]*\]", lambda values: re.sub(r"\n\s*", "", values[0]).replace(",", ", "), text) + "\n"


def main() -> None:
    """Write every file."""
    for name, make in PICTURES.items():
        (HERE / f"{name}.json").write_text(text_of(make()), encoding="utf-8")


if __name__ == "__main__":
    main()
