"""What is written and read, and the record of it."""

from articles.models.article import Article, Contributor, FormerSlug, Presence, Text, Topic, WorkingCopy
from articles.models.conversation import Comment, Flag, Mention, Outcome, PassageState, SuggestionOutcome, Thread
from articles.models.image import Image, ShownImage
from articles.models.person import DeskRole, Person, RoleGrant
from articles.models.record import Checkpoint, Delivery, Event, PageChange
from articles.models.reference import ProposedCitation, Reference, ReferenceStanding, ReferenceType
from articles.models.version import Basis, Ending, Publication, Status, Version

__all__ = [
    "Article",
    "Basis",
    "Checkpoint",
    "Comment",
    "Contributor",
    "Delivery",
    "DeskRole",
    "Ending",
    "Event",
    "Flag",
    "FormerSlug",
    "Image",
    "Mention",
    "Outcome",
    "PageChange",
    "PassageState",
    "Person",
    "Presence",
    "ProposedCitation",
    "Publication",
    "Reference",
    "ReferenceStanding",
    "ReferenceType",
    "RoleGrant",
    "ShownImage",
    "Status",
    "SuggestionOutcome",
    "Text",
    "Thread",
    "Topic",
    "Version",
    "WorkingCopy",
]
