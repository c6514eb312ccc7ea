"""What is only said is a statement with its speaker, its own words and the states that they name."""

from __future__ import annotations

import pytest

from legation.document import Block, Document, Role
from legation.errors import Unknown
from legation.pipeline import Pipeline
from legation.span import Span
from legation.statement import Statement


def statements(pipeline: Pipeline, text: str, role: Role = "body") -> list[Statement]:
    """The statements of a report of one block."""
    unknown = Unknown("not_stated")
    return list(pipeline.code(Document("example", text, (Block(role, Span(0, len(text))),), unknown, unknown, "example", "en")).statements)


def told(pipeline: Pipeline, text: str, role: Role = "body") -> list[tuple[str, str, tuple[str, ...]]]:
    """Speaker, words and states of each statement."""
    return [(s.speaker.mention.text, s.content.text, s.states) for s in statements(pipeline, text, role)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rubio said Russia's reply was being studied.", ("Rubio", "Russia's reply was being studied", ("RUS",))),
        ("Kenya noted that trade with Somalia was doing well.", ("Kenya", "trade with Somalia was doing well", ("SOM",))),
        ("Trade with Peru is in good health, the Chilean minister said.", ("the Chilean minister", "Trade with Peru is in good health", ("PER",))),
        ('"We have no quarrel with Chad," the Togolese minister said.', ("the Togolese minister", "We have no quarrel with Chad", ("TCD",))),
        ("According to the Kenyan foreign ministry, Somalia is calm.", ("the Kenyan foreign ministry", "Somalia is calm", ("SOM",))),
        ("Somalia is calm, according to the Kenyan foreign ministry.", ("the Kenyan foreign ministry", "Somalia is calm", ("SOM",))),
        ("A statement from the Peruvian ministry said that Chile was calm.", ("the Peruvian ministry", "Chile was calm", ("CHL",))),
        ("Two witnesses said Togo was calm.", ("Two witnesses", "Togo was calm", ("TGO",))),
        ("He went on to say that Bolivia was a good neighbour.", ("He", "Bolivia was a good neighbour", ("BOL",))),
    ],
)
def test_a_saying_is_a_statement(pipeline: Pipeline, text: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    """Direct, indirect, put in, "according to", a statement's owner, unknown persons: the words are the speaker's alone."""
    assert told(pipeline, text) == [expected]


def test_two_verbs_of_saying_give_two_statements(pipeline: Pipeline) -> None:
    """The second verb shares the subject of the first."""
    found = told(pipeline, "Laos noted that Nepal was a friend and added that Bhutan was one too.")
    assert [(speaker, states) for speaker, _, states in found] == [("Laos", ("NPL",)), ("Laos", ("BTN",))]


def test_a_quotation_goes_on_being_its_speakers(pipeline: Pipeline) -> None:
    """Sentences of one quotation, and of the next without a verb, give a statement each."""
    text = '"Chad is our neighbour. Niger is our friend," the Malian minister said on Monday. "Our embassy in Benin stays open."'
    assert told(pipeline, text) == [
        ("the Malian minister", "Chad is our neighbour", ("TCD",)),
        ("the Malian minister", "Niger is our friend", ("NER",)),
        ("the Malian minister", "Our embassy in Benin stays open", ("BEN",)),
    ]


def test_a_quotation_of_two_paragraphs_has_one_speaker(pipeline: Pipeline) -> None:
    """The mark that opens the second paragraph shows that the quotation goes on."""
    text = "“Chad is our neighbour.\n\n“Niger is our friend,” the Malian minister said."
    assert [(s, w) for s, w, _ in told(pipeline, text)] == [
        ("the Malian minister", "Chad is our neighbour"),
        ("the Malian minister", "Niger is our friend"),
    ]


def test_interrupted_words_are_one_quote(pipeline: Pipeline) -> None:
    """Where the attribution stands in the midst, the quote runs over it, but the speaker's state is not among those named."""
    [(speaker, words, states)] = told(pipeline, "The long winter, the Chilean minister said, was a hard time for Peru.")
    assert (speaker, words, states) == (
        "the Chilean minister",
        "The long winter, the Chilean minister said, was a hard time for Peru",
        ("PER",),
    )


@pytest.mark.parametrize(
    ("text", "speaker"),
    [("Foreign minister: Ties with Peru never better", "Foreign minister"), ("Ties with Peru never better: minister", "minister")],
)
def test_a_headline_with_a_colon(pipeline: Pipeline, text: str, speaker: str) -> None:
    """The speaker stands before the colon or after it."""
    assert told(pipeline, text, "headline") == [(speaker, "Ties with Peru never better", ("PER",))]


def test_a_place_before_the_colon_does_not_speak(pipeline: Pipeline) -> None:
    """It says what the story is about."""
    assert told(pipeline, "Peru: Floods cut roads in north", "headline") == []


@pytest.mark.parametrize(
    "text",
    [
        "Kenya accused Somalia of lying.",
        "Lima said that Chile had bombed Bolivia.",
        "Iran must stop the enrichment of uranium, Paris said.",
        "Peru did not say whether Chile was a friend.",
        "The baker said that bread was dear.",
        'The "Friendship Bridge" to Laos is long.',
        '"Yes," the Kenyan minister said.',
    ],
    ids=["accusation", "act told", "demand", "unsaid", "no state", "scare quotes", "nothing said"],
)
def test_no_statement(pipeline: Pipeline, text: str) -> None:
    """Acts of speech, acts told and nothing more, what is not said, and what concerns no state."""
    assert told(pipeline, text) == []


def test_an_act_in_passing_leaves_a_statement(pipeline: Pipeline) -> None:
    """The words say something of their own about the act."""
    assert told(pipeline, "Kenya noted that the president's visit to Togo had been short but warm.")[0][2] == ("TGO",)


def test_only_the_inner_speaker_of_a_relay_speaks(pipeline: Pipeline) -> None:
    """Who passes on another's words says nothing of his own."""
    assert told(pipeline, "Sources said the Kenyan minister told reporters that Togo was calm.") == [
        ("the Kenyan minister", "Togo was calm", ("TGO",))
    ]


def test_two_speakers_give_two_statements(pipeline: Pipeline) -> None:
    """A statement has one speaker."""
    assert [s for s, _, _ in told(pipeline, "Kenya and Uganda said that Togo was calm.")] == ["Kenya", "Uganda"]


def test_teasers_make_no_statements(pipeline: Pipeline) -> None:
    """Another story's words are not this report's."""
    assert told(pipeline, "Kenya noted that trade with Somalia was doing well.", "teaser") == []


def test_a_statement_as_json(pipeline: Pipeline) -> None:
    """The speaker is printed as an event's actor is, and every quote slices."""
    text = "Kenya noted that trade with Somalia was doing well."
    [found] = [s.to_dict() for s in statements(pipeline, text)]
    assert list(found) == ["document_id", "sentence", "speaker", "content", "states"]
    assert found["sentence"] == {"start": 0, "end": len(text), "text": text}
    assert found["content"] == {"text": text[17:-1], "start": 17, "end": len(text) - 1}
    assert (found["speaker"]["state"], found["speaker"]["text"]) == ("KEN", "Kenya")  # type: ignore[index]
