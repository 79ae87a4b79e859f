"""Submissions to the softmax kata that tests share."""

RIGHT = {
    "as in the model answer": """
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
""",
    "with loops over slices": """
import numpy as np
def softmax(x, axis=-1):
    moved = np.moveaxis(np.array(x, dtype=x.dtype if x.dtype.kind == "f" else float), axis, -1)
    flat = moved.reshape(-1, moved.shape[-1])
    rows = []
    for row in flat:
        m = max(row)
        e = np.array([np.exp(v - m) for v in row], dtype=row.dtype)
        rows.append(e / e.sum())
    out = np.array(rows, dtype=moved.dtype).reshape(moved.shape)
    return np.moveaxis(out, -1, axis)
""",
    "by log-sum-exp": """
import numpy as np
def softmax(x, axis=-1):
    m = np.max(x, axis=axis, keepdims=True)
    return np.exp(x - m - np.log(np.exp(x - m).sum(axis, keepdims=True)))
""",
    "in place on a copy, Fortran order": """
import numpy as np
def softmax(x, axis=-1):
    out = np.array(x, dtype=np.result_type(x, np.float32) if x.dtype == np.float32 else float, order="F")
    out -= out.max(axis, keepdims=True)
    np.exp(out, out=out)
    out /= out.sum(axis, keepdims=True)
    return out
""",
    "as a view of something larger": """
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - np.expand_dims(x.max(axis), axis))
    big = np.empty(e.shape + (2,), e.dtype)
    big[..., 0] = e / np.expand_dims(e.sum(axis), axis)
    return big[..., 0]
""",
    "with prints for debugging": """
import numpy as np
def softmax(x, axis=-1):
    print("shape", x.shape)
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
""",
}

BAD = {
    "empty": ("", "missing"),
    "a syntax error": ("def softmax(x axis)", "raised"),
    "not UTF-8": (b"\xff\xfe\x00\x01", "raised"),
    "another function": ("def softmin(x, axis=-1): return x", "missing"),
    "not a function": ("softmax = 3", "missing"),
    "wrong arity": ("def softmax(): return 1", "raised"),
    "returns None": ("def softmax(x, axis=-1): pass", "bad_return"),
    "returns a list": ("def softmax(x, axis=-1): return x.tolist()", "bad_return"),
    "returns the wrong shape": ("def softmax(x, axis=-1): return x[None]", "bad_return"),
    "returns an object array": ("def softmax(x, axis=-1): return x.astype(object)", "bad_return"),
    "returns the input": ("def softmax(x, axis=-1): return x", "wrong_answer"),
    "returns zeros": ("def softmax(x, axis=-1): return x * 0.0", "wrong_answer"),
    "returns NaN": ("def softmax(x, axis=-1): return x * float('nan')", "wrong_answer"),
    "loops for ever": ("def softmax(x, axis=-1):\n    while True: pass", "timed_out"),
    "recurses": ("def softmax(x, axis=-1): return softmax(x, axis)", "raised"),
    "leaves at import": ("import os\nos._exit(0)", "left_early"),
    "leaves in the call": ("import os\ndef softmax(x, axis=-1): os._exit(0)", "left_early"),
    "sys.exit at import": ("raise SystemExit(0)", "raised"),
    "a BaseException": ("def softmax(x, axis=-1): raise KeyboardInterrupt('stop')", "raised"),
    "escapes and markup": ("def softmax(x, axis=-1): raise ValueError('\\x1b[31m[bold]PASS')", "raised"),
    "an exception without text": (
        "class E(Exception):\n    def __str__(self): 1/0\ndef softmax(x, axis=-1): raise E",
        "raised",
    ),
    "takes all memory": ("def softmax(x, axis=-1): return bytearray(4 << 30)", "out_of_memory"),
    "crashes": ("import ctypes\ndef softmax(x, axis=-1): ctypes.string_at(0)", "crashed"),
    "imports torch": ("import torch\ndef softmax(x, axis=-1): return torch.softmax(x, axis)", "forbidden"),
    "imports scipy": ("from scipy.special import softmax", "forbidden"),
    "random": ("import numpy as np\ndef softmax(x, axis=-1): return np.random.rand(*x.shape)", "nondeterministic"),
    "forges a frame": (
        "import os\ndef softmax(x, axis=-1):\n    for fd in range(3, 12):\n"
        "        try: os.write(fd, b'QZ01' + b'\\0' * 40)\n        except OSError: pass\n    return x",
        "protocol_violation",
    ),
}

CHANGES_INPUT = """
import numpy as np
def softmax(x, axis=-1):
    if x.dtype.kind == "f":
        x -= x.max(axis=axis, keepdims=True) if x.size else 0
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)
"""

WIDENS = """
import numpy as np
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    total = np.zeros(e.shape)
    total += e.sum(axis=axis, keepdims=True)
    return e / total
"""

GLOBAL_MAX_IN_OTHER_WORDS = """
import numpy
def softmax(x, axis=-1):
    biggest = -numpy.inf
    for value in x.ravel():
        biggest = max(biggest, value)
    powers = numpy.exp(x - x.dtype.type(biggest) if x.dtype.kind == "f" else x - biggest)
    return powers / numpy.add.reduce(powers, axis=axis, keepdims=True)
"""
