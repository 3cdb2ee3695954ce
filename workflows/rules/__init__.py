"""The rules of judging that need no database: roles, ties, reminders."""
