"""What is read from the source alone: forbidden names, and the line that widens float32."""

from __future__ import annotations

import warnings

import pytest

from quiz.grading.dtype_cause import widening_line
from quiz.sandbox.policy import forbidden_use


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


def test_a_line_that_is_shown_has_nothing_that_acts_upon_a_terminal():
    shown = widening_line("import numpy as np\nx = np.zeros('\x1b]52;c;aGk=\x07\u202e\x08')\n".encode())
    assert shown == "line 2: `np.zeros('')` is float64 unless dtype says otherwise"


def test_of_several_causes_none_is_sure():
    source = b"import numpy as np\ndef f(x):\n    a = np.zeros(3)\n    return x.astype(float) + a"
    assert widening_line(source).startswith("perhaps line 3: `np.zeros(3)` is float64")


HOSTILE = {
    "another coding": b"# coding: punycode\nx='" + b"a" * 10_000 + b"-" + b"a" * 10_000 + b"'\n",
    "no coding at all": b"# coding: nonsense\nx=1\n",
    "no text": b"x='\xff'\n",
    "a null character": b"x=1\0\n",
    "brackets": b"x=" + b"(" * 10_000 + b"1" + b")" * 10_000,
    "signs": b"x=" + b"-" * 30_000 + b"1",
    "a sum": b"x=np.sqrt(1" + b"+1" * 1400 + b")",
    "dots": b"x=lambda:np" + b".a" * 2900,
    "dots after a long list": b"x=lambda:[" + b"1," * 14_000 + b"]" + b".a" * 70,
    "calls of calls": b"x=lambda:a" + b".astype(float)" * 1400,
    "many names": b"np.a\n" * 6_500,
    "many calls": b"np.zeros(1)\n" * 2_700,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_no_source_makes_a_look_at_it_fail(source):
    assert isinstance(widening_line(source), str)
    assert forbidden_use(source, ("np.linalg.lstsq",)) is None


def test_a_long_source_is_not_parsed_by_the_judge():
    line = b"a = np.zeros(3)\n"
    assert widening_line(line + b"#" * 30_000)
    assert widening_line(line + b"#" * 33_000) == ""


def test_where_nothing_is_forbidden_nothing_is_parsed(monkeypatch):
    monkeypatch.setattr("ast.parse", None)
    assert forbidden_use(b"import scipy", ()) is None


def test_a_name_after_thousands_of_dots_costs_little_and_a_short_one_in_it_is_found():
    assert forbidden_use(b"import numpy as np\nnp.linalg.lstsq" + b".a" * 1000, ("np.linalg.lstsq",))


def test_warnings_of_the_source_are_not_repeated():
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        widening_line(b"x = '\\q'")
        forbidden_use(b"x = '\\q'", ("scipy",))
    assert not told
