"""What measures and checks: evaluate, doctor, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from legation import console
from legation.commands.options import AsTable, RecordPath, Workers, pipeline_of, reading

SET_UP = 3
"""Exit status where something is not in place."""


def evaluate_command(
    gold: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Stories, sentences or pairs coded by hand, one a line.")],
    table: AsTable = False,
    workers: Workers = None,
) -> None:
    """Scores the coder on stories and sentences coded by hand, or on pairs whose relation is known; each file says by its rows which it is."""
    from legation.batch.measuring import measure
    from legation.batch.tally import Tally
    from legation.desk.scores import score_table
    from legation.evaluation.gold import read_gold
    from legation.reading.questions import open_questions

    sets = [(path, read_gold(path)) for path in gold]  # a fault of one shows before anything is coded
    pipeline, tally = pipeline_of(workers=workers), Tally()
    for path, found in sets:
        with open_questions(str(path)) as questions:
            scores = measure(
                found, reading(pipeline, [str(path)], None), questions, pipeline, lambda made, events: console.count(tally, made, events=events)
            )
        row = {"gold": found.name, "set": found.form, "version": pipeline.version} | scores.to_dict()
        if console.wants_table(table):
            console.show(score_table(row))
        else:
            console.print_line(row)
    console.finish(tally)


def doctor_command(record: RecordPath = None, table: AsTable = False) -> None:
    """Checks that all is in place, and says what to do where it is not."""
    from legation.batch.doctor import checks

    found = list(checks(pipeline_of(record=record)))
    for check in found:
        if console.wants_table(table):
            typer.echo(f"{'ok   ' if check.ok else 'WRONG'} {check.name}: {check.message}")
        else:
            console.print_line({"check": check.name, "ok": check.ok, "message": check.message})
    if not all(check.ok for check in found):
        raise typer.Exit(SET_UP)


def check_command(roster: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A roster of your own, tab-separated.")]) -> None:
    """Checks a roster of your own: one line a fault, with its place and remedy. Set it with `roster` in legation.toml."""
    from legation.knowledge.roster import check

    found = check(roster)
    for fault in found:
        console.print_line({"fault": fault})
    console.say(f"{roster}: {len(found)} faults" if found else f"{roster}: in order; name it in legation.toml: roster = {str(roster)!r}")
    if found:
        raise typer.Exit(SET_UP)
