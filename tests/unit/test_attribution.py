"""Who is credited with a mail, by the order of the specification (rule 11)."""

import pytest

from birdlog.rules.attribution import credited_to, is_user
from birdlog.settings import Profile, Settings, Team, User

SENDER = "sales@acme.example"
PROFILE = Profile(name="CRM", preset="local", crm="Birdlog CRM")
ANA = User("ana@acme.example")
BEA = User("bea@acme.example")


def credited(*users, teams=(), sender=SENDER, profile=PROFILE):
    return credited_to(sender, profile, Settings(profiles=(profile,), users=users, teams=teams))


def connected(account, since=None):
    return User(account, connected=((SENDER, since),))


def test_rule_11_1_the_only_user_who_connected_the_address_is_credited():
    assert credited(ANA, connected("bea@acme.example")) == "bea@acme.example"


def test_rule_11_1_a_connection_goes_before_an_account_address():
    assert credited(User(SENDER), connected("bea@acme.example")) == "bea@acme.example"


def test_rule_11_2_the_only_user_whose_account_address_it_is_is_credited():
    assert credited(User(SENDER), User("ana@acme.example", aliases=(SENDER,))) == SENDER


def test_rule_11_3_the_only_user_who_has_it_as_an_alias_is_credited():
    assert credited(BEA, User("ana@acme.example", aliases=(SENDER,))) == "ana@acme.example"


def test_rule_11_4_of_several_who_connected_it_the_first_to_do_so_is_credited():
    late, early = connected("ana@acme.example", "2026-05-01"), connected("bea@acme.example", "2024-01-31")
    assert credited(late, early) == "bea@acme.example"


def test_rule_11_4_a_dated_connection_goes_before_one_without_a_date():
    assert (
        credited(connected("ana@acme.example"), connected("bea@acme.example", "2026-05-01"))
        == "bea@acme.example"
    )


def test_rule_11_4_without_dates_the_user_who_was_described_first_is_credited():
    assert credited(connected("ana@acme.example"), connected("bea@acme.example")) == "ana@acme.example"


def test_rule_11_a_teams_mail_goes_to_the_member_who_connected_it_first():
    team = Team(SENDER, ("bea@acme.example", "ana@acme.example"))
    assert credited(ANA, BEA, connected("cid@acme.example"), teams=(team,)) == "bea@acme.example"


@pytest.mark.parametrize(
    "users",
    [
        (User(SENDER, name="Ana"), User(SENDER, name="Bea")),
        (User("a@acme.example", aliases=(SENDER,)), User("b@acme.example", aliases=(SENDER,))),
        (ANA, BEA),
    ],
)
def test_nobody_is_credited_where_the_address_is_shared_or_unknown_and_nobody_connected_it(users):
    assert credited(*users) is None


def test_letter_case_and_the_form_of_the_domain_make_no_difference():
    user = User("ana@acme.example", connected=(("Vendas@Bücher.Example", None),))
    assert credited(user, sender="vendas@xn--bcher-kva.example") == "ana@acme.example"


def test_where_no_users_are_described_the_profiles_identities_are_the_users():
    profile = Profile(name="CRM", preset="local", crm="Birdlog CRM", identities=("Ana@acme.example",))
    assert credited(profile=profile, sender="ana@ACME.example") == "Ana@acme.example"
    assert credited(profile=profile, sender="bea@acme.example") is None


def test_a_profile_that_serves_every_identity_credits_whoever_sends():
    assert credited(sender="ana@acme.example") == "ana@acme.example"


@pytest.mark.parametrize(
    "address", ["Ana@acme.example", "ana.private@acme.example", "a@acme.example", "team@acme.example"]
)
def test_account_connection_alias_and_team_make_an_address_a_users(address):
    user = User("ana@acme.example", (("ana.private@acme.example", None),), ("a@acme.example",))
    known = Settings(users=(user,), teams=(Team("team@acme.example", ("ana@acme.example",)),))
    assert is_user(address, known)
    assert not is_user("stranger@acme.example", known)
