"""What the palette finds."""

from __future__ import annotations

from textual.command import Hit, Hits
from textual.system_commands import SystemCommandsProvider

_IN_HELP = 0.01  # below every match of a name


class Commands(SystemCommandsProvider):
    """The commands of the app, found by their names and after those by the words of what they do."""

    async def search(self, query: str) -> Hits:
        """Those of which the name is like the query, or the help holds all its words."""
        matcher, words = self.matcher(query), query.casefold().split()
        for name, said, callback, *_ in self.app.get_system_commands(self.screen):
            if (score := matcher.match(name)) > 0:
                yield Hit(score, matcher.highlight(name), callback, help=said)
            elif words and all(word in said.casefold() for word in words):
                yield Hit(_IN_HELP, name, callback, help=said)
