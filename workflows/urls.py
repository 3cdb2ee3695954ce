"""Addresses of the desk's pages about reviews."""

from django.urls import URLPattern

desk: list[URLPattern] = []
