"""What people do with articles, the library and accounts: one function per verb."""

from articles.actions.annotating import note_reference, tag_reference, take_note_out
from articles.actions.answering_flags import (
    FlagGone,
    FlagReasonMissing,
    NothingLeftOut,
    answer_flags,
    end_left_out,
    freeze_flags,
    is_looked_at,
    leave_out,
    require_checked,
    take_back_answer,
    unanswered_flags,
)
from articles.actions.archiving import (
    CannotArchive,
    archive,
    bring_back,
    move_to_topic,
    set_subject_codes,
    set_type,
)
from articles.actions.article_templates import TemplateNotWhole, remove_template, save_template
from articles.actions.bulk_acts import (
    Deed,
    NothingChosen,
    begin_bulk_act,
    go_on_with_bulk_act,
    go_on_with_stopped_act,
    stop_bulk_act,
)
from articles.actions.bulk_exporting import (
    begin_bulk_export,
    forget_bulk_export,
    go_on_with_bulk_export,
    go_on_with_stopped_export,
    stop_bulk_export,
)
from articles.actions.bulk_importing import (
    bring_archive,
    go_on_again,
    go_on_with_bulk_import,
    stop_bulk_import,
)
from articles.actions.calling import call_webhook, tell_webhooks
from articles.actions.checking import check_draft, checks_due
from articles.actions.confirming_types import (
    GUIDELINE_NEEDS,
    GuidelineIncomplete,
    confirm_type,
    missing_of_guideline,
)
from articles.actions.conversation import Said, open_thread, reopen_thread, reply, resolve_thread
from articles.actions.copy_codes import give_copy_codes
from articles.actions.demoting import DemotionReasonMissing, KindStays, RarelyOverruled, demote, end_demotion
from articles.actions.drafting import Byline, Details, create_article, save_details, set_byline
from articles.actions.duplicating import duplicate
from articles.actions.evidence import (
    check_reference,
    decide_evidence,
    evidence_for,
    note_checks,
    note_retraction_records,
    open_evidence,
    references_due,
    unchecked_references,
    waits_days,
)
from articles.actions.explaining import confirm_terms
from articles.actions.flagging_evidence import articles_with
from articles.actions.full_texts import Keeping, NotAPdf, attach_file, remove_file
from articles.actions.glossary import (
    TermChanged,
    TermExists,
    add_term,
    bring_term_back,
    change_term,
    end_definition,
    note_used_definitions,
    retire_term,
)
from articles.actions.glossary_import import GlossaryChanged, ImportPlan, Outcome, import_terms, plan_import
from articles.actions.groups import admit_by_group, follow_groups
from articles.actions.handing_over import MayNotWrite, add_co_editor, end_co_editor, hand_over
from articles.actions.hearing_readers import (
    add_words,
    decide_harm_report,
    harm_reports_for,
    note_feedback,
    report_harm,
)
from articles.actions.images import (
    AboutImage,
    AddedImage,
    add_image,
    add_picture,
    describe_image,
    note_shown_images,
)
from articles.actions.importing import import_converted, import_draft
from articles.actions.keeping import Kept, Page, drop_working_copy, is_saved, keep_words
from articles.actions.library import (
    ReferenceData,
    add_reference,
    confirm_citation,
    list_reference,
)
from articles.actions.log_ins import end_log_in, end_other_log_ins
from articles.actions.looking_up import LookedUp, WorkUnknown, add_looked_up, find_matches, known_work, look_up
from articles.actions.marking import GRAVITY, citing, confirm_mistake, doubt_mark, keep_mark, mark_reference
from articles.actions.merging import AlreadyMerged, merge_references, part_references
from articles.actions.messages import MessageChoices, choose_messages, mark_read, unread_count
from articles.actions.new_works import ask_search_again, decide_work, open_works, searches_due, works_for
from articles.actions.old_addresses import keep_old_addresses
from articles.actions.people import create_person, end_role, end_role_that_is_over, grant_role
from articles.actions.plainness import HardWordsGone, write_plainly
from articles.actions.presence import leave_text, note_presence
from articles.actions.preview_links import (
    MadeLink,
    count_opening,
    make_preview_link,
    preview_link_of,
    revoke_preview_link,
)
from articles.actions.publisher import (
    ColourRefused,
    CountryRefused,
    NumberRefused,
    PublisherEntry,
    set_publisher,
)
from articles.actions.publisher_texts import TextRefused, checked_text, newest_text, put_text_in_force
from articles.actions.publishing_of_works import say_who_published
from articles.actions.questions import LONGEST as LONGEST_QUESTION
from articles.actions.questions import (
    AnswerNotLive,
    close_questions,
    leave_address,
)
from articles.actions.questions import ask as ask_question
from articles.actions.questions import tell as tell_reader
from articles.actions.quoting import WrongQuote, drop_quote, keep_quote
from articles.actions.rating import RatedTextChanged, RatingIncomplete, rate_text
from articles.actions.rating_evidence import rate_evidence
from articles.actions.reference_files import (
    ImportGone,
    bring_references,
    drop_references,
    forget_import,
    forgotten_imports,
    go_on_with_import,
    save_references,
)
from articles.actions.reference_import import import_works, plan_works
from articles.actions.restoring import NothingToRestore, ReasonMissing, restore
from articles.actions.retention import keep_rule, rules_due
from articles.actions.retraction_watch import load_retractions
from articles.actions.saved_filters import remove_filter, rename_filter, save_filter
from articles.actions.searching import Search, WrongSearch, drop_search, keep_search
from articles.actions.signing_in import (
    note_ended,
    note_failure,
    note_sign_in,
    note_sign_out,
    tell_account_changed,
)
from articles.actions.suggestions import accept_suggestion, decline_suggestion
from articles.actions.together import Replacement, TextsChanged, replace_in_texts, start_text_from
from articles.actions.tokens import (
    MadeToken,
    TokenRefused,
    make_token,
    may_use,
    note_use,
    revoke_token,
    token_of,
)
from articles.actions.topics import TopicInItself, TopicInUse, TopicUnnamed, add_topic, change_topic, drop_topic
from articles.actions.webhooks import (
    MadeSecret,
    UnusableAddress,
    WebhookIsOff,
    add_webhook,
    renew_secret,
    send_again,
    switch_webhook_off,
    switch_webhook_on,
)
from articles.actions.writing import EditConflict, Settlement, put_together, save_text

__all__ = [
    "GRAVITY",
    "GUIDELINE_NEEDS",
    "LONGEST_QUESTION",
    "AboutImage",
    "AddedImage",
    "AlreadyMerged",
    "AnswerNotLive",
    "Byline",
    "CannotArchive",
    "ColourRefused",
    "CountryRefused",
    "Deed",
    "DemotionReasonMissing",
    "Details",
    "EditConflict",
    "FlagGone",
    "FlagReasonMissing",
    "GlossaryChanged",
    "GuidelineIncomplete",
    "HardWordsGone",
    "ImportGone",
    "ImportPlan",
    "Keeping",
    "Kept",
    "KindStays",
    "LookedUp",
    "MadeLink",
    "MadeSecret",
    "MadeToken",
    "MayNotWrite",
    "MessageChoices",
    "NotAPdf",
    "NothingChosen",
    "NothingLeftOut",
    "NothingToRestore",
    "NumberRefused",
    "Outcome",
    "Page",
    "PublisherEntry",
    "RarelyOverruled",
    "RatedTextChanged",
    "RatingIncomplete",
    "ReasonMissing",
    "ReferenceData",
    "Replacement",
    "Said",
    "Search",
    "Settlement",
    "TemplateNotWhole",
    "TermChanged",
    "TermExists",
    "TextRefused",
    "TextsChanged",
    "TokenRefused",
    "TopicInItself",
    "TopicInUse",
    "TopicUnnamed",
    "UnusableAddress",
    "WebhookIsOff",
    "WorkUnknown",
    "WrongQuote",
    "WrongSearch",
    "accept_suggestion",
    "add_co_editor",
    "add_image",
    "add_looked_up",
    "add_picture",
    "add_reference",
    "add_term",
    "add_topic",
    "add_webhook",
    "add_words",
    "admit_by_group",
    "answer_flags",
    "archive",
    "articles_with",
    "ask_question",
    "ask_search_again",
    "attach_file",
    "begin_bulk_act",
    "begin_bulk_export",
    "bring_archive",
    "bring_back",
    "bring_references",
    "bring_term_back",
    "call_webhook",
    "change_term",
    "change_topic",
    "check_draft",
    "check_reference",
    "checked_text",
    "checks_due",
    "choose_messages",
    "citing",
    "close_questions",
    "confirm_citation",
    "confirm_mistake",
    "confirm_terms",
    "confirm_type",
    "count_opening",
    "create_article",
    "create_person",
    "decide_evidence",
    "decide_harm_report",
    "decide_work",
    "decline_suggestion",
    "demote",
    "describe_image",
    "doubt_mark",
    "drop_quote",
    "drop_references",
    "drop_search",
    "drop_topic",
    "drop_working_copy",
    "duplicate",
    "end_co_editor",
    "end_definition",
    "end_demotion",
    "end_left_out",
    "end_log_in",
    "end_other_log_ins",
    "end_role",
    "end_role_that_is_over",
    "evidence_for",
    "find_matches",
    "follow_groups",
    "forget_bulk_export",
    "forget_import",
    "forgotten_imports",
    "freeze_flags",
    "give_copy_codes",
    "go_on_again",
    "go_on_with_bulk_act",
    "go_on_with_bulk_export",
    "go_on_with_bulk_import",
    "go_on_with_import",
    "go_on_with_stopped_act",
    "go_on_with_stopped_export",
    "grant_role",
    "hand_over",
    "harm_reports_for",
    "import_converted",
    "import_draft",
    "import_terms",
    "import_works",
    "is_looked_at",
    "is_saved",
    "keep_mark",
    "keep_old_addresses",
    "keep_quote",
    "keep_rule",
    "keep_search",
    "keep_words",
    "known_work",
    "leave_address",
    "leave_out",
    "leave_text",
    "list_reference",
    "load_retractions",
    "look_up",
    "make_preview_link",
    "make_token",
    "mark_read",
    "mark_reference",
    "may_use",
    "merge_references",
    "missing_of_guideline",
    "move_to_topic",
    "newest_text",
    "note_checks",
    "note_ended",
    "note_failure",
    "note_feedback",
    "note_presence",
    "note_reference",
    "note_retraction_records",
    "note_shown_images",
    "note_sign_in",
    "note_sign_out",
    "note_use",
    "note_used_definitions",
    "open_evidence",
    "open_thread",
    "open_works",
    "part_references",
    "plan_import",
    "plan_works",
    "preview_link_of",
    "put_text_in_force",
    "put_together",
    "rate_evidence",
    "rate_text",
    "references_due",
    "remove_file",
    "remove_filter",
    "remove_template",
    "rename_filter",
    "renew_secret",
    "reopen_thread",
    "replace_in_texts",
    "reply",
    "report_harm",
    "require_checked",
    "resolve_thread",
    "restore",
    "retire_term",
    "revoke_preview_link",
    "revoke_token",
    "rules_due",
    "save_details",
    "save_filter",
    "save_references",
    "save_template",
    "save_text",
    "say_who_published",
    "searches_due",
    "send_again",
    "set_byline",
    "set_publisher",
    "set_subject_codes",
    "set_type",
    "start_text_from",
    "stop_bulk_act",
    "stop_bulk_export",
    "stop_bulk_import",
    "switch_webhook_off",
    "switch_webhook_on",
    "tag_reference",
    "take_back_answer",
    "take_note_out",
    "tell_account_changed",
    "tell_reader",
    "tell_webhooks",
    "token_of",
    "unanswered_flags",
    "unchecked_references",
    "unread_count",
    "waits_days",
    "works_for",
    "write_plainly",
]
