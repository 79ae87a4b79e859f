"""A number that knows its gradient."""


class Value:
    """A number and the operations that led to it.

    data: the number. grad: the derivative with respect to this value of the one whose `backward` ran last, 0.0 before.
    Operators: + - * / between values and plain numbers on either side, -v, v ** n. Methods: tanh, relu, exp, backward.
    """

    def __init__(self, data):
        raise NotImplementedError

    def backward(self):
        """Set `grad` of every value that this one was computed from, starting from zero; this one's is 1."""
        raise NotImplementedError
