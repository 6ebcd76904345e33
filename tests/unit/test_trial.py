"""The test mail: asked for once, judged like any mail, found in the journal by its request, said in words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from birdlog import settings
from birdlog.host.dispatch import answer
from birdlog.host.session import Session
from birdlog.journal import requests, trial
from birdlog.journal.store import Journal, Observation
from birdlog.settings import Profile, Settings
from birdlog.texts import LOCALES

ANA, HOME, MARIA = "ana@oficina.example", "ana@gmx.example", "maria@familia.example"
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PROFILE = Profile(
    name="work",
    preset="hubspot",
    crm="HubSpot",
    bcc="1@bcc.hubspot.com",
    forward="1@forward.hubspot.com",
    identities=(ANA,),
    created="2026-01-01T00:00:00Z",
)
SETTINGS = Settings(profiles=(PROFILE,), never_log=(MARIA,))


@pytest.fixture
def own(base):
    """The journal that a host's session writes to."""
    with Journal.open() as opened:
        yield opened


@pytest.fixture
def tell(own):
    """Says `request.done` as the extension does."""
    session = Session()

    def done(id, outcome, reason=None):
        body = {"request": id, "outcome": outcome, "reason": reason}
        return answer(session, {"v": 1, "id": 7, "type": "request.done", "body": body})["body"]

    yield done
    session.close()


def _ask(journal, to=HOME, locale="en", settings=SETTINGS, identity=ANA):
    return trial.ask(journal, settings, identity, to, NOW, locale=locale)


def _codes(decision):
    return [finding.code for finding in decision.findings]


def test_the_mail_says_whose_test_it_is_and_that_it_can_be_deleted(journal):
    english, portuguese = (_ask(journal, HOME, each).body for each in ("en", "pt-BR"))
    assert (english["identity"], english["to"], english["subject"]) == (ANA, HOME, "Birdlog test")
    assert "can delete it" in english["text"]
    assert (portuguese["subject"], "pode excluí-lo" in portuguese["text"]) == ("Teste do Birdlog", True)


def test_a_second_click_asks_for_no_second_mail(journal):
    first = _ask(journal)
    assert _ask(journal) == first
    requests.close(journal, first.id, "failed", "smtp-error")
    assert _ask(journal).id != first.id


@pytest.mark.parametrize(
    "to", ["", "ana", "Ana <ana@gmx.example>", "a@gmx.example, b@gmx.example", "a@b\nBcc: c@d"]
)
def test_it_goes_to_one_address_and_nothing_else(journal, to):
    with pytest.raises(ValueError):
        _ask(journal, to)
    assert requests.open_requests(journal) == ()


def test_the_rules_are_asked_as_for_any_mail():
    assert trial.expected(SETTINGS, ANA, HOME, NOW).log
    assert _codes(trial.expected(SETTINGS, ANA, MARIA, NOW)) == ["never-log"]
    assert _codes(trial.expected(SETTINGS, ANA, "ana.souza@oficina.example", NOW)) == ["internal-only"]
    assert _codes(trial.expected(SETTINGS, "other@oficina.example", HOME, NOW)) == ["no-profile"]
    assert _codes(trial.expected(replace(SETTINGS, paused="on"), ANA, HOME, NOW)) == ["paused"]


def test_an_address_that_a_profile_names_as_the_persons_own_has_no_record():
    serving = replace(PROFILE, identities=(ANA, HOME))
    decision = trial.expected(replace(SETTINGS, profiles=(serving,)), ANA, HOME, NOW)
    assert (decision.log, _codes(decision)) == (False, ["nobody-to-log"])


@pytest.mark.parametrize(
    ("to", "settings", "code"),
    [
        (MARIA, SETTINGS, "never-log"),
        (HOME, Settings(), "no-profile"),
        (HOME, replace(SETTINGS, paused="on"), "paused"),
        ("1@forward.hubspot.com", SETTINGS, "not-logged"),
    ],
)
def test_what_would_not_be_logged_is_not_asked_of_thunderbird(journal, to, settings, code):
    request = _ask(journal, to, settings=settings)
    assert (request.outcome, request.reason) == ("refused", code)
    assert requests.find(journal, request.id) == request
    assert requests.open_requests(journal) == ()
    assert trial.words(request, settings, NOW, "en")


def test_an_own_address_outside_the_company_is_suggested():
    company, private = "ana.souza@oficina.example", "ana@casa.example"
    assert trial.suggested(SETTINGS, ANA, [ANA, company, private], NOW) == private
    assert trial.suggested(SETTINGS, ANA, [ANA, company], NOW) is None
    free = replace(SETTINGS, profiles=(replace(PROFILE, identities=("ana@gmx.net",)),))
    assert trial.suggested(free, "ana@gmx.net", ["ana@gmx.net"], NOW) is None  # nobody's record


def test_it_can_be_called_off_until_a_thunderbird_has_begun(journal):
    first = _ask(journal)
    assert trial.withdraw(journal, first)
    assert not requests.take(journal, first.id, "home")
    second = _ask(journal)
    assert requests.take(journal, second.id, "home")
    assert not trial.withdraw(journal, second)
    assert requests.find(journal, second.id).outcome is None


def test_an_interrupted_one_whose_entry_is_there_was_sent(own, tell):
    request = _ask(own)
    own.add_or_move(Observation(request.id, "bcc", "pending"), "2026-03-01T12:00:00Z", "sent")
    assert tell(request.id, "failed", "interrupted") == {"closed": True}
    closed = requests.find(own, request.id)
    assert (closed.outcome, closed.reason) == ("done", None)
    assert own.by_event(request.id).state == "pending"


def test_an_interrupted_one_without_an_entry_failed(own, tell):
    request = _ask(own)
    tell(request.id, "failed", "interrupted")
    closed = requests.find(own, request.id)
    assert (closed.outcome, closed.reason) == ("failed", "interrupted")


def test_forgetting_leaves_no_address_of_a_test_mail_behind(journal):
    waiting, done = (_ask(journal, to) for to in (HOME, "ana@gmy.example"))
    requests.close(journal, done.id, "done", None)
    journal.forget("nobody@x.example")
    assert requests.find(journal, done.id) is None
    assert requests.find(journal, waiting.id) == waiting


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        (None, None),
        ("done", None),
        ("done", "waiting"),
        ("gone", None),
        *(
            ("failed", reason)
            for reason in ("smtp-error", "not-sent", "not-seen", "compose-failed", "interrupted", "withdrawn")
        ),
    ],
)
def test_how_far_it_is_has_words_of_its_own(journal, outcome, reason, locale):
    request = replace(_ask(journal, HOME, locale), outcome=outcome, reason=reason)
    said = trial.words(request, SETTINGS, NOW, locale)
    assert said
    others = {trial.words(replace(request, outcome="failed", reason="odd"), SETTINGS, NOW, locale)}
    assert said not in others
    assert "…" not in said
    assert "{" not in said


def test_a_reason_that_nobody_knows_is_named(journal):
    request = replace(_ask(journal), outcome="failed", reason="moon-phase")
    assert "moon-phase" in trial.words(request, SETTINGS, NOW, "en")


def test_a_rule_that_keeps_it_out_speaks_for_itself(journal):
    request = replace(_ask(journal, MARIA), outcome="refused", reason="never-log")
    assert MARIA in trial.words(request, SETTINGS, NOW, "en")
    assert "never-log" in trial.words(request, replace(SETTINGS, never_log=()), NOW, "en")


def test_without_a_profile_it_says_so(journal):
    request = replace(_ask(journal), outcome="refused", reason="no-profile")
    assert ANA in trial.words(request, settings.load(), NOW, "en")
