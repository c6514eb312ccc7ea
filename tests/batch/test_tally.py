"""The tally adds up, whatever happens in whatever order."""

from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from legation.batch.tally import Tally
from legation.recording.coded import Outcome

HAPPENINGS = st.lists(st.tuples(st.sampled_from(get_args(Outcome)), st.sampled_from(["en", "ru", "bad_json", ""]), st.integers(0, 9)))


@given(HAPPENINGS, st.randoms())
def test_read_is_the_sum(happenings: list[tuple[Outcome, str, int]], shuffled: object) -> None:
    """read = coded + empty + duplicate + skipped + failed; skipped and failed are told by language and reason; order changes nothing."""
    tallies = [Tally(), Tally()]
    for tally in tallies:
        for outcome, detail, events in happenings:
            tally.add(outcome, detail=detail, events=events)
        shuffled.shuffle(happenings)  # type: ignore[attr-defined]
    told = tallies[0].to_dict()
    assert told["read"] == len(happenings) == sum(int(str(told[name])) for name in ("coded", "empty", "duplicate", "skipped", "failed"))
    assert tallies[0].languages.total() == told["skipped"]
    assert tallies[0].reasons.total() == told["failed"]
    assert told == tallies[1].to_dict()
    assert f"{len(happenings)} read = " in str(tallies[0])
