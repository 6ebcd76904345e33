"""Is everything in its place? Thunderbird says the same of every fault; this names it.

Each check is a function that returns what it saw as a Finding; `CHECKS` is their order. Its sentences are
`setup.doctor.<check>.<outcome>.message` and `.fix`, where the outcome is the finding's code.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from birdlog import __version__, nudge, paths, secrets, settings
from birdlog.host.frames import BrokenFrame, UnreadableFrame, frame, read_frame
from birdlog.journal import looks
from birdlog.journal.problem import JournalError
from birdlog.journal.store import Journal
from birdlog.rules.finding import Finding, Level
from birdlog.setup import launcher, manifest, programs
from birdlog.setup.sandbox import sandboxes
from birdlog.texts import text

ANSWER_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What one check says: `level` as a finding's, `message` and `fix` in words; `fix` may be empty."""

    check: str
    level: Level
    message: str
    fix: str


def examine(locale: str | None = None) -> Iterator[Diagnosis]:
    """Run every check and give what it says, one by one; takes as long as the helper needs to start."""
    for name, check in CHECKS.items():
        found = check()
        sentence = f"setup.doctor.{name}.{found.code}"
        message = text(f"{sentence}.message", locale, **found.values)
        fix = "" if found.level == "ok" else text(f"{sentence}.fix", locale, **found.values)
        yield Diagnosis(name, found.level, message, fix)


def manifest_in_use() -> Path | None:
    """Return the manifest that Thunderbird takes: the first usable one, the user's before the system's."""
    files = (manifest.user_file(), *manifest.system_files())
    return next((file for file in files if _manifest(file) is not None), None)


def _check_manifest() -> Finding:
    file = manifest_in_use()
    if file is None:
        broken = manifest.user_file().exists()
        return Finding("unreadable" if broken else "missing", "block", {"path": str(manifest.user_file())})
    content = _manifest(file) or {}
    path = Path(str(content.get("path", "")))
    values = {"path": str(file), "launcher": str(path)}
    if manifest.ADD_ON not in content["allowed_extensions"]:
        return Finding("add-on-not-allowed", "block", values)
    if not path.is_absolute():
        return Finding("not-absolute", "block", values)
    if not path.exists():
        return Finding("launcher-missing", "block", values)
    if not os.access(path, os.X_OK):
        return Finding("not-executable", "block", values)
    if file != manifest.user_file():
        return Finding("system", "ok", values)
    return Finding("ok", "ok", values) if _is_current(path) else Finding("stale", "warn", values)


def _manifest(file: Path) -> dict[str, Any] | None:
    """A manifest as Thunderbird would take it, or None."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        usable = content["name"] == manifest.NAME and isinstance(content["path"], str)
        usable = usable and content["type"] == "stdio" and isinstance(content["allowed_extensions"], list)
        return dict(content) if usable else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_current(path: Path) -> bool:
    """Whether a launcher is what this installation would write."""
    host = programs.host()
    expected = launcher.content(host, launcher.base_dir()) if host else None
    return path.read_text(encoding="utf-8", errors="replace") == expected


def _check_helper() -> Finding:
    file = manifest_in_use()
    path = Path(str((_manifest(file) or {}).get("path", ""))) if file else None
    if file is None or path is None or not os.access(path, os.X_OK):
        return Finding("not-tried", "block")
    values = {"launcher": str(path), "seconds": f"{ANSWER_SECONDS:g}"}
    started = time.monotonic()
    try:
        answer = _hello(path, file)
    except OSError as problem:
        return Finding("not-runnable", "block", {**values, "problem": problem.strerror or ""})
    except subprocess.TimeoutExpired:
        return Finding("hangs", "block", values)
    except (BrokenFrame, UnreadableFrame):
        return Finding("garbled", "block", values)
    milliseconds = str(round((time.monotonic() - started) * 1000))
    if answer is None:
        return Finding("silent", "block", values)
    if not answer.get("ok"):
        return Finding("refused", "block", {"problem": str(answer.get("error", {}).get("title"))})
    version = str(answer["body"]["helper"])
    values = {"version": version, "expected": __version__, "milliseconds": milliseconds}
    return Finding("ok", "ok", values) if version == __version__ else Finding("other-version", "warn", values)


def _hello(path: Path, file: Path, environment: dict[str, str] | None = None) -> dict[str, Any] | None:
    """Start the helper as Thunderbird does, say hello and return its answer, None if it ends without one."""
    run = subprocess.run(
        [path, file, manifest.ADD_ON],
        input=frame({"v": 1, "id": 1, "type": "hello", "body": {}}),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=path.parent,
        env=environment,
        timeout=ANSWER_SECONDS,
        check=False,
    )
    return read_frame(BytesIO(run.stdout))


def _check_settings() -> Finding:
    try:
        found = settings.load()
    except settings.SettingsError as problem:
        return Finding("unreadable", "block", {"problem": problem.message})
    values = {
        "path": str(paths.settings_file()),
        "count": str(len(found.profiles)),
        "never_log": str(len(found.never_log)),
    }
    return Finding("ok", "ok", values) if found.profiles else Finding("no-profile", "warn", values)


def _check_journal() -> Finding:
    try:
        with Journal.open() as journal, journal.transaction():
            count = sum(journal.counts().values())
            return Finding("ok", "ok", {"path": str(paths.journal_file()), "count": str(count)})
    except JournalError as problem:
        return Finding("unusable", "block", {"problem": problem.message})


def _check_thunderbird() -> Finding:
    shut_in = sandboxes()
    found = shutil.which("thunderbird")
    if "flatpak" in shut_in:
        return Finding("flatpak", "warn")
    if "snap" in shut_in:
        return Finding("snap", "warn")
    return Finding("ok", "ok", {"path": found}) if found else Finding("missing", "warn")


def _check_add_on() -> Finding:
    if nudge.connected():
        return Finding("connected", "ok")
    try:
        with Journal.open() as journal:
            seen = journal.thunderbirds()
    except JournalError:
        seen = []
    return Finding("seen", "ok", {"at": seen[0].last_hello}) if seen else Finding("never", "warn")


def _check_tray() -> Finding:
    tray = programs.tray()
    return Finding("ok", "ok", {"path": str(tray)}) if tray else Finding("missing", "warn")


def _check_keyring() -> Finding:
    condition = secrets.condition()
    return (
        Finding("ok", "ok", {"name": secrets.keyring_name()})
        if condition == "ok"
        else Finding(condition, "warn")
    )


def _check_crm() -> Finding:
    """What came of asking the CRMs the last time: each sent mail that waits says the same."""
    try:
        with Journal.open() as journal:
            known = [looks.last_asked(journal, profile.name) for profile in settings.load().profiles]
    except (JournalError, settings.SettingsError):
        return Finding("unknown", "ok")  # the journal's or the settings' own check says why
    asked = [each for each in known if each]
    for each in asked:
        if each.problem:
            key, values = f"journal.reason.{each.problem}", dict[str, object](each.values)
            words = {"problem": text(key, None, **values), "remedy": text(f"{key}.fix", None, **values)}
            return Finding("problem", "warn", words)
    if not asked:
        return Finding("none", "ok")
    return Finding("ok", "ok", {"profiles": ", ".join(each.profile for each in asked)})


CHECKS: dict[str, Callable[[], Finding]] = {
    "manifest": _check_manifest,
    "helper": _check_helper,
    "settings": _check_settings,
    "journal": _check_journal,
    "thunderbird": _check_thunderbird,
    "add-on": _check_add_on,
    "tray": _check_tray,
    "keyring": _check_keyring,
    "crm": _check_crm,
}
