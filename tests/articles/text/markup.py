"""HTML as hypothesis makes it: the dialect's elements and others, nested in every way, with nasty words in them."""

from hypothesis import strategies as st

IMAGE = f"/images/{'a' * 64}.png"

_TAGS = """
    p h1 h2 h3 h4 h6 ul ol li table thead tbody tfoot tr td th caption blockquote figure figcaption section aside div
    strong b em i sub sup a code dfn cite span br img pre dl dt dd form button details del math
"""
TAGS = _TAGS.split()
ATTRIBUTES = (
    "",
    ' data-kind="warning"',
    ' data-kind="question"',
    ' data-kind="odd"',
    ' data-key="a b"',
    ' data-key="A  !"',
    ' data-key=""',
    ' href="https://example.org/a b?c&d"',
    ' href="java\u200bscript:alert(1)"',
    ' href="mailto:a@example.org"',
    ' start="3"',
    ' colspan="2"',
    ' colspan="1" rowspan=9',
    f' src="{IMAGE}" alt="x &quot; <y>\n"',
    ' src="https://example.org/x.gif"',
    ' onclick="x" hx-get="/" style="x" class="x" id="x"',
)
NASTY = (
    *' \n\u00a0\u0338\u0301e<>"1\x85\u2028\ud800\u200b',
    *(
        "&lt;",
        "&amp;",
        "&#x338;",
        "&#0;",
        "&#x200b;",
        "&nbsp;",
        "&#8238;",
        "10",
        "\u1100\u1161",
        "<!--",
        "-->",
        "<b",
        "mg",
    ),
)
WORDS = st.one_of(st.text(max_size=6), st.sampled_from(NASTY))


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(
        lambda tag, attributes, inner, closed: f"<{tag}{attributes}>{''.join(inner)}" + (f"</{tag}>" if closed else ""),
        st.sampled_from(TAGS),
        st.sampled_from(ATTRIBUTES),
        st.lists(children, max_size=4),
        st.integers(0, 9).map(bool),
    )


HTML = st.lists(st.recursive(WORDS, _element, max_leaves=20), max_size=5).map("".join)
