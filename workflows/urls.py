"""Addresses of the readers' page about boards (`public`) and of the desk's pages about versions and reviews (`desk`)."""

from django.urls import URLPattern, path

from workflows.views import (
    article,
    boards,
    conversation,
    events,
    interests,
    invitation,
    my_work,
    proving,
    review,
    seats,
    signing,
    starting,
    submitting,
    verifying,
    version,
)

public: list[URLPattern] = [
    path("invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("articles/<slug:slug>/verify/", verifying.verify, name="verify"),
    path("articles/<slug:slug>/verify/signatures.zip", verifying.bundle, name="bundle"),
    path("board/", boards.boards, name="list"),
]

desk: list[URLPattern] = [
    path("", my_work.my_work, name="work"),
    path("interests/", interests.yearly, name="interests"),
    path("signing/", proving.account, name="signing_account"),
    path("articles/<int:pk>/", article.overview, name="article"),
    path("articles/<int:pk>/timeline/", events.article_timeline, name="article_timeline"),
    path("articles/<int:pk>/timeline/<str:kind>/", events.article_timeline_export, name="article_timeline_export"),
    path("articles/<int:pk>/submit/", submitting.submit, name="article_submit"),
    path("versions/<int:pk>/", version.version, name="version"),
    path("versions/<int:pk>/start-review/", starting.start_review, name="review_start"),
    path("versions/<int:pk>/reopen/", starting.reopen, name="review_reopen"),
    path("versions/<int:pk>/comments/<slug:audience>/", conversation.version_comment, name="version_comment"),
    path("versions/<int:pk>/<slug:name>/", version.act, name="version_act"),
    path("threads/<int:pk>/", conversation.thread, name="thread"),
    path("threads/<int:pk>/reply/", conversation.reply, name="thread_reply"),
    path("threads/<int:pk>/resolve/", conversation.resolve, name="thread_resolve"),
    path("threads/<int:pk>/reopen/", conversation.reopen, name="thread_reopen"),
    path("suggestions/<int:pk>/accept/", conversation.accept, name="suggestion_accept"),
    path("suggestions/<int:pk>/decline/", conversation.decline, name="suggestion_decline"),
    path("reviews/<int:pk>/", review.review, name="review"),
    path("reviews/<int:pk>/interests/", interests.interests, name="review_interests"),
    path("reviews/<int:pk>/recuse/", interests.recuse, name="review_recuse"),
    path("reviews/<int:pk>/interests/<int:disclosure>/", interests.decide, name="review_conflict"),
    path("reviews/<int:pk>/members/", review.add_members, name="review_members"),
    path("reviews/<int:pk>/seats/", seats.seats, name="review_seats"),
    path("reviews/<int:pk>/seats/<int:seat>/<slug:name>/", seats.act, name="review_seat"),
    path("reviews/<int:pk>/delegate/", seats.delegate, name="review_delegate"),
    path("reviews/<int:pk>/sign/", signing.sign, name="review_sign"),
]
