"""A text as a Word document (Office Open XML, ECMA-376): headings, lists, tables, boxes and pictures that Word knows as such."""

from articles.publishing.files.word.document import as_word

__all__ = ["as_word"]
