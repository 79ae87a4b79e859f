"""What is read from the source alone: forbidden names, and the line that widens float32."""

from __future__ import annotations

import pytest

from quiz.grading.dtype_cause import widening_line
from quiz.grading.policy import forbidden_use


@pytest.mark.parametrize(
    "source",
    [
        "import scipy",
        "from scipy.special import softmax",
        "import scipy.special as s\ns.softmax(1)",
        "import numpy as np\nnp.linalg.lstsq(a, b)",
        "from numpy.linalg import lstsq",
        "import numpy.linalg as la\nla.lstsq(a, b)",
        "def f():\n    import scipy",
    ],
)
def test_a_forbidden_name_is_found_however_it_is_imported(source):
    assert forbidden_use(source.encode(), ("scipy", "np.linalg.lstsq")) is not None


@pytest.mark.parametrize(
    "source", ["scipy = 1\nprint(scipy)", "import numpy as np\nnp.linalg.norm(a)", "x.scipy", "# scipy", "def ("]
)
def test_nothing_else_is_forbidden(source):
    assert forbidden_use(source.encode(), ("scipy", "np.linalg.lstsq")) is None


@pytest.mark.parametrize("source", ["y = x.relu()", "def f(x):\n    return (x + 1).relu()", "f = torch.Tensor.relu"])
def test_a_method_named_with_its_class_is_forbidden_on_everything(source):
    assert forbidden_use(source.encode(), ("torch.relu", "torch.Tensor.relu"))[0] == "torch.Tensor.relu"


@pytest.mark.parametrize("source", ["relu = 1\nprint(relu)", "y = x.relu6()", "def relu(x): ..."])
def test_a_function_of_that_name_is_no_method(source):
    assert forbidden_use(source.encode(), ("torch.Tensor.relu",)) is None


def test_the_line_is_told():
    assert forbidden_use(b"import numpy as np\n\nx = np.linalg.lstsq(1, 2)", ("np.linalg.lstsq",)) == (
        "np.linalg.lstsq",
        3,
    )


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("a = np.zeros(x.shape)", "`np.zeros(x.shape)` is float64"),
        ("a = np.zeros(x.shape, float)", "`np.zeros(x.shape, float)` makes it float64"),
        ("a = np.full(x.shape, 2.0)", "is float64 unless"),
        ("a = x.astype(float)", "makes it float64"),
        ("a = np.asarray(x, dtype=np.float64)", "makes it float64"),
        ("a = x / np.sqrt(x.shape[-1])", "`np.sqrt(x.shape[-1])` is a float64 scalar"),
        ("a = x * np.sqrt(2)", "float64 scalar"),
    ],
)
def test_the_usual_causes_are_named_with_their_line(line, named):
    sentence = widening_line(f"import numpy as np\ndef f(x):\n    {line}\n".encode())
    assert sentence.startswith("line 3: ")
    assert named in sentence


@pytest.mark.parametrize(
    "line",
    [
        "a = np.zeros(x.shape, dtype=x.dtype)",
        "a = np.zeros(x.shape, x.dtype)",
        "a = np.empty(len(x), int)",
        "a = np.full(x.shape, 2, x.dtype)",
        "a = np.eye(3, 4, 0, x.dtype)",
        "a = np.ones(*given)",
        "a = np.ones(3, **given)",
        "a = np.sqrt(x)",
        "a = x.astype(x.dtype)",
        "a = np.zeros_like(x)",
    ],
)
def test_what_keeps_the_dtype_is_not_blamed(line):
    assert widening_line(f"import numpy as np\ndef f(x):\n    {line}\n".encode()) == ""


def test_source_that_does_not_parse_gives_no_advice():
    assert widening_line(b"def (") == ""


def test_of_several_causes_none_is_sure():
    source = b"import numpy as np\ndef f(x):\n    a = np.zeros(3)\n    return x.astype(float) + a"
    assert widening_line(source).startswith("perhaps line 3: `np.zeros(3)` is float64")
