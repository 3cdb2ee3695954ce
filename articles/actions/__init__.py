"""What people do with articles, the library and accounts: one function per verb."""

from articles.actions.drafting import Byline, Details, create_article, save_details, set_byline
from articles.actions.importing import import_draft
from articles.actions.library import ReferenceData, add_reference, confirm_citation, list_reference
from articles.actions.people import create_person, end_role, grant_role
from articles.actions.writing import EditConflict, drop_working_copy, save_text

__all__ = [
    "Byline",
    "Details",
    "EditConflict",
    "ReferenceData",
    "add_reference",
    "confirm_citation",
    "create_article",
    "create_person",
    "drop_working_copy",
    "end_role",
    "grant_role",
    "import_draft",
    "list_reference",
    "save_details",
    "save_text",
    "set_byline",
]
