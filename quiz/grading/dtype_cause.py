"""Why a float32 input became a float64 result: the lines of a submission that widen it."""

from __future__ import annotations

import ast

CREATORS = {"zeros": 1, "ones": 1, "empty": 1, "full": 2, "eye": 3, "identity": 1, "linspace": 5}  # the place of dtype
SCALARS = {"sqrt", "log", "exp", "float64", "double"}


def widening_line(source: bytes) -> str:
    """A sentence on the first likely line, "" when none is found. Never raises for source that does not parse.

    Of several likely lines any may be the one, so it says "perhaps".
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    found = [(call.lineno, reason) for call in calls if (reason := _reason(call))]
    doubt = "perhaps " if len({reason for _, reason in found}) > 1 else ""
    return f"{doubt}line {min(found)[0]}: {min(found)[1]}" if found else ""


def _reason(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    numpy = isinstance(owner, ast.Name) and owner.id in ("np", "numpy")
    text = ast.unparse(call)
    shown = text if len(text) <= 40 else f"{text[:37]}..."
    dtypes = [keyword.value for keyword in call.keywords if keyword.arg == "dtype"]
    place = 0 if name == "astype" else CREATORS.get(name, len(call.args)) if numpy else len(call.args)
    dtypes += call.args[place : place + 1]
    if any(isinstance(argument, ast.Starred) for argument in call.args) or None in [k.arg for k in call.keywords]:
        return ""  # what it is given is not to be seen
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
