"""What people do with articles, the library and accounts: one function per verb."""

from articles.actions.drafting import Byline, Details, create_article, save_details, set_byline
from articles.actions.images import AboutImage, AddedImage, add_image, describe_image, note_shown_images
from articles.actions.importing import import_draft
from articles.actions.keeping import Kept, Page, drop_working_copy, is_saved, keep_words
from articles.actions.library import ReferenceData, add_reference, confirm_citation, list_reference
from articles.actions.people import create_person, end_role, grant_role
from articles.actions.presence import leave_text, note_presence
from articles.actions.restoring import NothingToRestore, ReasonMissing, restore
from articles.actions.together import Replacement, TextsChanged, replace_in_texts, start_text_from
from articles.actions.writing import EditConflict, Settlement, put_together, save_text

__all__ = [
    "AboutImage",
    "AddedImage",
    "Byline",
    "Details",
    "EditConflict",
    "Kept",
    "NothingToRestore",
    "Page",
    "ReasonMissing",
    "ReferenceData",
    "Replacement",
    "Settlement",
    "TextsChanged",
    "add_image",
    "add_reference",
    "confirm_citation",
    "create_article",
    "create_person",
    "describe_image",
    "drop_working_copy",
    "end_role",
    "grant_role",
    "import_draft",
    "is_saved",
    "keep_words",
    "leave_text",
    "list_reference",
    "note_presence",
    "note_shown_images",
    "put_together",
    "replace_in_texts",
    "restore",
    "save_details",
    "save_text",
    "set_byline",
    "start_text_from",
]
