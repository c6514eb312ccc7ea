"""What changes the record by decision: correct, recode."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from legation import console
from legation.commands.options import RecordPath, Workers, pipeline_of, record_of

if TYPE_CHECKING:
    from legation.recording.audit import Decision
    from legation.recording.record import Record

By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who decides.", show_default=False)]
Why = Annotated[str | None, typer.Option("--why", metavar="TEXT", help="The reason, kept for good.", show_default=False)]


def correct_command(  # noqa: PLR0913, PLR0917 - one parameter per option
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID")],
    accept: Annotated[bool, typer.Option("--accept", help="The event is right.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="The event is wrong; it is kept and no longer read.")] = False,
    changes: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A field is otherwise; may be repeated.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Takes back the last decision that stands.")] = False,
    by: By = None,
    why: Why = None,
    record: RecordPath = None,
) -> None:
    """A person's decision about an event, laid over what the machine made. Without one: every decision so far."""
    from legation.errors import InputError
    from legation.recording import corrections

    actions = [name for name, asked in (("accept", accept), ("reject", reject), ("correct", bool(changes)), ("undo", undo)) if asked]
    if len(actions) > 1:
        raise typer.BadParameter(f"One decision at a time; {' and '.join(actions)} were asked for.")
    if actions and not (by and why):
        raise typer.BadParameter("A decision names who and why: --by NAME --why TEXT")
    with record_of(pipeline_of(record=record)) as book:
        if not actions:
            for row in corrections.history(book, event_id):
                console.print_line(row)
            return
        try:
            found = _decide(book, event_id, actions[0], changes or [], _decision(by or "", why or ""))
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
    if found is None:
        console.say(f"event {event_id} is no longer read")
    else:
        console.print_line(found)


def _decide(book: Record, event_id: str, action: str, changes: list[str], decision: Decision) -> dict[str, Any] | None:
    from legation.recording import corrections
    from legation.recording.revising import parsed

    if action != "correct":
        decide = {"accept": corrections.accept, "reject": corrections.reject, "undo": corrections.undo}[action]
        return decide(book, event_id, decision)
    pairs = [change.partition("=") for change in changes]
    if wrong := [field + value for field, sign, value in pairs if not sign]:
        raise typer.BadParameter(f"--set {wrong[0]!r} has no value. Write it as FIELD=VALUE.")
    return corrections.correct(book, event_id, {field: parsed(field, value) for field, _, value in pairs}, decision)


def _decision(person: str, why: str) -> Decision:
    from legation.recording.audit import Decision

    return Decision(person, why, datetime.now(UTC).isoformat(timespec="seconds"))


def recode_command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tells what would change, and changes nothing.")] = False,
    by: By = None,
    why: Why = None,
    record: RecordPath = None,
    workers: Workers = None,
) -> None:
    """Codes the stored reports anew with the present version, one JSON line per report whose events changed; old codings are kept."""
    from legation.batch.recoding import recode_all
    from legation.errors import Failure

    pipeline = pipeline_of(record=record, workers=workers)
    decision = _decision(by or "legation", why or f"coded anew by version {pipeline.version}")
    counts = dict.fromkeys(("reports", "changed", "failed", "added", "removed", "altered"), 0)
    with record_of(pipeline) as book:
        for found in recode_all(book, pipeline, decision, dry_run=dry_run, advancing=console.advancing):
            counts["reports"] += 1
            if isinstance(found, Failure):
                counts["failed"] += 1
                console.complain(f"{found.id}: {found.message}")
                continue
            counts["changed"] += not found.same
            for name, events in (("added", found.added), ("removed", found.removed), ("altered", found.changed)):
                counts[name] += len(events)
            if not found.same:
                console.print_line(found.to_dict())
    console.say(
        f"{counts['reports']} reports {'would be ' if dry_run else ''}coded anew by {pipeline.version}: {counts['changed']} changed, "
        f"{counts['failed']} failed; events: {counts['added']} added, {counts['removed']} removed, {counts['altered']} changed"
    )
