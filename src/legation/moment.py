"""An interval of days with its precision, and where a report names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from legation.mention import Mention

MomentPrecision: TypeAlias = Literal["time", "day", "week", "month", "quarter", "season", "year", "decade", "century", "interval", "none"]
TimexType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Moment:
    """What a time expression means.

    Attributes:
        value: EDTF ("2014-07", "2024-05-03/2024-05-05", "../2024-05"); None where it cannot be told (durations, sets, no reference date).
        precision: granularity of `value`; `none` where value is None.
        first_day, last_day: the interval of days, both inclusive; None where value is None or the end is open.
        timex_type, timex_value: TimeML TIMEX3 ("DATE", "2014-07"; "DURATION", "P3D").
    """

    value: str | None
    precision: MomentPrecision
    first_day: date | None
    last_day: date | None
    timex_type: TimexType
    timex_value: str | None


@dataclass(frozen=True, slots=True)
class MomentMention:
    """A time mention and what it means."""

    mention: Mention
    moment: Moment
