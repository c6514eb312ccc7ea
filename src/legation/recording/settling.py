"""Links become entries: which tellings are one act, as a function of the links and verdicts alone, whatever the order they came in.

Three steps, each of which looks at a bounded neighbourhood only:

1. Cores. Within a cell (one day, one report's day, one month ...) links are taken from the likeliest down; two groups grow together unless two
   of their members contradict each other or a person has parted them.
2. Choices. A core whose time is known less well chooses the likeliest core whose time is known better. A core without such a neighbour and its
   likeliest neighbour of the same precision (the day before or after) choose each other, if each is the other's likeliest.
3. Entries. Cores joined by choices grow together as in 1; what a person has joined is one whatever parts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

from legation.recording.linking import Outline, apart

EventId: TypeAlias = str
Core: TypeAlias = str
"""A core is named for its smallest event."""


@dataclass(frozen=True, slots=True)
class Node:
    """An event as settling sees it."""

    event_id: EventId
    cell: str
    precision: int
    outline: Outline
    sentence: tuple[str, int]


class Graph(Protocol):
    """Events and links, from memory or a database."""

    def nodes(self, event_ids: Iterable[EventId]) -> Mapping[EventId, Node]:
        """The nodes of these events."""
        ...

    def links(self, event_ids: Iterable[EventId]) -> Mapping[EventId, Mapping[EventId, float]]:
        """For each of these events its linked events, with the likelihood of each link."""
        ...


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What persons have decided: pairs that are one, and whether two events are parted."""

    joined: Mapping[EventId, frozenset[EventId]] = field(default_factory=dict)
    parted: Mapping[EventId, frozenset[EventId]] = field(default_factory=dict)


class _Groups:
    """Groups of events that grow together where nothing parts them."""

    def __init__(self, settling: Settling, members: Iterable[frozenset[EventId]]) -> None:
        self._settling = settling
        self._of: dict[EventId, frozenset[EventId]] = {e: group for group in members for e in group}

    def join(self, a: EventId, b: EventId, *, forced: bool = False) -> None:
        one, other = self._of[a], self._of[b]
        if one is other or self._settling.parted(one, other) or (not forced and self._settling.contradict(one, other)):
            return
        whole = one | other
        self._of.update(dict.fromkeys(whole, whole))

    def all(self) -> list[frozenset[EventId]]:
        return sorted(set(self._of.values()), key=min)


class Settling:
    """Finds entries in a graph; looks at no more of it than what it is asked for needs."""

    def __init__(self, graph: Graph, verdicts: Verdicts) -> None:
        self._graph, self._verdicts = graph, verdicts
        self._nodes: dict[EventId, Node] = {}
        self._links: dict[EventId, Mapping[EventId, float]] = {}
        self._core: dict[EventId, Core] = {}
        self._members: dict[Core, frozenset[EventId]] = {}
        self._near: dict[Core, dict[Core, float]] = {}

    def entries(self, seeds: Iterable[EventId]) -> list[frozenset[EventId]]:
        """The entries of these events and all that a change of their links may have changed, by their smallest events."""
        cores = {core for seed in sorted(set(seeds)) for core in self._cores_about(seed)}
        for _ in range(2):
            cores |= {near for core in sorted(cores) for near in self._neighbours(core)}
        done: dict[Core, frozenset[EventId]] = {}
        for core in sorted(cores):
            if core not in done:
                done |= {self._core[e]: group for group in self._entries_about(core) for e in group}
        return sorted(set(done.values()), key=min)

    def parted(self, one: frozenset[EventId], other: frozenset[EventId]) -> bool:
        """Whether a person has parted an event of the one from an event of the other."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        return any(not self._verdicts.parted.get(e, frozenset()).isdisjoint(large) for e in small)

    def contradict(self, one: frozenset[EventId], other: frozenset[EventId]) -> bool:
        """Whether days or places of the one contradict the other's, or a sentence tells of an act of each."""
        if {self._nodes[e].sentence for e in one} & {self._nodes[e].sentence for e in other}:
            return True
        outlines = {self._nodes[e].outline for e in other}
        return any(apart(a, b) for a in {self._nodes[e].outline for e in one} for b in outlines)

    def _load(self, wanted: Iterable[EventId]) -> None:
        fresh = sorted({e for e in wanted if e not in self._links})
        if fresh:
            links = self._graph.links(fresh)
            self._links |= {e: links.get(e, {}) for e in fresh}
            unseen = sorted({*fresh, *(o for e in fresh for o in self._links[e])} - self._nodes.keys())
            self._nodes |= self._graph.nodes(unseen)

    def _cores_about(self, event: EventId) -> set[Core]:
        """The cores of all events of the cell that links lead to from an event."""
        self._load([event])
        if event not in self._nodes:
            return set()
        if event not in self._core:
            self._make_cores(event)
        reached = self._reached(event)
        return {self._core[e] for e in reached}

    def _reached(self, event: EventId) -> set[EventId]:
        cell = self._nodes[event].cell
        found, edge = {event}, [event]
        while edge:
            self._load(edge)
            edge = sorted({o for e in edge for o in self._links[e] if o not in found and self._nodes[o].cell == cell})
            found.update(edge)
        return found

    def _make_cores(self, event: EventId) -> None:
        reached = self._reached(event)
        groups = _Groups(self, [frozenset([e]) for e in reached])
        for _score, a, b in self._by_likelihood(reached):
            groups.join(a, b)
        for group in groups.all():
            self._members[min(group)] = group
            self._core.update(dict.fromkeys(group, min(group)))

    def _by_likelihood(self, events: set[EventId]) -> list[tuple[float, EventId, EventId]]:
        found = [(-score, e, o) for e in events for o, score in self._links[e].items() if e < o and o in events]
        return sorted(found)

    def _core_of(self, event: EventId) -> Core:
        if event not in self._core:
            self._load([event])
            self._make_cores(event)
        return self._core[event]

    def _neighbours(self, core: Core) -> dict[Core, float]:
        """Cores of other cells that a core's links lead to, with the likeliest link of each."""
        if core not in self._near:
            cell = self._nodes[core].cell
            found: dict[Core, float] = {}
            links = [link for e in sorted(self._members[core]) for link in self._links[e].items()]
            for other, score in links:
                if self._nodes[other].cell != cell:
                    there = self._core_of(other)
                    found[there] = max(found.get(there, 0.0), score)
            self._near[core] = found
        return self._near[core]

    def _likeliest(self, core: Core, fits: Callable[[int, int], bool]) -> Core | None:
        own = self._nodes[core].precision
        fitting = [(-score, near) for near, score in self._neighbours(core).items() if fits(self._nodes[near].precision, own)]
        return min(fitting)[1] if fitting else None

    def _choice(self, core: Core) -> Core | None:
        better = self._likeliest(core, lambda theirs, own: theirs < own)
        if better is not None:
            return better
        beside = self._beside(core)
        return beside if beside is not None and self._beside(beside) == core else None

    def _beside(self, core: Core) -> Core | None:
        if self._likeliest(core, lambda theirs, own: theirs < own) is not None:
            return None
        return self._likeliest(core, lambda theirs, own: theirs == own)

    def _choosing(self, core: Core) -> Iterator[Core]:
        """Cores that a core chooses or is chosen by."""
        choice = self._choice(core)
        for near in sorted(self._neighbours(core)):
            if near == choice or self._choice(near) == core:
                yield near

    def _entries_about(self, core: Core) -> list[frozenset[EventId]]:
        """The entries of the cores that choices and verdicts lead to from a core."""
        found, edge = {core}, [core]
        chosen: set[tuple[float, Core, Core]] = set()
        forced: set[tuple[EventId, EventId]] = set()
        while edge:
            here = edge.pop()
            around = set(self._choosing(here))
            chosen |= {(-self._neighbours(here)[near], *sorted((here, near))) for near in around}  # type: ignore[misc]
            pairs = {tuple(sorted((e, o))) for e in self._members[here] for o in self._verdicts.joined.get(e, ())}
            forced |= {pair for pair in pairs if self._known(pair)}  # type: ignore[misc]
            around |= {self._core_of(e) for pair in forced for e in pair}
            edge += sorted(around - found)
            found |= around
        groups = _Groups(self, [self._members[c] for c in sorted(found)])
        for _score, a, b in sorted(chosen):
            groups.join(a, b)
        for a, b in sorted(forced):
            groups.join(a, b, forced=True)
        return groups.all()

    def _known(self, pair: Iterable[EventId]) -> bool:
        """Whether all of a pair are in the record still."""
        wanted = list(pair)
        self._load(wanted)
        return all(e in self._nodes for e in wanted)
