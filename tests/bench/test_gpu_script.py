"""`make gpu` needs NumPy and torch alone, and tells a wrong result from a right one."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

pytestmark = pytest.mark.katas

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = Path(__file__).with_name("gpu.py")
NOT_NEEDED = ("click", "fsrs", "markdown_it", "mdit_py_plugins", "platformdirs", "pytest", "textual", "watchfiles")


@pytest.fixture(scope="module")
def gpu() -> ModuleType:
    """The script as a module."""
    pytest.importorskip("numpy")
    spec = importlib.util.spec_from_file_location("bench_gpu", SCRIPT)
    module = sys.modules["bench_gpu"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The script in a Python that has no other package than NumPy and torch, and nothing of ours."""
    pytest.importorskip("torch")
    code = f"""
import runpy, sys
sys.path.append({sysconfig.get_path("purelib")!r})
sys.modules.update(dict.fromkeys({NOT_NEEDED!r}))
sys.argv = ["gpu.py", *{arguments!r}]
runpy.run_path({str(SCRIPT)!r}, run_name="__main__")
"""
    command = [sys.executable, "-I", "-S", "-c", code]
    return subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, check=False)


def test_it_grades_and_compares_with_numpy_and_torch_alone():
    done = run("--cpu", "relu")
    assert done.returncode == 0, done.stderr
    assert "| relu | 0 |" in done.stdout
    assert re.search(r"\| passed \| ([1-9]\d*) of \1 rejected \|", done.stdout)
    assert done.stdout.endswith("1 katas: all right\n")


def test_without_a_gpu_it_says_so():
    done = run(CUDA_VISIBLE_DEVICES="")
    assert (done.returncode, done.stdout) == (0, "no GPU\n"), done.stderr


@pytest.mark.parametrize(
    "fault", [{"error": 1e-6}, {"error": float("inf")}, {"model": "wrong_answer"}, {"rejected": 2}, {}]
)
def test_the_exit_status_tells_a_fault(gpu, monkeypatch, fault):
    facts = {"error": 1e-12, "small": None, "large": None, "numbers": 0, "model": "passed", "rejected": 3, "wrong": 3}
    reference = SimpleNamespace(devices=lambda: ("cpu",), prepare=lambda device: None, version=lambda: "torch")
    monkeypatch.setattr(gpu, "reference", reference)
    monkeypatch.setattr(gpu, "Forks", lambda flavour: SimpleNamespace(close=lambda: None))
    monkeypatch.setattr(gpu, "examine", lambda loaded, server, device: gpu.Result("relu", **facts | fault))
    monkeypatch.setattr(sys, "argv", ["gpu.py", "--cpu", "relu"])
    assert gpu.main() == (1 if fault else 0)


def test_a_difference_is_a_share_of_the_largest_number(gpu):
    from numpy import array, inf, nan

    assert gpu.difference(array([1.0, 200.0]), array([1.0, 100.0])) == 1.0
    assert gpu.difference(array([inf, nan, 2.0]), array([inf, nan, 2.0])) == 0.0
    assert gpu.difference(array([3, 4]), array([3, 4])) == 0.0
    assert gpu.difference((array([1.0]), array([2.0])), (array([1.0]), array([4.0]))) == 0.5


def test_another_shape_dtype_or_infinity_is_no_small_difference(gpu):
    from numpy import array, float32, inf, nan

    for got, expected in (
        (array([1.0]), array([[1.0]])),
        (array([1.0], float32), array([1.0])),
        (array([nan]), array([1.0])),
        (array([1.0]), array([nan])),
        (array([-inf]), array([inf])),
    ):
        assert gpu.difference(got, expected) == inf


def test_what_has_the_length_of_the_batch_is_repeated(gpu):
    from numpy import ones

    case = gpu.Case("random inputs", (ones((2, 3)), ones(2), ones((4, 3)), 7), {})
    assert [getattr(a, "shape", a) for a in gpu.repeated(case, 5).args] == [(10, 3), (10,), (4, 3), 7]
    assert gpu.repeated(gpu.Case("random inputs", ("x ** 2", 1.0), {}), 5) is None
    assert gpu.repeated(gpu.Case("random inputs", (ones((0, 3)),), {}), 5) is None
