"""Codes gold sets and scores what comes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from legation.batch.pool import code, relations, work
from legation.document import Document
from legation.errors import Failure
from legation.evaluation.gold import GoldSet
from legation.evaluation.relations import RelationScores, score_relations
from legation.evaluation.stories import StoryScores, score_stories
from legation.event import Event
from legation.pipeline import Pipeline
from legation.relation import Question


def measure(
    gold: GoldSet,
    documents: Iterable[Document | Failure],
    questions: Iterable[Question | Failure],
    pipeline: Pipeline,
    each: Callable[[object, int], None] = lambda _made, _events: None,
) -> StoryScores | RelationScores:
    """The scores of a gold set.

    Args:
        documents, questions: the rows of its file, read as reports and as questions; `questions` are drawn of relation sets only.
        each: called with every coding or Failure and the number of its events.
    """
    coded: dict[str, tuple[Event, ...]] = {}
    for done in work(documents, pipeline, code):
        made: Any = done.item if isinstance(done.item, Failure) else done.made
        events = () if isinstance(made, Failure) else tuple(e for e in made.coding.events if e.role != "teaser")
        if not isinstance(made, Failure):
            coded[made.document.id] = events
        each(made, len(events))
    if gold.form != "relations":
        return score_stories(gold.stories, coded)
    answers: dict[str, Any] = {}
    for done in work(questions, pipeline, relations):
        if isinstance(done.made, dict):
            answers[str(done.made["id"])] = done.made["probabilities"]
    return score_relations(gold.pairs, coded, answers)
