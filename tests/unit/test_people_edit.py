"""Users and teams are described, described anew and let go, and what one wrote beside them stays."""

import pytest

from birdlog import paths, people_edit
from birdlog.settings import SettingsError, Team, User, load

ANA = User("ana@acme.example", (("ana@home.example", "2025-01-31"),), ("s@acme.example",), "Ana")
BOB = User("bob@acme.example")
TEAM = Team("team@acme.example", ("bob@acme.example", "ana@acme.example"))


def refusal(change, *args):
    before = paths.settings_file().read_bytes()
    with pytest.raises(SettingsError) as raised:
        change(*args)
    assert paths.settings_file().read_bytes() == before
    assert raised.value.title == "Nothing was changed."
    return raised.value.message


@pytest.fixture
def described():
    """Ana, Bob and their team."""
    people_edit.describe_people([ANA, BOB], [TEAM])


def test_users_and_teams_are_kept_as_they_were_described():
    ana = User(
        "ana@acme.example",
        (("ana@home.example", "2025-01-31"), ("a@x.example", None)),
        ("s@acme.example",),
        "Ana",
    )
    bob = User("bob@acme.example")
    team = Team("team@acme.example", ("bob@acme.example", "ana@acme.example"))
    assert people_edit.add_user(ana) == 1
    assert people_edit.add_user(bob) == 1
    people_edit.add_team(team)

    assert load().users == (ana, bob)
    assert load().teams == (team,)

    people_edit.remove_user("BOB@acme.example")
    assert load().users == (ana,)
    assert load().teams == (Team("team@acme.example", ("ana@acme.example",)),)

    people_edit.remove_team("team@ACME.example")
    assert load().teams == ()


def test_two_users_may_share_an_account_address():
    people_edit.add_user(User("ana@acme.example", name="Ana"))

    assert people_edit.add_user(User("Ana@ACME.example", name="Other Ana")) == 2


def test_people_who_are_not_there_are_named():
    people_edit.add_user(User("ana@acme.example"))
    people_edit.add_team(Team("team@acme.example", ("ana@acme.example",)))

    assert refusal(people_edit.remove_user, "x@y.example") == "No user has the account x@y.example."
    assert refusal(people_edit.remove_team, "x@y.example") == "There is no team x@y.example."
    assert "Add the user first." in refusal(people_edit.add_team, Team("t@acme.example", ("x@y.example",)))
    assert "There is a team" in refusal(
        people_edit.add_team, Team("TEAM@acme.example", ("ana@acme.example",))
    )
    assert "isn't a mail address" in refusal(people_edit.add_user, User("ana"))
    assert "isn't a mail address" in refusal(people_edit.add_user, User("b@c.example", (("x", None),)))
    assert "date and time" in refusal(people_edit.add_user, User("b@c.example", (("x@y", "then"),)))


def test_a_user_is_described_anew_in_the_same_place(described):
    after = User(ANA.account, (("ana@new.example", None),), (), "Ana Souza")

    people_edit.change_user(ANA, after)

    assert load().users == (after, BOB)
    assert load().teams == (TEAM,)


def test_an_account_that_changes_changes_in_the_teams(described):
    people_edit.change_user(BOB, User("robert@acme.example"))

    assert load().teams == (Team(TEAM.address, ("robert@acme.example", "ana@acme.example")),)


def test_an_account_that_another_user_has_still_stays_in_the_teams(described):
    people_edit.add_user(User("BOB@acme.example", name="Other Bob"))

    people_edit.change_user(BOB, User("robert@acme.example"))

    assert load().teams == (TEAM,)


def test_of_users_who_share_an_account_one_is_let_go(described):
    other = User(BOB.account, name="Other Bob")
    people_edit.add_user(other)

    people_edit.change_user(other, None)
    assert load().users == (ANA, BOB)
    assert load().teams == (TEAM,)

    people_edit.change_user(BOB, None)
    assert load().users == (ANA,)
    assert load().teams == (Team(TEAM.address, (ANA.account,)),)


def test_the_last_user_can_be_let_go():
    people_edit.add_user(ANA)

    people_edit.change_user(ANA, None)

    assert load().users == ()


def test_who_was_changed_meanwhile_is_not_changed_by_what_was_seen_before(described):
    people_edit.change_user(BOB, User(BOB.account, name="Bob"))

    assert "No user has the account" in refusal(people_edit.change_user, BOB, User("robert@acme.example"))


def test_a_team_is_described_anew(described):
    after = Team("all@acme.example", (ANA.account,))

    people_edit.change_team(TEAM, after)
    assert load().teams == (after,)

    people_edit.change_team(after, None)
    assert load().teams == ()


def test_a_team_is_not_described_as_it_can_not_be(described):
    other = Team("x@acme.example", (ANA.account,))
    people_edit.add_team(other)

    assert "There is a team" in refusal(people_edit.change_team, other, Team(TEAM.address))
    assert "Add the user first." in refusal(
        people_edit.change_team, other, Team("y@z.example", ("no@x.example",))
    )
    assert "There is no team" in refusal(people_edit.change_team, Team("no@x.example"), other)
    assert "isn't a mail address" in refusal(people_edit.change_team, other, Team("all"))


def test_what_is_written_beside_a_user_stays(described):
    text = paths.settings_file().read_text()
    paths.settings_file().write_text(
        text.replace('account = "bob@acme.example"', 'account = "bob@acme.example" # ours')
    )

    people_edit.change_user(BOB, User(BOB.account, name="Bob"))

    assert 'account = "bob@acme.example" # ours\nname = "Bob"' in paths.settings_file().read_text()
