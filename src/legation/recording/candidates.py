"""Blocks in the database. In a block each event is compared with the block's hubs, the events of smallest id: a full block costs no more.

Which pairs are compared is a function of who is in the blocks, not of the order they came in: an event that takes a hub's place is compared with the
whole block, and links that rested on the former hub alone go. An event is a hub of a block of n with chance HUBS/n, so that costs little on average.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, delete, insert, select

from legation.recording.entry_tables import blocks, links

HUBS = 24

_FIRST = select(blocks.c.event_id).where(blocks.c.block == bindparam("number")).order_by(blocks.c.event_id).limit(bindparam("most"))
_MEMBERS = select(blocks.c.event_id).where(blocks.c.block == bindparam("number")).order_by(blocks.c.event_id)
_BLOCKS = select(blocks.c.block).where(blocks.c.event_id == bindparam("event")).order_by(blocks.c.block)
_ENTER = insert(blocks)

Compare: TypeAlias = Callable[[str, Iterable[str]], set[str]]
"""Links an event with others; says which events have new links."""


def enter_blocks(connection: Connection, event_id: str, numbers: Iterable[int], compare: Compare) -> set[str]:
    """Puts an event in its blocks and compares it with those it meets; says which events' links changed."""
    candidates: set[str] = set()
    displaced: list[tuple[int, str]] = []
    for number in _peopled(connection, numbers):
        first = _first(connection, number)
        if len(first) < HUBS or event_id < first[-1]:
            candidates.update(first if len(first) < HUBS else _members(connection, number))
            displaced += [(number, first[-1])] if len(first) == HUBS else []
        else:
            candidates.update(first)
    connection.execute(_ENTER, [{"block": n, "event_id": event_id} for n in numbers])
    touched = compare(event_id, candidates)
    for number, hub in displaced:
        touched |= _unhub(connection, number, hub)
    return touched


def leave_blocks(connection: Connection, event_id: str, compare: Compare) -> set[str]:
    """Takes an event out of its blocks; where it was a hub, the next is compared with its block. Says which events' links changed."""
    numbers = _of(connection, event_id)
    hub_in = [n for n in numbers if event_id in _first(connection, n)]
    connection.execute(delete(blocks).where(blocks.c.event_id == event_id))
    touched: set[str] = set()
    for number in hub_in:
        first = _first(connection, number)
        if len(first) == HUBS:
            hub = first[-1]
            linked = set(connection.execute(select(links.c.other).where(links.c.event_id == hub)).scalars())
            touched |= compare(hub, set(_members(connection, number)) - linked - {hub})
    return touched


def _peopled(connection: Connection, numbers: Iterable[int]) -> list[int]:
    """The blocks that somebody is in."""
    return list(connection.execute(select(blocks.c.block).where(blocks.c.block.in_(list(numbers))).distinct()).scalars())


def _first(connection: Connection, number: int) -> list[str]:
    return list(connection.execute(_FIRST, {"number": number, "most": HUBS}).scalars())


def _members(connection: Connection, number: int) -> list[str]:
    return list(connection.execute(_MEMBERS, {"number": number}).scalars())


def _unhub(connection: Connection, number: int, former: str) -> set[str]:
    """Ends the links of a block's former hub that no block supports any more."""
    linked = connection.execute(select(links.c.other).where(links.c.event_id == former).order_by(links.c.other)).scalars().all()
    own = set(_of(connection, former))
    touched: set[str] = set()
    for other in linked:
        shared = own & set(_of(connection, other))
        if number in shared and not any({former, other} & set(_first(connection, n)) for n in sorted(shared)):
            _unlink(connection, former, other)
            touched |= {former, other}
    return touched


def _of(connection: Connection, event_id: str) -> list[int]:
    return list(connection.execute(_BLOCKS, {"event": event_id}).scalars())


def _unlink(connection: Connection, a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        connection.execute(delete(links).where(links.c.event_id == one, links.c.other == other))
