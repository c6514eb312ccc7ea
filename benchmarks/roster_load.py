"""Times the roster's load against the import of the package alone, and the growth of peak memory by it.

python benchmarks/roster_load.py
"""

from __future__ import annotations

import resource
import time


def main() -> None:
    """Imports, loads once, and prints CPU milliseconds, megabytes and their ratios."""
    started = time.process_time()
    from legation.knowledge import roster

    imported, before = time.process_time(), _peak()
    roster.load()
    loaded, after = time.process_time(), _peak()
    alone, load = (imported - started) * 1000, (loaded - imported) * 1000
    print(f"import of the package: {alone:.0f} ms of CPU, peak memory {before:.0f} MB")
    ratios = f"{load / alone:.2f} times the import, peak memory {after / before:.2f} times"
    print(f"load of the roster:    {load:.0f} ms of CPU, peak memory +{after - before:.0f} MB ({ratios})")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
