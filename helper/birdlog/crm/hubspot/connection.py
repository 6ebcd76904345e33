"""HubSpot as one profile knows it: its token, from the keyring, and where its API is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from birdlog import secrets
from birdlog.crm.hubspot.api import HubSpot
from birdlog.crm.hubspot.client import Client
from birdlog.crm.hubspot.problem import HubSpotError
from birdlog.rules.preset import preset
from birdlog.settings import Profile


@contextmanager
def connected(profile: Profile, may_ask: bool = False) -> Iterator[HubSpot]:
    """Give HubSpot for a profile whose preset has an API.

    `may_ask`: a locked keyring may ask the person for its password. Raises SecretsError where the keyring
    can't be used, HubSpotError (`token-missing`) where it holds no token; what comes up inside names the
    profile.
    """
    token = secrets.token(profile.name, may_ask)
    known = preset(profile.preset)
    try:
        if token is None:
            raise HubSpotError("token-missing")
        base = profile.api_base or known.api_base or ""
        with Client(base, profile.api_version or known.api_version or "", token) as client:
            yield HubSpot(client)
    except HubSpotError as problem:
        problem.values["profile"] = profile.name
        raise
