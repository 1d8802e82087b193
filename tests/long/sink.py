"""A mail server that keeps the Message-ID of what it takes."""

from __future__ import annotations

import re
import threading
import time
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Self

MESSAGE_ID = re.compile(rb"^Message-ID: *(\S+)", re.IGNORECASE | re.MULTILINE)


class _Session(StreamRequestHandler):
    """As much of SMTP (RFC 5321) as a client needs that sends one message after the other."""

    server: _Server

    def handle(self) -> None:
        try:
            self._say("220 sink")
            while line := self.rfile.readline():
                if not self._answer(line.split(b" ")[0].strip().upper()):
                    return
        except ConnectionError:
            return

    def _answer(self, verb: bytes) -> bool:
        if verb == b"DATA":
            self._say("354 go on")
            self._say(self.server.sink.take(self._message()))
        else:
            self._say("221 bye" if verb == b"QUIT" else "250 ok")
        return verb != b"QUIT"

    def _message(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    sink: Sink


class Sink:
    """`received` are the ids in their order, doubles included.  `refusal` is said to every message while it is set."""

    def __init__(self, seconds_each: float = 0.02) -> None:
        self.received: list[str] = []
        self.refusal = ""
        self.seconds_each = seconds_each
        self.port = 0
        self._lock = threading.Lock()

    def take(self, message: bytes) -> str:
        time.sleep(self.seconds_each)
        if self.refusal:
            return self.refusal
        found = MESSAGE_ID.search(message)
        with self._lock:
            self.received.append(found[1].decode() if found else "")
        return "250 taken"

    def open(self) -> None:
        """Listens, at the port of before if it listened before."""
        self._server = _Server(("127.0.0.1", self.port), _Session)
        self._server.sink = self
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
