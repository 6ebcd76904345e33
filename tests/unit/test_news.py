"""What came back is told once, whoever tells it and whenever it was started."""

from birdlog.journal import news
from birdlog.journal.entry import Bounce
from birdlog.journal.store import Observation

AT = "2026-07-01T09:30:00Z"
LATER = "2026-07-01T09:40:00Z"


def _sent(journal, event):
    observed = Observation(event, "bcc", "sent", subject=event, recipients=("joao@cliente.example",))
    return journal.add_or_move(observed, AT, "sent")[0]


def _comes_back(journal, event):
    id = _sent(journal, event)
    bounce = Bounce("log@crm.example", "5.3.4", None, "too-large", "message-id")
    told = {"reason": "too-large", "reason_values": {}, "bounce": bounce, "evidence": "x"}
    journal.move(id, "bounced", at=LATER, **told)
    return id


def _ids(found):
    return [entry.id for entry in found.entries]


def test_what_is_well_is_no_news(journal):
    _sent(journal, "a")

    assert news.untold(journal) == news.News((), 0)


def test_what_came_back_is_news_until_it_was_told(journal):
    first, second = _comes_back(journal, "a"), _comes_back(journal, "b")
    found = news.untold(journal)
    news.tell(journal, found)

    assert _ids(found) == [second, first]
    assert news.untold(journal).entries == ()


def test_what_comes_back_between_looking_and_telling_is_told_next(journal):
    _comes_back(journal, "a")
    found = news.untold(journal)
    second = _comes_back(journal, "b")
    news.tell(journal, found)

    assert _ids(news.untold(journal)) == [second]


def test_a_customer_who_did_not_get_it_is_news_a_delay_is_not(journal):
    id = _sent(journal, "a")
    journal.note(id, reason="delayed", values={}, evidence="x", at=LATER)
    assert news.untold(journal).entries == ()

    journal.note(id, reason="recipient-bounced", values={}, evidence="x", at=LATER)
    assert _ids(news.untold(journal)) == [id]


def test_what_the_person_has_looked_at_is_no_news(journal):
    journal.look_at(_comes_back(journal, "a"))

    assert news.untold(journal).entries == ()
