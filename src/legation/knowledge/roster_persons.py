"""A person with offices over time, and what the press calls one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from legation.actor import Actor

LEADING_OFFICES = ("President", "Prime Minister", "Chancellor", "Supreme Leader", "Leader", "King", "Emir", "Crown Prince", "Secretary-General")
"""Offices whose holders the press names by surname alone, the foremost first."""
SURNAME_FIRST = frozenset(
    "Xi Kim Lee Moon Yoon Wang Li Hu Mao Park Roh Tsai Lai Ma Chen Qin Dong Ban Choe Jiang Deng Zhou Wen Yang Wei Guo Lin Hua Zhao Cho".split()
)
"""Family names that stand first."""
JUNIORS = frozenset({"Jr.", "Jr", "II", "III", "VI", "XIV", "XVI"})
"""Last words of a name that are no surname."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person with all offices, in order of time. `gender` is m, f or ""."""

    id: str
    name: str
    surname: str
    gender: str
    offices: tuple[Actor, ...]
    aliases: tuple[str, ...] = ()

    def on(self, day: date | None, office: str = "") -> Actor:
        """The row that holds on `day`; of several, that of `office`; else the last before `day`, without its office."""
        held = [a for a in self.offices if a.valid_on(day)]
        named = [a for a in held if office and a.office == office]
        if named:
            return named[-1]
        if held and (day is not None or len(held) == 1):
            return min(reversed(held), key=lambda a: rank(a.office))
        if day is None:
            return replace(self.offices[-1], office="")
        before = [a for a in self.offices if a.valid_from is not None and a.valid_from <= day]
        return replace((before or self.offices)[-1] if before else self.offices[0], office="")

    def held_by(self, day: date | None) -> bool:
        """Whether the person holds an office on `day`."""
        return day is not None and any(a.valid_on(day) for a in self.offices)


def rank(office: str) -> int:
    """Place of an office among the leading ones; those that are none come last."""
    return LEADING_OFFICES.index(office) if office in LEADING_OFFICES else len(LEADING_OFFICES)


def surname_of(name: str) -> str:
    """The part by which the press names a person again: "al-Sudani", "bin Salman", "de Mistura", "Xi", "Netanyahu"."""
    words = name.split()
    if len(words) == 1:
        return name
    if words[0] in SURNAME_FIRST:
        return words[0]
    if words[-1] in JUNIORS:
        return surname_of(" ".join(words[:-1]))
    return words[-1]
