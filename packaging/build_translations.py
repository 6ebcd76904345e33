"""Build the window's catalogues (.qm) from its translations (.ts).

With --update, new sentences of the source are written into the translations first.

Run it with the Python that PySide6 is installed for. What is up to date is not built again.
"""

import argparse
import subprocess
import sys
from pathlib import Path

GUI = Path(__file__).parents[1] / "gui" / "birdlog_gui"
TRANSLATIONS = GUI / "translations"
_TOOLS = Path(sys.executable).parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--update", action="store_true", help="write new sentences into the .ts files first")
    if parser.parse_args().update:
        update(TRANSLATIONS)
    build()


def update(folder: Path) -> None:
    """Bring the .ts files of `folder` up to the sentences in the source; those that are gone go.

    The sentences are written in English, so its own catalogue holds what has a plural alone.
    """
    sources = [str(source) for source in sorted(GUI.glob("*.py"))]
    for file in sorted(folder.glob("*.ts")):
        extent = ["-pluralonly"] if file.stem.endswith("_en") else []
        _run("pyside6-lupdate", *sources, "-ts", str(file), "-no-obsolete", "-locations", "none", *extent)


def build() -> None:
    """Make the .qm of each .ts that is newer."""
    for source in sorted(TRANSLATIONS.glob("*.ts")):
        catalogue = source.with_suffix(".qm")
        if not catalogue.exists() or catalogue.stat().st_mtime < source.stat().st_mtime:
            _run("pyside6-lrelease", str(source), "-qm", str(catalogue))


def _run(tool: str, *arguments: str) -> None:
    done = subprocess.run([_TOOLS / tool, *arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{tool} failed:\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
