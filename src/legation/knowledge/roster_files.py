"""Reads the tables of `data/roster/` into a Roster."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from legation.actor import Actor, ActorKind
from legation.errors import KnowledgeError
from legation.knowledge.roster_actors import Ambiguous, Person, RoleNoun, Roster, offices_of, persons_of
from legation.knowledge.roster_dates import day_of, slug
from legation.knowledge.roster_names import Form, NameForm, NameIndex, key_of
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
        offices=offices_of(persons.values()),
        surnames=_surnames(persons),
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


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _dates(row: dict[str, str], where: str) -> tuple[date | None, date | None]:
    start, end = day_of(row["valid_from"], where), day_of(row["valid_to"], where, last=True)
    if start and end and end < start:
        raise KnowledgeError(f"{where}: valid_to {end} precedes valid_from {start}. Swap them or leave valid_to empty.")
    return start, end


def _block(names: NameIndex) -> None:
    for _, row in _table("not_actors.tsv", "names", "kind"):
        for name in _listed(row["names"]):
            names.add(name, NameForm(row["kind"], "blocked"))


def _states(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> dict[str, State]:
    found = {}
    for where, row in _table("states.tsv", "code", "name", "cow", "aliases", "adjectives", "capitals"):
        start, end = _dates(row, where)
        code, key = row["code"], f"state:{row['code']}"
        found[code] = State(code, row["name"], row["sovereign"], int(row["cow"]) if row["cow"] else None, start, end, row["successor"])
        actors[key] = (Actor(key, "state", row["name"], code, "GOV", ("GOV",), valid_from=start, valid_to=end, source=row["source"]),)
        for form, name in _state_names(row):
            names.add(name, NameForm(key, form))
    return found


def _state_names(row: dict[str, str]) -> Iterator[tuple[Form, str]]:
    adjectives = _listed(row["adjectives"])
    yield "name", row["name"]
    for alias in _listed(row["aliases"]):
        yield "name", alias
    for capital in _listed(row["capitals"]):
        yield "capital", capital
    for adjective in adjectives:
        yield "adjective", adjective
    for person in _listed(row["person"]) or adjectives:
        yield "person", person
    for people in _listed(row["people"]) or [f"{a}s" for a in adjectives if not a.isupper() and "." not in a]:
        yield "people", people


def _groups(names: NameIndex) -> dict[str, tuple[str, ...]]:
    found = {}
    for _, row in _table("groups_of_states.tsv", "id", "names", "adjective", "members"):
        key = f"states:{row['id']}"
        found[key] = tuple(row["members"].split())
        for name in _listed(row["names"]):
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
        _enter(names, actors, actor, _listed(row["aliases"]))


def _organs(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> None:
    for where, row in _table("organs.tsv", "name", "state", "sector", "aliases", "kind"):
        if row["kind"] not in ORGAN_KINDS:
            raise KnowledgeError(f"{where}: no kind {row['kind']!r}. Kinds: {', '.join(ORGAN_KINDS)}.")
        key = f"organ:{slug(row['name'])}"
        actor = Actor(key, ORGAN_KINDS[row["kind"]], row["name"], row["state"], row["sector"], (row["sector"],), source=row["source"])
        _enter(names, actors, actor, _listed(row["aliases"]))


def _media(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> frozenset[str]:
    found = set()
    for _, row in _table("media.tsv", "name", "state", "aliases"):
        actor = Actor(f"media:{slug(row['name'])}", "company", row["name"], row["state"], "JRN", ("JRN",), source=row["source"])
        found.add(actor.id)
        _enter(names, actors, actor, _listed(row["aliases"]))
    return frozenset(found)


def _armed_groups(names: NameIndex, actors: dict[str, tuple[Actor, ...]]) -> None:
    for where, row in _table("armed_groups.tsv", "name", "state", "sector", "aliases", "from", "to"):
        start, end = day_of(row["from"], where), day_of(row["to"], where, last=True)
        key = f"group:{slug(row['name'])}"
        actor = Actor(key, "group", row["name"], row["state"], row["sector"], (row["sector"],), valid_from=start, valid_to=end, source=row["source"])
        _enter(names, actors, actor, _listed(row["aliases"]))


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


def _persons(names: NameIndex, own: list[OwnRow]) -> dict[str, Person]:
    """Persons of the files and leaders; a user's rows stand in place of all that the files say of a person of that name."""
    made: list[tuple[str, tuple[str, ...], Actor]] = [(row.gender, row.aliases, row.actor) for row in own]
    overridden = {row.actor.id for row in own}
    for given in own:
        for name in (given.actor.name, *given.aliases):
            names.claim(name, NameForm(given.actor.id, "surname" if " " not in name else "name"))
    columns = ("name", "state", "sector", "office", "valid_from", "valid_to", "gender", "aliases")
    for where, row in (found for file in OFFICIALS for found in _table(file, *columns)):
        start, end = _dates(row, where)
        key = f"person:{slug(row['name'])}"
        if key in overridden:
            continue
        actor = Actor(key, "person", row["name"], row["state"], row["sector"], (row["sector"],), row["office"], start, end, row["source"])
        made.append((row["gender"], tuple(_listed(row["aliases"])), actor))
        for name in (row["name"], *_listed(row["aliases"])):
            names.add(name, NameForm(key, "surname" if " " not in name else "name"))
    known: dict[tuple[str, str], list[Actor]] = {}
    for *_, a in made:
        for word in {key_of(a.name)[0], key_of(a.name)[-1]}:
            known.setdefault((a.state, word), []).append(a)
    made.extend(r for r in _leaders() if not any(_same_time(r[2], a) for a in known.get((r[2].state, key_of(r[2].name)[-1]), ())))
    return persons_of(made)


def _same_time(leader: Actor, official: Actor) -> bool:
    """Whether the two of one state and surname may be one person: their times in office lie within twenty years of each other."""
    if leader.valid_from is None or official.valid_from is None:
        return True
    end = leader.valid_to or leader.valid_from
    return leader.valid_from.year - 20 <= official.valid_from.year <= end.year + 20


def _leaders() -> Iterator[tuple[str, tuple[str, ...], Actor]]:
    """National leaders known by surname; a surname that several states share is kept apart by state."""
    for where, row in _table("leaders.tsv", "name", "state", "valid_from", "valid_to", "gender"):
        start, end = day_of(row["valid_from"], where), day_of(row["valid_to"], where, last=True)
        if start and end and end < start:
            end = None
        key = f"person:{row['state'].lower()}-{slug(row['name'])}"
        actor = Actor(key, "person", row["name"], row["state"], "GOV", ("GOV",), "Leader", start, end, row["source"])
        yield row["gender"], (), actor


def _surnames(persons: dict[str, Person]) -> dict[tuple[str, ...], tuple[Person, ...]]:
    table: dict[tuple[str, ...], list[Person]] = {}
    for person in persons.values():
        keys = {key_of(person.surname)}
        for name in (person.name, *person.aliases):
            keys |= {key_of(name)[-1:], key_of(name)[-2:]}
        for key in sorted(keys):
            table.setdefault(key, []).append(person)
    return {k: tuple(v) for k, v in table.items()}


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
        row["name"]: Ambiguous(tuple(_listed(row["own_words"])), tuple(_listed(row["rival_words"])), row["rival_state"])
        for _, row in _table("ambiguous.tsv", "name", "own_words", "rival_words", "rival_state")
    }
