#!/usr/bin/env python3
"""Build dist/birdlog.xpi from extension/: the same files give the same bytes, on any machine, at any time."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "extension"
TARGET = ROOT / "dist" / "birdlog.xpi"
NEEDED = frozenset({".css", ".html", ".js", ".json", ".svg"})
# The oldest time that a zip archive can hold.
TIME = (1980, 1, 1, 0, 0, 0)
REGULAR_FILE = 0o100644


def build(source: Path, target: Path) -> list[str]:
    """Write the archive; return the names in it, sorted. Hidden files and those of no known type stay out."""
    needed = (file for file in source.rglob("*") if _is_needed(file, source))
    files = {file.relative_to(source).as_posix(): file for file in needed}
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = REGULAR_FILE << 16
            archive.writestr(entry, files[name].read_bytes())
    unfinished.replace(target)
    return sorted(files)


def _is_needed(file: Path, source: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(source).parts)
    return file.is_file() and not hidden and file.suffix in NEEDED


def main() -> int:
    """Build the extension into dist/ or into the file that is named."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    names = build(SOURCE, target)
    print(f"{target}: {len(names)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main())
