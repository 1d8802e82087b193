"""The process in which one hostile file is read: `python -m directives.readers.child ORDER ANSWER`.

The file comes in on standard input.  ORDER is JSON: name, is_slow, tessdata, soffice, cpu_seconds, memory_bytes.
After each page a line "done total" goes out on standard output.  At the end the answer is written to the open file
descriptor ANSWER: one line of JSON, then the bytes of inner files one after another.  The kernel ends this process
when it takes more than it may, or when the one that started it is gone; nothing of the file then stays anywhere.
"""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from typing import Any

from directives.readers.content import Content, Session
from directives.readers.dispatch import read_file
from directives.readers.refusal import SlowReading, UnreadableDocument

_PR_SET_PDEATHSIG = 1
_MOST_WRITTEN = 512 * 1024 * 1024
_MOST_OPEN = 256


def main() -> None:
    order, answer = json.loads(sys.argv[1]), int(sys.argv[2])
    confine(order["cpu_seconds"], order["memory_bytes"])
    with os.fdopen(answer, "wb") as out:
        said, inner = answer_to(order, sys.stdin.buffer.read())
        out.write(json.dumps(said).encode() + b"\n")
        for data in inner:
            out.write(data)


def confine(cpu_seconds: int, memory_bytes: int) -> None:
    """From here on the kernel keeps the limits, and ends this process with its parent."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN, _MOST_WRITTEN))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MOST_OPEN, _MOST_OPEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answer_to(order: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """The answer as JSON, and the bytes that follow it."""
    session = Session(
        is_slow=order["is_slow"], tessdata=order["tessdata"], soffice=order["soffice"], progress=tell_progress
    )
    try:
        content = read_file(data, filename=order["name"], session=session)
    except UnreadableDocument as refused:
        return {"refused": refused.reason}, []
    except SlowReading as slow:
        return {"slow": slow.pages}, []
    except (MemoryError, RecursionError):
        return {"exhausted": True}, []
    return {"content": plain(content)}, [part.data for part in content.parts if part.data is not None]


def plain(content: Content) -> dict[str, Any]:
    """Each part says how many bytes of it follow; None: none, as it has none of its own."""
    parts = [
        {
            "name": part.name,
            "media_type": part.media_type,
            "text": part.text,
            "notes": part.notes,
            "refusal": part.refusal,
            "size": None if part.data is None else len(part.data),
        }
        for part in content.parts
    ]
    return {"media_type": content.media_type, "package": content.package, "parts": parts}


def tell_progress(done: int, total: int) -> None:
    print(done, total, flush=True)


if __name__ == "__main__":
    main()
