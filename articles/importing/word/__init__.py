"""Word documents (docx) to HTML: checked before they are opened, headings told by what they are and not by their language."""
