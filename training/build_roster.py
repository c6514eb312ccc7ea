"""Makes src/legation/data/roster/leaders.tsv from the REIGN leader list (MIT): national leaders by surname with dates and gender.

python training/build_roster.py ../shared/data/leaders/reign_leaders_1945_2021.csv
"""

from __future__ import annotations

import csv
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent / "src" / "legation" / "data" / "roster"
SPECIAL = {"GFR": "DEU", "GDR": "DDR", "DRV": "VNM", "RVN": "VDR", "YAR": "YEM", "YPR": "YMD", "KOS": "XKX"}


def states_by_cow() -> dict[str, str]:
    """ISO code by Correlates of War number; the first row of a number wins."""
    found: dict[str, str] = {}
    for line in (HERE / "states.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        cells = line.split("\t")
        if len(cells) > 2 and cells[2]:
            found.setdefault(cells[2], cells[0])
    return found


def decode(line: bytes) -> str:
    """The list mixes encodings from line to line."""
    for encoding in ("utf-8", "mac_roman"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def day(year: str, month: str, number: str) -> str:
    """ISO date, to the month where no day is given."""
    if not year:
        return ""
    if not month:
        return year
    return f"{int(year):04}-{int(month):02}" + (f"-{int(number):02}" if number else "")


def plain(name: str) -> str:
    """Without accents and stray signs."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(letters.replace("_", " ").split())


def state_of(row: dict[str, str], cows: dict[str, str]) -> str | None:
    """Our code of a row's state on the day that the leader took office."""
    code = SPECIAL.get(row["stateabb"]) or cows.get(row["ccode"])
    year = int(row["syear"] or 0)
    if row["ccode"] == "365":
        return "SUN" if year < 1991 else "RUS"
    if row["ccode"] == "345":
        return "YUG" if year < 2003 else "SRB"
    return code


def main() -> None:
    """Writes the table."""
    cows = states_by_cow()
    raw = Path(sys.argv[1]).read_bytes().splitlines()
    rows = csv.DictReader(decode(line) for line in raw)
    out = ["name\tstate\tvalid_from\tvalid_to\tgender\tsource"]
    skipped = 0
    for row in rows:
        state, name = state_of(row, cows), plain(row["leader"])
        if state is None or not name.isascii() or not row["syear"]:
            skipped += 1
            continue
        start = day(row["syear"], row["smonth"], row["sdate"])
        end = day(row["eyear"], row["emonth"], "") or "2021-08"
        out.append(f"{name}\t{state}\t{start}\t{end}\t{'f' if row['gender'] == '0' else 'm'}\tREIGN")
    (HERE / "leaders.tsv").write_text("\n".join(out) + "\n", encoding="utf-8")
    print(f"{len(out) - 1} leaders, {skipped} rows left out")


if __name__ == "__main__":
    main()
