"""Agreement within a text and between the texts of an article: what a check noticed, for a person to judge."""

from articles.text.consistency.flags import Flag, Group, Kind, Passage, Severity, by_section, worst_first

__all__ = ["Flag", "Group", "Kind", "Passage", "Severity", "by_section", "worst_first"]
