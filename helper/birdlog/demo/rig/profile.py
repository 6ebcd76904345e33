"""A Thunderbird profile of its own: one IMAP account with its identities, Local Folders, peace and quiet."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Pref = str | int | bool


@dataclass(frozen=True, slots=True)
class Identity:
    """One of the person's identities; all of a rig's belong to one IMAP account."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Servers:
    """Where the account's servers listen (loopback ports) and who logs in."""

    imap_port: int
    smtp_port: int
    user: str


_QUIET_PREFS: dict[str, Pref] = {
    "app.update.enabled": False,
    "browser.dom.window.dump.enabled": False,
    "datareporting.policy.dataSubmissionPolicyBypassNotification": True,
    "extensions.autoDisableScopes": 0,
    "extensions.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "mail.compose.warned_about_customize_from": True,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mail.inappnotifications.enabled": False,
    "mail.minimizeToTray": False,
    "mail.warn_on_send_accel_key": False,
    "mailnews.start_page.enabled": False,
    "mailnews.start_page_override.mstone": "ignore",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "offline.download.download_messages": 2,
    "offline.send.unsent_messages": 2,
    "services.settings.server": "http://127.0.0.1:1/",
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
    "xpinstall.signatures.required": False,
}


def make(
    folder: Path,
    servers: Servers,
    identities: Sequence[Identity],
    more: Mapping[str, Pref],
) -> None:
    """Make the profile in `folder`; `more` is set besides, and decides."""
    folder.mkdir(parents=True)
    prefs = {**_QUIET_PREFS, **_account_prefs(servers, identities), **more}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in prefs.items()]
    (folder / "user.js").write_text("\n".join(lines) + "\n")


def _account_prefs(servers: Servers, identities: Sequence[Identity]) -> dict[str, Pref]:
    keys = [f"id{number}" for number in range(1, len(identities) + 1)]
    prefs: dict[str, Pref] = {
        "mail.accountmanager.accounts": "account1,account2",
        "mail.accountmanager.defaultaccount": "account1",
        "mail.accountmanager.localfoldersserver": "server2",
        "mail.account.account1.server": "server1",
        "mail.account.account1.identities": ",".join(keys),
        "mail.account.account2.server": "server2",
        "mail.server.server1.type": "imap",
        "mail.server.server1.hostname": "127.0.0.1",
        "mail.server.server1.port": servers.imap_port,
        "mail.server.server1.userName": servers.user,
        "mail.server.server1.name": identities[0].email,
        "mail.server.server1.socketType": 0,
        "mail.server.server1.authMethod": 3,
        "mail.server.server1.login_at_startup": False,
        "mail.server.server1.check_new_mail": False,
        "mail.server.server1.use_idle": True,
        "mail.server.server2.type": "none",
        "mail.server.server2.hostname": "Local Folders",
        "mail.server.server2.name": "Local Folders",
        "mail.server.server2.userName": "nobody",
        "mail.smtpservers": "smtp1",
        "mail.smtp.defaultserver": "smtp1",
        "mail.smtpserver.smtp1.hostname": "127.0.0.1",
        "mail.smtpserver.smtp1.port": servers.smtp_port,
        "mail.smtpserver.smtp1.authMethod": 1,
        "mail.smtpserver.smtp1.try_ssl": 0,
    }
    for key, identity in zip(keys, identities, strict=True):
        prefs.update(_identity_prefs(f"mail.identity.{key}", identity, servers.user))
    return prefs


def _identity_prefs(branch: str, identity: Identity, user: str) -> dict[str, Pref]:
    mailbox = f"imap://{user}@127.0.0.1"
    return {
        f"{branch}.fullName": identity.name,
        f"{branch}.useremail": identity.email,
        f"{branch}.smtpServer": "smtp1",
        f"{branch}.valid": True,
        f"{branch}.compose_html": True,
        f"{branch}.fcc": True,
        f"{branch}.fcc_folder": f"{mailbox}/Sent",
        f"{branch}.fcc_folder_picker_mode": "1",
        f"{branch}.draft_folder": f"{mailbox}/Drafts",
        f"{branch}.drafts_folder_picker_mode": "1",
    }
