"""What the door can't do it says in a sentence."""

import importlib.util
import socket
import subprocess
import sys

import pytest

from door import environment, office
from door.ground import ROOT, Stamp, Stop


def test_a_port_in_use_is_named_with_the_way_out():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        with pytest.raises(Stop, match=f"Port {port} of 127.0.0.1 can't be used.*PORT=8001 ./dondoc run"):
            office.refuse_used_port("127.0.0.1", port)


@pytest.mark.parametrize("wrong", ["abc", "0", "70000", "-1"])
def test_what_is_no_port_is_refused(wrong):
    with pytest.raises(Stop, match="not a port number"):
        office.refuse_used_port("127.0.0.1", wrong)


def test_an_office_does_not_run_twice_on_the_same_data(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "STATE", tmp_path / "state")
    with office.hold_lock(), pytest.raises(Stop, match="already running"):
        office.hold_lock()


def test_a_missing_venv_names_the_package_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "none")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Stop, match="apt install python3-venv"):
        environment.make_venv()


def test_what_was_done_is_done_again_only_when_its_input_changed(tmp_path, monkeypatch):
    monkeypatch.setattr("door.ground.ROOT", tmp_path)
    lock = tmp_path / "lock.txt"
    lock.write_text("a==1")
    Stamp(tmp_path / "stamp", [lock]).set()
    assert Stamp(tmp_path / "stamp", [lock]).is_set()
    lock.write_text("a==2")
    assert not Stamp(tmp_path / "stamp", [lock]).is_set()


def test_help_names_every_command():
    answer = subprocess.run([sys.executable, ROOT / "dondoc", "--help"], cwd="/", capture_output=True, text=True)
    assert answer.returncode == 0
    for command in ("run", "test", "check", "bench", "lock"):
        assert f"    {command} " in answer.stdout


def test_an_unknown_command_is_refused():
    answer = subprocess.run([sys.executable, ROOT / "dondoc", "fly"], capture_output=True, text=True)
    assert answer.returncode == 2
