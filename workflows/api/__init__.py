"""The API for work, `/api/work/v1/`: programs that work for a person with a token. Thin: every change is an action of the desk.

Signing, deciding, publishing, notices and people are not in it.
"""
