"""The project as an app: it owns no table, only the checks of the whole."""

from django.apps import AppConfig


class ReviewBoardConfig(AppConfig):
    name = "reviewboard"

    def ready(self) -> None:
        from django.conf import settings

        from reviewboard import checks  # noqa: F401  importing it registers them
        from reviewboard.watching import reporting

        release, environment = settings.COMMIT, settings.ENVIRONMENT
        reporting.begin_sentry(settings.SENTRY_DSN, release=release, environment=environment)
        reporting.begin_telemetry(settings.OTEL_ENDPOINT)
