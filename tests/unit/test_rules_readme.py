"""Every code that a rule can find is explained, in the README and in words."""

import inspect
import re
from pathlib import Path

import pytest

from birdlog import rules
from birdlog.crm.local import intake, judging
from birdlog.journal import reports
from birdlog.rules import composed, either_way, forwarded, outgoing, received
from birdlog.texts import has_text

WHERE_FINDINGS_ARE_MADE = (either_way, composed, received, forwarded, outgoing, reports, intake, judging)
FOUND = re.compile(r'Finding\(\s*"([a-z-]+)"(?: if \w+ else "([a-z-]+)")?, "(ok|warn|block)"')
LINE = re.compile(r"^\| ([a-z-]+) \| (ok|warn|block) \|", re.MULTILINE)
README = (Path(inspect.getfile(rules)).parent / "README.md").read_text(encoding="utf-8")
CODES = {
    (code, level)
    for module in WHERE_FINDINGS_ARE_MADE
    for one, other, level in FOUND.findall(inspect.getsource(module))
    for code in (one, other)
    if code
}


def test_the_readme_lists_every_code_with_its_level_once():
    lines = LINE.findall(README)

    assert sorted(lines) == sorted(CODES)


@pytest.mark.parametrize("code", sorted(code for code, _ in CODES))
def test_every_code_has_a_message_and_a_fix(code):
    assert has_text(f"finding.{code}.message")
    assert has_text(f"finding.{code}.fix")
