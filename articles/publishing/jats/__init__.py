"""A version as JATS XML, for archives and indexes (Journal Publishing 1.2, NISO Z39.96-2019).

The fullest text is the body. The bottom line is the abstract, and the patient text, where it is not the body, the plain-language
summary. A retracted article says so before its title (S18). Words are those of the frozen version, in its order; every
reference carries identifiers and the words that the publisher's style gives it.
"""

from articles.publishing.jats.article import jats

__all__ = ["jats"]
