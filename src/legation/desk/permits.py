"""The table of who may do what: each route of the team's desk with its least role. A route that is not here answers nobody."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from legation.desk.answering import Place
from legation.desk.callers import Caller
from legation.recording.people import ROLES

OPEN = "open"
"""For anybody: the way in, the look, and the files of the frame."""

OWN = "own"
"""For everybody who is signed in by a browser, about themselves; no token gets there."""

LEAST = {
    OPEN: """
        GET /signin
        POST /signin
        GET /join
        POST /join
        POST /theme
        GET /follow/{token}.atom
    """,
    OWN: """
        POST /signout
        GET /account
        GET /account.json
        POST /account/password
        POST /account/tokens
        POST /account/tokens/{key}/revoke
        POST /account/sessions/{key}/end
        POST /account/sessions/end
    """,
    "reader": """
        GET /
        GET /feed.json
        GET /feed.csv
        GET /feed/live
        GET /search
        GET /search.json
        GET /review
        GET /review.json
        GET /review/gold.jsonl
        GET /audit
        GET /audit.json
        GET /audit/{key}
        GET /audit/{key}.json
        GET /audit/{key}.csv
        GET /audit/{key}/{position}
        GET /audit/{key}/{position}.json
        GET /entries/{identifier}
        GET /reports/{identifier:path}
        GET /states
        GET /states.json
        GET /states.csv
        GET /states/{code}
        GET /pairs
        GET /pairs.json
        GET /pairs.csv
        GET /pairs/{one}/{other}
        GET /vessels
        GET /vessels.json
        GET /vessels.csv
        GET /tours
        GET /tours.json
        GET /tours.csv
        GET /agreements
        GET /agreements.json
        GET /agreements.csv
        GET /map
        GET /map.json
        GET /map/entries.json
        GET /network
        GET /network.json
        GET /network.csv
        GET /sources
        GET /sources.json
        GET /sources.csv
        GET /sources/months.csv
        GET /sources/failures.csv
        GET /codebook
        GET /codebook.json
        GET /codebook/{type}
        GET /api
        GET /api.json
        GET /openapi.json
        GET /about
        GET /about.json
        GET /about/{name}
        GET /discussion
        GET /discussion.json
        POST /discussion/say
        POST /discussion/comments/{key}
    """,
    "analyst": """
        GET /code
        POST /code
        POST /code.json
        POST /entries/{identifier}/decide
        POST /review/add
        POST /audit
        POST /audit/{key}/{position}
        POST /discussion/assign
        POST /discussion/assignments/{key}
        GET /double
        GET /double.json
        POST /double
        GET /double/{key}
        GET /double/{key}.json
        GET /double/{key}/gold.jsonl
        GET /double/{key}/code/{position}
        GET /double/{key}/code/{position}.json
        POST /double/{key}/code/{position}
        GET /double/{key}/disagreements
        GET /double/{key}/disagreements.json
        GET /double/{key}/disagreements/{position}/{item}
        POST /double/{key}/disagreements/{position}/{item}
    """,
    "admin": """
        GET /follow
        GET /follow.json
        POST /follow
        GET /follow/{key}
        GET /follow/{key}.json
        GET /follow/{key}.csv
        POST /follow/{key}
        GET /people
        GET /people.json
        POST /people/invitations
        POST /people/invitations/{key}/withdraw
        POST /people/tokens/{key}/revoke
        POST /people/{key}/role
        POST /people/{key}/remove
        POST /people/{key}/reset
    """,
}
"""Method and path of each route, as the route is written, by its least role."""

BROWSERS_ONLY = frozenset({OWN, "admin"})
"""What no token does, whoever holds it: a token that was lost must not make another, nor an account."""


@cache
def _table() -> dict[tuple[str, str], str]:
    lines = ((least, *line.split()) for least, block in LEAST.items() for line in block.strip().splitlines())
    return {(method, path): least for least, method, path in lines}


def least_role(method: str, path: str) -> str | None:
    """The least role for a route, or `open` or `own`; None where the table has no such route. Asking for the head is reading."""
    return _table().get(("GET" if method == "HEAD" else method, path))


def refusal(method: str, path: str, caller: Caller | None) -> str | None:
    """Why a caller may not use a route; None where they may."""
    least = least_role(method, path)
    if least is None:
        return "The table of roles does not say who may come here, so nobody may."
    if least == OPEN:
        return None
    if caller is None:
        return "Sign in first."
    if caller.scope != "session" and least in BROWSERS_ONLY:
        return "No token does this. Sign in by a browser."
    if caller.scope == "read" and method not in {"GET", "HEAD"}:
        return "This token only reads. Make one that writes."
    if least != OWN and ROLES.index(caller.person.role) < ROLES.index(least):
        return f"This is for the role {least}; yours is {caller.person.role}. An admin can give you another."
    return None


def shown_to(caller: Caller | None, groups: Iterable[tuple[str, list[Place]]]) -> list[tuple[str, list[Place]]]:
    """The rail's groups with the places that a caller may go to; no group is empty."""
    found = [(name, [place for place in places if caller and refusal("GET", place.link, caller) is None]) for name, places in groups]
    return [(name, places) for name, places in found if places]
