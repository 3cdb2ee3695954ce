"""The inspection file: everything about an article's review in one document, as JSON and as pages."""

from workflows.record.inspection.document import as_html, as_pdf
from workflows.record.inspection.gathering import Inspection, gather
from workflows.record.inspection.plain import as_data, as_json
from workflows.record.inspection.sampling import drawn

__all__ = ["Inspection", "as_data", "as_html", "as_json", "as_pdf", "drawn", "gather"]
