"""The gaps of one card: the answer to one shows what the others ask, so they keep apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from quiz.study.waiting import card_of


def one_each(items: Iterable[str], met: Iterable[str]) -> Iterator[str]:
    """The items that have no sibling before them, and none among those that were met, or were met themselves."""
    first: dict[str, set[str]] = {}
    for item in met:
        first.setdefault(card_of(item), set()).add(item)
    for item in items:
        if item in first.setdefault(card_of(item), {item}):
            yield item


def spread(items: Sequence[str]) -> list[str]:
    """All of them, the gaps of a card as far apart as they can be, none beside another while another card is left.

    Cards without gaps keep their order.
    """
    number = Counter(map(card_of, items))
    if len(number) == len(items):
        return list(items)
    places = {card: place for place, card in enumerate(number)}
    met: Counter[str] = Counter()
    wanted = {}
    for item in items:
        card = card_of(item)
        wanted[item] = (places[card] + met[card] * len(number)) / number[card]
        met[card] += 1
    return _parted(sorted(items, key=wanted.__getitem__), number)


def _parted(order: list[str], left: Counter[str]) -> list[str]:
    """The order with neighbours of one card moved apart; a card that has most of what is left must not wait."""
    result: list[str] = []
    last, most = "", max(left.values())
    while order:
        place = 0
        if 2 * most > len(order) and (many := max(left, key=left.__getitem__)) != last and 2 * left[many] > len(order):
            place = next(n for n, item in enumerate(order) if card_of(item) == many)
        elif card_of(order[0]) == last:
            place = next((n for n, item in enumerate(order) if card_of(item) != last), 0)
        result.append(order.pop(place))
        last = card_of(result[-1])
        left[last] -= 1
    return result
