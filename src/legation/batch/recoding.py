"""Codes the reports of a record anew with the present version."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from legation.batch.pool import code, work
from legation.document import Document
from legation.errors import Failure
from legation.pipeline import Pipeline
from legation.recording.audit import Decision
from legation.recording.coded import Coded
from legation.recording.recoding import Recoding, recode
from legation.recording.record import Record
from legation.recording.stored import stored_documents


def recode_all(
    record: Record,
    pipeline: Pipeline,
    decision: Decision,
    *,
    dry_run: bool = False,
    advancing: Callable[[Iterator[Document]], Iterator[Document]] = lambda documents: documents,
) -> Iterator[Recoding | Failure]:
    """What changed in each report whose coding is of another version, in the order in which they came.

    A report that this version cannot code keeps its coding, and gives a Failure. A run that was cut off goes on where it stopped.
    """
    for done in work(advancing(stored_documents(record, without=pipeline.version)), pipeline, code):
        if isinstance(done.made, Failure):
            yield done.made
        elif isinstance(done.made, Coded):
            found = recode(record, done.made, decision, dry_run=dry_run)
            if found is not None:
                yield found
