"""Every stored report has a cluster, in any order; clusters grow while they stay alike."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from fakes.making import legation, pipeline, reports_file
from legation.pipeline import document_of
from legation.recording.clusters import cluster_rows, grown
from legation.recording.coded import Coded, SourcePosition
from legation.recording.record import Record

PORT = "The frigate Boreas called at the harbour of Valparaiso with two hundred sailors aboard and a cargo of vaccine."
TEXTS = {
    "a": PORT,
    "b": "With a cargo of vaccine the frigate Boreas entered Valparaiso harbour; two hundred sailors went ashore.",
    "c": "Farmers of the plateau blocked the railway over the price of potash and of diesel for a third week.",
    "d": "France met Mali on 2024-01-03.",
    "e": "",
}


def clusters(path: Path, names: list[str]) -> dict[str, str]:
    """The cluster of each report, read in this order, none with a date."""
    with Record.open(str(path), create=True) as record:
        for number, name in enumerate(names):
            made = pipeline().attempt(replace(document_of(TEXTS[name]), id=name))
            assert isinstance(made, Coded)
            record.add(made, SourcePosition("test", number))
        return {row["document_id"]: row["cluster"] for row in cluster_rows(record)}


def test_every_report_has_a_line(tmp_path: Path) -> None:
    """Undated ones, those without events and empty ones too; the order of reading changes nothing."""
    found = clusters(tmp_path / "one.db", list(TEXTS))
    assert found == {"a": "a", "b": "a", "c": "c", "d": "d", "e": "e"}
    assert clusters(tmp_path / "two.db", list(reversed(TEXTS))) == found


def test_the_layout_is_exported(tmp_path: Path) -> None:
    """One JSON line per report with its id and cluster, skipped and teaser reports among them."""
    reports_file(tmp_path / "r.jsonl")
    legation(tmp_path, "read", "r.jsonl")
    lines = [json.loads(line) for line in legation(tmp_path, "export", "--layout", "clusters").stdout.splitlines()]
    assert [line["document_id"] for line in lines] == list("abcde")
    assert [set(line) for line in lines] == [{"document_id", "cluster"}] * 5


pairs = st.dictionaries(st.sampled_from(list(combinations("abcdef", 2))), st.floats(0.01, 1))


@given(pairs, st.randoms(use_true_random=False))
def test_growth_is_the_same_in_any_order(likeness: dict[tuple[str, str], float], random: object) -> None:
    """Clusters are a function of the pairs."""
    shuffled = list(likeness.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert grown(likeness, 0.3) == grown(dict(shuffled), 0.3)


def test_a_chain_does_not_make_one_cluster() -> None:
    """The mean likeness counts: the far ends of a chain hold it apart."""
    assert grown({("a", "b"): 0.9, ("b", "c"): 0.5}, 0.3) == {"a": "a", "b": "a", "c": "c"}
    assert grown({("a", "b"): 0.9, ("b", "c"): 0.5, ("a", "c"): 0.4}, 0.3) == dict.fromkeys("abc", "a")
