"""Why a float32 input became a float64 result: the lines of a submission that widen it."""

from __future__ import annotations

import ast

CREATORS = {"zeros", "ones", "empty", "full", "eye", "identity", "linspace"}
SCALARS = {"sqrt", "log", "exp", "float64", "double"}


def widening_line(source: bytes) -> str:
    """A sentence on the first likely line, "" when none is found. Never raises for source that does not parse."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [(call.lineno, reason) for call in calls if (reason := _reason(call))]
    return f"line {min(found)[0]}: {min(found)[1]}" if found else ""


def _reason(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    numpy = isinstance(owner, ast.Name) and owner.id in ("np", "numpy")
    text = ast.unparse(call)
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    dtypes = [keyword.value for keyword in call.keywords if keyword.arg == "dtype"]
    if name == "astype" and call.args:
        dtypes = [call.args[0]]
    if any(ast.unparse(dtype) in ("float", "np.float64", "'float64'") for dtype in dtypes):
        return f"`{shown}` makes it float64"
    if numpy and name in CREATORS and not dtypes:
        return f"`{shown}` is float64 unless dtype says otherwise"
    if numpy and name in SCALARS and len(call.args) == 1 and _is_scalar(call.args[0]):
        return f"`{shown}` is a float64 scalar, which widens float32 arrays"
    return ""


def _is_scalar(node: ast.expr) -> bool:
    """A number, a length or an entry of a shape: NumPy's functions give float64 for it."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.BinOp):
        return _is_scalar(node.left) and _is_scalar(node.right)
    is_length = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"
    return is_length or (isinstance(node, ast.Constant) and isinstance(node.value, int | float))
