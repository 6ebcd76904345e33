"""Who is credited with a mail, in the order of HubSpot's help page (3 July 2018)."""

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


def test_the_only_user_who_connected_the_address_is_credited():
    assert credited(ANA, connected("bea@acme.example")) == "bea@acme.example"


def test_a_connection_goes_before_an_account_address():
    assert credited(User(SENDER), connected("bea@acme.example")) == "bea@acme.example"


def test_the_only_user_whose_account_address_it_is_is_credited():
    assert credited(User(SENDER), User("ana@acme.example", aliases=(SENDER,))) == SENDER


def test_the_only_user_who_has_it_as_an_alias_is_credited():
    assert credited(BEA, User("ana@acme.example", aliases=(SENDER,))) == "ana@acme.example"


def test_of_several_who_connected_it_the_first_to_do_so_is_credited():
    late, early = connected("ana@acme.example", "2026-05-01"), connected("bea@acme.example", "2024-01-31")
    assert credited(late, early) == "bea@acme.example"


def test_a_dated_connection_goes_before_one_without_a_date():
    assert (
        credited(connected("ana@acme.example"), connected("bea@acme.example", "2026-05-01"))
        == "bea@acme.example"
    )


def test_without_dates_the_user_who_was_described_first_is_credited():
    assert credited(connected("ana@acme.example"), connected("bea@acme.example")) == "ana@acme.example"


def test_a_teams_mail_goes_to_the_member_who_connected_it_first():
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


# The whole table: who has the address how (a = account, n = alias, c = connected, with its date), in their
# order, and who is credited.


def user(name, *ways):
    """One user: `a` makes the address the account's, `n` an alias, `c…` a connection since then."""
    dates = tuple(way[1:] or None for way in ways if way.startswith("c"))
    return User(
        SENDER if "a" in ways else f"{name}@acme.example",
        connected=tuple((SENDER, since) for since in dates),
        aliases=(SENDER,) if "n" in ways else (),
        name=name,
    )


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        # 1: the only one who connected it, whatever the others have
        ([("x", "c")], "x"),
        ([("x", "c"), ("y", "a")], "x"),
        ([("y", "a"), ("x", "c")], "x"),
        ([("x", "c"), ("y", "n"), ("z", "n")], "x"),
        ([("x", "a", "c")], "sales"),
        ([("x", "c2024-01-01", "c2020-01-01")], "x"),
        # 2: the only account address, also where several connected it
        ([("x", "a")], "sales"),
        ([("x", "a"), ("y", "n")], "sales"),
        ([("x", "c2020-01-01"), ("y", "c2021-01-01"), ("z", "a")], "sales"),
        # 3: the only alias, also where two have it as account address
        ([("x", "n")], "x"),
        ([("y",), ("x", "n"), ("z",)], "x"),
        ([("x", "n"), ("y", "a"), ("z", "a")], "x"),
        ([("x", "n"), ("y", "c2020-01-01"), ("z", "c2021-01-01")], "x"),
        # 4: of several who connected it, the first
        ([("x", "c2021-01-01"), ("y", "c2020-01-01")], "y"),
        ([("x", "c2021-01-01"), ("y", "c2020-01-01"), ("z", "n"), ("w", "n")], "y"),
        ([("x", "c2020-06-01", "c2019-01-01"), ("y", "c2020-01-01")], "x"),
        ([("x", "c"), ("y", "c2999-01-01")], "y"),
        ([("x", "c"), ("y", "c")], "x"),
        ([("x", "c2020-01-01"), ("y", "c2020-01-01")], "x"),
        ([("x", "c2020-01-01T10:00:00+02:00"), ("y", "c2020-01-01T09:00:00Z")], "x"),
        ([("x", "c2020-02-01"), ("y", "c20200115")], "y"),
        ([("x", "csome day"), ("y", "c2020-01-01")], "y"),
        # nobody
        ([("x",), ("y",)], None),
        ([("x", "a"), ("y", "a")], None),
        ([("x", "n"), ("y", "n")], None),
        ([("x", "a"), ("y", "a"), ("z", "n"), ("w", "n")], None),
    ],
)
def test_each_case_is_credited_to_one_user_or_nobody(users, expected):
    described = [user(*each) for each in users]
    assert credited(*described) == (f"{expected}@acme.example" if expected else None)


@pytest.mark.parametrize(
    ("members", "users", "expected"),
    [
        (("bea@acme.example",), (ANA, BEA), "bea@acme.example"),
        (("bea@acme.example", "ana@acme.example"), (User(SENDER), ANA, BEA), "bea@acme.example"),
        ((), (connected("ana@acme.example"),), "ana@acme.example"),
        ((), (ANA,), None),
    ],
    ids=["one member", "before an account address", "no member, but connected", "no member"],
)
def test_a_teams_address_is_credited_to_its_first_member(members, users, expected):
    assert credited(*users, teams=(Team("Sales@ACME.example", members),)) == expected


def test_another_address_than_the_teams_is_not_the_teams():
    team = Team("info@acme.example", ("bea@acme.example",))
    assert credited(ANA, BEA, User(SENDER), teams=(team,)) == SENDER


def test_where_only_a_team_is_described_nobody_else_is_a_user():
    assert credited(teams=(Team("info@acme.example", ("bea@acme.example",)),)) is None


def test_an_alias_with_a_tag_is_another_address():
    assert credited(User("ana@acme.example", aliases=("sales+x@acme.example",)), BEA) is None
