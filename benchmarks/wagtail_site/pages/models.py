"""A page with a text, as Wagtail's tutorial makes one."""

from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class TextPage(Page):
    body = RichTextField()

    search_fields = [*Page.search_fields, index.SearchField("body")]
