"""Rectified: interview preparation for neural networks, in the terminal."""

__version__ = "0.1.0"
