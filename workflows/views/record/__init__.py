"""Pages that read the record: timeline, inspection file, audit, reports, verification."""
