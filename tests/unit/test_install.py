"""Setting Birdlog up and taking it out: what is written, what is left, and what the doctor sees."""

import json
import os
import shlex
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from birdlog import __version__, paths
from birdlog.journal.store import Journal, Thunderbird
from birdlog.rules.finding import Finding
from birdlog.setup import desktop, doctor, installation, launcher, manifest, programs, sandbox

BIRDLOG = Path(sys.executable).parent / "birdlog"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(tmp_path / "base"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    (tmp_path / "home").mkdir()
    return tmp_path / "home"


def _birdlog(*arguments):
    return subprocess.run([BIRDLOG, *arguments], capture_output=True, text=True, check=False)


def _files(folder):
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def _diagnosis(name):
    return next(each for each in doctor.examine("en") if each.check == name)


# install

INSTALLED = {
    ".mozilla/native-messaging-hosts/birdlog.helper.json",
    ".config/autostart/birdlog-tray.desktop",
    ".local/share/applications/birdlog.desktop",
    ".local/share/icons/hicolor/scalable/apps/birdlog.svg",
}


def test_install_writes_all_that_it_names_and_says_what_to_do_next(home, tmp_path):
    run = _birdlog("install")
    assert (run.returncode, run.stderr) == (0, "")
    assert _files(home) == INSTALLED
    for file in (*(home / name for name in INSTALLED), launcher.file()):
        assert str(file) in run.stdout
    assert "birdlog.xpi" in run.stdout


def test_the_manifest_names_the_launcher_and_the_add_on():
    _birdlog("install")
    content = json.loads(manifest.user_file().read_text())
    assert content == {
        "name": "birdlog.helper",
        "description": content["description"],
        "path": str(launcher.file()),
        "type": "stdio",
        "allowed_extensions": ["birdlog@birdlog.addon"],
    }


def test_only_the_person_may_read_and_run_the_launcher():
    _birdlog("install")
    assert stat.S_IMODE(launcher.file().stat().st_mode) == 0o700


def test_the_launcher_answers_without_the_environment_of_the_installation(home, monkeypatch):
    _birdlog("install")
    monkeypatch.delenv(paths.BASE_DIR_VARIABLE)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home)}
    answer = doctor._hello(launcher_of_manifest(), manifest.user_file(), environment)
    assert answer["body"]["helper"] == __version__
    assert _files(home) == INSTALLED


def launcher_of_manifest():
    return Path(json.loads(manifest.user_file().read_text())["path"])


def test_a_base_folder_that_is_named_relatively_is_written_absolutely(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, "base")
    _birdlog("install")
    assert shlex.quote(str(tmp_path / "base")) in launcher.file().read_text()


def test_without_a_base_folder_the_launcher_names_none(home, monkeypatch):
    monkeypatch.delenv(paths.BASE_DIR_VARIABLE)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / "run"))
    assert _birdlog("install").returncode == 0
    assert launcher.file() == home / "data/birdlog/birdlog-host"
    assert paths.BASE_DIR_VARIABLE not in launcher.file().read_text()
    assert paths.BASE_DIR_VARIABLE not in desktop.autostart_file().read_text()


def test_install_may_be_repeated():
    first, second = _birdlog("install"), _birdlog("install")
    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)


def test_install_without_autostart_takes_an_earlier_entry_away():
    _birdlog("install", "--autostart")
    assert desktop.autostart_file().exists()
    _birdlog("install", "--no-autostart")
    assert not desktop.autostart_file().exists()


def test_without_the_tray_part_nothing_starts_with_the_desktop(monkeypatch):
    monkeypatch.setattr(programs, "tray", lambda: None)
    installation.install()
    assert not desktop.autostart_file().exists()
    with pytest.raises(installation.InstallationError, match="no-tray"):
        installation.install(with_autostart=True)


def test_a_folder_that_cannot_be_written_is_one_clear_line(home):
    (home / ".mozilla").write_text("a file in the way")
    run = _birdlog("install")
    assert run.returncode == 2
    assert str(home / ".mozilla") in run.stderr
    assert len(run.stderr.splitlines()) == 1


@given(folder=st.text(st.characters(exclude_characters="\0\n", exclude_categories=["Cs"]), min_size=1))
def test_any_folder_is_written_so_that_a_shell_reads_it_back(folder):
    lines = launcher.content(Path("/opt/birdlog-host"), folder, "linux").split("\n")
    setting = next(line for line in lines if line.startswith("export"))
    assert shlex.split(setting) == ["export", f"{paths.BASE_DIR_VARIABLE}={folder}"]


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/usr/bin/birdlog-tray", "/usr/bin/birdlog-tray"),
        ("/home/ana maria/birdlog-tray", '"/home/ana maria/birdlog-tray"'),
        ("/home/100%/birdlog-tray", "/home/100%%/birdlog-tray"),
        ('/home/a"$`\\b', '"/home/a\\\\"\\\\$\\\\`\\\\\\\\b"'),
    ],
)
def test_a_desktop_entry_escapes_what_its_specification_says(path, written):
    assert f"Exec={written}\n" in desktop.content([path], None)


def test_on_windows_the_launcher_is_a_batch_file():
    content = launcher.content(Path(r"C:\Program Files\birdlog-host.exe"), r"C:\100%", "win32")
    assert 'set "BIRDLOG_BASE_DIR=C:\\100%%"\r\n' in content
    assert '"C:\\Program Files\\birdlog-host.exe" %*\r\n' in content


# uninstall


def test_uninstall_takes_away_what_install_wrote_and_nothing_else(home):
    paths.settings_file().write_text("# mine\n")
    other = home / ".mozilla/native-messaging-hosts/other.json"
    _birdlog("install")
    other.write_text("{}")
    run = _birdlog("uninstall")
    assert run.returncode == 0
    assert _files(home) == {".mozilla/native-messaging-hosts/other.json"}
    assert not launcher.file().exists()
    assert paths.settings_file().exists()
    assert str(paths.config_dir()) in run.stdout


def test_uninstall_where_nothing_is_says_so():
    run = _birdlog("uninstall")
    assert run.returncode == 0
    assert "nothing was removed" in run.stdout


def test_uninstall_finds_the_launcher_of_another_base_folder(tmp_path, monkeypatch):
    _birdlog("install")
    written = launcher_of_manifest()
    monkeypatch.setenv(paths.BASE_DIR_VARIABLE, str(tmp_path / "other"))
    _birdlog("uninstall")
    assert not written.exists()


def test_uninstall_leaves_a_program_alone_that_install_did_not_write(tmp_path):
    foreign = tmp_path / "foreign"
    foreign.write_text("#!/bin/sh\n")
    manifest.install(foreign)
    _birdlog("uninstall")
    assert foreign.exists()
    assert not manifest.user_file().exists()


def test_purge_names_the_files_first_and_leaves_none(tmp_path):
    _birdlog("install")
    _birdlog("never-log", "add", "*@familia.example")
    with Journal.open():
        pass
    paths.window_file().write_text("[General]\n")
    files = installation.own_files()
    assert {file.name for file in files} >= {"journal.sqlite3", "never-log.txt", "window.ini"}
    run = _birdlog("uninstall", "--purge")
    named = run.stdout.splitlines()[0]
    assert all(str(file) in named for file in files)
    assert _files(tmp_path) == set()


def test_purge_leaves_what_is_not_birdlogs(tmp_path):
    (paths.data_dir() / "thesis.odt").write_text("years of work")
    run = _birdlog("uninstall", "--purge")
    assert (paths.data_dir() / "thesis.odt").exists()
    assert str(paths.data_dir()) in run.stdout


# doctor


def test_after_install_the_doctor_finds_nothing_that_blocks():
    _birdlog("install")
    run = _birdlog("doctor", "--json")
    assert (run.returncode, run.stderr) == (0, "")
    found = {line["check"]: line for line in map(json.loads, run.stdout.splitlines())}
    assert list(found) == list(doctor.CHECKS)
    assert found["manifest"]["level"] == found["helper"]["level"] == found["journal"]["level"] == "ok"
    assert __version__ in found["helper"]["message"]
    assert (found["settings"]["level"], "birdlog profile add" in found["settings"]["fix"]) == ("warn", True)


def test_without_install_the_doctor_says_what_to_run():
    run = _birdlog("doctor")
    assert run.returncode == 1
    assert "Run birdlog install." in run.stdout.splitlines()[0]
    assert len(run.stdout.splitlines()) == len(doctor.CHECKS)


def _changed(**changes):
    installation.install()
    content = {**json.loads(manifest.user_file().read_text()), **changes}
    manifest.user_file().write_text(json.dumps(content))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"path": "birdlog-host"}, "names the helper as birdlog-host"),
        ({"path": "/nowhere/birdlog-host"}, "not there any more"),
        ({"path": "/etc/passwd"}, "may not be run"),
        ({"allowed_extensions": ["other@add.on"]}, "does not let the Birdlog add-on"),
        ({"name": "other"}, "can't read"),
        ({"type": "pipe"}, "can't read"),
        ({"allowed_extensions": "birdlog@birdlog.addon"}, "can't read"),
    ],
)
def test_the_doctor_names_what_is_wrong_with_the_manifest(changes, said):
    _changed(**changes)
    diagnosis = _diagnosis("manifest")
    assert diagnosis.level == "block"
    assert said in diagnosis.message
    assert "birdlog install" in diagnosis.fix
    assert _diagnosis("helper").level == "block" or "allowed_extensions" in changes


@pytest.mark.parametrize("content", ["", "{", "[]", "\udcff"])
def test_the_doctor_says_that_a_manifest_cannot_be_read(content):
    installation.install()
    manifest.user_file().write_bytes(content.encode(errors="surrogateescape"))
    assert "can't read" in _diagnosis("manifest").message


def test_the_doctor_sees_that_thunderbird_starts_another_birdlog():
    installation.install()
    launcher.file().write_text(launcher.content(Path("/opt/old/bin/birdlog-host"), None))
    diagnosis = _diagnosis("manifest")
    assert (diagnosis.level, "another Birdlog" in diagnosis.message) == ("warn", True)
    installation.install()
    assert _diagnosis("manifest").level == "ok"


def test_the_systems_manifest_serves_where_the_user_has_none(tmp_path, monkeypatch):
    installation.install()
    system = tmp_path / "birdlog.helper.json"
    manifest.user_file().rename(system)
    monkeypatch.setattr(manifest, "system_files", lambda: (tmp_path / "none.json", system))
    assert "installed for everyone" in _diagnosis("manifest").message
    assert _diagnosis("helper").level == "ok"


def test_the_users_manifest_wins_over_the_systems(tmp_path, monkeypatch):
    installation.install()
    system = tmp_path / "birdlog.helper.json"
    system.write_text(manifest.user_file().read_text())
    monkeypatch.setattr(manifest, "system_files", lambda: (system,))
    assert doctor.manifest_in_use() == manifest.user_file()
    manifest.user_file().write_text("{")
    assert doctor.manifest_in_use() == system


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 1", "ended without an answer"),
        ("echo hello, this is no frame", "something else than an answer"),
        ("printf '\\002\\000\\000\\000[]'", "something else than an answer"),
        ("exec tail -f /dev/null", "did not answer within 0.5 seconds"),
    ],
)
def test_the_doctor_sees_that_the_helper_does_not_answer(script, said, monkeypatch):
    monkeypatch.setattr(doctor, "ANSWER_SECONDS", 0.5)
    installation.install()
    launcher.file().write_text(f"#!/bin/sh\n{script}\n")
    diagnosis = _diagnosis("helper")
    assert diagnosis.level == "block"
    assert said in diagnosis.message


def test_the_doctor_sees_that_the_helper_cannot_be_run():
    installation.install()
    launcher.file().write_text("#!/nowhere/sh\n")
    assert "can't be started" in _diagnosis("helper").message


def test_the_doctor_sees_a_helper_of_another_version(monkeypatch):
    installation.install()
    monkeypatch.setattr(doctor, "__version__", "9.0.0")
    diagnosis = _diagnosis("helper")
    assert (diagnosis.level, "9.0.0" in diagnosis.message) == ("warn", True)


def test_the_doctor_names_the_line_of_broken_settings():
    installation.install()
    paths.settings_file().write_text("[profile.Work]\npreset = hubspot\n")
    diagnosis = _diagnosis("settings")
    assert diagnosis.level == "block"
    assert "settings.toml" in diagnosis.message
    assert _diagnosis("helper").level == "block"


def test_the_doctor_counts_profiles():
    paths.settings_file().write_text('[profile.Work]\npreset = "hubspot"\nbcc = "1@bcc.hubspot.com"\n')
    assert _diagnosis("settings").level == "ok"


def test_the_doctor_sees_a_damaged_journal():
    paths.journal_file().write_bytes(b"no database " * 100)
    diagnosis = _diagnosis("journal")
    assert diagnosis.level == "block"
    assert str(paths.journal_file()) in diagnosis.fix
    assert _diagnosis("add-on").level == "warn"


def test_the_doctor_sees_when_the_add_on_was_there():
    assert "never" in _diagnosis("add-on").message
    with Journal.open() as journal:
        journal.remember(Thunderbird("i1", "153.7", "1.0.0", None, (), "2026-07-01T09:30:00Z"))
    assert "2026" in _diagnosis("add-on").message
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as host:
        host.bind(str(paths.runtime_dir() / "host-1.sock"))
        assert _diagnosis("add-on").message == "The add-on is connected."


@pytest.mark.parametrize("kind", ["flatpak", "snap"])
def test_the_doctor_and_install_name_a_thunderbird_that_is_shut_in(kind, home, tmp_path, monkeypatch):
    monkeypatch.setattr(sandbox, "_SNAPS", tmp_path / "snap")
    folder = {
        "flatpak": home / ".local/share/flatpak/app/org.mozilla.Thunderbird",
        "snap": tmp_path / "snap/thunderbird",
    }
    assert sandbox.sandboxes() == ()
    folder[kind].mkdir(parents=True)
    assert sandbox.sandboxes() == (kind,)
    assert _diagnosis("thunderbird").level == "warn"


def test_the_doctor_says_how_to_get_a_window(monkeypatch):
    monkeypatch.setattr(programs, "tray", lambda: None)
    assert "birdlog[tray]" in _diagnosis("tray").fix


def test_the_doctor_sees_whether_a_keyring_is_there(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    run = _birdlog("doctor", "--json")
    found = {line["check"]: line for line in map(json.loads, run.stdout.splitlines())}
    assert found["keyring"]["message"] == "No keyring was found."


def test_a_finding_of_the_doctor_that_is_well_needs_no_remedy(monkeypatch):
    monkeypatch.setitem(doctor.CHECKS, "tray", lambda: Finding("ok", "ok", {"path": "/usr/bin/birdlog-tray"}))
    assert _diagnosis("tray").fix == ""
