"""Reads the tables of `data/roster/` into a Roster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from legation.actor import Actor, ActorKind
from legation.errors import KnowledgeError
from legation.knowledge.roster_actors import Ambiguous, RoleNoun, Roster
from legation.knowledge.roster_dates import day_of, days_of, listed, slug
from legation.knowledge.roster_lines import Lines
from legation.knowledge.roster_names import Form, NameForm, NameIndex
from legation.knowledge.roster_officials import Persons, form_of
from legation.knowledge.roster_own import OwnRow, read_own
from legation.knowledge.tables import data_file, rows
from legation.state import State

ORGAN_KINDS: dict[str, ActorKind] = {
    "organ": "organ",
    "metonym": "organ",
    "party": "party",
    "company": "company",
    "media": "company",
    "ngo": "ngo",
    "group": "group",
}
OFFICIALS = ("officials.tsv", "officials_europe.tsv", "officials_asia.tsv", "officials_rest.tsv")
"""Persons in office: those most in the news, then by region of their state."""
LEADERS = "leaders.tsv"
"""National leaders known by surname."""


def read_roster(own: Path | None = None) -> Roster:
    """The roster that ships, with a user's own over it.

    Raises:
        KnowledgeError: a row is wrong; the message names file and line.
    """
    names = NameIndex()
    _block(names)
    actors: dict[str, tuple[Actor, ...]] = {}
    states = _states(names, actors)
    groups = _groups(names)
    _igos(names, actors)
    _organs(names, actors)
    media = _media(names, actors)
    _armed_groups(names, actors)
    given = read_own(own, codes_of(states, actors)) if own else []
    _own_bodies(names, actors, given)
    persons = _persons(names, [row for row in given if row.actor.kind == "person"])
    roles = _roles()
    vessel_types = {key_of_type(r["type"]): r["military"] == "yes" for _, r in _table("vessel_types.tsv", "type", "military", "example")}
    return Roster(
        states=states,
        actors=actors,
        persons=persons,
        groups=groups,
        roles=roles,
        role_starts=frozenset(words[0] for words in roles),
        sector_words={r["word"]: r["sector"] for _, r in _table("sector_words.tsv", "word", "sector", "example")},
        ambiguous=_ambiguous(),
        media=media,
        vessel_types=vessel_types,
        vessel_starts=frozenset(words[0] for words in vessel_types),
        vessel_prefixes={r["prefix"]: (r["flag"], r["military"] == "yes") for _, r in _table("vessel_prefixes.tsv", "prefix", "flag", "military")},
        names=names,
    )


def _table(file: str, *columns: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, row in rows(data_file("roster", file), columns):
        yield f"{file}:{number}", row


def _block(names: NameIndex) -> None:
    for _, row in _table("not_actors.tsv", "names", "kind"):
        for name in listed(row["names"]):
            names.add(name, NameForm(row["kind"], "blocked"))


def _states(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> dict[str, State]:
    found = {}
    for where, row in _table("states.tsv", "code", "name", "cow", "aliases", "adjectives", "capitals"):
        start, end = days_of(row["valid_from"], row["valid_to"], where)
        code, key = row["code"], f"state:{row['code']}"
        found[code] = State(code, row["name"], row["sovereign"], int(row["cow"]) if row["cow"] else None, start, end, row["successor"])
        actors[key] = (Actor(key, "state", row["name"], code, "GOV", ("GOV",), valid_from=start, valid_to=end, source=row["source"]),)
        for form, name in _state_names(row):
            names.add(name, NameForm(key, form))
    return found


def _state_names(row: dict[str, str]) -> Iterator[tuple[Form, str]]:
    adjectives = listed(row["adjectives"])
    yield "name", row["name"]
    for alias in listed(row["aliases"]):
        yield "name", alias
    for capital in listed(row["capitals"]):
        yield "capital", capital
    for adjective in adjectives:
        yield "adjective", adjective
    for person in listed(row["person"]) or adjectives:
        yield "person", person
    for people in listed(row["people"]) or [f"{a}s" for a in adjectives if not a.isupper() and "." not in a]:
        yield "people", people


def _groups(names: NameIndex) -> dict[str, tuple[str, ...]]:
    found = {}
    for _, row in _table("groups_of_states.tsv", "id", "names", "adjective", "members"):
        key = f"states:{row['id']}"
        found[key] = tuple(row["members"].split())
        for name in listed(row["names"]):
            if row["id"] != "g7":
                names.add(name, NameForm(key, "name"))
        if row["adjective"]:
            names.add(row["adjective"], NameForm(key, "adjective"))
    return found


def _enter(names: NameIndex, actors: dict[str, tuple[Actor, ...]], actor: Actor, aliases: list[str]) -> None:
    actors[actor.id] = (*actors.get(actor.id, ()), actor)
    names.add(actor.name, NameForm(actor.id, "name"))
    for alias in aliases:
        names.add(alias, NameForm(actor.id, "alias"))


def _igos(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> None:
    for _, row in _table("igos.tsv", "id", "name", "code", "aliases"):
        actor = Actor(f"igo:{row['id']}", "igo", row["name"], row["code"], "IGO", ("IGO",), source=row["source"])
        _enter(names, actors, actor, listed(row["aliases"]))


def _organs(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> None:
    for where, row in _table("organs.tsv", "name", "state", "sector", "aliases", "kind"):
        if row["kind"] not in ORGAN_KINDS:
            raise KnowledgeError(f"{where}: no kind {row['kind']!r}. Kinds: {', '.join(ORGAN_KINDS)}.")
        key = f"organ:{slug(row['name'])}"
        actor = Actor(key, ORGAN_KINDS[row["kind"]], row["name"], row["state"], row["sector"], (row["sector"],), source=row["source"])
        _enter(names, actors, actor, listed(row["aliases"]))


def _media(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> frozenset[str]:
    found = set()
    for _, row in _table("media.tsv", "name", "state", "aliases"):
        actor = Actor(f"media:{slug(row['name'])}", "company", row["name"], row["state"], "JRN", ("JRN",), source=row["source"])
        found.add(actor.id)
        _enter(names, actors, actor, listed(row["aliases"]))
    return frozenset(found)


def _armed_groups(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> None:
    for where, row in _table("armed_groups.tsv", "name", "state", "sector", "aliases", "from", "to"):
        start, end = day_of(row["from"], where), day_of(row["to"], where, last=True)
        key = f"group:{slug(row['name'])}"
        actor = Actor(key, "group", row["name"], row["state"], row["sector"], (row["sector"],), valid_from=start, valid_to=end, source=row["source"])
        _enter(names, actors, actor, listed(row["aliases"]))


def codes_of(states: dict[str, State], actors: dict[str, tuple[Actor, ...]]) -> frozenset[str]:
    """The codes that an actor may belong to: states, organisations and NSA."""
    return frozenset(states) | {a.state for key, found in actors.items() if key.startswith("igo:") for a in found} | {"NSA"}


def _own_bodies(names: NameIndex, actors: dict[str, tuple[Actor, ...]], own: list[OwnRow]) -> None:
    for row in own:
        if row.actor.kind == "person":
            continue
        actors[row.actor.id] = (*actors.get(row.actor.id, ()), row.actor)
        for name in (row.actor.name, *row.aliases):
            names.claim(name, NameForm(row.actor.id, "name" if name == row.actor.name else "alias"))


def _persons(names: NameIndex, own: list[OwnRow]) -> Persons:
    """Persons of a user's rows, whose names stand for them alone, of the files, and national leaders."""
    persons = Persons(Lines(own, OFFICIALS, LEADERS))
    for row in own:
        for name in (row.actor.name, *row.aliases):
            names.claim(name, NameForm(row.actor.id, form_of(name)))
    names.follow(persons.names_from)
    return persons


def key_of_type(name: str) -> tuple[str, ...]:
    """A type of ship by its lemmas, hyphens opened."""
    return tuple(name.lower().replace("-", " ").split())


def _roles() -> dict[tuple[str, ...], RoleNoun]:
    found = {}
    for _, row in _table("roles.tsv", "noun", "sector", "kind", "office", "inherits", "state", "example"):
        words = tuple(w.lower() for w in re.split(r"[\s\-]+", row["noun"].replace("'s", "")))
        found[words] = RoleNoun(words, row["sector"], row["kind"], row["office"], row["inherits"] == "yes", row["state"])
    return found


def _ambiguous() -> dict[str, Ambiguous]:
    return {
        row["name"]: Ambiguous(tuple(listed(row["own_words"])), tuple(listed(row["rival_words"])), row["rival_state"])
        for _, row in _table("ambiguous.tsv", "name", "own_words", "rival_words", "rival_state")
    }
