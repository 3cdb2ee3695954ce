"""Numbered lines are steps of a list or numbered headings: decided for each run of numbers as a whole."""

from collections.abc import Sequence

from articles.importing import shapes
from articles.importing.pieces import Piece

_DEEPEST_INDENT = 1


def numbered_headings(found: Sequence[Piece]) -> set[int]:
    """The places of the pieces that are numbered headings."""
    runs = _runs(found)
    chosen = {index for run in runs if _are_headings(found, run) for index in run}
    deep = [index for index, piece in enumerate(found) if piece.number and piece.number.depth > 1]
    if len(deep) > 1 or chosen:
        chosen.update(index for index in deep if _could_be_heading(found[index]))
    return chosen


def _runs(found: Sequence[Piece]) -> list[list[int]]:
    """Numbers that count up one by one without an unnumbered heading between them."""
    runs: list[list[int]] = []
    last = 0
    for index, piece in enumerate(found):
        if piece.number is None or piece.number.depth > 1 or piece.indent > _DEEPEST_INDENT:
            last = 0 if _parts_runs(piece) else last
            continue
        if runs and last and piece.number.position == last + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
        last = piece.number.position
    return runs


def _parts_runs(piece: Piece) -> bool:
    return not piece.is_marked and piece.is_single and (piece.level > 0 or shapes.looks_like_title(piece.bare))


def _are_headings(found: Sequence[Piece], run: Sequence[int]) -> bool:
    if not all(_could_be_heading(found[index]) for index in run):
        return False
    followers = [found[index + 1] if index + 1 < len(found) else None for index in run]
    inner = followers if len(run) == 1 else followers[:-1]
    if any(follower is None or _is_next_item(follower) for follower in inner):
        return False
    if all(shapes.looks_like_title(found[index].text) for index in run):
        return True
    return any(follower is not None and not follower.is_marked for follower in inner)


def _is_next_item(follower: Piece) -> bool:
    """A number directly below a number is a list; "2.1" below "2." is a heading below a heading."""
    return follower.number is not None and follower.number.depth == 1


def _could_be_heading(piece: Piece) -> bool:
    text = piece.bare
    if not piece.is_single:
        return False
    return shapes.looks_like_title(text) or shapes.looks_like_label(text) or shapes.looks_like_question(text)
