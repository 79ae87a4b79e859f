"""Why a float32 input became a float64 result: the lines of a submission that widen it.

The judge itself parses here what a stranger may have written, so it looks at short files in UTF-8 only, whatever
coding they claim, and makes text of one call only.
"""

from __future__ import annotations

import ast
import warnings

from quiz.sandbox.text import clean

CREATORS = {"zeros": 1, "ones": 1, "empty": 1, "full": 2, "eye": 3, "identity": 1, "linspace": 5}  # the place of dtype
SCALARS = {"sqrt", "log", "exp", "float64", "double"}
MOST = 32 << 10  # bytes, of which the worst that Python knows are parsed in less than a tenth of a second
SHOWN = 40  # characters of a call
FEW = 8  # likely lines that are compared


def widening_line(source: bytes) -> str:
    """A sentence on the first likely line, "" when none is found. Never raises, whatever the source is.

    Of several likely lines any may be the one, so it says "perhaps".
    """
    if len(source) > MOST:
        return ""
    try:
        text = source.decode("utf-8-sig")
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text)
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        found = [(call.lineno, call.col_offset, reason, call) for call in calls if (reason := _reason(call))]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    if not found:
        return ""
    line, _, reason, call = min(found, key=lambda each: each[:3])
    doubt = "perhaps " if len({(_shown(text, each[3]), each[2]) for each in found[:FEW]}) > 1 else ""
    return f"{doubt}line {line}: `{_shown(text, call)}` {reason}"


def _shown(text: str, call: ast.Call) -> str:
    """The call as it was written, on one line, cut off when it is long."""
    shown = clean(" ".join((ast.get_source_segment(text, call) or "").split()))
    return shown if len(shown) <= SHOWN else f"{shown[: SHOWN - 3]}..."


def _reason(call: ast.Call) -> str:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    numpy = isinstance(owner, ast.Name) and owner.id in ("np", "numpy")
    dtypes = [keyword.value for keyword in call.keywords if keyword.arg == "dtype"]
    place = 0 if name == "astype" else CREATORS.get(name, len(call.args)) if numpy else len(call.args)
    dtypes += call.args[place : place + 1]
    if any(isinstance(argument, ast.Starred) for argument in call.args) or None in [k.arg for k in call.keywords]:
        return ""  # what it is given is not to be seen
    if any(_is_double(dtype) for dtype in dtypes):
        return "makes it float64"
    if numpy and name in CREATORS and not dtypes:
        return "is float64 unless dtype says otherwise"
    if numpy and name in SCALARS and len(call.args) == 1 and _is_scalar(call.args[0]):
        return "is a float64 scalar, which widens float32 arrays"
    return ""


def _is_double(dtype: ast.expr) -> bool:
    """Is it `float`, `np.float64` or its name?"""
    if isinstance(dtype, ast.Attribute):
        return dtype.attr == "float64" and isinstance(dtype.value, ast.Name) and dtype.value.id == "np"
    if isinstance(dtype, ast.Constant):
        return dtype.value == "float64"
    return isinstance(dtype, ast.Name) and dtype.id == "float"


def _is_scalar(node: ast.expr) -> bool:
    """A number, a length or an entry of a shape: NumPy's functions give float64 for it."""
    if isinstance(node, ast.Subscript):
        return isinstance(node.value, ast.Attribute) and node.value.attr == "shape"
    if isinstance(node, ast.BinOp):
        return _is_scalar(node.left) and _is_scalar(node.right)
    is_length = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"
    return is_length or (isinstance(node, ast.Constant) and isinstance(node.value, int | float))
