"""The command line: which command is which, and how every one ends. Standard output carries the result and nothing else.

Exit status: 0 finished, failures counted in the tally; 1 nothing could be read or found; 2 usage; 3 set-up.
Heavy imports stand inside the commands, so that `legation --help` answers at once.
"""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

from legation import console
from legation.commands import asking, checking, exporting, importing, joining, keeping, relating, revising, safekeeping, serving, ships, telling

USAGE, SET_UP, STOPPED = 2, 3, 130

USAGE_FAULT: type[Exception] = next(c for c in typer.BadParameter.__mro__ if c.__name__ == "ClickException")
"""What every fault of usage is; newer typers carry a click of their own, so it is not imported."""

app = typer.Typer(
    name="legation",
    help="Reads news reports and keeps the record of relations between states: who did what to whom, with the words it came from.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

for _name, _command in (
    ("text", telling.text_command),
    ("mentions", telling.mentions_command),
    ("code", telling.code_command),
    ("statements", telling.statements_command),
    ("relate", telling.relate_command),
    ("read", keeping.read_command),
    ("find", asking.find_command),
    ("show", asking.show_command),
    ("relations", relating.relations_command),
    ("sql", asking.sql_command),
    ("vessels", ships.vessels_command),
    ("tours", ships.tours_command),
    ("export", exporting.export_command),
    ("snapshot", exporting.snapshot_command),
    ("import", importing.import_command),
    ("split", joining.split_command),
    ("join", joining.join_command),
    ("correct", revising.correct_command),
    ("recode", revising.recode_command),
    ("backup", safekeeping.backup_command),
    ("restore", safekeeping.restore_command),
    ("verify", safekeeping.verify_command),
    ("desk", serving.desk_command),
    ("deliver", serving.deliver_command),
    ("evaluate", checking.evaluate_command),
    ("doctor", checking.doctor_command),
    ("check", checking.check_command),
):
    app.command(_name)(_command)


def main() -> NoReturn:
    """Runs a command; every error is one clear line, an interrupt and a closed pipe are quiet."""
    from legation.errors import LegationError

    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except USAGE_FAULT as error:
        error.show()  # type: ignore[attr-defined]
        status = USAGE
    except LegationError as error:
        console.complain(str(error))
        status = SET_UP
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    except BrokenPipeError:
        status = console.close_quietly()
    sys.exit(status or 0)
