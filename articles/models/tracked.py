"""Rows with a history: one door for changing them, so that every history row has a person and a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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


def history() -> HistoricalRecords:
    """The history of a tracked model; the reason is not null, so that the database refuses a save without one."""
    return HistoricalRecords(history_change_reason_field=models.TextField(), user_model=settings.AUTH_USER_MODEL)


class Tracked(models.Model):
    """Base of models that are changed through `record()` alone."""

    class Meta:
        abstract = True

    def record(self, *, by: Person, reason: str) -> bool:
        """Save the whole row and one history row; False, and nothing written, when nothing changed."""
        if not self.has_changed():
            return False
        self._history_user, self._change_reason = by, str(reason)
        try:
            self.save()
        finally:
            del self._history_user, self._change_reason
        return True

    def has_changed(self) -> bool:
        fields = self._meta.concrete_fields
        names = [field.attname for field in fields]
        stored = type(self)._base_manager.filter(pk=self.pk).values_list(*names).first() if self.pk else None
        if stored is None:
            return True
        now = (field.to_python(getattr(self, field.attname)) for field in fields)
        return any(value != former for value, former in zip(now, stored, strict=True))
