#!/usr/bin/env python3
"""Runs `web-ext lint` on the extension and says what is wrong with it, if anything.

web-ext knows Firefox's permissions only and warns at each of Thunderbird's own (MANIFEST_PERMISSIONS); no
other warning, no error and no notice may remain. Exit status: 0 fine, 1 something remains.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

EXTENSION = Path(__file__).parents[1] / "extension"
COMMAND = ["npx", "--no-install", "web-ext", "lint", "--self-hosted", "--output", "json", "--source-dir"]
THUNDERBIRDS_OWN = frozenset(
    {
        "accountsFolders",
        "accountsRead",
        "addressBooks",
        "compose",
        "compose.send",
        "messagesDelete",
        "messagesRead",
        "messagesTags",
        "messagesTagsList",
        "messagesUpdate",
    }
)


def remains(complaint: dict[str, str]) -> bool:
    """Whether this complaint of web-ext's is one to mend."""
    if complaint["code"] != "MANIFEST_PERMISSIONS":
        return True
    return not any(f'"{permission}"' in complaint["message"] for permission in THUNDERBIRDS_OWN)


def main() -> None:
    """Lint, and print each complaint that remains on a line of its own."""
    done = subprocess.run([*COMMAND, str(EXTENSION)], stdout=subprocess.PIPE, text=True, check=False)
    if not done.stdout.strip():
        sys.exit("web-ext lint said nothing")
    report = json.loads(done.stdout)
    complaints = [*report["errors"], *report["warnings"], *report["notices"]]
    left = [complaint for complaint in complaints if remains(complaint)]
    for complaint in left:
        where = f"extension/{complaint.get('file', '')}:{complaint.get('line', '')}"
        print(f"{where} {complaint['code']}: {complaint['message']}")
    if left:
        sys.exit(1)
    print(f"web-ext: nothing to mend ({len(complaints)} of Thunderbird's own permissions)")


if __name__ == "__main__":
    main()
