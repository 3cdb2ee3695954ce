"""As `wagtail start` writes them: its administration, then every page."""

from django.urls import include, path
from wagtail import urls as pages
from wagtail.admin import urls as administration

urlpatterns = [path("admin/", include(administration)), path("", include(pages))]
