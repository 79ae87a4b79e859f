"""What is named, and what is not, from a submission to the sentence."""

from __future__ import annotations

import numpy as np
import pytest

from quiz.grading.solution import Solution, defined_functions
from quiz.paths import bundled_course

pytestmark = pytest.mark.katas


def grade(judge, kata, source, seed=1):
    return judge.grade(kata, ("import numpy as np\n" + source).encode(), file=f"{kata}.py", device="cpu", seed=seed)


@pytest.mark.parametrize(
    "fault",
    [
        "if X.dtype == np.float32: theta = theta - 2",  # in float32 only
        "if not len(X): return np.zeros(0)",
        "if not len(X): raise ValueError('empty')",
    ],
)
def test_values_that_are_right_are_no_sign_of_a_wrong_type(judge, fault):
    source = f"def threshold_neuron(X, w, theta):\n    {fault}\n    return (X @ w > theta).astype(int)"
    verdict = grade(judge, "threshold_neuron", source)
    assert not verdict["passed"]
    assert verdict["misconception"] is None


def test_a_wrong_type_is_named_where_it_shows(judge):
    for result in ("X @ w > theta", "np.heaviside(X @ w - theta, 0.0)"):
        verdict = grade(judge, "threshold_neuron", f"def threshold_neuron(X, w, theta): return {result}")
        assert verdict["misconception"]["id"] == "truth_values"


def test_a_belief_that_shows_in_places_is_said_to(judge):
    source = "def softmax_vjp(p, g, axis=-1):\n    return p * (g - (p * g).sum(axis or -1, keepdims=True))"
    verdict = grade(judge, "softmax_vjp", source)
    assert verdict["misconception"]["where"] == "in places"
    assert verdict["message"].startswith("In places your code acts as if softmax always runs along the last axis: ")


HE = "def he_normal(fan_in, fan_out, rng):\n    return "


@pytest.mark.parametrize(
    "weights",
    [
        "rng.uniform(-1, 1, (fan_out, fan_in)) / np.sqrt(fan_in)",
        "rng.uniform(-0.01, 0.01, (fan_out, fan_in))",
        "rng.normal(0, np.sqrt(2 / np.sqrt(fan_in * fan_out)), (fan_out, fan_in))",
        "rng.normal(0, np.sqrt(3 / (fan_in + fan_out)), (fan_out, fan_in))",
        "rng.laplace(0, np.sqrt(1 / fan_in), (fan_out, fan_in))",
    ],
)
def test_weights_that_break_the_same_properties_but_are_others_are_not_named(judge, weights):
    verdict = grade(judge, "he_init", HE + weights)
    assert not verdict["passed"]
    assert verdict["misconception"] is None
    assert set(verdict["counterexample"]["inputs"]) == {"fan_in", "fan_out", "seed"}


def test_weights_that_measure_the_same_are_named(judge):
    for weights, name in {
        "np.zeros((fan_out, fan_in))": "all_equal",
        "np.full((fan_out, fan_in), 0.3)": "all_equal",
        "0.06 * rng.standard_normal((fan_out, fan_in))": "always_small",
        "rng.standard_normal((fan_out, fan_in)) * (6 / fan_in) ** 0.5": "uniform_to_deviation",
        "rng.standard_normal((fan_out, fan_in)) * (4 / (fan_in + fan_out)) ** 0.5": "glorot_times_two",
    }.items():
        assert grade(judge, "he_init", HE + weights)["misconception"]["id"] == name


def test_rows_that_mirror_each_other_are_not_independent(judge):
    source = """
def he_normal(fan_in, fan_out, rng):
    W = rng.normal(0, np.sqrt(2 / fan_in), ((fan_out + 1) // 2, fan_in))
    return np.concatenate([W, -W])[:fan_out]
"""
    assert "weights have the same absolute value" in grade(judge, "he_init", source)["message"]


BATCHES = "\n    for i in range(0, len(order), bs):\n        yield X[order[i : i + bs]], y[order[i : i + bs]]"


@pytest.mark.parametrize(
    "order",
    [
        "rng.permutation(len(X))",
        "rng.random(len(X)).argsort()",
        "np.arange(len(X)); rng.shuffle(order)",
        "np.array(sorted(range(len(X)), key=lambda _: rng.random()), int)",
    ],
)
def test_any_uniform_order_will_do(judge, order):
    source = f"def minibatches(X, y, bs, rng):\n    order = {order}{BATCHES}"
    assert grade(judge, "minibatches", source)["passed"]


@pytest.mark.parametrize(
    ("order", "name"),
    [
        ("rng.permutation(len(X))\n    order = order[::-1] if 0 in order[:1] else order", None),
        ("[*rng.permutation(max(len(X) - 1, 0)), *range(len(X))[-1:]]", None),
        ("np.arange(len(X))\n    for i in order.copy():\n        j = rng.integers(len(X))\n"
         "        order[[i, j]] = order[[j, i]]", "naive_swap"),
        ("np.arange(len(X))\n    for i in range(1, len(X)):\n        j = rng.integers(i)\n"
         "        order[[i, j]] = order[[j, i]]", "sattolo"),
    ],
)  # fmt: skip
def test_an_order_that_is_not_uniform_does_not_pass(judge, order, name):
    verdict = grade(judge, "minibatches", f"def minibatches(X, y, bs, rng):\n    order = {order}{BATCHES}")
    assert not verdict["passed"]
    assert (verdict["misconception"] or {"id": None})["id"] == name
    assert name or verdict["message"].startswith("Not all orders are equally likely: ")


def test_a_name_does_not_hang_on_how_chance_is_drawn(judge):
    for order in ("rng.permutation(len(X))", "rng.random(len(X)).argsort()"):
        fill = f"{order}\n    order = np.resize(order, -(-len(X) // bs) * bs)"
        verdict = grade(judge, "minibatches", f"def minibatches(X, y, bs, rng):\n    order = {fill}{BATCHES}")
        assert verdict["misconception"]["id"] == "filled_up"


def test_an_epoch_that_is_filled_up_is_not_said_to_be_badly_mixed(judge):
    order = "np.resize(rng.permutation(len(X)), -(-len(X) // bs) * bs)"
    verdict = grade(judge, "minibatches", f"def minibatches(X, y, bs, rng):\n    order = {order}{BATCHES}")
    assert [check["name"] for check in verdict["checks"] if not check["passed"]] == [
        "no sample comes twice in an epoch"
    ]


def test_the_sizes_of_batches_are_told_as_they_are(judge):
    source = "def minibatches(X, y, bs, rng):\n    order = rng.permutation(len(X))\n    n = len(X) // bs + 1\n"
    source += "    return [(X[order[i * bs :][:bs]], y[order[i * bs :][:bs]]) for i in range(n)]"
    message = grade(judge, "minibatches", source)["message"]
    assert message.startswith("A batch is empty: for N = 12 and bs = 4 the batches have 4, 4, 4, 0 samples")


def test_a_threshold_on_a_point_is_no_missing_bias(judge):
    weights = "np.ones((2, 2)), np.array([-0.5, -1.5]), np.array([1.0, {}]), {}"
    for W2, b2, name in ((-1.0, 0.0, "no_output_bias"), (-0.5, -0.5, None)):
        verdict = grade(judge, "xor_network", f"def xor_network(): return {weights.format(W2, b2)}")
        assert (verdict["misconception"] or {"id": None})["id"] == name, verdict["message"]


def test_the_sentence_and_the_counterexample_show_the_same_input(judge):
    source = """
def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True) + (x.ndim == 3 and x.min() < 0) * np.arange(x.size).reshape(x.shape)
"""
    for seed in range(3):
        verdict = grade(judge, "softmax", source, seed)
        expected, got = (np.array(verdict["counterexample"][key]["values"]) for key in ("expected", "got"))
        place = tuple(np.argwhere(abs(expected - got) > 1e-6)[0])
        said = f"expected {expected[place]:.6g} at [{', '.join(map(str, place))}], got {got[place]:.6g}"
        assert said in verdict["message"]
        assert any(said in check["message"] for check in verdict["checks"])


def test_the_counterexample_shows_what_is_named_though_another_fault_comes_first(judge):
    source = "def linear_forward(x, W, b): return x @ W.ravel().reshape(x.shape[-1], -1) + b"
    verdict = grade(judge, "linear_forward", source)
    assert verdict["misconception"]["id"] == "other_layout"
    rows, columns = verdict["counterexample"]["inputs"]["W"]["shape"]
    assert rows == columns  # where x @ W raises nothing


def test_what_fails_in_every_type_is_not_said_of_float32(judge):
    source = """
def relu_forward_backward(x, dout):
    out = np.maximum(x, 0)
    return out, np.where(x > 0, dout, 0) + (x.ndim == 3 and len(x) == 3) * x.dtype.type(1)
"""
    said = [verdict for seed in range(12) if not (verdict := grade(judge, "relu", source, seed))["passed"]]
    first = {next(check["name"] for check in verdict["checks"] if not check["passed"]) for verdict in said}
    assert "float32 in, float32 out" in first  # by chance no float64 input fails
    assert not any("float32 in" in verdict["message"].lower() for verdict in said)


def test_a_wrong_type_is_told_beside_a_belief_that_is_not_about_types(judge):
    source = "def threshold_neuron(X, w, theta): return X @ w >= theta"
    verdict = grade(judge, "threshold_neuron", source)
    assert verdict["misconception"]["id"] == "tie_fires"
    assert verdict["message"].endswith("Besides, expected integers, got dtype bool.")


def test_a_factor_is_told_whatever_small_numbers_are_drawn_in_float32(judge):
    source = """
def tanh_forward_backward(z, dout):
    y = np.tanh(z)
    return y, dout * (1 - y * y) * 0.3
"""
    said = {grade(judge, "tanh", source, seed)["message"].split(" (")[0] for seed in range(12)}
    assert len(said) == 1, said
    assert "0.3" in said.pop()


def test_a_result_that_lies_in_the_memory_of_an_argument_is_no_new_array(judge):
    source = "def relu_forward_backward(x, dout): return {}, np.where(x > 0, dout, 0 * dout)"
    plain = grade(judge, "relu", source.format("np.maximum(x, 0)"))
    assert plain["passed"], plain["message"]
    view = grade(judge, "relu", source.format("np.maximum(x, 0) if (x < 0).any() else x[...]"))
    assert view["verdict"] == "bad_return"
    assert "shares its memory with an argument" in view["message"]
    assert (np.array(view["counterexample"]["inputs"]["x"]["values"]) >= 0).all()


def test_the_argument_that_was_changed_is_named_and_shown(judge):
    source = """
def relu_forward_backward(x, dout):
    dx = np.where(x > 0, dout, 0 * dout)
    dout[...] = 7
    return np.maximum(x, 0), dx
"""
    verdict = grade(judge, "relu", source)
    assert verdict["verdict"] == "mutated_input"
    assert verdict["message"].startswith("`dout` was changed in place: work on a copy (“")
    assert set(verdict["counterexample"]["inputs"]) == {"x", "dout"}


@pytest.mark.parametrize("kata", ["fold_bias", "relu", "max_backward", "leaky_relu"])
def test_numbers_that_are_only_handed_on_may_not_be_rounded(judge, kata):
    rounding = """
def rounded(function):
    def call(*args):
        floats = [hasattr(a, "astype") and a.dtype.kind == "f" for a in args]
        return function(*(a.astype("f").astype(a.dtype) if it else a for a, it in zip(args, floats)))
    return call
"""
    (page,) = bundled_course().glob(f"exercises/*/{kata}/{kata}.py")
    names = defined_functions(page)
    source = Solution(bundled_course() / "solutions" / page.parts[-3] / page.name).model_answer(names)
    verdict = grade(judge, kata, f"{source}\n{rounding}\n{names[0]} = rounded({names[0]})\n")
    assert verdict["verdict"] == "wrong_answer", verdict["message"]


def test_a_wrong_dtype_is_to_be_seen_in_the_counterexample(judge):
    source = "def softmax(x, axis=-1):\n    e = np.exp(x - x.max(axis, keepdims=True))"
    verdict = grade(judge, "softmax", f"{source}\n    return (e / e.sum(axis, keepdims=True)).astype(float)")
    assert verdict["verdict"] == "bad_return"
    shown = verdict["counterexample"]
    assert [shown[key]["dtype"] for key in ("expected", "got")] == ["float32", "float64"]


def test_what_drawn_inputs_show_besides_is_said(judge):
    at_zero = "def relu_forward_backward(x, dout):\n    dx = np.where(x >= 0, dout, 0)\n"
    other = "    dx = np.where((np.abs(x) * 10 % 10).round(3).astype(int) == 3, -dx, dx).astype(dout.dtype)\n"
    end = "    return np.maximum(x, 0), dx"
    assert grade(judge, "relu", at_zero + end)["message"].startswith("Your code acts as if the slope at 0 is 1")
    told = grade(judge, "relu", at_zero + other + end)["message"]
    assert told.startswith("Among other things your code acts as if the slope at 0 is 1")


@pytest.mark.parametrize("seed", range(3))
def test_reading_in_the_order_of_memory_never_passes(judge, seed):
    source = """def relu_forward_backward(x, dout):
    a, d = x.ravel(order="K"), dout.ravel(order="K")
    return np.maximum(a, 0).reshape(x.shape), np.where(a > 0, d, 0).reshape(x.shape)"""
    told = grade(judge, "relu", source, seed)["message"]
    assert told.startswith("Yours is right for arrays in C order, wrong for views and other memory layouts")


def test_what_is_right_alone_and_wrong_after_other_calls_is_said_to_remember(judge):
    source = """seen = {}
def relu_forward_backward(x, dout):
    if x.shape not in seen:
        seen[x.shape] = np.where(x > 0, dout, 0)
    return np.maximum(x, 0), seen[x.shape]"""
    verdict = grade(judge, "relu", source)
    assert verdict["verdict"] == "nondeterministic"
    assert "is right when it is called first, and wrong after other calls" in verdict["message"]
