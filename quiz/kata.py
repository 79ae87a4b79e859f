"""What the author of a kata imports: `Kata` collects what a submission is tried on, `wrong` names a misconception.

Everything here is data and plain functions; the judge (`quiz.grading`) runs them. CONTRIBUTING.md walks through one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Edge:
    """A named fixed input. `scale` is the size of the expected values, where it is far from 1."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    scale: float | None = None
    nan: bool = False


@dataclass(frozen=True)
class Generator:
    """A seeded source of random inputs; `simplify` allows a failing input's numbers to be rounded."""

    name: str
    draw: Callable[..., Any]
    simplify: bool = True


@dataclass(frozen=True)
class Gradient:
    """Results of the reference that are the gradients of one number, which `scalar` gives as a function."""

    results: tuple[str, ...]
    scalar: Callable[..., Any]


@dataclass(frozen=True)
class Measure:
    """What is measured of a submission that has no one right answer, and how far two measurements may be apart."""

    take: Callable[..., Any]
    rtol: float
    atol: float


@dataclass
class Kata:
    """The checks of one kata.

    `functions` are the names that a submission must define; with more than one, a `driver` calls them. `returns` names
    the parts of a tuple of results. `rtol` and `atol` replace the usual tolerance where the statement promises another.
    `keeps_integers` allows an integer result for integer inputs; `fresh` says that the results are new arrays, which
    share no memory with an argument. `harmless` names trivial changes of a function's
    results that are right all the same, each with the reason: `{"train: doubled": "weights count up to a factor"}`.
    """

    functions: tuple[str, ...]
    returns: tuple[str, ...]
    rtol: float | None
    atol: float | None
    keeps_integers: bool
    fresh: bool
    harmless: dict[str, str]
    edges: list[Edge] = field(default_factory=list)
    generators: list[Generator] = field(default_factory=list)
    properties: list[Callable[..., Any]] = field(default_factory=list)
    measures: list[Measure] = field(default_factory=list)
    gradients: list[Gradient] = field(default_factory=list)
    drive: Callable[..., Any] | None = None

    def __init__(
        self,
        *functions: str,
        returns: Sequence[str] = (),
        rtol: float | None = None,
        atol: float | None = None,
        keeps_integers: bool = False,
        fresh: bool = False,
        harmless: dict[str, str] | None = None,
    ) -> None:
        self.functions = functions
        self.returns = tuple(returns)
        self.rtol, self.atol, self.keeps_integers, self.fresh = rtol, atol, keeps_integers, fresh
        self.harmless = harmless or {}
        self.edges, self.generators, self.properties, self.measures, self.gradients = [], [], [], [], []
        self.drive = None

    def edge(self, name: str, *args: Any, scale: float | None = None, nan: bool = False, **kwargs: Any) -> None:
        """Add a named input that always runs. A (nested) list of numbers becomes an array.

        `scale` replaces the size that the absolute tolerance is taken from (needed where all expected values lie below
        1e-6); `nan=True` says that the statement asks for NaN where the reference gives it.
        """
        self.edges.append(Edge(name, args, kwargs, scale, nan))

    def random(self, draw: Function | None = None, *, simplify: bool = True) -> Any:
        """Decorate `draw(rng)`, which returns one tuple of arguments (or a single argument).

        Take sizes from `rng.integers`: for a small counterexample the judge draws again with small integers. Say
        `simplify=False` where rounding a number would leave the domain (probabilities, say).
        """

        def add(function: Function) -> Function:
            self.generators.append(Generator(function.__name__.replace("_", " "), function, simplify))
            return function

        return add if draw is None else add(draw)

    def property(self, holds: Function) -> Function:
        """Decorate `holds(submission, *args) -> bool`: true of every right answer, whatever the input.

        The learner reads "it does not hold that <its name>"; where a fact says more, return that: a string means that
        the property does not hold. A kata whose solution has no reference is judged by its properties alone; each is
        tried on every case.
        """
        self.properties.append(holds)
        return holds

    def measure(self, *, rtol: float = 0.0, atol: float = 0.0) -> Callable[[Function], Function]:
        """Decorate `take(submission, *args)`: a number or a small array, or None for a case that shows nothing.

        For a kata without a reference, where two faults may break the same properties: a misconception is named only
        where submission and wrong answer also measure the same. Margins allow for chance; it decides no verdict.
        """

        def add(take: Function) -> Function:
            self.measures.append(Measure(take, rtol, atol))
            return take

        return add

    def gradient(self, *results: str) -> Callable[[Function], Function]:
        """Decorate `scalar(*args)`, which says of what number the named results are the gradients, and where.

        It returns a function and the point, an array for each result: `lambda x: (dout * np.tanh(x)).sum(), (x,)`; or
        None for a case that has no gradient. Without names the whole result is meant. Write the formula of the
        statement, in NumPy: `quiz check` compares its central differences with the reference, which asks autograd.
        """

        def add(scalar: Function) -> Function:
            self.gradients.append(Gradient(results, scalar))
            return scalar

        return add

    def driver(self, drive: Function) -> Function:
        """Decorate the function that calls the submission: `drive(first, second, ..., *args)` gets the `functions`.

        Its source travels to the submission's process, where `np` (and `torch`, in that flavour) are its only global
        names; it returns arrays.
        """
        self.drive = drive
        return drive


def wrong(
    title: str = "",
    *,
    card: str = "",
    of: str | None = None,
    also: dict[str, Sequence[Any]] | None = None,
    like: str = "",
) -> Callable[[Function], Function]:
    """Mark a wrong answer in a solution file; the judge reads the arguments from the source, so they are literals.

    `title` is the belief in the learner's words: it completes "Your code acts as if ...". The function's docstring, one
    sentence on why that fails, follows it. `card` is the card to review. `of` names the function it replaces where a
    kata has several; the others come from the model answer. `also` gives further values of keyword-only parameters,
    `also={"eps": (1e-7, 1e-9)}` beside `*, eps=1e-12`: other ways to act on the same belief. Where
    it takes other code, `@wrong(like="that_wrong_answer")` alone marks a further form of one.
    """
    return lambda function: function
