"""Sessions of people who signed in: when they end by themselves, which are open, and how one is ended.

A session ends after so long without a request, and after so long in any case. One that is over is as good as none, whoever
opens it, and its row goes. What is not signed in has no limits of its own.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from articles import browsers
from articles.models import Person
from articles.prepared import prepared

# When its person signed in, and was last heard of, in seconds since 1970.
STARTED, SEEN = "signed_in_at", "seen_at"
# A request is noted once in so long, so that reading pages seldom writes.
NOTED_EVERY = datetime.timedelta(minutes=5).total_seconds()


def is_over(data: Mapping[str, Any], *, now: float) -> bool:
    """Whether what a session holds has passed one of its limits; one that says nothing of them is of an earlier release."""
    idle, longest = settings.SESSION_IDLE.total_seconds(), settings.SESSION_LONGEST.total_seconds()
    return bool(now - data.get(SEEN, 0) > idle or now - data.get(STARTED, 0) > longest)


@prepared
def _in_force(key: str, now: datetime.datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Django's rows, with both limits kept by whoever loads or saves one."""

    def _get_session_from_db(self) -> Session | None:
        """Asked with every request."""
        found = _in_force(self.session_key or "", timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None

    def load(self) -> dict[str, Any]:
        data: dict[str, Any] = super().load()
        if SESSION_KEY in data and is_over(data, now=time.time()):
            self.delete(self.session_key)
            self._session_key = None
            return {}
        return data

    def save(self, must_create: bool = False) -> None:
        data = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        if SESSION_KEY in data:
            data.setdefault(STARTED, int(time.time()))
            data.setdefault(SEEN, int(time.time()))
        super().save(must_create)

    def cycle_key(self) -> None:
        """Who proves again who they are begins anew."""
        for name in (STARTED, SEEN):
            self.pop(name, None)
        super().cycle_key()


def requests_noted(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: notes when somebody was last heard of. A page that asks by itself (`only_waits`) is nobody's doing."""

    def noted(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        session = request.session
        # What no page asked for is not asked for here: answers for everybody do not depend on a cookie.
        if session.accessed and not getattr(request, "only_waits", False):
            last, now = session.get(SEEN), time.time()
            if last is not None and now - last > NOTED_EVERY:
                session[SEEN] = int(now)
        return response

    return noted


def only_waits(request: HttpRequest) -> None:
    """Say that nobody did anything for this request: an open page asked for itself."""
    request.only_waits = True  # type: ignore[attr-defined]


@dataclass(frozen=True)
class LogIn:
    """A browser in which a person is signed in now. `seen_at` is right to five minutes."""

    row: UserSession
    seen_at: datetime.datetime
    is_this: bool = False

    @property
    def browser(self) -> str:
        return browsers.in_words(self.row.user_agent)


def open_log_ins(person: Person, *, this: str | None = None) -> list[LogIn]:
    """Newest first; `this`: the key of the session that asks. What has ended in any way is not among them. Two queries."""
    rows = list(UserSession.objects.filter(user=person).order_by("-created_at", "-pk"))
    kept = {row.session_key: row for row in Session.objects.filter(session_key__in=[row.session_key for row in rows])}
    found = ((row, _opened(kept.get(row.session_key), person)) for row in rows)
    return [
        LogIn(row, _moment(data.get(SEEN), row.last_seen_at), is_this=row.session_key == this)
        for row, data in found
        if data is not None
    ]


def _opened(row: Session | None, person: Person) -> dict[str, Any] | None:
    """What a session holds, if it still lets this person in."""
    if row is None or row.expire_date <= timezone.now():
        return None
    data: dict[str, Any] = row.get_decoded()
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    is_theirs = data.get(SESSION_KEY) == str(person.pk) and any(
        constant_time_compare(data.get(HASH_SESSION_KEY, ""), known) for known in hashes
    )
    return data if is_theirs and not is_over(data, now=time.time()) else None


def _moment(seconds: float | None, otherwise: datetime.datetime) -> datetime.datetime:
    return otherwise if seconds is None else datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC)


def end(log_ins: Iterable[LogIn]) -> int:
    """Their browsers are signed out with their next request, whatever it is; how many there were."""
    rows = [log_in.row for log_in in log_ins]
    Session.objects.filter(session_key__in=[row.session_key for row in rows]).delete()
    UserSession.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def forget(person: Person) -> int:
    """End every session of a person, listed or not, and forget where they were; how many ended. Reads all sessions there are."""
    now, theirs = timezone.now(), str(person.pk)
    rows = Session.objects.filter(expire_date__gt=now).iterator(chunk_size=500)
    keys = [row.session_key for row in rows if row.get_decoded().get(SESSION_KEY) == theirs]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=person).delete()
    return len(keys)
