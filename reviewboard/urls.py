"""All addresses: public pages, the desk of both apps under one name, sign-in, administration."""

from django.contrib import admin
from django.urls import include, path

import articles.urls
import workflows.urls

urlpatterns = [
    path("", include((articles.urls.public, "articles"))),
    path("", include((workflows.urls.public, "boards"))),
    path("desk/", include(([*articles.urls.desk, *workflows.urls.desk], "desk"))),
    path("accounts/", include("allauth.urls")),
    path("administration/", admin.site.urls),
]
