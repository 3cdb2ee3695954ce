"""All addresses: public pages, the desk of both apps under one name, sign-in, administration."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView

import articles.urls
import workflows.urls
from articles.signing_in import arriving
from reviewboard.watching import views as watching

# One way in for everybody: with its rate limits and second factors.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

handler500 = "articles.views.broken.server_error"

urlpatterns = [
    # Answered ahead of everything, by `watching.middleware`; here for whoever lists the addresses.
    path("livez", watching.livez, name="livez"),
    path("readyz", watching.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
    # First: "verify" is no audience.
    path("", include((workflows.urls.public, "boards"))),
    path("", include((articles.urls.public, "articles"))),
    path("desk/", include(([*articles.urls.desk, *workflows.urls.desk], "desk"))),
    path("api/v1/", articles.urls.api),
    path("accounts/sessions/", RedirectView.as_view(pattern_name="desk:log_ins"), name="usersessions_list"),
    path("api/work/v1/", workflows.urls.api),
    # A session alone sets no password: the link for it is mailed.
    path(
        "accounts/password/set/",
        login_required(RedirectView.as_view(pattern_name="account_reset_password")),
        name="account_set_password",
    ),
    # Of the ways that allauth has with other sites only the one of the settings, and only to sign in.
    re_path(r"^accounts/3rdparty/", arriving.nowhere),
    re_path(r"^accounts/social/", arriving.nowhere),
    path("accounts/oidc/<provider_id>/login/", arriving.begin, name="openid_connect_login"),
    path("accounts/oidc/<provider_id>/login/callback/", arriving.come_back, name="openid_connect_callback"),
    path("accounts/", include("allauth.urls")),
    path("administration/", admin.site.urls),
]
