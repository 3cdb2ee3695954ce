"""The help page of the editor: its commands and their shortcuts, from the table that the editor itself uses."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from articles.views.desk import DeskRequest, reads_drafts
from articles.views.editing.commands import GROUPS


@reads_drafts
def editor_help(request: DeskRequest) -> HttpResponse:
    return render(request, "articles/editor_help.html", {"groups": GROUPS, "section": "articles"})
