"""What people type at the desk, checked at the field with a sentence."""
