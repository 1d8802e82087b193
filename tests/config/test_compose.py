"""docker-compose.yml without Docker: the file is read, and each service's own command is run on this machine."""

import contextlib
import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from django.db import connection

from tests.architecture.source import ROOT

from door.ground import end_with_parent

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("migrate", "web", "worker", "reader", "scheduler")
#: Enough for a loaded machine; every wait ends as soon as the answer is there.
PATIENCE = 60.0


def documented() -> set[str]:
    return set(re.findall(r"(?m)^#?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text()))


def test_the_processes_and_their_servers_are_there():
    assert set(SERVICES) == {*OURS, "postgres", "redis"}


@pytest.mark.parametrize("name", ["web", "worker", "reader", "scheduler"])
def test_a_process_waits_for_tables_and_servers(name):
    conditions = {on: how["condition"] for on, how in SERVICES[name]["depends_on"].items()}
    assert conditions == {
        "migrate": "service_completed_successfully",
        "postgres": "service_healthy",
        "redis": "service_healthy",
    }


@pytest.mark.parametrize("name", ["postgres", "redis"])
def test_a_server_says_when_it_is_healthy_and_keeps_its_data(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["volumes"][0].split(":")[0] in COMPOSE["volumes"]


def test_every_variable_that_settings_read_is_documented():
    read = {
        name
        for path in [*(ROOT / "config" / "settings").glob("*.py"), ROOT / "scripts" / "door" / "office.py"]
        if path.name != "test.py"
        for name in re.findall(r"(?:env\.\w+|environ\.get)\(\"([A-Z_]+)\"", path.read_text())
    }
    in_compose = set(re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text()))
    assert (read | in_compose) - {"DJANGO_SETTINGS_MODULE"} <= documented()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def broker_url() -> str:
    """The last database of the test Redis, which no other test uses."""
    return re.sub(r"/\d*$", "", os.environ["REDIS_URL"]) + "/15"


@pytest.fixture
def environment(transactional_db, tmp_path) -> dict[str, str]:
    """What .env would give, on the database of this test."""
    database = connection.settings_dict
    user = f"{database['USER']}:{database['PASSWORD']}" if database["PASSWORD"] else database["USER"]
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": "only-for-this-test-0123456789-0123456789-0123456789",
        "DATABASE_URL": f"postgresql://{user}@{database['HOST']}:{database['PORT']}/{database['NAME']}",
        "REDIS_URL": broker_url(),
        "ALLOWED_HOSTS": "dondoc.example.gov.vn",
        "DATA_DIR": str(tmp_path),
        "FILES_ROOT": str(tmp_path / "files"),
        "STATIC_ROOT": str(tmp_path / "static"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
    }


@contextlib.contextmanager
def running(name: str, environment: dict[str, str], log: Path, *replacements: tuple[str, str]) -> Iterator[Path]:
    """A service by its own command, in a group of its own that ends with the block."""
    command = SERVICES[name]["command"]
    for old, new in replacements:
        assert old in command
        command = command.replace(old, new)
    with log.open("wb") as output:
        process = subprocess.Popen(
            shlex.split(command),
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
    try:
        yield log
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_until(happened: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline, log.read_text(errors="replace")
        time.sleep(0.2)


@pytest.mark.postgres
def test_migrate_runs_by_its_own_command(environment):
    result = subprocess.run(
        shlex.split(SERVICES["migrate"]["command"]), cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.postgres
def test_web_answers_alive_and_ready_and_sends_the_rest_to_https(environment, tmp_path):
    port = free_port()
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)

    def answer(path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as reply:
                return reply.status
        except OSError:
            return 0

    with running("web", environment, tmp_path / "web.log", ("0.0.0.0:8000", f"127.0.0.1:{port}")) as log:
        wait_until(lambda: answer("/healthz") == 200, log)
        assert answer("/readyz") == 200
        plain = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        plain.request("GET", "/dang-nhap/", headers={"Host": "dondoc.example.gov.vn"})
        assert plain.getresponse().getheader("Location").startswith("https://dondoc.example.gov.vn")
        plain.close()


@pytest.mark.postgres
@pytest.mark.parametrize("name", ["worker", "reader"])
def test_a_worker_answers_a_ping(environment, tmp_path, name):
    ping = ["celery", "-A", "config", "inspect", "ping", "--timeout", "2"]

    def answers() -> bool:
        reply = subprocess.run(ping, cwd=ROOT, env=environment, capture_output=True, text=True)
        return "pong" in reply.stdout

    with running(name, environment, tmp_path / "worker.log") as log:
        wait_until(answers, log)
        assert f"[queues]\n                .> {'reading' if name == 'reader' else 'celery'}" in log.read_text()


@pytest.mark.postgres
def test_scheduler_sends_what_is_due(environment, tmp_path):
    place = ("/tmp/timetable", str(tmp_path / "timetable"))
    with running("scheduler", environment, tmp_path / "beat.log", place) as log:
        wait_until(lambda: "Sending due task messages are sent" in log.read_text(errors="replace"), log)
