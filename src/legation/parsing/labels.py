"""Relations that cannot stand together in a tree, put right (Universal Dependencies 2, guidelines on core arguments and on passives)."""

from __future__ import annotations

from collections.abc import Sequence


def consistent(labels: Sequence[str], upos: Sequence[str], heads: Sequence[int]) -> list[str]:
    """The labels, with what the rest of the tree forbids mended; `heads` count words from 1, 0 is the root.

    A word with a preposition is no object but oblique ("anchored off Da Nang"): the treebanks hold no other case. Without a passive
    auxiliary a subject is active ("the truce held").
    """
    prepositions = {h for h, label, tag in zip(heads, labels, upos, strict=True) if label == "case" and tag == "ADP"}
    passive = {h for h, label in zip(heads, labels, strict=True) if label == "aux:pass"}
    return [_mended(label, i + 1 in prepositions, head in passive) for i, (label, head) in enumerate(zip(labels, heads, strict=True))]


def _mended(label: str, has_preposition: bool, is_passive: bool) -> str:
    if label in ("obj", "iobj") and has_preposition:
        return "obl"
    return "nsubj" if label == "nsubj:pass" and not is_passive else label
