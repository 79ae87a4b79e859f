"""The ways that lead on from a review."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import Static

from quiz.course.katas import KataPage
from quiz.study.agenda import today
from quiz.study.kata_choice import propose
from quiz.study.lapse import Lapse
from quiz.study.session import Session
from quiz.ui.screens.card_screen import CardScreen
from quiz.ui.screens.review_done import done


class Onward(CardScreen):
    """A review with doors: to cards ahead, to katas, to all cards."""

    kata: KataPage | None = None  # that of the card which was just forgotten
    waits = 0  # cards that today still asks, at the end of a sitting over others

    def sit(self, session: Session, title: str = "") -> None:
        """Ask the cards of another session; `title`: what they are called, if anything."""
        raise NotImplementedError

    def say_done(self, session: Session, ratings: Sequence[int]) -> None:
        """Tell what was done, and what the keys do now."""
        services, now = self.services, self.services.now()
        idle = session.waiting(now) is None
        self.waits = today(services.log, services.items, now).queue.counts.total if idle else 0
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        back = "home" if getattr(below, "HELP", "home") == "home" else "back"
        text = done(services, session, ratings, now, waits=self.waits, back=back)
        self.query_one("#done", Static).update(text)

    def leave(self) -> None:
        """Go on with what today still asks, else go back."""
        if self.waits:
            self.sit(Session(self.services.log, self.services.items, self.services.now()))
        else:
            self.action_back()

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
