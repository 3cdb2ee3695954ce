"""The review page and everything that a member or a managing editor does in a review but sign."""
