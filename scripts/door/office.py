"""`./dondoc run`: the web server, the workers and the scheduler of one office, with no server installed."""

import fcntl
import hashlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

from door.children import Child, start, stop
from door.environment import install, lock_file, make_assets
from door.ground import DATA, LOGS, PYTHON, ROOT, STATE, Stop, environ, must_run, say

MANAGE = ROOT / "manage.py"
START_SECONDS = 60.0


def settings() -> dict[str, str]:
    """Environment of the office: what the user set stays, the rest is for one machine without servers."""
    return {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings.dev"),
        "DEBUG": os.environ.get("DEBUG", "0"),
        "HOST": os.environ.get("HOST", "127.0.0.1"),
        "PORT": os.environ.get("PORT", "8000"),
    }


def run_office(fresh: bool) -> None:
    """Makes what is missing, starts the office and stays until it is stopped; `fresh` deletes its data first."""
    env = settings()
    with hold_lock():
        refuse_used_port(env["HOST"], env["PORT"])
        install("base")
        make_assets()
        if fresh and DATA.exists():
            say(f"Deleting {DATA}: database, files handed in, waiting jobs")
            shutil.rmtree(DATA)
        prepare(env)
        serve(env)


def hold_lock() -> IO[str]:
    """Two schedulers on the same data would do everything twice."""
    STATE.mkdir(mode=0o700, exist_ok=True)
    lock = (STATE / "running").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise Stop("The office is already running from this folder. Stop that one first (Ctrl-C).") from None
    return lock


def refuse_used_port(host: str, port: str) -> None:
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"PORT={port} is not a port number between 1 and 65535.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, int(port)))
        except OSError as error:
            raise Stop(
                f"Port {port} of {host} can't be used ({error.strerror}). Choose another: PORT=8001 ./dondoc run"
            ) from None


def prepare(env: dict[str, str]) -> None:
    """Tables, the demonstration office on the first start, and static files for the browser."""
    say("Preparing the database")
    must_run(PYTHON, MANAGE, "migrate", "--verbosity", "0", env=env, otherwise="The database could not be prepared.")
    demo = DATA / "demonstration-loaded"
    if not demo.exists():
        say("Loading the demonstration office")
        must_run(PYTHON, MANAGE, "load_demo", env=env, otherwise="The demonstration office could not be loaded.")
        demo.touch()
    if env["DEBUG"] == "0":
        collect_static(env)


def collect_static(env: dict[str, str]) -> None:
    seen = hashlib.sha256(lock_file("base").read_bytes())
    for path in sorted(path for path in (ROOT / "static").rglob("*") if path.is_file()):
        seen.update(f"{path}{path.stat().st_size}{path.stat().st_mtime_ns}".encode())
    stamp = STATE / "stamps" / "static"
    if stamp.exists() and stamp.read_text() == seen.hexdigest() and (ROOT / "staticfiles").is_dir():
        return
    say("Collecting static files")
    must_run(
        PYTHON, MANAGE, "collectstatic", "--noinput", "--clear", "--verbosity", "0",
        env=env, otherwise="The static files could not be collected.",
    )  # fmt: skip
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(seen.hexdigest())


def commands(host: str, port: str) -> dict[str, list[str | Path]]:
    """The processes of an office. Modules are run, not scripts, so that the folder can be moved."""
    celery: list[str | Path] = [PYTHON, "-m", "celery", "-A", "config"]
    worker: list[str | Path] = [
        *celery, "worker", "--concurrency", "1", "--loglevel", "INFO",
        "--without-gossip", "--without-mingle", "--without-heartbeat",
    ]  # fmt: skip
    return {
        "web": [
            PYTHON, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}", "--workers", "2",
            "--worker-class", "gthread", "--threads", "8", "--timeout", "60", "--graceful-timeout", "10",
            "--no-control-socket",
        ],
        "worker": worker,
        "reader": [*worker, "--queues", "reading", "--hostname", "reader@%h"],
        "scheduler": [*celery, "beat", "--schedule", DATA / "timetable", "--pidfile=", "--loglevel", "INFO"],
    }  # fmt: skip


def serve(env: dict[str, str]) -> None:
    """Starts them all, says where they are, and stays until someone stops them or one of them dies."""
    asked_to_stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: asked_to_stop.append(number))
    say("Starting the web server, the workers and the scheduler")
    children: dict[str, Child] = {}
    try:
        for name, command in commands(env["HOST"], env["PORT"]).items():
            children[name] = start(name, command, LOGS / f"{name}.log", env)
        deadline = time.monotonic() + START_SECONDS
        watch(children, lambda: bool(asked_to_stop) or is_ready(env, children, deadline))
        if not asked_to_stop:
            welcome(env)
            watch(children, lambda: bool(asked_to_stop))
        say("\nStopping")
    finally:
        stop(list(children.values()))
    say("Stopped. The data stay in .dondoc/data")


def watch(children: dict[str, Child], is_over: Callable[[], bool]) -> None:
    """Waits until it is over; a child that ends before that ends everything."""
    while not is_over():
        for child in children.values():
            if not child.is_alive():
                raise Stop(
                    f"The {child.name} ended (exit status {child.process.returncode}), so everything was stopped. "
                    f"The end of {child.log}:\n{child.last_lines()}"
                )
        time.sleep(0.2)


def is_ready(env: dict[str, str], children: dict[str, Child], deadline: float) -> bool:
    """Whether pages are served, database and broker answer, and the workers have taken up their work."""
    if time.monotonic() > deadline:
        raise Stop(f"The office was not ready within {START_SECONDS:.0f} s; the folder .dondoc/logs says more.")
    host = "127.0.0.1" if env["HOST"] == "0.0.0.0" else env["HOST"]
    connection = http.client.HTTPConnection(host, int(env["PORT"]), timeout=3)
    try:
        connection.request("GET", "/readyz", headers={"Host": "127.0.0.1"})
        answers = connection.getresponse().status == 200
        workers = (children["worker"], children["reader"])
        return answers and all(" ready." in worker.log.read_text(errors="replace") for worker in workers)
    except OSError:
        return False
    finally:
        connection.close()


def welcome(env: dict[str, str]) -> None:
    accounts = subprocess.run(
        [PYTHON, MANAGE, "load_demo", "--accounts"], cwd=ROOT, env=environ(env), capture_output=True, text=True
    )
    say(f"\n{accounts.stdout.rstrip()}\n")
    say(f"Đôn Đốc: http://{env['HOST']}:{env['PORT']}   (Ctrl-C stops it; log in .dondoc/logs)")
