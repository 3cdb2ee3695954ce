"""One person at a browser: signed in, one request at a time, to whichever web host answers. What was lost is said to be lost."""

from __future__ import annotations

import http.client
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import urlencode

SIGN_IN = "/accounts/login/"
PATIENCE = 120.0  # seconds for which a person goes on trying
NO_ANSWER = 60.0
Fields = Mapping[str, str | Sequence[str]]


class Lost(Exception):
    """What was posted went out and no answer says what became of it."""


class NobodyAnswers(Exception):
    """No web host could be reached: nothing was sent."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str

    @property
    def asks_to_sign_in(self) -> bool:
        return self.status == 302 and self.location.startswith(SIGN_IN)


class Browser:
    def __init__(self, ports: Sequence[int], email: str, password: str, chance: random.Random) -> None:
        self.ports, self.email, self._password, self._chance = list(ports), email, password, chance
        self._cookies: dict[str, str] = {}
        self.lost = 0

    def get(self, path: str) -> Answer:
        """Again and again, until a page comes: reading does no harm."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                answer = self._ask("GET", path, "")
            except (Lost, NobodyAnswers):
                time.sleep(0.2)
                continue
            if answer.asks_to_sign_in and not path.startswith(SIGN_IN):
                self._sign_in()
            elif answer.status < 500:
                return answer
            else:
                time.sleep(0.2)
        raise TimeoutError(f"{path}: nobody answers")

    def post(self, path: str, fields: Fields) -> Answer:
        """Once, to the first host that can be reached. An answer of 5xx says as little as none."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if "session" not in self._cookies:
                self._sign_in()
            try:
                answer = self._ask("POST", path, urlencode(fields, doseq=True))
            except NobodyAnswers:
                time.sleep(0.2)
                continue
            if answer.asks_to_sign_in:
                self._sign_in()
                continue
            if answer.status >= 500:
                self.lost += 1
                raise Lost(f"{answer.status} {path}")
            return answer
        raise TimeoutError(f"{path}: nobody answers")

    def _sign_in(self) -> None:
        deadline = time.monotonic() + PATIENCE
        fields = urlencode({"login": self.email, "password": self._password})
        while time.monotonic() < deadline:
            self._cookies.pop("session", None)
            self.get(SIGN_IN)
            try:
                if self._ask("POST", SIGN_IN, fields).status == 302:
                    return
            except (Lost, NobodyAnswers):
                pass
            # So many log-ins a minute from one address are too many for the product, too.
            time.sleep(1)
        raise TimeoutError(f"{self.email} cannot sign in")

    def _ask(self, method: str, path: str, body: str) -> Answer:
        ports = self._chance.sample(self.ports, len(self.ports))
        for port in ports:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=NO_ANSWER)
            try:
                connection.connect()
            except OSError:
                continue
            try:
                return self._answered(connection, method, path, body)
            except (OSError, http.client.HTTPException) as error:
                self.lost += method == "POST"
                raise Lost(f"{type(error).__name__} {path}") from error
            finally:
                connection.close()
        raise NobodyAnswers(path)

    def _answered(self, connection: http.client.HTTPConnection, method: str, path: str, body: str) -> Answer:
        headers = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if method == "POST":
            headers |= {"X-CSRFToken": self._cookies.get("csrf", "")}
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method, path, body or None, headers)
        response = connection.getresponse()
        for header in response.msg.get_all("Set-Cookie", ()):
            for name, morsel in SimpleCookie(header).items():
                self._cookies[name] = morsel.value
        return Answer(response.status, response.headers.get("Location", ""), response.read().decode())
