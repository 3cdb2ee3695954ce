"""What makes a text hard to read, with the words to write instead where there are any. An aid to whoever writes, no proof.

`findings({"summary": html, "body": html}, audience, known)` finds it, in reading order; `worst_first` puts it in the order in which it
is worth a look. `PROFILES` says what is looked for in the text of which audience. Pure, in time proportional to the length.
"""

from articles.text.plainness.checking import findings
from articles.text.plainness.findings import Finding, Kind, worst_first
from articles.text.plainness.known import Known
from articles.text.plainness.profiles import PROFILES, Profile
from articles.text.plainness.risks import wholes

__all__ = ["PROFILES", "Finding", "Kind", "Known", "Profile", "findings", "wholes", "worst_first"]
