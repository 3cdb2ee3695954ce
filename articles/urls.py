"""Addresses of the readers' pages (`public`) and of the desk's pages about drafts and the library (`desk`)."""

from django.urls import URLPattern, path, re_path

from articles.api.interface import urls as api
from articles.views import article_list, browsing, details, exports, importing, machines, messages, reader, search
from articles.views.checks import flags, panel, plain, rating, report
from articles.views.conversation import conversation
from articles.views.editing import citing, editing, editor_help, finding, keeping, links, together
from articles.views.glossary import files as glossary_files
from articles.views.glossary import in_text, terms
from articles.views.glossary import public as public_glossary
from articles.views.history import history, past, restoring, two_states
from articles.views.library import (
    citations,
    duplicates,
    full_texts,
    image_library,
    images,
    library,
    marking,
    new_works,
    quotes,
    reference_files,
    reference_notes,
    reference_page,
    searches,
    watching,
)

__all__ = ["api", "desk", "public"]

public: list[URLPattern] = [
    path("", browsing.home, name="home"),
    path("articles/", browsing.article_list, name="list"),
    path("search/", search.search_page, name="search"),
    path("topics/", browsing.topics, name="topics"),
    path("topics/<slug:slug>/", browsing.topic, name="topic"),
    path("articles/<slug:slug>/", reader.choose, name="choose"),
    path("articles/<slug:slug>/<slug:audience>/", reader.read, name="read"),
    re_path(
        r"^articles/(?P<slug>[-\w]+)/references\.(?P<format_>ris|bib|nbib|json)$", exports.references, name="references"
    ),
    re_path(
        r"^articles/(?P<slug>[-\w]+)/(?P<audience>[-\w]+)/cite\.(?P<format_>ris|bib|nbib|json)$",
        exports.page,
        name="cite",
    ),
    path("articles/<slug:slug>/article.xml", exports.article_xml, name="article_xml"),
    re_path(r"^images/(?P<sha256>[0-9a-f]{64})\.(?P<extension>[a-z0-9]{1,8})$", images.image, name="image"),
    path("editorial-policy/", reader.policy, name="policy"),
    path("glossary/", public_glossary.glossary, name="glossary"),
    path("feed/", machines.feed, name="feed"),
    path("topics/<slug:slug>/feed/", machines.topic_feed, name="topic_feed"),
    path("sitemap.xml", machines.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_file, name="sitemap_file"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security, name="security"),
]
desk: list[URLPattern] = [
    path("session/", keeping.session, name="session"),
    path("articles/", article_list.article_list, name="article_list"),
    path("articles/new/", article_list.article_new, name="article_new"),
    path("articles/import/", importing.article_import, name="article_import"),
    path("articles/<int:pk>/edit/<slug:audience>/", editing.article_edit, name="article_edit"),
    path("articles/<int:pk>/edit/<slug:audience>/autosave/", keeping.article_autosave, name="article_autosave"),
    path(
        "articles/<int:pk>/edit/<slug:audience>/differences/", editing.article_differences, name="article_differences"
    ),
    path("articles/<int:pk>/edit/<slug:audience>/discard/", editing.article_discard, name="article_discard"),
    path(
        "articles/<int:pk>/sections/<slug:audience>/<slug:other>/", together.article_sections, name="article_sections"
    ),
    path(
        "articles/<int:pk>/start/<slug:audience>/<slug:source>/", together.article_start_from, name="article_start_from"
    ),
    path("articles/<int:pk>/flags/", flags.article_flags, name="article_flags"),
    path("articles/<int:pk>/flags/left-out/", flags.article_leave_out, name="article_leave_out"),
    path("articles/<int:pk>/checks/<slug:audience>/", panel.article_checks, name="article_checks"),
    path("articles/<int:pk>/plain/<slug:audience>/", plain.article_plain, name="article_plain"),
    path("articles/<int:pk>/plain/<slug:audience>/write/", plain.article_write_plainly, name="article_write_plainly"),
    path("reports/texts/", report.texts_report, name="texts_report"),
    path("reports/texts/kinds/<slug:name>/", report.kind_demote, name="kind_demote"),
    path("reports/texts/demotions/<int:pk>/end/", report.demotion_end, name="demotion_end"),
    path("articles/<int:pk>/ratings/<slug:audience>/", rating.article_ratings, name="article_ratings"),
    path("articles/<int:pk>/ratings/<slug:audience>/<slug:instrument>/", rating.article_rate, name="article_rate"),
    path("flags/<int:pk>/answer/", flags.flag_answer, name="flag_answer"),
    path("flags/<int:pk>/take-back/", flags.flag_answer_take_back, name="flag_answer_take_back"),
    path("left-out/<int:pk>/end/", flags.left_out_end, name="left_out_end"),
    path("articles/<int:pk>/find/", finding.article_find, name="article_find"),
    path("articles/<int:pk>/comments/", conversation.article_comments, name="article_comments"),
    path("articles/<int:pk>/comments/<slug:audience>/", conversation.article_comment, name="article_comment"),
    path("articles/<int:pk>/details/", details.article_details, name="article_details"),
    path("articles/<int:pk>/citations/", citations.article_citations, name="article_citations"),
    path("articles/<int:pk>/terms/<slug:audience>/", in_text.article_terms, name="article_terms"),
    path("articles/<int:pk>/quotes/", quotes.article_quotes, name="article_quotes"),
    path("articles/<int:pk>/quotes/<int:reference>/add/", quotes.quote_add, name="quote_add"),
    path("articles/<int:pk>/quotes/<int:reference>/drop/", quotes.quote_drop, name="quote_drop"),
    path("articles/<int:pk>/searches/", searches.article_searches, name="article_searches"),
    path("articles/<int:pk>/searches/drop/", searches.search_drop, name="search_drop"),
    path("articles/<int:pk>/citing/", citing.article_citing, name="article_citing"),
    path("articles/<int:pk>/citing/look-up/", citing.article_look_up, name="article_look_up"),
    path("articles/<int:pk>/references/add/", citations.article_list_reference, name="article_list_reference"),
    path("articles/<int:pk>/history/", history.article_history, name="article_history"),
    path("articles/<int:pk>/compare/", two_states.article_compare, name="article_compare"),
    path("articles/<int:pk>/preview/<slug:audience>/", past.article_preview, name="article_preview"),
    path("articles/<int:pk>/revisions/<int:number>/restore/", restoring.article_restore, name="article_restore"),
    path("articles/<int:pk>/revisions/<int:number>/<slug:audience>/", past.article_revision, name="article_revision"),
    path("articles/<int:pk>/versions/<int:number>/<slug:audience>/", past.article_version, name="article_version"),
    path("articles/<int:pk>/images/", images.article_images, name="article_images"),
    path("links/check/", links.link_check, name="link_check"),
    path("images/", image_library.image_library, name="image_library"),
    path("images/add/", images.image_add, name="image_add"),
    path("images/<int:pk>/", images.image_edit, name="image_edit"),
    path("images/<int:pk>/consent/", images.image_consent, name="image_consent"),
    path("messages/", messages.inbox, name="inbox"),
    path("messages/read/", messages.read, name="inbox_read"),
    path("messages/choices/", messages.choices, name="inbox_choices"),
    path("help/editor/", editor_help.editor_help, name="editor_help"),
    path("glossary/", terms.glossary, name="glossary"),
    path("glossary/new/", terms.term_new, name="term_new"),
    path("glossary/import/", glossary_files.terms_import, name="terms_import"),
    path("glossary/glossary.csv", glossary_files.terms_csv, name="terms_csv"),
    path("glossary/glossary.json", glossary_files.terms_json, name="terms_json"),
    path("glossary/<int:pk>/", terms.term, name="term"),
    path("glossary/<int:pk>/edit/", terms.term_edit, name="term_edit"),
    path("glossary/<int:pk>/use/", terms.term_use, name="term_use"),
    path("references/", library.reference_list, name="reference_list"),
    path("references/import/", reference_files.references_import, name="references_import"),
    path("references/import/<int:pk>/", reference_files.reference_import, name="reference_import"),
    path("references/<int:pk>/", reference_page.reference, name="reference"),
    path("references/<int:pk>/type/", reference_page.type_confirm, name="reference_type"),
    path("references/<int:pk>/evidence/", reference_page.evidence_rate, name="reference_evidence"),
    path("references/<int:pk>/publisher/", reference_page.publisher_say, name="reference_publisher"),
    path("references/<int:pk>/tags/", reference_notes.tags_set, name="reference_tags"),
    path("references/<int:pk>/notes/", reference_notes.note_add, name="reference_note"),
    path("references/notes/<int:pk>/take-out/", reference_notes.note_take_out, name="reference_note_take_out"),
    path("references/<int:pk>/file/", full_texts.file_add, name="reference_file_add"),
    path("references/files/<uuid:uuid>/", full_texts.file_get, name="reference_file"),
    path("references/files/<uuid:uuid>/remove/", full_texts.file_remove, name="reference_file_remove"),
    path("references/duplicates/", duplicates.duplicates, name="duplicates"),
    path("references/<int:pk>/merge/", duplicates.merge, name="reference_merge"),
    path("references/merges/<int:pk>/", duplicates.part, name="reference_part"),
    path("references/<int:pk>/mark/", marking.reference_mark, name="reference_mark"),
    path("references/<int:pk>/mistake/", marking.doubt, name="reference_mistake"),
    path("references/mistakes/<int:pk>/", marking.decide, name="mistake_decide"),
    path("references/watch/", watching.watch, name="evidence_watch"),
    path("references/watch/new/", new_works.new_works, name="new_works"),
    path("references/watch/new/<int:pk>/", new_works.new_work, name="new_work"),
    path("references/watch/<int:pk>/", watching.evidence, name="evidence"),
    path("references/new/", library.reference_new, name="reference_new"),
]
