"""Times each room on the example reports and prints the share of each, reports a second on one core, and peak memory.

python benchmarks/rooms.py [FOLDER_OR_FILES ...]      (default: examples/reports)
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter

from legation.config import Settings
from legation.document import Document
from legation.pipeline import Pipeline
from legation.reading.reader import SourceReader


def main() -> None:
    """Reads and codes the sources once, after one report to warm up."""
    sources = sys.argv[1:] or ["examples/reports"]
    pipeline, spent = Pipeline(Settings()), Counter()
    started = time.process_time()
    pipeline.parser, pipeline.resolver, pipeline.grounder, pipeline.coder  # noqa: B018 - loads the stages
    load = time.process_time() - started
    reader, wall = SourceReader(), time.perf_counter()
    documents = [d for d in reader.read(sources) if isinstance(d, Document)]
    spent["reading (wall, child process included)"] = time.perf_counter() - wall
    reader.close()
    pipeline.code(documents[0])
    events = words = 0
    for document in documents:
        words += len(document.text.split())
        at = time.process_time()
        parse = pipeline.parser.parse(document)
        spent["encoder and parsing"] += time.process_time() - at
        at = time.process_time()
        cast = pipeline.resolver.resolve(document, parse)
        spent["resolving"] += time.process_time() - at
        at = time.process_time()
        grounding = pipeline.grounder.ground(document, parse)
        spent["grounding"] += time.process_time() - at
        at = time.process_time()
        events += len(pipeline.coder.code(document, parse, cast, grounding).events)
        spent["coding"] += time.process_time() - at
    total = sum(spent.values())
    print(f"{len(documents)} reports, {words / len(documents):.0f} words each, {events} events; stages loaded in {load:.2f} s")
    for room, seconds in spent.most_common():
        print(f"{room:40} {seconds / len(documents) * 1000:7.1f} ms a report  {seconds / total:6.1%}")
    print(f"{len(documents) / total:.1f} reports a second, {words / total:.0f} words a second; peak memory {_peak():.0f} MB")


def _peak() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


if __name__ == "__main__":
    main()
