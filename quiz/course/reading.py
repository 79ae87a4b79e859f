"""From the files of a course to its katas and cards: only those that have changed since the last time are read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from quiz.course.cache import FileCache, Reading
from quiz.course.card import Card
from quiz.course.cards import Cards, card_of
from quiz.course.cross_check import check_cycles, check_links, without_doubles
from quiz.course.deck import read_deck
from quiz.course.entry import Entry, Listing, entry_of
from quiz.course.files import OWN, CourseFile
from quiz.course.findable import row_of
from quiz.course.katas import KataPage, missing_files, read_page
from quiz.course.plain import reader_of, to_plain
from quiz.course.reworded import Reworded, reworded
from quiz.errors import Problem


class Reader:
    """Reads one course: first its katas, then its cards, which may name them."""

    def __init__(self, cache: FileCache, course: str) -> None:
        self._cache, self._course = cache, course
        self._files: list[CourseFile] = []
        self._readings: list[Reading] = []  # what was not in the cache

    def katas(self, readmes: Sequence[CourseFile], solutions: Path) -> tuple[list[KataPage], list[Problem]]:
        """The pages of these files, without the katas that lack another one."""
        pages: list[KataPage] = []
        problems: list[Problem] = []
        kept = self._cache.facts(readmes)
        for file in readmes:
            found = _page(kept.get(file))
            if found is None:
                found = read_page(Path(file.path).parent, file.unit, solutions)
                self._readings.append(Reading(file, to_plain(found)))
            missing = [problem for page in found[0] for problem in missing_files(page)]
            pages += [] if missing else found[0]
            problems += [*found[1], *missing]
        self._files += readmes
        return pages, problems

    def cards(
        self, decks: Sequence[CourseFile], katas: Sequence[KataPage], kata_names: set[str], plots: set[str]
    ) -> tuple[Cards, list[Problem]]:
        """The cards of these files; while nothing has changed, no card is looked at."""
        self._files += decks
        names = [page.id for page in katas], sorted(kata_names), sorted(plots)
        key = hashlib.sha256(repr((self._course, self._files, names)).encode()).hexdigest()
        known = _summary(self._cache.summary(key))
        if known:
            return Cards(known[0], self._course, decks, {}, self._cache), known[1]
        entries, problems, fresh = self._entries(decks)
        entries, doubles = without_doubles(entries)
        problems += [*doubles, *check_links(entries, katas, kata_names, plots), *check_cycles(entries, katas)]
        listing, before = Listing.of(entries), self._before(fresh)
        self._cache.write(
            self._readings, self._files, key, ["\n".join(listing.items), listing.runs, to_plain(tuple(problems))]
        )
        return Cards(listing, self._course, decks, fresh, self._cache, before), problems

    def _before(self, fresh: Mapping[CourseFile, Sequence[Card]]) -> list[Reworded]:
        """The cards of changed files that are others than the last time because their question is another one."""
        files = [file for file, cards in fresh.items() if not all(card.stamped for card in cards)]
        kept = {
            file.path: list(filter(None, map(card_of, bodies))) for file, bodies in self._cache.cards(files).items()
        }
        return [each for file in files for each in reworded(kept.get(file.path, ()), fresh[file])]

    def _entries(
        self, decks: Sequence[CourseFile]
    ) -> tuple[list[Entry], list[Problem], dict[CourseFile, tuple[Card, ...]]]:
        entries: list[Entry] = []
        problems: list[Problem] = []
        fresh: dict[CourseFile, tuple[Card, ...]] = {}
        kept = self._cache.facts(decks)
        for file in decks:
            found = self._restored(file, kept.get(file))
            if found is None:
                fresh[file], complaints = read_deck(Path(file.path), file.unit)
                found = [entry_of(card, self._course) for card in fresh[file]], list(complaints)
                facts = [entry[3:] for entry in found[0]], to_plain(complaints)
                bodies = [(card.id, to_plain(card)) for card in fresh[file]]
                self._readings.append(Reading(file, facts, bodies, list(map(row_of, fresh[file]))))
            entries += found[0]
            problems += found[1]
        return entries, problems, fresh

    def _restored(self, file: CourseFile, plain: Any) -> tuple[list[Entry], list[Problem]] | None:
        try:
            facts, problems = plain
            whose = OWN if file.unit == OWN else self._course, file.unit, Path(file.path)
            return [Entry(*whose, *fact[:4], *map(tuple, fact[4:])) for fact in facts], _problems(problems)
        except (TypeError, ValueError, KeyError):
            return None


def _page(plain: Any) -> tuple[tuple[KataPage, ...], tuple[Problem, ...]] | None:
    try:
        pages, problems = plain
        return tuple(map(reader_of(KataPage), pages)), tuple(_problems(problems))
    except (TypeError, ValueError, KeyError):
        return None


def _summary(plain: Any) -> tuple[Listing, list[Problem]] | None:
    try:
        items, runs, problems = plain
        return Listing(tuple(items.split("\n") if items else ()), tuple(map(tuple, runs))), _problems(problems)
    except (AttributeError, TypeError, ValueError, KeyError):
        return None


def _problems(plain: Any) -> list[Problem]:
    return list(map(reader_of(Problem), plain))
