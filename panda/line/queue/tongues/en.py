"""English."""

from panda.line.queue.tongues.tongue import Tongue

ENGLISH = Tongue(
    place=r"""
        you(?: are|'re) (?:\w+ ){0,4}?(?P<n1>\d+)(?:st|nd|rd|th)? in
            (?:the |our |your )?(?:line|queue)
        you(?: are|'re) (?:\w+ )?(?:caller|customer|number|position|place)(?: number)?
            (?P<n2>\d+)\b
        (?:place|position|spot|number) in (?:the |our |your )?(?:line|queue) is
            (?:\w+ )?(?:number )?(?P<n3>\d+)
        (?:caller|position|place) (?:number )?(?P<n4>\d+) in
            (?:the |our )?(?:line|queue)
        your (?:position|place|spot) is (?:\w+ )?(?:number )?(?P<n5>\d+)
    """,
    ahead=r"""
        (?P<n1>\d+) (?:other )?(?:callers?|calls?|people|persons?|customers?|patients?|
            others?) (?:\w+ )?(?:ahead|before|in front)
        (?:callers?|calls?|people|customers?) ahead of you is (?P<n2>\d+)
    """,
    next=r"""
        you(?: are|'re|'ll be| will be) (?:\w+ )?(?:the )?next(?! week| month| day)
        (?:next|first) in (?:the |our )?(?:line|queue)
        your call is (?:\w+ )?(?:next|first)
        you(?: are|'re) the next caller
    """,
    wait=r"""
        wait(?:ing)?\b
        hold(?:ing)? time
        (?:be|answered) (?:with you |answered )?(?:in|within)
    """,
    hour=r"hours?",
    minute=r"min(?:ute)?s?",
    second=r"sec(?:ond)?s?",
    to=r"and|to|or|-",
    under=r"less than|under|no more than|at most|up to|within",
    over=r"more than|over|at least|longer than|greater than",
    callback=r"""
        call(?:ed|ing)? (?:you )?back
        callbacks?
        return your call
        (?:keep|hold|save|lose|losing) your (?:place|spot|position)
    """,
    opener=r"""
        (?:hello|hi|hey|good (?:morning|afternoon|evening)|yes|yeah|okay|ok|alright|
            all right|sorry|oh|right|well|so)\b
    """,
    oneself=r"""
        (?:i|i'm|i'll|i've|i'd|me|myself|my name)\b
        (?:through|speaking|talking) (?:to|with)
        (?:any|some)body there
        this is (?!a\b|an\b|the \w+ (?:of|for)|our\b|your\b|not\b)
        \w+ (?:speaking|here) [.?]
    """,
    pitch=r"""
        visit(?:ing)?\b
        web ?site
        (?:go|get|find|book|pay|chat|shop|order|schedule|available|us|manage) (?:\w+
            ){0,4}online
        on ?line (?:at|portal|booking|chat|account)
        dot (?:com|org|net)
        www
        (?:mobile|our|the) app\b
        download
        (?:did|do) you know
        are you aware
        have you (?:heard|considered|had|tried|thought|been|visited|checked|seen)
        ask (?:us|about|your|for|our|how|one of)\b
        (?:special|free|new|exclusive|limited) (?:\w+ )?(?:offers?|deals?|rates?|time)
        discount
        promotion
        save (?:up|money|time|\d)
        sign(?:ing)? up
        subscribe
        follow us
        (?:facebook|instagram|newsletter|social media)
        while you(?: are|'re)? (?:\w+ )?wait
        when (?:we|our \w+) (?:pick|answer)
        looking (?:for|to) (?:a|an|the|new|your)
        (?:need|want|like|tired|thinking) (?:a|an|to|of|about) (?!know|speak|talk|ask)
        learn more
        (?:for )?more information
        find out
        why not
        we(?:'re| are)? (?:\w+ )?(?:believe|proud|committed|dedicated|pleased|offer|
            accept|now offer|care|strive|value)
        (?:recorded|monitored)
        quality (?:and|assurance|purposes)
        press(?:ing)?\b
        have your (?:\w+ ){1,4}ready
        don't forget
        remember (?:to|that)
        please (?:have|note|remember|be)
        at any time
        (?:leading|trusted|award) (?:\w+ )?(?:provider|name|winning)
        since \d{4}
        your (?:health|safety|smile|comfort|satisfaction)
        our (?:team|staff|doctors|nurses|office|offices|hours|patients|customers|
            website|specialists|goal|mission) (?:is|are|has|have|can|will|give|\w+s)\b
    """,
    thanks=r"""
        (?:(?:thank you|thanks)(?: so much| very much| again)? )?for (?:holding|waiting|
            your (?:\w+ )?(?:patience|time)|(?:being|staying) (?:so )?(?:patient|on
            the line|with us))
        (?:sorry|apologi[sz]e|apologies)(?: about| for)? (?:the|that|your|keeping|to
            keep)(?: \w+)? (?:wait\w*|delay|hold)
        (?:we )?(?:\w+ )?appreciate your (?:\w+ )?(?:patience|time)
    """,
)
