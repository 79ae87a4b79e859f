"""The numbers of unit 10, convolution."""

import numpy as np


def field(layers: list[tuple[int, int]]) -> int:
    """Pixels that an output sees, by following the window back through layers of (kernel, stride)."""
    width = 1
    for kernel, stride in reversed(layers):
        width = (width - 1) * stride + kernel
    return width


def overlap(shift: int) -> float:
    """Of two squares of side 10, counted in pixels."""
    plane = np.zeros((10, 30), dtype=int)
    plane[:, :10] += 1
    plane[:, shift : shift + 10] += 1
    return float((plane == 2).sum() / (plane > 0).sum())


def dilated(layers: int) -> int:
    return 1 + sum(2**k for k in range(layers))


def dice_follows_iou() -> bool:
    """Whether Dice is 2u / (1 + u), u the intersection over union, for random masks."""
    rng = np.random.default_rng(0)
    for _ in range(20):
        a, b = rng.random((2, 50)) < 0.4
        both, u = (a & b).sum(), (a & b).sum() / (a | b).sum()
        if abs(2 * both / (a.sum() + b.sum()) - 2 * u / (1 + u)) > 1e-12:
            return False
    return True


SHOWN = {
    "why-convolution": {
        "1792": 3 * 3 * 3 * 64 + 64,
        "4.8 \\times 10^{11}": abs(224**4 * 3 * 64 / 4.8e11 - 1) < 0.05 / 4.8,
    },
    "one-by-one-convolution": {"69 632": 256 * 64 + 9 * 64 * 64 + 64 * 256, "589 824": 9 * 256 * 256},
    "depthwise-separable": {"8768": 9 * 64 + 64 * 128, "73 728": 9 * 64 * 128, "8.4": 73_728 / 8768},
    "dilated-convolution": {"1024": dilated(10), "Ten": dilated(9) < 1024 <= dilated(10)},
    "pooling-kinds": {
        "512 000": 512 * 1000,
        "25 088 000": 7 * 7 * 512 * 1000,
        "0.5": np.array([[0, 0], [1, 1]]).mean(),
    },
    "im2col": {"2.25": 36 / 16, "instead of 36": 2 * 2 * 3 * 3 == 36},
    "fc-as-conv": {"(1000, 8, 8)": 448 // 32 - 7 + 1 == 8},
    "iou": {"1/3": abs(overlap(5) - 1 / 3) < 1e-12},
    "average-precision": {"0.83": (1 + 2 / 3) / 2, "ten IoU thresholds": len(np.linspace(0.5, 0.95, 10)) == 10},
    "dice-iou": {"2/3": abs(2 * 0.5 / 1.5 - 2 / 3) < 1e-12, "\\frac{2u}{1 + u}": dice_follows_iou()},
}
GIVEN = {
    "why-convolution": ["224"],
    "one-by-one-convolution": ["256"],
    "depthwise-separable": ["128"],
    "dilated-convolution": ["512"],
    "pooling-kinds": ["512", "1000"],
    "fc-as-conv": ["224", "512", "1000", "448"],
    "cnn-architectures": ["138", "25.6"],
    "iou": ["0.5"],
    "average-precision": ["0.5", "0.4", "0.95"],
}
DRAWN = {
    "conv-parameters": lambda kernel, inputs, outputs: outputs * (inputs * kernel**2 + 1),
    "receptive-field": lambda first, stride, second: field([(first, stride), (second, 1)]),
    "iou": overlap,
}
