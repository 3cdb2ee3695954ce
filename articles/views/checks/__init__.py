"""What the checks say of a draft: beside the editor, and as the list of flags to answer."""
