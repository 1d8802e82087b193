"""An office of real processes: a database, a broker and a folder of its own, and whatever is started in it."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from celery import Celery
from django.core.management import call_command
from django.db import connection, connections

from config.settings.databases import database

from door.children import Child, start, stop
from door.ground import PYTHON, must_run
from door.office import MANAGE, commands
from door.servers import free_port, server_user, start_postgres, start_redis, wait_for

PATIENCE = 40.0


def wait_until(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE, pause: float = 0.02) -> None:
    """Returns as soon as it is so; fails with `what` when it does not become so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(pause)


@dataclass
class Ground:
    """`redis_url` is empty where jobs go through files.  `extra` is environment of every process started from now on."""

    folder: Path
    database_url: str
    redis_url: str
    extra: dict[str, str] = field(default_factory=dict)
    children: list[Child] = field(default_factory=list)

    @property
    def env(self) -> dict[str, str]:
        """Production where there are servers, one machine without servers where there are none."""
        return {
            "DJANGO_SETTINGS_MODULE": f"config.settings.{'prod' if self.redis_url else 'dev'}",
            "DEBUG": "0",
            "SECRET_KEY": "only-for-tests-and-therefore-no-secret-at-all-0123456789",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SECURE_SSL_REDIRECT": "0",
            "DATABASE_URL": self.database_url,
            "REDIS_URL": self.redis_url,
            "DATA_DIR": str(self.folder / "data"),
            "FILES_ROOT": str(self.folder / "files"),
            "STATIC_ROOT": str(self.folder / "static"),
        } | self.extra

    def start(self, name: str, command: list[str | Path]) -> Child:
        child = start(name, command, self.folder / "logs" / f"{name}.log", self.env)
        self.children.append(child)
        return child

    def start_web(self) -> int:
        """The port on which the site answers, with as many processes as the door starts."""
        must_run(
            PYTHON, MANAGE, "collectstatic", "--noinput", "--verbosity", "0", env=self.env, otherwise="no static files"
        )
        port = free_port()
        web = self.start("web", commands("127.0.0.1", str(port))["web"])
        wait_until(lambda: web.log.read_text().count("Booting worker") >= 2, "the web server starts")
        return port

    def start_worker(self, name: str = "worker") -> Child:
        worker = self.start(name, [*commands("", "")["worker"], "--hostname", f"{name}@%h"])
        wait_until(lambda: " ready." in worker.log.read_text(errors="replace"), f"{name} is ready")
        return worker

    def start_scheduler(self, name: str = "scheduler") -> Child:
        command = commands("", "")["scheduler"]
        command[command.index("--schedule") + 1] = self.folder / f"{name}.timetable"
        return self.start(name, command)

    def hurry(self, check_seconds: int) -> None:
        """From now on schedulers follow the timetable of tests/long/hurried.py."""
        self.extra |= {
            "HURRIED_SETTINGS": self.env["DJANGO_SETTINGS_MODULE"],
            "HURRIED_CHECK_SECONDS": str(check_seconds),
            "DJANGO_SETTINGS_MODULE": "tests.long.hurried",
        }

    def call(self, job: str, queue: str = "celery") -> None:
        """Puts the job into its queue, as the scheduler does."""
        folder = str(self.folder / "data" / "broker" / "queue")
        sender = Celery("sender", broker=self.redis_url or "filesystem://")
        if not self.redis_url:
            sender.conf.broker_transport_options = {
                "data_folder_in": folder,
                "data_folder_out": folder,
                "control_folder": str(self.folder / "data" / "broker" / "control"),
            }
        with sender.connection_for_write() as broker:
            sender.send_task(job, queue=queue, connection=broker, expires=60)
        sender.close()

    def stop(self, *children: Child) -> None:
        stop(list(children))
        for child in children:
            self.children.remove(child)


@contextmanager
def led_to(url: str) -> Iterator[None]:
    """Within, the default connection of this process leads to the database at `url`."""
    before, settings = connections["default"], connections.settings["default"]
    connections.settings["default"] = settings | database(url)
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections.close_all()
        connections.settings["default"], connections["default"] = settings, before


@contextmanager
def own_database(folder: Path) -> Iterator[str]:
    """The address of an empty migrated database beside the one of this run, to which this process is led."""
    if connection.vendor == "sqlite":
        url = f"sqlite:///{folder}/office.sqlite3"
        with led_to(url):
            call_command("migrate", verbosity=0)
            yield url
        return
    server = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    name = f"long_{os.getpid()}_{time.monotonic_ns()}"
    _on_server(server, f"CREATE DATABASE {name}")
    try:
        with led_to(f"{server}/{name}"):
            call_command("migrate", verbosity=0)
            yield f"{server}/{name}"
    finally:
        _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(server: str, statement: str) -> None:
    with led_to(f"{server}/postgres"), connection.cursor() as cursor:
        cursor.execute(statement)


@contextmanager
def office_ground(folder: Path) -> Iterator[Ground]:
    """A ground with the database and the kind of broker that this run of the tests is about."""
    servers: list[Child] = []
    with own_database(folder) as url:
        redis_url = start_redis(folder, servers) if os.environ.get("REDIS_URL") else ""
        (folder / "data" / "broker" / "control").mkdir(parents=True)
        ground = Ground(folder, url, redis_url)
        try:
            yield ground
        finally:
            connections.close_all()
            stop(ground.children)
            stop(servers)


@dataclass
class Server:
    """A server of this test alone, which may therefore be stopped and started again where it was."""

    child: Child
    ready: str
    user: int | None = None

    def stop(self) -> None:
        stop([self.child], signal.SIGINT)

    def start(self) -> None:
        self.child = start(self.child.name, self.child.process.args, self.child.log, user=self.user)  # type: ignore[arg-type]
        wait_for(self.child, self.ready)


@dataclass
class Servers:
    ground: Ground
    postgres: Server
    redis: Server


@contextmanager
def own_servers() -> Iterator[Servers]:
    """PostgreSQL with an empty migrated database and Redis, for one test alone."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-long-"))
    folder.chmod(0o755)  # PostgreSQL may run as another user
    children: list[Child] = []
    servers: Servers | None = None
    try:
        url, redis_url = start_postgres(folder, children), start_redis(folder, children)
        servers = Servers(
            Ground(folder, url, redis_url),
            Server(children[0], "database system is ready to accept connections", server_user()),
            Server(children[1], "Ready to accept connections"),
        )
        with led_to(url):
            call_command("migrate", verbosity=0)
            yield servers
    finally:
        if servers:
            stop(servers.ground.children)
            children = [servers.postgres.child, servers.redis.child]
        stop(children, signal.SIGINT)
        shutil.rmtree(folder)
