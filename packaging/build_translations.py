"""Bring the window's translations (.ts) up to its source, and build its catalogues (.qm) from them.

Both are committed, so that an installation needs no tools. Run it with the Python that has PySide6.
"""

import subprocess
import sys
from pathlib import Path

GUI = Path(__file__).parents[1] / "gui" / "birdlog_gui"
TRANSLATIONS = GUI / "translations"
_TOOLS = Path(sys.executable).parent


def main() -> None:
    update(TRANSLATIONS)
    build(TRANSLATIONS)


def update(folder: Path) -> None:
    """Bring the .ts files of `folder` up to the sentences in the source; those that are gone go.

    The sentences are written in English, so its own catalogue holds what has a plural alone.
    """
    sources = [str(source) for source in sorted(GUI.rglob("*.py"))]
    for file in sorted(folder.glob("*.ts")):
        extent = ["-pluralonly"] if file.stem.endswith("_en") else []
        _run("pyside6-lupdate", *sources, "-ts", str(file), "-no-obsolete", "-locations", "none", *extent)


def build(folder: Path) -> None:
    """Make the .qm of each .ts of `folder`."""
    for source in sorted(folder.glob("*.ts")):
        _run("pyside6-lrelease", str(source), "-qm", str(source.with_suffix(".qm")))


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([_TOOLS / tool, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
