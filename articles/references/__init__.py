"""Works as the world writes them down: identifiers, formats, sameness. Pure: no database, no network."""
