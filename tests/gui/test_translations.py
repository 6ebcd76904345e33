"""Every sentence of the window is there in English and in Brazilian Portuguese."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from birdlog_gui import language
from birdlog_gui.strip import HealthStrip

sys.path.insert(0, str(Path(__file__).parents[2] / "packaging"))

import build_translations

CATALOGUES = sorted(build_translations.TRANSLATIONS.glob("*.ts"))
PLACEHOLDER = re.compile(r"\{\w+\}|%n")


def messages(catalogue: Path) -> dict[tuple[str, str], ElementTree.Element]:
    return {
        (context.findtext("name"), message.findtext("source")): message
        for context in ElementTree.parse(catalogue).getroot()
        for message in context.findall("message")
    }


def forms(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    return [form.text or "" for form in translation.findall("numerusform")] or [translation.text or ""]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.stem)
def test_the_catalogue_holds_what_the_source_says_and_nothing_else(catalogue, tmp_path):
    copy = shutil.copy(catalogue, tmp_path)

    build_translations.update(tmp_path)

    assert set(messages(Path(copy))) == set(messages(catalogue))


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.stem)
def test_what_the_window_reads_is_built_from_the_catalogue(catalogue, tmp_path):
    copy = Path(shutil.copy(catalogue, tmp_path))

    build_translations.build(tmp_path)

    assert copy.with_suffix(".qm").read_bytes() == catalogue.with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.stem)
def test_every_sentence_is_translated(catalogue):
    unfinished = [
        source
        for (_, source), message in messages(catalogue).items()
        if message.find("translation").get("type") or not all(forms(message))
    ]

    assert unfinished == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.stem)
def test_every_translation_has_the_placeholders_of_its_sentence(catalogue):
    for (_, source), message in messages(catalogue).items():
        for form in forms(message):
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(source)), source


def test_the_window_speaks_portuguese(qapp, qtbot):
    translators = language.install(qapp, "pt_BR")

    strip = HealthStrip()
    qtbot.addWidget(strip)
    said = strip.needs_you.text()
    for translator in translators:
        qapp.removeTranslator(translator)

    assert said == "Mostrar"


@pytest.mark.parametrize(
    ("languages", "chosen"), [("pt_BR:en", "pt_BR"), ("pt_PT", "pt_BR"), ("de", "en"), ("en_GB", "en")]
)
def test_the_language_is_the_one_that_the_system_asks_for(languages, chosen):
    environment = os.environ | {"LANGUAGE": languages, "LC_ALL": "C.UTF-8"}

    ask = "from birdlog_gui import language; print(language.wanted())"
    said = subprocess.run(
        [sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True
    )

    assert said.stdout.strip() == chosen
