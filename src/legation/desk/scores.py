"""What scores look like on a terminal of 80 columns. Nothing is printed here."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.desk.terminal import Row, clean

LEVELS = ("act", "dyad", "whole")


def score_table(row: Row) -> RenderableType:
    """The scores of one gold set, as `legation evaluate` has them in a line, in percent."""
    title = Text(clean(row["gold"]), "bold")
    title.append(f"  {row['documents']} {row['set']}, version {row['version']}", "dim")
    return Group(title, *(_marked(row) if row["set"] == "relations" else _told(row)), "")


def _told(row: Row) -> list[RenderableType]:
    levels = _table("", "precision", "recall", "F1", "95 % of F1")
    for name in LEVELS:
        found = row[name]
        between = "\u2013".join(_percent(x) for x in found["interval"])
        levels.add_row(name, *(_percent(found[k]) for k in ("precision", "recall", "f1")), between)
    figures = _table("", "%")
    for label, value in _figures(row):
        figures.add_row(label, _percent(value))
    types = _table("Type, on dyads", "precision", "recall", "F1", "events")
    for name, found in row["by_type"].items():
        types.add_row(name, *(_percent(found[k]) for k in ("precision", "recall", "f1")), str(found["events"]))
    types.add_row("mean", "", "", _percent(row["type_macro_f1"]), str(row["events"]["gold"]))
    return [levels, figures, types]


def _figures(row: Row) -> list[tuple[str, float | None]]:
    found = [(f"recall, {k}", v) for k, v in row["recall"].items()] + [("precision, interstate", row["precision"]["interstate"])]
    found += [(f"{k} right, on dyads", v) for k, v in row["on_dyad_matches"].items()]
    found += [("kind right, on acts", row["kind"]["accuracy"]), ("status F1, on acts, mean", row["status"]["macro_f1"])]
    found += [(f"status F1, {k}", v) for k, v in row["status"]["f1"].items()]
    without = row["without_events"]
    return [*found, (f"nothing coded, of {without['documents']} without events", without["none_coded"])]


def _marked(row: Row) -> list[RenderableType]:
    plain, marked = row["without_marks"], row["marked"]
    figures = _table("", "")
    figures.add_row("coder without marks: type among the events", _percent(plain["type_coded"]))
    figures.add_row("coder without marks: events per row", f"{plain['events'] or 0:.2f}")
    names = {"type_macro_f1": "type F1, mean", "quad_macro_f1": "quad F1, mean", "accuracy": "right", "calibration_error": "calibration error"}
    for key, name in names.items():
        figures.add_row(f"marked pairs: {name}", _percent(marked[key]))
    figures.add_row("marked pairs: no act likeliest", str(marked["none"]))
    types = _table("Type, marked pairs", "F1")
    for name, f1 in marked["by_type"].items():
        types.add_row(name, _percent(f1))
    return [figures, types]


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    table.add_column(first, min_width=16)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f}"
