"""English."""

from panda.line.phrases.phrases import Phrases

_AGENTS = r"""
    representatives?|agents?|operators?|associates?|specialists?|advisors?|
    assistants?|receptionists?|pharmacists?|schedulers?|coordinators?|staff|
    lines|technicians?|team members?|nurses?|attendants?|colleagues|
    consultants?|customer (?:service|care) \w+
"""
_HOURS = (
    r"(?:normal |regular |our |usual |standard )*(?:business|office|working|opening)?"
)

ENGLISH = Phrases(
    parts={"<agents>": _AGENTS, "<hours>": _HOURS},
    greeting=r"""
        (?:thank you|thanks)(?: \w+)? for (?:calling|contacting|phoning|choosing)
        welcome to
        you(?:'ve| have) (?:now )?reached
    """,
    machine=r"""
        (?:virtual|automated|digital|voice|ai|a i|artificial) (?:\w+ )?(?:assistant|
            agent|attendant|receptionist|system|intelligence|line)
        powered by
        (?<!')ai\b(?!-)
        (?:this|your|the|all|phone) calls? (?:may|will|is|are|can)(?: \w+)? (?:be
            )?(?:being )?(?:recorded|monitored)
        (?:recorded|monitored) (?:line|for)
        at any ?time during (?:this|the) (?:message|call|recording|menu)
        you may also visit
        visit (?:us (?:at|online)|our website)
        w w w
        www
        dot (?:com|org|gov)
        this is a recording
        following (?:message|announcement)
    """,
    opening=r"""
        listen (?:\w+ )*(?:as|to|because|closely|carefully)
        (?:menu|options?|prompts?) (?:has|have)(?: recently)? changed
        (?:following|these|menu) (?:menu )?options?
        (?:choose|select|pick|make) (?:one of|from|a|your) (?:\w+ )*(?:option|
            options|selection|choice|menu)
        (?:main|options) menu\b(?! \w+ not)
        (?:using|on|from) your (?:telephone|touch ?tone|phone|key) ?(?:keypad|pad|
            \w+)?
        (?:press|push|dial|hit) (?:\d|one|two|three|zero|star|pound|the)\b
        know (?:your|the) party
        (?:for|continue in) english\b
        para (?:continuar en )?espanol\b
    """,
    error=r"""
        (?:not|n't) (?:an? )?(?:valid|recogni[sz]ed|available option|correct|match)
        invalid
        not (?:an?|one of) (?:\w+ ){0,2}(?:options?|choices?|selections?)
        (?:have|has)(?: not|n't) (?:made|entered|pressed|selected|chosen|keyed)
        incorrect (?:\w+ )?(?:entry|number|code|selection|option)?
        (?:did not|didn't|could not|couldn't|cannot|can't|unable to|was not able to|
            wasn't able to|not able to|do not|don't|have not|haven't) (?:\w+
            )?(?:understand|understood|hear|heard|get|got|recogni[sz]e|catch|
            process|confirm|receive|received|find|detect|verify|locate|register|make
            out) (?:\w+ ){0,3}(?:selection|response|entry|input|choice|that|you|
            option|your|anything|answer|request|match|number|code)\b
        (?:did not|didn't|could not|couldn't) (?:quite )?(?:understand|get that|
            catch)
        not able to understand
        having (?:\w+ )?(?:trouble|difficulty|difficulties|problems|a hard time)
        (?:system|service|line)s? (?:is|are) (?:\w+ )?(?:unavailable|down)
        (?:didn't|did not|don't|still not) (?:\w+ )?(?:get|catch|hear|understand)
            (?:that|you|it|what)
        (?:do|does)(?: not|n't) match
        (?:was|were|be|is|are)(?: not|n't) (?:found|on file|on record|in our)
        no (?:such|matching) \w+
        (?:are|is|were) (?:unable|not able) to (?:verify|locate|find|process|confirm|
            identify|complete)
        no (?:input|response|entry|selection|answer)\b
        (?:did not|didn't) (?:enter|make|select|press|say|choose)
        does(?: not|n't) exist
        (?:wrong|incorrect) (?:code|number|entry|selection|pin|option|key)
        (?:please )?try (?:your call |it )?again(?! (?:later|tomorrow|
            during|when|then|at|on|between|in))
        (?:that|this) (?:option|extension|selection|entry|key) (?:is|was|does|has)
            (?:not|no longer|unavailable|invalid)
        unable to process
        system error
        technical (?:difficulties|problem|error)
        (?:too many|maximum number of) (?:\w+ )?(?:attempts|tries)
    """,
    dead=r"""
        (?:been disconnected|no longer in service|not in service|out of service)
        (?:call|number) (?:cannot|can not|could not|can't) be (?:completed|reached|
            connected)
        check the number and
        number you (?:have )?(?:dialed|called|reached) (?:is|has)
        all circuits are busy
    """,
    voicemail=r"""
        leave (?:us |me |him |her |them )?(?:\w+ ){0,4}(?:message|voice ?mail|name)
        (?:after|at|wait for|following|hear) the (?:sound of the )?(?:tone|beep|
            signal)
        (?:your |the |a )?voice ?mail(?:box)?\b(?! (?:press|option))
        mail ?box\b
        record (?:your|a) (?:\w+ )?message
        forwarded to (?:an? )?(?:automatic |automated )?(?:voice|answering)
        answering machine
        begin (?:your message|recording)
        beep (?:\.|$)
        (?:have|are|when) (?:\w+ )?(?:finished|done) (?:recording|leaving|speaking)
    """,
    away=r"""
        (?:is|are|am|'re|'m) (?:currently |presently )?(?:not |un)available(?! option)
        (?:isn't|aren't) (?:available|able|here)
        unavailable (?:to|at|right|and|\.)
        (?:can't|cannot|can not|unable to|not able to) (?:\w+ )?(?:take|answer|come
            to|get to|pick up) (?:\w+ )?(?:the |your |my )?(?:call|phone)
        (?:away from|not at) (?:my|the|our|his|her) (?:desk|phone|office)
        (?:get back to|return your|call you back|call you) (?:\w+ )?(?:call|as soon|
            soon|you|when|shortly|back)
        no ?(?:one|body) is (?:\w+ )?(?:available|here)
        (?:person|party|subscriber|customer) you (?:are|have|'re) ?(?:\w+ ){1,3}(?:is
            |cannot|can't|has|does)
        outside (?:the |of )?(?:\w+ )?coverage
    """,
    hold=r"""
        (?:continue|continuing) (?:to hold|holding)
        (?:remain|stay|keep|hold) (?:\w+ )?on (?:the|your) line
        hold the line
        keep holding
        (?:helping|assisting|serving|speaking (?:to|with)) (?:other|another)
            (?:\w+ )?(?:callers?|customers?|patients?|guests?|members?)
        hang in there
        while (?:you(?:'re)?|you are) (?:wait|hold)
        do not hang up
        don't hang up
        your call is (?:\w+ )?important
        calls? (?:is|will be|are) (?:being )?(?:answered|taken|handled) in
        (?:next|first) available <agents>
        (?:all|our|all of our|each of our) (?:of )?(?:our )?(?:\w+ ){0,2}<agents>?
            (?:are|is) (?:\w+ )?(?:busy|assisting|helping|speaking|serving|occupied|
            with)
        (?:estimated|current|expected|approximate|average|anticipated) (?:\w+
            )?(?:wait|hold)
        (?:wait|hold|waiting|holding) times?\b
        (?:number|position|place|caller|next|are|callers?) (?:\w+ ){0,4}(?:in|ahead
            of you in) (?:the |our |your )?(?:line|queue)
        (?:calls?|callers?|people) ahead of you
        your place in
        (?:you are|you're) (?:caller )?number
        position in
        (?:high|higher|unusually|heavy) (?:\w+ )?(?:call )?(?:volumes?|than)
        (?:will be|be) (?:right |available )?with you
        assist you (?:shortly|soon|momentarily|as soon)
        will (?:be )?answer(?:ed)? (?:your call|shortly|as)
        (?:apologi[sz]e|sorry) for the (?:\w+ )?(?:delay|wait|inconvenience)
        thank you for (?:holding|waiting|your (?:continued )?patience)
        thanks for (?:holding|waiting|your patience)
        appreciate your patience
        calls? (?:is|are) being (?:transferred|connected|placed)
        (?:someone|somebody) will be
    """,
    moment=r"""
        (?:please )?(?:hold|wait)(?: on)?(?: please)? (?:\.|while|for|a|one|and|,|$)
        please (?:\w+ )?(?:hold|wait|stand by)
        (?:hold|hang) on
        one (?:moment|second|sec)
        (?:just )?a (?:moment|second|minute)(?: please)?
        can you hold
        bear with
        (?:transfer|connect|put)(?:ring|ing|ting)? (?:you|your call|to)
        (?:will be|being|be) (?:transferred|connected)
        connect (?:to|with)
        get you (?:\w+ )?to (?:an?|the|some\w+)\b
        let me (?:get you|transfer|connect|put you)
    """,
    callback=r"""
        call(?:ing)? (?:you )?back
        call ?back
        return(?:ed)? (?:your )?call
    """,
    closed=r"""
        (?:are|is|'re|were|office|we) (?:now |currently |presently |also |\w+
            )?closed
        closed (?:for|at|right|today|on|and|until|\.)
        (?:outside|outside of|after|beyond|out) (?:of )?<hours> ?hours
        (?:call|try)(?: us)? (?:back|again) (?:later|during|tomorrow|when|on|after|
            between|at|in)
        (?:office|store|clinic|department|we) (?:opens?|reopens?|will (?:re)?open)\b
        reopen
        (?:out of|away from) the office
        (?:will|we'll) (?:return|be back) (?:at|on|in|after)
        opens (?:again |back up )?(?:at|tomorrow|on)\b
        in observance of
        (?:will be|is|are) closed
        (?:us|office|called) after hours
        (?:during|within) (?:our )?(?:\w+ )?(?:business|office|normal|regular) hours
        for the holidays?
        (?:have|has) (?:gone home|left for the day)
    """,
    hours=r"""
        hours (?:of operation )?(?:are|is)
        (?:we|are|is|'re) open (?:\w+ )*(?:monday|from|every|seven|until|between)
        (?:monday|tuesday|mondays) (?:to|through|thru|until) \w+day
    """,
    goodbye=r"""
        good ?bye
        bye bye
        bye\b
        have a (?:nice|great|good|wonderful) (?:day|one)
    """,
    entry=r"""
        (?<!not )(?<!n't )(?:enter|key in|type|input|punch in)
            (?:[\w']+ ){0,9}?(?:number|date|birth|dob|
            zip|code|pin|ids?|identification|digits?|ssn|account|password|passcode|
            amount|month|year|npi|extension now)
        (?:say|provide|state|give me|tell me|verify|confirm|spell|speak) (?:[\w']+
            ){0,6}?(?:number|birth|dob|zip|code|pin|(?:member|patient|subscriber|
            tax) ids?|digits?|ssn|(?:last|first|full|patient's?) name|address)
        need (?:[\w']+ ){0,6}?(?:(?:account|phone|policy|id|member|card) number|date of
            birth|zip|pin|ssn|digits|of your social)\b
        followed by (?:the )?(?:pound|hash|star)
        (?:enter|key in|type in|input|dial) (?:your|the|an) (?:\w+ )?(?:reference|
            extension)
        enter it (?:on|using|with) (?:your|the)
        (?:key|type|punch) it in\b
        (?:last|first) (?:four|4|five|six) (?:digits|numbers)
        mmddyyyy
        (?:enter|spell|say|type) (?:[\w']+ ){0,6}?(?:letters|last name|first name)
        two digit
        four digit
        \d digit
        ten digit
        what(?: is|'s) (?:your|the) (?:[\w']+ )?(?:date of birth|birth|zip|(?:member|
            account|phone|policy|group) (?:number|id))
    """,
    speech=r"""
        (?:in|using) (?:a few|your own|one or two|just a few) words
        (?:tell|ask) me (?:briefly|what|why|how|in|the|which)
        briefly (?:\w+ )?(?:tell|describe|state|say)
        (?:reason for|purpose of) (?:your|this|the) call
        (?:you can|you may|just|please|can also|simply|or) say
        say (?:yes|no|it|the name|things|something|main|which|what)
        say [a-z]+ (?:or|if|for)
        (?:go|take you|return|back) (?:\w+ )?to the main menu
        (?<!who )did you say
        i (?:think|heard) you said
        yes or no\b
        (?:was|is) that (?:\w+ ){1,5}or
        is that (?:right|correct)
        did i get
        which (?:\w+ )?(?:would you|do you|are you)
        for example
        things like
        (?:tell|give) (?:me|us) (?:\w+ ){0,3}(?:what|why|how|reason)
        (?:are|is) (?:you|it|this) (?:calling )?(?:\w+ ){0,5}or (?:\w+ ){0,4}\?
    """,
    human=r"""
        (?:this is|it's|i'm|my name is|my name's) (?!calling|sorry|unable|not|a\b|
            an\b|the\b|your\b|our\b|just|here)\w+(?: \w+)? speaking
        \w+ speaking (?:\.|\?|how|what|may|can)
        my name(?: is|'s) \w+
        this is (?!a\b|an\b|the\b|your\b|our\b|my\b|not\b|what\b|where\b|how\b|
            just\b|only\b|why\b|when\b|it\b|correct\b|right\b)[a-z]+ (?:\.|\?|how|
            what|at|in|with|from|over|here|on|speaking|i)(?= )
        who(?: is|'s| am i| do i|m am i| may i) (?:calling|this|speaking|have|say|
            talking|is)
        may i (?:ask|have|say|get|put)
        can i (?:put|get your|ask|have your|place you)
        sorry (?:about|for) (?:the|that|your) wait (?!\w+ press)(?:\w+ )*(?:\?|what|
            how)
        are you still there
        are you there
        (?:real|actual|live) person or
        is this (?:a )?(?:recording|robot|real|human|some|spam|a sales)
        can you hear me
        bear with me
        (?:can|could|would) you (?:please )?hold
        what(?: is|'s) this (?:about|regarding|in regards|for)
        (?:i'll|i will|let me) (?:check|see|look|find out|pull|ask)
        what(?: can| could|'s) (?:i|we) (?:do|help|get)
        what can i help
        what do you need
        how are you
        (?:yeah|yep|uh huh|gotcha)\b(?! press)
        (?:can|could|may) (?:i|we) (?:please )?(?:get|have|ask|take) (?:your|the|a)
        are you calling (?:for|about|to|from)
        when (?:would|do) you (?:want|like)
    """,
    offer=r"""
        how (?:can|may|could|might) (?:i|we) (?:help|assist|be of|direct|route)
        (?:can|may|could) i (?:help|assist)
        help you (?:today|with anything)
        what can (?:i|we) (?:do|help)
    """,
    house=r"""
        how (?:can|may|could|might) we
        what can we
    """,
    hello=r"""
        ^(?:hello|hi|hiya|hey|howdy|morning|afternoon)\b
        ^(?:yes|yeah|no|nope|sure|good (?:morning|afternoon|evening))\b
    """,
)
