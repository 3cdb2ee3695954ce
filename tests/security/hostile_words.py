"""Words that would run in a browser where one place of the product puts them into a page as they are.

Written for these tests, after the kinds that the cheat sheets of OWASP and PortSwigger tell apart. Every element in them has the
attribute `data-hostile` and every script calls `canary`, by which a page tells that one of them became more than words.
"""

from __future__ import annotations

from itertools import cycle
from typing import Any

HOSTILE = tuple(
    words.replace("CANARY", f"canary({number})")
    for number, words in enumerate(
        (
            # elements that run by themselves
            "<script data-hostile>CANARY</script>",
            "<SCRIPT data-hostile>CANARY</SCRIPT>",
            "<script data-hostile\n>CANARY</script\n>",
            "<scr<script>ipt data-hostile>CANARY</scr</script>ipt>",
            "<script data-hostile src=data:text/javascript,CANARY></script>",
            "<img data-hostile src=x onerror=CANARY>",
            "<img data-hostile/src='x'/onerror='CANARY'>",
            '<img data-hostile src="x" onerror="CANARY" alt="',
            "<IMG data-hostile SRC=x ONERROR=CANARY>",
            "<img data-hostile src=x oneonerrorrror=CANARY onerror=CANARY>",
            "<svg data-hostile onload=CANARY>",
            "<svg data-hostile><script>CANARY</script></svg>",
            "<svg data-hostile><animate onbegin=CANARY attributeName=x dur=1s></svg>",
            "<svg data-hostile><set attributeName=onmouseover to=CANARY></svg>",
            "<svg data-hostile><a xlink:href=javascript:CANARY><text y=9>x</text></a></svg>",
            "<svg data-hostile><foreignObject><iframe srcdoc='<script>parent.CANARY</script>'></iframe></foreignObject></svg>",
            "<math data-hostile><maction actiontype=statusline xlink:href=javascript:CANARY>x</maction></math>",
            "<body data-hostile onload=CANARY>",
            "<details data-hostile open ontoggle=CANARY>x</details>",
            "<video data-hostile src=x onerror=CANARY></video>",
            "<audio data-hostile src=x onerror=CANARY></audio>",
            "<input data-hostile autofocus onfocus=CANARY>",
            "<select data-hostile autofocus onfocus=CANARY></select>",
            "<textarea data-hostile autofocus onfocus=CANARY></textarea>",
            "<button data-hostile popovertarget=p onbeforetoggle=CANARY>x</button>",
            "<iframe data-hostile src=javascript:parent.CANARY></iframe>",
            "<iframe data-hostile srcdoc='&lt;script&gt;parent.CANARY&lt;/script&gt;'></iframe>",
            "<object data-hostile data=data:text/html,<script>parent.CANARY</script>></object>",
            "<embed data-hostile src=javascript:CANARY>",
            "<link data-hostile rel=stylesheet href=x onerror=CANARY>",
            "<style data-hostile>@import'x';*{background:url(javascript:CANARY)}</style>",
            "<meta data-hostile http-equiv=refresh content='0;url=javascript:CANARY'>",
            "<base data-hostile href=javascript:CANARY//>",
            "<marquee data-hostile onstart=CANARY>x</marquee>",
            "<x data-hostile style=animation-name:a onanimationstart=CANARY>x</x>",
            "<template data-hostile shadowrootmode=open><img src=x onerror=CANARY></template>",
            # addresses
            "<a data-hostile href=javascript:CANARY>x</a>",
            "<a data-hostile href='java\tscript:CANARY'>x</a>",
            "<a data-hostile href='&#106;avascript:CANARY'>x</a>",
            "<a data-hostile href='\x01javascript:CANARY'>x</a>",
            "<a data-hostile href=data:text/html,<script>CANARY</script>>x</a>",
            "<form data-hostile action=javascript:CANARY><button>x</button></form>",
            "<form data-hostile><button formaction=javascript:CANARY>x</button></form>",
            "javascript:CANARY//",
            "[x](javascript:CANARY) ![x](javascript:CANARY) <javascript:CANARY>",
            # out of where words are put
            '"><script data-hostile>CANARY</script>',
            "'><script data-hostile>CANARY</script>",
            '" data-hostile autofocus onfocus="CANARY" x="',
            "' data-hostile autofocus onfocus='CANARY' x='",
            "` data-hostile onmouseover=CANARY x=`",
            "</title><script data-hostile>CANARY</script>",
            "</textarea><script data-hostile>CANARY</script>",
            "</script><script data-hostile>CANARY</script>",
            "--><script data-hostile>CANARY</script><!--",
            "]]><script data-hostile>CANARY</script><![CDATA[",
            "<!--><img data-hostile src=x onerror=CANARY>-->",
            "</style></noscript></template><img data-hostile src=x onerror=CANARY>",
            # out of scripts and templates
            "';CANARY;//\";CANARY;//`;CANARY;//\\",
            "${CANARY} {{constructor.constructor('CANARY')()}} {%CANARY%} #{CANARY}",
            "\\u003cimg data-hostile src=x onerror=CANARY\\u003e \\x3csvg data-hostile onload=CANARY\\x3e",
            "&lt;img data-hostile src=x onerror=CANARY&gt; &amp;lt;svg data-hostile onload=CANARY&amp;gt;",
            "%3Cscript data-hostile%3ECANARY%3C/script%3E",
            "\uff1cscript data-hostile\uff1eCANARY\uff1c/script\uff1e",
            "\u202e<img data-hostile src=x onerror=CANARY>\u2028<svg data-hostile onload=CANARY>",
            # read anew by another reader than the first
            "<math data-hostile><mtext><table><mglyph><style><img src=x onerror=CANARY></style></mglyph></table></mtext></math>",
            "<noscript data-hostile><p title='</noscript><img data-hostile src=x onerror=CANARY>'>",
            "<div data-hostile hx-get=/ hx-trigger=load hx-on:load=CANARY id=main name=body></div>",
        )
    )
)


class InTurn(str):
    """Stands where words stand, and is another of the hostile ones each time that somebody puts it into theirs."""

    def __new__(cls, first: int = 0) -> InTurn:
        made = super().__new__(cls)
        made._next = cycle((*HOSTILE[first:], *HOSTILE[:first]))
        return made

    _next: cycle[str]

    def __format__(self, _how: str) -> str:
        return " " + next(self._next)

    __str__ = __repr__ = lambda self: format(self)

    def __radd__(self, before: Any) -> str:
        return f"{before}{self}"
