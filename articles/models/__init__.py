"""What is written and read, and the record of it."""

from articles.models.article import Article, CoEditor, Contributor, FormerSlug, Presence, Text, Topic, WorkingCopy
from articles.models.article_template import ArticleTemplate
from articles.models.bulk_act import BulkAct, BulkActResult, BulkActStage, BulkDeed, BulkOutcome
from articles.models.bulk_export import BulkExport, ExportedArticle, ExportEdition, ExportOutcome, ExportStage
from articles.models.bulk_import import BulkFile, BulkImport, BulkStage, FileOutcome, OldAddress
from articles.models.cache_entry import CacheEntry
from articles.models.conversation import Comment, Mention, Outcome, PassageState, SuggestionOutcome, Thread
from articles.models.copy_code import CopyCode
from articles.models.evidence import (
    CHECK_COUNTS_FOR,
    CheckOutcome,
    CheckSource,
    Disposition,
    DispositionChoice,
    EvidenceFlag,
    EvidenceKind,
    NoChangeReason,
    ReferenceCheck,
    ReferenceWatch,
    RetractionRecord,
)
from articles.models.file_to_remove import FileToRemove
from articles.models.flags import Check, Demotion, Flag, FrozenFlags, LeftOut, Severity
from articles.models.glossary import Definition, GlossaryTerm, UsedDefinition
from articles.models.image import Image, ShownImage
from articles.models.levels import HardWord, TextLevel
from articles.models.new_works import (
    NewWork,
    NoChangeForWork,
    SearchWatch,
    WorkChoice,
    WorkDecision,
)
from articles.models.notice import SAYS_WHY, Emergency, EmergencyKind, Notice, NoticeKind
from articles.models.pace import ServicePace
from articles.models.person import DeskRole, Person, RoleGrant
from articles.models.prepared import PreparedText
from articles.models.preview_link import PreviewLink
from articles.models.publisher import PublisherDetails, PublisherText, TextKind
from articles.models.question import QuestionEnd, ReaderQuestion
from articles.models.rating import Rating
from articles.models.reader import Feedback, HarmDecision, HarmReport
from articles.models.record import Checkpoint, Delivery, Event, PageChange
from articles.models.reference import (
    MarkMistake,
    ProposedCitation,
    PublishedBy,
    Reference,
    ReferenceMark,
    ReferenceStanding,
    ReferenceType,
)
from articles.models.reference_file import MayKeep, ReferenceFile
from articles.models.reference_import import ImportedRecord, ImportOutcome, ImportStage, ReferenceImport
from articles.models.reference_merge import ReferenceMerge
from articles.models.reference_note import ReferenceNote
from articles.models.saved_filter import SavedFilter
from articles.models.search import SearchContent, SearchEntry, SearchOwed, SearchWord
from articles.models.sign_in import SignIn, SignInOutcome
from articles.models.upkeep import Upkeep, UpkeepKind
from articles.models.version import Basis, Ending, Publication, Status, Version
from articles.models.webhook import Happening, Webhook, WebhookAttempt, WebhookMessage
from articles.models.work_token import KeptAnswer, TokenEnding, TokenScope, WorkToken
from articles.models.written import WrittenReference

__all__ = [
    "CHECK_COUNTS_FOR",
    "SAYS_WHY",
    "Article",
    "ArticleTemplate",
    "Basis",
    "BulkAct",
    "BulkActResult",
    "BulkActStage",
    "BulkDeed",
    "BulkExport",
    "BulkFile",
    "BulkImport",
    "BulkOutcome",
    "BulkStage",
    "CacheEntry",
    "Check",
    "CheckOutcome",
    "CheckSource",
    "Checkpoint",
    "CoEditor",
    "Comment",
    "Contributor",
    "CopyCode",
    "Definition",
    "Delivery",
    "Demotion",
    "DeskRole",
    "Disposition",
    "DispositionChoice",
    "Emergency",
    "EmergencyKind",
    "Ending",
    "Event",
    "EvidenceFlag",
    "EvidenceKind",
    "ExportEdition",
    "ExportOutcome",
    "ExportStage",
    "ExportedArticle",
    "Feedback",
    "FileOutcome",
    "FileToRemove",
    "Flag",
    "FormerSlug",
    "FrozenFlags",
    "GlossaryTerm",
    "Happening",
    "HardWord",
    "HarmDecision",
    "HarmReport",
    "Image",
    "ImportOutcome",
    "ImportStage",
    "ImportedRecord",
    "KeptAnswer",
    "LeftOut",
    "MarkMistake",
    "MayKeep",
    "Mention",
    "NewWork",
    "NoChangeForWork",
    "NoChangeReason",
    "Notice",
    "NoticeKind",
    "OldAddress",
    "Outcome",
    "PageChange",
    "PassageState",
    "Person",
    "PreparedText",
    "Presence",
    "PreviewLink",
    "ProposedCitation",
    "Publication",
    "PublishedBy",
    "PublisherDetails",
    "PublisherText",
    "QuestionEnd",
    "Rating",
    "ReaderQuestion",
    "Reference",
    "ReferenceCheck",
    "ReferenceFile",
    "ReferenceImport",
    "ReferenceMark",
    "ReferenceMerge",
    "ReferenceNote",
    "ReferenceStanding",
    "ReferenceType",
    "ReferenceWatch",
    "RetractionRecord",
    "RoleGrant",
    "SavedFilter",
    "SearchContent",
    "SearchEntry",
    "SearchOwed",
    "SearchWatch",
    "SearchWord",
    "ServicePace",
    "Severity",
    "ShownImage",
    "SignIn",
    "SignInOutcome",
    "Status",
    "SuggestionOutcome",
    "Text",
    "TextKind",
    "TextLevel",
    "Thread",
    "TokenEnding",
    "TokenScope",
    "Topic",
    "Upkeep",
    "UpkeepKind",
    "UsedDefinition",
    "Version",
    "Webhook",
    "WebhookAttempt",
    "WebhookMessage",
    "WorkChoice",
    "WorkDecision",
    "WorkToken",
    "WorkingCopy",
    "WrittenReference",
]
