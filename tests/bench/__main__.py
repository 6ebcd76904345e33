"""`make bench`: figures as ratios, both sides measured in turn in one run, so that a busy machine slows both.

Each module `bench_*.py` here has `compare()`, which yields Comparison objects.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Run every comparison, or those whose module names are given, and print a line for each."""
    sys.path.insert(0, str(HERE))
    wanted = sys.argv[1:] or sorted(module.stem for module in HERE.glob("bench_*.py"))
    for name in wanted:
        for comparison in importlib.import_module(name).compare():
            print(comparison, flush=True)


if __name__ == "__main__":
    main()
