"""Rows with a history: one door for changing them, so that every history row has a person and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from articles.text.dialect import canonical

if TYPE_CHECKING:
    from articles.models.person import Person

    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class DialectField(TextField):
    """A text in the dialect of `articles.text.dialect`; whatever is stored has been through its sanitiser."""

    def to_python(self, value: Any) -> Any:
        return canonical(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self.to_python(value))


def history(*, without: tuple[str, ...] = ()) -> HistoricalRecords:
    """The history of a tracked model; the reason is not null, so that the database refuses a save without one."""
    return HistoricalRecords(
        history_change_reason_field=models.TextField(),
        user_model=settings.AUTH_USER_MODEL,
        excluded_fields=list(without),
    )


class Tracked(models.Model):
    """Base of models that are changed through `record()` alone."""

    # Columns that say nothing of the draft: no revision is made of them, and an event says who changed them and why.
    OF_EVENTS: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def record(self, *, by: Person, reason: str) -> bool:
        """Save the whole row and one history row; False, and nothing written, when nothing changed."""
        if not self.has_changed():
            return False
        self.record_change(by=by, reason=reason)
        return True

    def record_change(self, *, by: Person, reason: str) -> None:
        """As `record`, for a row that is known to have changed: its stored state is not asked for again."""
        self._history_user, self._change_reason = by, str(reason)
        try:
            self.save()
        finally:
            del self._history_user, self._change_reason

    def keep_apart(self) -> None:
        """Save the columns of `OF_EVENTS` and no other, without a history row; the caller leaves the event."""
        self.skip_history_when_saving = True
        try:
            self.save(update_fields=self.OF_EVENTS)
        finally:
            del self.skip_history_when_saving

    def has_changed(self) -> bool:
        return self.differs_from(type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None)

    def differs_from(self, stored: Self | None) -> bool:
        """Whether a save would change the row, given as it is stored; a row that is not stored differs."""
        if stored is None:
            return True
        names = ((field, field.attname) for field in self._meta.concrete_fields)
        return any(field.to_python(getattr(self, name)) != getattr(stored, name) for field, name in names)
