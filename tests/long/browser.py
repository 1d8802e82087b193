"""A person at a browser: follows redirects, keeps cookies, sends the forms that a page shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

PASSWORD = "mat-khau-thu-nghiem"
Fields = list[tuple[str, str]]


class _Forms(HTMLParser):
    """The fields of each form of a page as a browser would send them untouched, by the form's id or address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, Fields] = {}
        self._form: Fields = []
        self._select = self._area = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = self.forms.setdefault(has.get("id") or has.get("action", ""), [])
        elif tag == "textarea":
            self._area, self._words = has.get("name"), ""
        elif tag == "select":
            self._select = [has.get("name", ""), "multiple" in has, None]
        elif tag == "option" and self._select:
            if "selected" in has:
                self._form.append((self._select[0], has.get("value", "")))
                self._select[2] = True
            elif self._select[2] is None and not self._select[1]:
                self._select[2] = has.get("value", "")
        elif tag == "input" and has.get("name"):
            kind = has.get("type", "text")
            if kind not in ("checkbox", "radio", "file", "submit") or (
                kind in ("checkbox", "radio") and "checked" in has
            ):
                self._form.append((has["name"], has.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self._area:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            self._form.append((self._area, self._words.removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select:
            if isinstance(self._select[2], str):
                self._form.append((self._select[0], self._select[2]))
            self._select = None


@dataclass(frozen=True)
class Page:
    status: int
    path: str
    text: str

    def form(self, name: str, **changes: str) -> Fields:
        """The fields of the form with this id or address, some of them filled in."""
        parser = _Forms()
        parser.feed(self.text)
        assert name in parser.forms, f"{self.path} ({self.status}) has no form {name}: {[*parser.forms]}"
        return [(key, value) for key, value in parser.forms[name] if key not in changes] + list(changes.items())


@dataclass
class Browser:
    port: int
    asked: int = 0
    answers: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        # The cookies of production want TLS, which a proxy would speak.
        self.cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
        self._open = build_opener(HTTPCookieProcessor(self.cookies), HTTPRedirectHandler()).open

    def get(self, path: str, timeout: float = 30) -> Page:
        return self._ask(Request(f"http://127.0.0.1:{self.port}{path}"), timeout)

    def post(self, path: str, fields: Iterable[tuple[str, str]], timeout: float = 30) -> Page:
        data = urlencode(list(fields)).encode()
        return self._ask(Request(f"http://127.0.0.1:{self.port}{path}", data=data), timeout)

    def sign_in(self, username: str, password: str = PASSWORD) -> Page:
        form = self.get("/dang-nhap/").form("/dang-nhap/", login=username, password=password)
        return self.post("/dang-nhap/", form)

    def _ask(self, request: Request, timeout: float) -> Page:
        self.asked += 1
        try:
            with self._open(request, timeout=timeout) as answer:
                page = Page(answer.status, urlsplit(answer.url).path, answer.read().decode())
        except HTTPError as error:
            with error:
                page = Page(error.code, urlsplit(error.url).path, error.read().decode())
        self.answers.append((page.status, f"{request.get_method()} {urlsplit(request.full_url).path}"))
        return page
