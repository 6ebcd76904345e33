"""Every sentence of the helper is said somewhere: no key stays behind when its last sentence is dropped.

A key is named by the source as a whole (`"cli.json"`), or begins like a text that the source puts together
(`f"journal.state.{state}"`) and goes on in words that the source knows.
"""

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "helper" / "birdlog" / "locales" / "en"
KEYS = sorted(key for part in LOCALE.glob("*.json") for key in json.loads(part.read_text(encoding="utf-8")))


def _texts_in_the_source():
    """(whole texts, beginnings of texts that are put together), in Python and in the extension."""
    whole, beginnings = set(), set()
    for file in (*ROOT.glob("helper/**/*.py"), *ROOT.glob("gui/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(node.values[0].value)
    for file in ROOT.glob("extension/**/*.js"):
        whole.update(re.findall(r'"([\w-]+)"', file.read_text(encoding="utf-8")))
    return whole, tuple(each for each in beginnings if "." in each)


WHOLE, BEGINNINGS = _texts_in_the_source()
PUT_TOGETHER = {"message", "fix", "title"}
"""The last words of `f"{sentence}.message"`, which no text of the source ends in alone."""


def _is_said(key):
    if key in WHOLE:
        return True
    return any(
        key.startswith(beginning)
        and all(word in WHOLE | PUT_TOGETHER for word in key.removeprefix(beginning).split("."))
        for beginning in BEGINNINGS
    )


@pytest.mark.parametrize("key", KEYS)
def test_a_sentence_is_said_somewhere(key):
    assert _is_said(key)


def test_a_sentence_that_nothing_says_is_noticed():
    assert not _is_said("cli.profile.no-longer-said")
    assert not _is_said("journal.state.no-longer-a-state")
