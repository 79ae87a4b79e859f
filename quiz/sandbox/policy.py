"""What a kata forbids: names that would do the exercise instead of the learner. Advice, not security.

The runner asks, before the source runs: to parse what a stranger wrote may take any time and memory, and there it is
limited. Nothing of the submission has run by then, so the answer is as good as the judge's own.
"""

from __future__ import annotations

import ast
import warnings

CLASSES = ("torch.Tensor", "ndarray")  # whose methods can be forbidden
MOST_PARTS = 16  # of a dotted name that is looked at; a chain may have thousands


def forbidden_use(source: bytes, forbids: tuple[str, ...]) -> tuple[str, int] | None:
    """The first forbidden name that the source uses, with its line; None for source that cannot be parsed.

    `forbids` holds dotted names ("scipy", "np.linalg.lstsq"); `np` and `numpy` mean the same. A method is named with
    its class ("torch.Tensor.relu"), and is then forbidden on whatever it is called.
    """
    if not forbids:
        return None
    try:
        with warnings.catch_warnings(action="ignore"):  # they come when it is compiled
            tree = ast.parse(source)
    except (SyntaxError, ValueError, LookupError, RecursionError, MemoryError):  # then it does not compile, either
        return None
    banned = {_full(name): name for name in forbids}
    methods = {name.rpartition(".")[2]: name for name in forbids if name.rpartition(".")[0].endswith(CLASSES)}
    aliases = _aliases(tree)
    for node in ast.walk(tree):
        for name in _names(node, aliases):
            for full, shown in banned.items():
                if name == full or name.startswith(f"{full}."):
                    return shown, getattr(node, "lineno", 1)
        if isinstance(node, ast.Attribute) and node.attr in methods:
            return methods[node.attr], node.lineno
    return None


def _full(name: str) -> str:
    return "numpy" + name[2:] if name == "np" or name.startswith("np.") else name


def _aliases(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for."""
    aliases: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            aliases |= {
                a.asname or a.name.partition(".")[0]: a.name if a.asname else a.name.partition(".")[0]
                for a in node.names
            }
        elif isinstance(node, ast.ImportFrom) and node.module:
            aliases |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return aliases


def _names(node: ast.AST, aliases: dict[str, str]) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    parts = _dotted(node)
    return [".".join([aliases[parts[0]], *parts[1:]])] if parts and parts[0] in aliases else []


def _dotted(node: ast.AST) -> list[str]:
    """The parts of a name such as `np.linalg.norm`; none for anything else, or for one with too many."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute) and len(parts) < MOST_PARTS:
        parts.append(node.attr)
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []
