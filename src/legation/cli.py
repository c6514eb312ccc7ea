"""The command line. Standard output carries the result and nothing else; progress and the tally go to standard error.

Exit status: 0 finished, failures counted in the tally; 1 nothing could be read or found; 2 usage; 3 set-up.
Heavy imports stand inside the commands, so that `legation --help` answers at once.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from legation import console

if TYPE_CHECKING:
    from legation.pipeline import Pipeline
    from legation.recording.record import Record

USAGE, SET_UP, STOPPED = 2, 3, 130

TABLE_ROWS = 40
"""Rows of the table that `read` shows at the end; `find` shows more."""

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


class Include(StrEnum):
    """What is left out unless asked for."""

    teasers = "teasers"


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day. Write it as 2024-05-03.") from error


def _chance(value: str) -> float:
    try:
        chance = float(value)
    except ValueError:
        chance = -1.0
    if not 0 <= chance <= 1:
        raise typer.BadParameter(f"{value!r} is no number from 0 to 1. Write it as 0.5.")
    return chance


Sources = Annotated[list[str], typer.Argument(help="Files, folders, globs or addresses; - is standard input.", show_default=False)]
Day = Annotated[date | None, typer.Option("--date", parser=_day, metavar="DAY", help="Publication day of what has none.")]
AsTable = Annotated[bool, typer.Option("--table", help="A table instead of JSONL; the rule on a terminal.")]
Including = Annotated[list[Include] | None, typer.Option("--include", help="Also leads: events of other stories' teasers.")]
MinimumConfidence = Annotated[
    float | None, typer.Option(parser=_chance, metavar="X", help="Leaves out events whose confidence is below X, from 0 to 1.", show_default=False)
]
RecordPath = Annotated[str | None, typer.Option("--record", metavar="PATH", help="The record; legation.db here unless told.", show_default=False)]
Workers = Annotated[int | None, typer.Option("--workers", min=1, max=512, help="Processes that code.", show_default=False)]


@app.command("text")
def text_command(sources: Sources, day: Day = None, table: AsTable = False) -> None:
    """The clean article of each report, one JSON line per input."""
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.document import Document

    tally = Tally()
    for item in _reading(_pipeline(), sources, day):
        console.count(tally, item)
        if console.wants_table(table) and isinstance(item, Document):
            console.show(terminal.article(item.to_dict()))
        elif not console.wants_table(table):
            console.print_line(item.to_dict())
    console.finish(tally)


@app.command("mentions")
def mentions_command(sources: Sources, day: Day = None, table: AsTable = False, workers: Workers = None) -> None:
    """Everybody, every place, time and ship that each report names, one JSON line per input."""
    from legation.batch.pool import mentions, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), _pipeline(workers=workers)
    for done in work(_reading(pipeline, sources, day), pipeline, mentions):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        console.count(tally, made)
        if not console.wants_table(table):
            console.print_line(made.to_dict() if isinstance(made, Failure) else made)
        elif not isinstance(made, Failure):
            console.show(terminal.mention_table(made))
    console.finish(tally)


@app.command("code")
def code_command(
    sources: Sources,
    day: Day = None,
    table: AsTable = False,
    include: Including = None,
    minimum_confidence: MinimumConfidence = None,
    explain: Annotated[bool, typer.Option("--explain", help="Also what was considered and not coded, and why.")] = False,
    workers: Workers = None,
) -> None:
    """The events of each report, one JSON line per event; nothing is kept."""
    from legation.batch.pool import code, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), _pipeline(workers=workers, minimum_confidence=minimum_confidence)
    rows: list[dict[str, Any]] = []
    left: list[tuple[str, dict[str, Any]]] = []
    for done in work(_reading(pipeline, sources, day), pipeline, code):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        found = [] if isinstance(made, Failure) else [e.to_dict() for e in made.coding.events if e.role != "teaser" or include]
        dropped = [d.to_dict() for d in made.coding.dropped] if explain and not isinstance(made, Failure) else []
        console.count(tally, made, events=sum(e["role"] != "teaser" for e in found))
        if console.wants_table(table):
            rows += found
            left += [(made.document.text, row) for row in dropped]
            continue
        for row in found + [{"document_id": made.document.id, "dropped": row} for row in dropped]:
            console.print_line(row)
    if console.wants_table(table):
        console.show(terminal.event_table(rows))
    if left:
        console.show(terminal.dropped_table(left))
    console.finish(tally)


@app.command("statements")
def statements_command(sources: Sources, day: Day = None, table: AsTable = False, workers: Workers = None) -> None:
    """What each report has people say about states where saying it is no act, one JSON line per statement; nothing is kept."""
    from legation.batch.pool import code, work
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure

    tally, pipeline = Tally(), _pipeline(workers=workers)
    rows: list[dict[str, Any]] = []
    for done in work(_reading(pipeline, sources, day), pipeline, code):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        found = [] if isinstance(made, Failure) else [s.to_dict() for s in made.coding.statements]
        console.count(tally, made)
        if console.wants_table(table):
            rows += found
        else:
            for statement in found:
                console.print_line(statement)
    if console.wants_table(table):
        console.show(terminal.statement_table(rows))
    console.finish(tally)


@app.command("relate")
def relate_command(
    file: Annotated[str, typer.Argument(help='Lines of {"id", "text", "actor": {"start", "end"}, "recipient": {"start", "end"}}.')] = "-",
    workers: Workers = None,
) -> None:
    """What the marked actor does to the marked recipient of each line: type, quad, status and the probability of each type."""
    from legation.batch.pool import relations, work
    from legation.batch.tally import Tally
    from legation.errors import Failure
    from legation.reading.questions import open_questions

    tally, pipeline = Tally(), _pipeline(workers=workers)
    with open_questions(file) as questions:
        for done in work(console.advancing(questions), pipeline, relations):
            made: Any = done.item if isinstance(done.item, Failure) else done.made
            console.count(tally, made)
            console.print_line(made.to_dict() if isinstance(made, Failure) else made)
    console.finish(tally)


@app.command("read")
def read_command(
    sources: Sources,
    day: Day = None,
    record: RecordPath = None,
    table: AsTable = False,
    include: Including = None,
    minimum_confidence: MinimumConfidence = None,
    workers: Workers = None,
) -> None:
    """Codes reports into the record. Reading again changes nothing; a run that was cut off goes on where it stopped."""
    from legation.batch.run import read_into
    from legation.batch.tally import Tally
    from legation.desk import terminal
    from legation.errors import Failure
    from legation.recording.coded import Coded

    pipeline = _pipeline(workers=workers, record=record, minimum_confidence=minimum_confidence)
    tally, rows = Tally(), list[dict[str, Any]]()

    def note(made: object) -> None:
        if isinstance(made, Failure):
            console.tell(made, tally)
        if isinstance(made, Coded) and len(rows) <= TABLE_ROWS:
            rows.extend(e.to_dict() for e in made.coding.events if e.role != "teaser" or include)

    items = _reading(pipeline, sources, day)
    with _record(pipeline, create=True) as book:
        read_into(book, items, pipeline, tally=tally, each=note)
    if console.wants_table(table):
        console.show(terminal.event_table(rows[:TABLE_ROWS]))
        if len(rows) > TABLE_ROWS:
            console.say(f"The first {TABLE_ROWS}; all of them: legation find --record {pipeline.settings.record}")
    console.finish(tally)


@app.command("find")
def find_command(  # noqa: PLR0913, PLR0917 - one parameter per filter
    actor: Annotated[str | None, typer.Option(help="Who acts: a state's code or name, or part of a person's name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Who is acted upon.")] = None,
    pair: Annotated[tuple[str, str] | None, typer.Option(metavar="A B", help="Both take part, on whichever side.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="PLOVER type, such as CONSULT.")] = None,
    kind: Annotated[str | None, typer.Option(help="Kind, such as port_call.")] = None,
    status: Annotated[str | None, typer.Option(help="occurred, planned, hypothetical or denied.")] = None,
    place: Annotated[str | None, typer.Option(help="Where: a state's code or part of a place's name.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="On or after this day, month or year.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="On or before this day, month or year.")] = None,
    text: Annotated[str | None, typer.Option(help="Words of the sentence.")] = None,
    in_report: Annotated[bool, typer.Option("--in-report", help="--text means the whole report.")] = False,
    role: Annotated[str | None, typer.Option(help="headline, lead, body or caption.")] = None,
    minimum_confidence: Annotated[float, typer.Option(min=0, max=1)] = 0.0,
    limit: Annotated[int, typer.Option(min=1)] = 100,
    include: Including = None,
    record: RecordPath = None,
    table: AsTable = False,
) -> None:
    """Entries of the record, the latest act first."""
    from legation.desk import terminal
    from legation.recording.finding import Query, count, find

    query = Query(
        actor, recipient, pair, type_ and type_.upper(), kind, status, place, _edge(since), _edge(until), text, in_report, role,
        minimum_confidence, bool(include), limit,
    )  # fmt: skip
    with _record(_pipeline(record=record)) as book:
        found: Iterator[dict[str, Any]] = find(book, query)
        if not console.wants_table(table):
            for row in found:
                console.print_line(row)
            return
        rows = list(found)
        console.show(terminal.event_table(rows))
        console.say(f"{len(rows)} of {count(book, query)} entries")


@app.command("show")
def show_command(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Of an entry, an event or a report.")], record: RecordPath = None
) -> None:
    """All of an entry or a report, with its evidence in context."""
    from legation.desk import terminal
    from legation.recording.finding import show

    with _record(_pipeline(record=record)) as book:
        found: dict[str, Any] | None = show(book, identifier)
    if found is None:
        console.complain(f"The record has no entry, event or report {identifier!r}. Look for one: legation find")
        raise typer.Exit(console.NOTHING_READ)
    if not console.wants_table(False):
        console.print_line(found)
        return
    texts = {document["id"]: document for document in found.get("documents", [found.get("document")])}
    for event in found["events"]:
        console.show(terminal.evidence(event, texts[event["document_id"]]))


class Layout(StrEnum):
    """Shapes of an export."""

    tidy = "tidy"
    digest = "digest"


class Form(StrEnum):
    """Forms of a table."""

    jsonl = "jsonl"
    csv = "csv"
    parquet = "parquet"


@app.command("export")
def export_command(
    to: Annotated[str | None, typer.Option("--to", metavar="FILE", help="The name's ending gives the form; without it, standard output.")] = None,
    layout: Annotated[Layout, typer.Option(help="tidy: one event a row. digest: what the record holds, to compare two.")] = Layout.tidy,
    form: Annotated[Form | None, typer.Option("--format", show_default=False)] = None,
    include: Including = None,
    record: RecordPath = None,
) -> None:
    """The record as a table: JSONL, CSV or Parquet, with a data dictionary beside it."""
    from legation.recording import export

    with _record(_pipeline(record=record)) as book:
        if layout is Layout.digest:
            with console.for_a_reader():
                export.write_lines(book.digest(), to, sys.stdout)
            return
        shape = form.value if form else export.form_of(to)
        if to is None and shape == "parquet" and sys.stdout.isatty():
            raise typer.BadParameter("Parquet is no form for a terminal. Add --to FILE.")
        rows = export.tidy(book, teasers=bool(include))
        with console.for_a_reader():
            number = export.write(rows, shape, to, sys.stdout.buffer)
    if to:
        console.say(f"{number} events in {to}; its columns are explained in {export.dictionary_path(to)}")


@app.command("desk")
def desk_command(record: RecordPath = None, port: Annotated[int, typer.Option(min=1, max=65535)] = 8765) -> None:
    """The record as pages in a browser, on this machine only."""
    from legation.desk.app import serve

    with _record(_pipeline(record=record)) as book:
        console.say(f"The desk is open at http://127.0.0.1:{port}/ (Ctrl-C closes it)")
        serve(book, port)


@app.command("evaluate")
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
    pipeline, tally = _pipeline(workers=workers), Tally()
    for path, found in sets:
        with open_questions(str(path)) as questions:
            scores = measure(
                found, _reading(pipeline, [str(path)], None), questions, pipeline, lambda made, events: console.count(tally, made, events=events)
            )
        row = {"gold": found.name, "set": found.form, "version": pipeline.version} | scores.to_dict()
        if console.wants_table(table):
            console.show(score_table(row))
        else:
            console.print_line(row)
    console.finish(tally)


@app.command("doctor")
def doctor_command(record: RecordPath = None, table: AsTable = False) -> None:
    """Checks that all is in place, and says what to do where it is not."""
    from legation.batch.doctor import checks

    found = list(checks(_pipeline(record=record)))
    for check in found:
        if console.wants_table(table):
            typer.echo(f"{'ok   ' if check.ok else 'WRONG'} {check.name}: {check.message}")
        else:
            console.print_line({"check": check.name, "ok": check.ok, "message": check.message})
    if not all(check.ok for check in found):
        raise typer.Exit(SET_UP)


@app.command("check")
def check_command(roster: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A roster of your own, tab-separated.")]) -> None:
    """Checks a roster of your own: one line a fault, with its place and remedy. Set it with `roster` in legation.toml."""
    from legation.knowledge.roster import check

    found = check(roster)
    for fault in found:
        console.print_line({"fault": fault})
    console.say(f"{roster}: {len(found)} faults" if found else f"{roster}: in order; name it in legation.toml: roster = {str(roster)!r}")
    if found:
        raise typer.Exit(SET_UP)


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


def _pipeline(**given: object) -> Pipeline:
    from legation.pipeline import load

    return load(**given)


@contextmanager
def _record(pipeline: Pipeline, *, create: bool = False) -> Iterator[Record]:
    from legation.recording.record import Record

    with Record.open(pipeline.settings.record, create=create, busy_seconds=pipeline.settings.busy_seconds) as record:
        yield record


def _reading(pipeline: Pipeline, sources: list[str], day: date | None) -> Iterator[Any]:
    """Documents and failures of the sources, with progress on a terminal's standard error after a second."""
    reader = pipeline.reader(default_date=day)  # a fault of the set-up shows before anything is made
    return console.advancing(reader.read(sources))


def _edge(value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
        raise typer.BadParameter(f"{value!r} is no day, month or year. Write it as 2024-05-03, 2024-05 or 2024.")
    return value
