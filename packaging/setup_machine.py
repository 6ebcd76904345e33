#!/usr/bin/env python3
"""Installs what `make demo` and `make test` need from Debian's packages (debian-packages.tsv).

It says first what it will install and why, asks apt what that would do and stops where anything would be
removed, and keeps every service of the new packages from starting, now and at the next boot. A second run
only looks.
Exit status: 0 all is there, 1 something is missing and it says what.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = Path(__file__).with_name("debian-packages.tsv")
POLICY = Path("/usr/sbin/policy-rc.d")
OLDEST_DEBIAN = 12
SERVICES = {
    "postfix": ["postfix.service"],
    "dovecot-imapd": ["dovecot.service", "dovecot.socket"],
    "postgresql": ["postgresql.service"],
}


@dataclass(frozen=True, slots=True)
class Package:
    """One line of the table: `sign` is a command or a file that makes the package unnecessary, or None."""

    name: str
    sign: str | None
    purpose: str

    def is_there(self, installed: set[str]) -> bool:
        """Whether the machine has what this package is for."""
        if self.name in installed:
            return True
        if self.sign is None:
            return False
        return Path(self.sign).exists() if self.sign.startswith("/") else shutil.which(self.sign) is not None


def packages() -> list[Package]:
    """The table, in its order."""
    rows = [
        line.split("\t") for line in PACKAGES.read_text().splitlines() if line and not line.startswith("#")
    ]
    return [Package(name, None if sign == "-" else sign, purpose) for name, sign, purpose in rows]


def installed_packages() -> set[str]:
    """The names of Debian's packages that are installed here; empty where there is no dpkg."""
    if shutil.which("dpkg-query") is None:
        return set()
    shown = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}\n"],
        capture_output=True,
        text=True,
        check=True,
    )
    return {line.split()[1] for line in shown.stdout.splitlines() if line.startswith("installed ")}


def debian_version() -> int | None:
    """The release of Debian that this is; None elsewhere. Testing and unstable count as newer than all."""
    try:
        lines = Path("/etc/os-release").read_text().splitlines()
    except OSError:
        return None
    release = dict(line.split("=", 1) for line in lines if "=" in line)
    if release.get("ID", "").strip('"') != "debian":
        return None
    return int(release.get("VERSION_ID", "99").strip('"').split(".")[0])


def stop(sentence: str) -> None:
    """End here and say why."""
    sys.exit(f"birdlog: {sentence}")


def as_root() -> list[str]:
    """What to put before a command that needs root's rights."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        stop("these packages need root's rights: run this as root, or install sudo.")
    return ["sudo"]


def simulate(root: list[str], names: list[str]) -> subprocess.CompletedProcess[str]:
    """What apt says that it would do, by lists of today: old ones name what the mirrors no longer have."""
    subprocess.run([*root, "apt-get", "update", "-qq"], check=False)
    command = ["apt-get", "--simulate", "install", "--no-install-recommends", *names]
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    return subprocess.run(command, capture_output=True, text=True, env=english, check=False)


def refuse_removals(answer: subprocess.CompletedProcess[str]) -> None:
    """Stop where apt could not install these packages, or would take another one away for them."""
    removed = [line.split()[1] for line in answer.stdout.splitlines() if line.startswith("Remv ")]
    if removed:
        stop(f"installing these would remove {', '.join(removed)}. Nothing was changed.")
    if answer.returncode != 0:
        stop(f"apt can't install these packages. It says:\n{answer.stdout[-1500:]}{answer.stderr[-1500:]}")


@contextlib.contextmanager
def services_at_rest(root: list[str]) -> Iterator[None]:
    """Keep packages that are installed meanwhile from starting their services (Debian's policy-rc.d)."""
    before = POLICY.read_text() if POLICY.exists() else None
    _write_policy(root, "#!/bin/sh\nexit 101\n")
    try:
        yield
    finally:
        if before is None:
            subprocess.run([*root, "rm", "-f", str(POLICY)], check=True)
        else:
            _write_policy(root, before)


def install(root: list[str], names: list[str]) -> None:
    """Install the packages without a question; Postfix stays unconfigured, the demo brings its own set-up."""
    preseed = "postfix postfix/main_mailer_type select No configuration\n"
    if "postfix" in names and shutil.which("debconf-set-selections"):
        subprocess.run([*root, "debconf-set-selections"], input=preseed, text=True, check=True)
    command = [
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "-y",
        "-qq",
        "--no-install-recommends",
    ]
    with services_at_rest(root):
        done = subprocess.run([*root, *command, *names], stdin=subprocess.DEVNULL, check=False)
    if done.returncode != 0:
        stop("apt stopped; what it says is above. Run this again when that is mended.")
    units = [unit for name in names for unit in SERVICES.get(name, [])]
    if units and shutil.which("systemctl"):
        subprocess.run([*root, "systemctl", "disable", *units], capture_output=True, check=False)


def _write_policy(root: list[str], text: str) -> None:
    subprocess.run([*root, "tee", str(POLICY)], input=text, text=True, stdout=subprocess.DEVNULL, check=True)
    subprocess.run([*root, "chmod", "755", str(POLICY)], check=True)


def main() -> None:
    """Look, say, simulate, install."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the one file that runs before Python's version is known
        stop("Python 3.11 or newer is needed.")
    installed = installed_packages()
    missing = [package for package in packages() if not package.is_there(installed)]
    version = debian_version()
    if version is None or version < OLDEST_DEBIAN:
        needed = [package.sign for package in missing if package.sign]
        if needed:
            stop(f"this is not Debian {OLDEST_DEBIAN} or newer; please install: {', '.join(needed)}")
        return
    if not missing:
        return
    print("Birdlog needs these packages of Debian:")
    for package in missing:
        print(f"  {package.name:<24} {package.purpose}")
    root, names = as_root(), [package.name for package in missing]
    refuse_removals(simulate(root, names))
    print("Nothing will be removed, and no service will be started.", flush=True)
    install(root, names)


if __name__ == "__main__":
    main()
