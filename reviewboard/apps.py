"""The project as an app: it owns no table, only the checks of the whole."""

from django.apps import AppConfig


class ReviewBoardConfig(AppConfig):
    name = "reviewboard"

    def ready(self) -> None:
        from reviewboard import checks  # noqa: F401  importing it registers them
