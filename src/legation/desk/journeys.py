"""What ships and tours look like on a terminal of 80 columns. Nothing is printed here."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from legation.desk.terminal import STATUS_STYLES, Row, clean


def vessel_table(rows: list[Row]) -> Table:
    """Each ship with a line for each of its calls."""
    table = _table(("Vessel", 5), ("Flag and service", 4), ("Port call", 5), ("Arrival", 3), ("Leaving", 3))
    for row in rows:
        ship = Text(clean(row["name"] or "(no name)"), "" if row["name"] else "dim")
        ship.append(clean("\n" + ", ".join(filter(None, (row["vessel_type"], row["hull_number"])))), "dim")
        flag = Text(clean(row["flag"] or "-"))
        flag.append(clean(f"\n{row['service'] or ''}"), "dim")
        calls = row["calls"] or [None]
        for number, call in enumerate(calls):
            first = number == 0
            table.add_row(ship if first else "", flag if first else "", *(_call(call) if call else (Text(_acts(row), "dim"), "", "")))
    return table


def tour_table(rows: list[Row]) -> Table:
    """Each tour with a line for each of its stops, in order."""
    table = _table(("Traveller", 6), ("Stop", 6), ("When", 4), ("Told as", 4))
    for row in rows:
        who = Text(clean(row["traveller"]["name"] or "(no name)"))
        who.append(clean(f"\n{row['traveller']['state'] or ''}"), "dim")
        for number, stop in enumerate(row["stops"], start=1):
            where = clean(", ".join(filter(None, (stop["place"], stop["state"]))) or "-")
            status = Text(stop["status"], STATUS_STYLES[stop["status"]])
            table.add_row(who if number == 1 else "", f"{number}. {where}", stop["date"] or "-", status)
    return table


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
    for name, ratio in columns:
        table.add_column(name, ratio=ratio)
    return table


def _call(call: Row) -> tuple[Text, Text, Text]:
    port = Text(clean(call["port"] or call["state"] or "-"))
    port.append(clean("\n" + " ".join(filter(None, (call["locode"], call["state"])))), "dim")
    arrival = Text(call["arrival"] or "-")
    if call["status"] != "occurred":
        arrival.append(f"\n{call['status']}", STATUS_STYLES[call["status"]])
    elif not call["arrival"] and call["date"]:
        arrival = Text(f"there {call['date']}", "dim")
    return port, arrival, Text(call["leaving"] or "-")


def _acts(row: Row) -> str:
    return f"no call; {len(row['acts'])} other {'act' if len(row['acts']) == 1 else 'acts'}"
