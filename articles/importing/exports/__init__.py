"""Exports of other systems, many pages in one file: WordPress (WXR), Wagtail and Drupal, each page as HTML with what is said of it."""

from articles.importing.exports.pages import ExportedPage
from articles.importing.exports.recognising import expanded

__all__ = ["ExportedPage", "expanded"]
