"""The ways that lead on from a review."""

from __future__ import annotations

from quiz.course.katas import KataPage
from quiz.study.kata_choice import propose
from quiz.study.lapse import Lapse
from quiz.study.session import Session
from quiz.ui.screens.card_screen import CardScreen


class Onward(CardScreen):
    """A review with doors: to cards ahead, to katas, to all cards."""

    kata: KataPage | None = None  # that of the card which was just forgotten

    def sit(self, session: Session, title: str = "") -> None:
        """Ask the cards of another session; `title`: what they are called, if anything."""
        raise NotImplementedError

    def action_ahead(self) -> None:
        """Ask the cards that are due soonest."""
        session = Session.ahead(self.services.log, self.services.items, self.services.now())
        if session.left.total:
            self.sit(session)
        else:
            self.notify("There is nothing to learn ahead.")

    def action_next_kata(self) -> None:
        """Open the kata to do next."""
        page = propose(self.services.course, self.services.log, self.services.now())
        if page is None:
            self.notify("There is no kata left to do.")
        else:
            self.open_kata(page)

    async def action_browse(self) -> None:
        """Look at all cards."""
        await self.run_action("app.open('browse')")

    def open_kata(self, page: KataPage) -> None:
        """Open a kata."""
        from quiz.ui.screens.kata import KataScreen  # the editor and its grammar are slow to import

        self.app.push_screen(KataScreen(page))

    def offer(self, lapse: Lapse | None) -> None:
        """Say what helps with a card that was forgotten, and offer its kata; None takes an earlier offer back."""
        self.kata = lapse.kata if lapse else None
        if lapse and lapse.leech:
            self.notify(lapse.leech, title="A leech", timeout=8, markup=False)
        if self.kata is not None:
            self.notify(f"It can be practised: o opens the kata {self.kata.title}.", markup=False)

    def action_open_kata(self) -> None:
        """Open the kata of the card that was forgotten."""
        if self.kata is not None:
            self.open_kata(self.kata)
