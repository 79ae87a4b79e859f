"""What the misconceptions of a kata are called, read from its solution file without running it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path


def beliefs(solution: Path) -> Mapping[str, str]:
    """From the names of the wrong answers to what each of them believes; empty for a file that cannot be read."""
    try:
        tree = ast.parse(solution.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return {}
    return {
        node.name: mark.args[0].value
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call)
        and isinstance(mark.func, ast.Name)
        and mark.func.id == "wrong"
        and mark.args
        and isinstance(mark.args[0], ast.Constant)
        and isinstance(mark.args[0].value, str)
    }
