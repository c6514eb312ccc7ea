"""A pair's months as bars: summed so that they can be read, drawn as signs of a terminal, as SVG or as PNG."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from legation.errors import SetupError

Fields = dict[str, Any]

BY_MONTH, BY_QUARTER = 60, 240
"""Up to so many months a bar is a month, a quarter; more make years."""

LEVELS = "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"
NOTHING = "\u00b7"

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 420, 56, 16, 64, 44
"""Of the SVG, in pixels, and its margins."""

COOPERATION, CONFLICT = "#0072b2", "#d55e00"
"""Blue and vermilion of Okabe and Ito's palette, which colour-blind readers tell apart; conflict is hatched and hangs down besides."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A month, quarter or year with its counts."""

    label: str
    cooperation: int
    conflict: int


def bars(months: list[Fields]) -> tuple[str, list[Bar]]:
    """The months as bars, and what a bar is: month, quarter or year."""
    unit = "month" if len(months) <= BY_MONTH else "quarter" if len(months) <= BY_QUARTER else "year"
    sums: dict[str, list[int]] = {}
    for month in months:
        kept = sums.setdefault(_label(month["month"], unit), [0, 0])
        kept[0] += month["cooperation"]
        kept[1] += month["conflict"]
    return unit, [Bar(label, *counts) for label, counts in sums.items()]


def _label(month: str, unit: str) -> str:
    if unit == "month":
        return month
    return month[:4] if unit == "year" else f"{month[:4]} Q{(int(month[5:7]) + 2) // 3}"


def sparkline(values: list[int], highest: int) -> str:
    """A sign for each value, its height the value's share of the highest; a dot for nothing."""
    return "".join(LEVELS[max(0, -(-value * len(LEVELS) // highest) - 1)] if value else NOTHING for value in values)


def write_chart(found: Fields, path: str) -> None:
    """Draws the timeline of `relations` into a file that ends in .svg or .png.

    Raises:
        SetupError: the name ends in neither, the file cannot be written, or matplotlib is not installed (PNG only).
    """
    ending = Path(path).suffix.lower()
    if ending not in {".svg", ".png"}:
        raise SetupError(f"{path}: a chart is SVG or PNG. End the name in .svg or .png.")
    try:
        if ending == ".svg":
            Path(path).write_text(svg(found), encoding="utf-8")
        else:
            _write_png(found, path)
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror or error}. Name another file with --chart.") from error


def svg(found: Fields) -> str:
    """The timeline as SVG, readable in a light and in a dark theme."""
    from jinja2 import Environment, FileSystemLoader

    unit, drawn = bars(found["months"])
    templates = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    highest = max((max(bar.cooperation, bar.conflict) for bar in drawn), default=0) or 1
    inner, middle = (HEIGHT - TOP - BOTTOM) / 2, TOP + (HEIGHT - TOP - BOTTOM) / 2
    step = (WIDTH - LEFT - RIGHT) / max(1, len(drawn))
    shown = [
        {
            "bar": bar,
            "x": round(LEFT + n * step + step * 0.1, 2),
            "width": round(step * 0.8, 2),
            "up": round(inner * bar.cooperation / highest, 2),
            "down": round(inner * bar.conflict / highest, 2),
            "named": n % max(1, -(-len(drawn) // 12)) == 0,
        }
        for n, bar in enumerate(drawn)
    ]
    whole = [share for share in (0.5, 1.0) if highest * share % 1 == 0]
    ticks = [(round(middle - inner * share * sign, 2), _number(highest * share)) for share in whole for sign in (1, -1)]
    chart = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": WIDTH - RIGHT, "middle": middle, "title": _title(found), "unit": unit}
    return templates.get_template("timeline.svg").render(**chart, bars=shown, ticks=ticks, cooperation=COOPERATION, conflict=CONFLICT)


def _write_png(found: Fields, path: str) -> None:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.ticker import MaxNLocator
    except ImportError as error:
        raise SetupError('A PNG is drawn by matplotlib: pip install "legation[charts]". SVG needs nothing: end the name in .svg.') from error
    unit, drawn = bars(found["months"])
    figure = Figure(figsize=(9.6, 4.2), dpi=150, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(drawn))
    axes.bar(places, [bar.cooperation for bar in drawn], color=COOPERATION, label="cooperation")
    axes.bar(places, [-bar.conflict for bar in drawn], color=CONFLICT, hatch="///", edgecolor="white", label="conflict")
    axes.axhline(0, color="#444444", linewidth=0.8)
    shown = [n for n in places if n % max(1, -(-len(drawn) // 12)) == 0]
    axes.set_xticks(shown, [drawn[n].label for n in shown])
    axes.yaxis.set_major_formatter(lambda value, _place: _number(abs(value)))
    axes.set_ylabel(f"entries a {unit}")
    axes.set_title(_title(found), loc="left")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Software": None})


def _title(found: Fields) -> str:
    return f"{found['names'][0]} and {found['names'][1]}"


def _number(value: float) -> str:
    return f"{value:g}"
