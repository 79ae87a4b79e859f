"""A failing case as a line of Python, to be pasted into an interpreter or a test."""

from __future__ import annotations

from typing import Any


def python_line(counterexample: dict[str, Any] | None, functions: tuple[str, ...]) -> str:
    """`softmax(np.array([[0.0, 1.0]]), axis=-1)`; assignments where several functions share the inputs.

    "" when there is no counterexample, or when an array is too long to be shown.
    """
    if counterexample is None:
        return ""
    inputs = counterexample["inputs"]
    if any(isinstance(value, dict) and value.get("values", 0) is None for value in inputs.values()):
        return ""
    if len(functions) == 1:
        return f"{functions[0]}({', '.join(f'{name}={_literal(value)}' for name, value in inputs.items())})"
    return "; ".join(f"{name} = {_literal(value)}" for name, value in inputs.items())


def _literal(value: Any) -> str:
    if isinstance(value, dict) and "dtype" in value:
        dtype = value["dtype"]
        if 0 in value["shape"]:
            return f"np.zeros({tuple(value['shape'])}, dtype=np.{dtype})"
        kind = "" if dtype in ("float64", "int64", "bool") else f", dtype=np.{dtype}"
        return f"np.array({_literal(value['values'])}{kind})"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_literal(key)}: {_literal(item)}' for key, item in value['dict'])}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if value in ("nan", "inf", "-inf"):
        return f"-np.{value[1:]}" if value[0] == "-" else f"np.{value}"
    return repr(value)
