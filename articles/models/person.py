"""People, and the dated roles that say what they may do at the desk."""

from __future__ import annotations

import datetime
import uuid
import zoneinfo
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.orcid import validate_orcid


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)

    def system(self) -> Person:
        """The named author of what the clock does; it cannot sign in."""
        person, _created = self.get_or_create(
            email=SYSTEM_EMAIL, defaults={"printed_name": "System", "is_active": False, "password": "!"}
        )
        return person


SYSTEM_EMAIL = "system@invalid"
# An address that nobody has (RFC 2606), of accounts whose contact data were erased.
NOBODY_AT = "@erased.invalid"


def validate_time_zone(value: str) -> None:
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Europe/Berlin."), params={"value": value}
        )


class Person(AbstractBaseUser, PermissionsMixin):
    """Anyone with an account. Deactivated, never deleted: the record names people by id."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    printed_name = models.CharField(_("printed name"), max_length=200)
    credentials = models.CharField(_("credentials"), max_length=200, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=300, blank=True)
    interests = models.TextField(_("interests"), blank=True)
    orcid = models.CharField(_("ORCID"), max_length=19, blank=True, validators=[validate_orcid])
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    language = models.CharField(_("language"), max_length=16, blank=True)
    # Kinds of message (`articles.messages`) that stay in the inbox and are not mailed; mail waits while it is quiet.
    muted = models.JSONField(_("not mailed"), default=list, blank=True)
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may see the administration pages"), default=False)
    is_sample = models.BooleanField(_("sample"), default=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    # The desk roles that `Desk.of` found last for this very object, for whoever must know afterwards what it was let in as.
    roles_found: frozenset[str] = frozenset()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["printed_name"]

    objects = PersonManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("printed_name", "pk")

    def __str__(self) -> str:
        return self.printed_name

    def get_full_name(self) -> str:
        return self.printed_name

    @property
    def is_erased(self) -> bool:
        """Whether the contact data were erased."""
        return self.email.endswith(NOBODY_AT)

    def erase_contact(self) -> None:
        """In memory: no address, no choices. Name, credentials and affiliation stay, as they were signed with."""
        self.email = f"{self.uuid}{NOBODY_AT}"
        self.time_zone = self.language = ""
        self.muted, self.quiet_from, self.quiet_until = [], None, None
        self.set_unusable_password()

    @property
    def reads_in(self) -> str:
        """The language of what is written for them while they are not there."""
        return self.language or settings.LANGUAGE_CODE

    @property
    def name_with_credentials(self) -> str:
        return ", ".join(filter(None, (self.printed_name, self.credentials)))


class DeskRole(models.TextChoices):
    EDITOR = "editor", _("Editor")
    MANAGING_EDITOR = "managing_editor", _("Managing editor")
    LIBRARIAN = "librarian", _("Librarian")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    OPERATOR = "operator", _("Operator")
    SECURITY = "security", _("Security officer")


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def in_force(self, at: datetime.datetime | None = None) -> RoleGrantQuerySet:
        now = at or timezone.now()
        begun = self.filter(granted_at__lte=now).filter(Q(ended_at=None) | Q(ended_at__gt=now))
        return begun.filter(Q(until=None) | Q(until__gt=now))

    def over(self) -> RoleGrantQuerySet:
        """Past the hour until which they were given, and not ended on record yet."""
        return self.filter(ended_at=None, until__lte=timezone.now())


class RoleGrant(models.Model):
    """A desk role of a person, from one moment to another, with who gave it and why."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=32, choices=DeskRole)
    granted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(_("ends by itself"), null=True, blank=True)
    reason = models.TextField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField(blank=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ("granted_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("person", "role"), condition=Q(ended_at=None), name="one_open_grant_per_person_and_role"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("granted_at")), name="grant_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="grant_has_a_reason"),
            models.CheckConstraint(
                condition=~Q(role=DeskRole.AUDITOR) | Q(until__isnull=False), name="auditor_ends_by_itself"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
