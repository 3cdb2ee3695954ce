"""Addresses of the readers' pages (`public`) and of the desk's pages about drafts and the library (`desk`)."""

from django.urls import URLPattern

public: list[URLPattern] = []
desk: list[URLPattern] = []
