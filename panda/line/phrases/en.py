"""English."""

from panda.line.phrases.phrases import Phrases

_AGENTS = (
    r"(?:representatives?|agents?|operators?|associates?|specialists?|advisors?|"
    r"assistants?|receptionists?|pharmacists?|schedulers?|coordinators?|staff|lines|"
    r"technicians?|team members?|nurses?|attendants?|colleagues|consultants?|"
    r"customer (?:service|care) \w+)"
)
_HOURS = (
    r"(?:normal |regular |our |usual |standard )*(?:business|office|working|opening)?"
)

ENGLISH = Phrases(
    greeting=(
        r"(?:thank you|thanks)(?: \w+)? for (?:calling|contacting|phoning|choosing)",
        r"welcome to",
        r"you(?:'ve| have) (?:now )?reached",
    ),
    machine=(
        r"(?:virtual|automated|digital|voice|ai|a i|artificial) "
        r"(?:\w+ )?(?:assistant|agent|attendant|receptionist|system|intelligence|line)",
        r"powered by",
        r"part of \w+ \w+ ai\b",
        r"(?:this|your|the|all|phone) calls? (?:may|will|is|are|can)(?: \w+)? "
        r"(?:be )?(?:being )?(?:recorded|monitored)",
        r"(?:recorded|monitored) (?:line|for)",
        r"at any ?time during (?:this|the) (?:message|call|recording|menu)",
        r"you may also visit|visit (?:us (?:at|online)|our website)|w w w|www|"
        r"dot (?:com|org|gov)",
        r"this is a recording|following (?:message|announcement)",
    ),
    opening=(
        r"(?:listen (?:\w+ )*(?:as|to|because)|(?:menu|options?|prompts?) (?:has|have)"
        r"(?: recently)? changed)",
        r"(?:following|these|menu) (?:menu )?options?",
        r"(?:choose|select|pick|make) (?:one of|from|a|your) (?:\w+ )*"
        r"(?:option|options|selection|choice|menu)",
        r"(?:main|options) menu\b(?! \w+ not)",
        r"(?:using|on|from) your (?:telephone|touch ?tone|phone|key) ?(?:keypad|pad|\w+)?",
        r"(?:press|push|dial|hit) (?:\d|one|two|three|zero|star|pound|the)\b",
        r"know (?:your|the) party",
    ),
    error=(
        r"(?:not|n't) (?:an? )?(?:valid|recogni[sz]ed|available option|correct|match)",
        r"invalid|incorrect (?:\w+ )?(?:entry|number|code|selection|option)?",
        r"(?:did not|didn't|could not|couldn't|cannot|can't|unable to|was not able to|"
        r"wasn't able to|not able to|do not|don't|have not|haven't) (?:\w+ )?"
        r"(?:understand|understood|hear|heard|get|got|recogni[sz]e|catch|process|"
        r"confirm|receive|received|find|detect|verify|locate|register|make out) "
        r"(?:\w+ ){0,3}(?:selection|response|entry|input|choice|that|you|option|your|"
        r"anything|answer|request|cancellations|match|number|code)\b",
        r"(?:did not|didn't|could not|couldn't) (?:quite )?(?:understand|get that|catch)",
        r"not able to understand|having (?:trouble|difficulty|a hard time)",
        r"no (?:input|response|entry|selection) (?:was )?(?:received|detected|made)",
        r"(?:wrong|incorrect) (?:code|number|entry|selection|pin|option|key)",
        r"(?:please )?try (?:your call |it )?again(?! (?:later|tomorrow|during|when))",
        r"(?:that|this) (?:option|extension|selection|entry|key) (?:is|was|does|has) "
        r"(?:not|no longer|unavailable|invalid)",
        r"unable to process|system error|technical (?:difficulties|problem|error)",
        r"(?:too many|maximum number of) (?:\w+ )?(?:attempts|tries)",
    ),
    dead=(
        r"(?:been disconnected|no longer in service|not in service|out of service)",
        r"(?:call|number) (?:cannot|can not|could not|can't) be (?:completed|reached|"
        r"connected)",
        r"check the number and|number you (?:have )?(?:dialed|called|reached) (?:is|has)",
        r"all circuits are busy",
    ),
    voicemail=(
        r"leave (?:us |me |him |her |them )?(?:\w+ ){0,4}(?:message|voice ?mail|name)",
        r"(?:after|at|wait for|following|hear) the (?:sound of the )?(?:tone|beep|signal)",
        r"(?:your |the |a )?voice ?mail(?:box)?\b(?! (?:press|option))|mail ?box\b",
        r"record (?:your|a) (?:\w+ )?message",
        r"forwarded to (?:an? )?(?:automatic |automated )?(?:voice|answering)",
        r"answering machine",
    ),
    away=(
        r"(?:is|are|am|'re|'m) (?:currently |presently )?(?:not|un) ?(?:available|able)"
        r"(?! option)",
        r"(?:isn't|aren't) (?:available|able|here)|unavailable (?:to|at|right|and|\.)",
        r"(?:can't|cannot|can not|unable to|not able to) (?:\w+ )?"
        r"(?:take|answer|come to|get to|pick up) (?:\w+ )?(?:the |your |my )?(?:call|phone)",
        r"(?:away from|not at) (?:my|the|our|his|her) (?:desk|phone|office)",
        r"(?:get back to|return your|call you back|call you) (?:\w+ )?(?:call|as soon|"
        r"soon|you|when|shortly|back)",
        r"no ?(?:one|body) is (?:\w+ )?(?:available|here)",
        r"person you (?:are|have|'re) ?(?:calling|called|dialed|trying)",
    ),
    hold=(
        r"(?:continue|continuing) (?:to hold|holding)",
        r"(?:remain|stay|keep|hold) (?:\w+ )?on (?:the|your) line|hold the line|"
        r"keep holding|do not hang up|don't hang up",
        r"your call is (?:\w+ )?important|calls? (?:is|will be|are) (?:being )?"
        r"(?:answered|taken|handled) in",
        r"(?:next|first) available " + _AGENTS,
        r"(?:all|our|all of our|each of our) (?:of )?(?:our )?(?:\w+ ){0,2}"
        + _AGENTS
        + r"? (?:are|is) (?:\w+ )?(?:busy|assisting|helping|speaking|serving|occupied|with)",
        r"(?:estimated|current|expected|approximate|average|anticipated) (?:\w+ )?"
        r"(?:wait|hold)|(?:wait|hold|waiting|holding) times?\b",
        r"(?:number|position|place|caller|next|are|callers?) (?:\w+ ){0,4}"
        r"(?:in|ahead of you in) (?:the |our |your )?(?:line|queue)",
        r"(?:calls?|callers?|people) ahead of you|your place in|position in",
        r"(?:high|higher|unusually|heavy) (?:\w+ )?(?:call )?(?:volumes?|than)",
        r"(?:will be|be) (?:right |available )?with you|assist you (?:shortly|soon|"
        r"momentarily|as soon)|will (?:be )?answer(?:ed)? (?:your call|shortly|as)",
        r"(?:apologi[sz]e|sorry) for the (?:\w+ )?(?:delay|wait|inconvenience)",
        r"thank you for (?:holding|waiting|your (?:continued )?patience)|"
        r"thanks for (?:holding|waiting|your patience)|appreciate your patience",
    ),
    moment=(
        r"(?:please )?(?:hold|wait)(?: on)?(?: please)? (?:\.|while|for|a|one|and|,|$)",
        r"please (?:\w+ )?(?:hold|wait|stand by)|(?:hold|hang) on|one (?:moment|second|sec)"
        r"|(?:just )?a (?:moment|second|minute)(?: please)?|can you hold|bear with",
        r"(?:transfer|connect|put)(?:ring|ing|ting)? (?:you|your call|to)|"
        r"(?:will be|being|be) (?:transferred|connected)|connect (?:to|with)",
        r"let me (?:get|check|see|transfer|connect|put|grab|look)",
    ),
    callback=(r"call(?:ing)? (?:you )?back|call ?back|return(?:ed)? (?:your )?call",),
    closed=(
        r"(?:are|is|'re|were|office|we) (?:now |currently |presently |also |\w+ )?"
        r"closed|closed (?:for|at|right|today|on|and|until|\.)",
        r"(?:outside|outside of|after|beyond|out) (?:of )?" + _HOURS + r" ?hours",
        r"(?:call|try)(?: us)? (?:back|again) (?:later|during|tomorrow|when|on|after|"
        r"between|at|in)",
        r"(?:office|store|clinic|department|we) (?:opens?|reopens?|will (?:re)?open)\b",
        r"reopen|in observance of|for the holidays?",
        r"(?:have|has) (?:gone home|left for the day)",
    ),
    hours=(
        r"hours (?:of operation )?(?:are|is)|(?:we|are|is|'re) open (?:\w+ )*"
        r"(?:monday|from|every|seven|until|between)",
    ),
    goodbye=(
        r"good ?bye|bye bye|bye\b|have a (?:nice|great|good|wonderful) (?:day|one)",
    ),
    entry=(
        r"(?:enter|key in|type|input|punch in) (?:\w+ ){0,9}?(?:number|date|birth|dob|"
        r"zip|code|pin|ids?|identification|digits?|ssn|account|password|passcode|amount|"
        r"month|year|npi|extension now)",
        r"(?:say|provide|state|give me|tell me|verify|confirm|spell) (?:\w+ ){0,6}?"
        r"(?:number|birth|dob|zip|code|pin|(?:member|patient|subscriber|tax) ids?|"
        r"digits?|ssn|(?:last|first|full|patient's?) name|address)",
        r"followed by (?:the )?(?:pound|hash|star)|(?:last|first) (?:four|4|five|six) "
        r"(?:digits|numbers)|mmddyyyy|two digit|four digit|\d digit|ten digit",
        r"what(?: is|'s) (?:your|the) (?:\w+ )?(?:date of birth|birth|zip|"
        r"(?:member|account|phone|policy|group) (?:number|id))",
    ),
    speech=(
        r"(?:in|using) (?:a few|your own|one or two|just a few) words|(?:tell|ask) me "
        r"(?:briefly|what|why|how|in|the|which)|briefly (?:\w+ )?(?:tell|describe|state|say)",
        r"(?:reason for|purpose of) (?:your|this|the) call",
        r"(?:you can|you may|just|please|can also|simply|or) say|say (?:yes|no|it|the "
        r"name|things|something|main|which|what)|say [a-z]+ (?:or|if|for)",
        r"(?:go|take you|return|back) (?:\w+ )?to the main menu",
        r"did you say|i (?:think|heard) you said|is that (?:right|correct)|did i get",
        r"how (?:can|may) i (?:direct|route) your call",
        r"which (?:department|location|office) (?:would|do|are)",
    ),
    human=(
        r"(?:this is|it's|i'm|my name is|my name's) (?!calling|sorry|unable|not|a\b|an\b|"
        r"the\b|your\b|our\b|just|here)\w+(?: \w+)? speaking",
        r"\w+ speaking (?:\.|\?|how|what|may|can)|my name(?: is|'s) \w+",
        r"this is (?!a\b|an\b|the\b|your\b|our\b|my\b|not\b|what\b|where\b|how\b|just\b|"
        r"only\b|why\b|when\b|it\b|correct\b|right\b)[a-z]+ (?:\.|\?|how|what|at|in|with|from|"
        r"over|here|on|speaking|i)(?= )",
        r"who(?: is|'s| am i| do i|m am i| may i) (?:calling|this|speaking|have|say|"
        r"talking|is)",
        r"may i (?:ask|have|say|get|put)|can i (?:put|get your|ask|have your|place you)",
        r"sorry (?:about|for) (?:the|that|your) wait (?!\w+ press)(?:\w+ )*(?:\?|what|how)",
        r"are you (?:still )?(?:there|a (?:new|current|patient)|an? existing)",
        r"(?:real|actual|live) person or|is this (?:a )?(?:recording|robot|real|human|"
        r"some|spam|a sales)",
        r"can you hear me|what(?: is|'s) this (?:about|regarding|in regards|for)",
        r"(?:i'll|i will|let me) (?:check|see|look|find out|pull|ask)",
        r"what(?: can| could|'s) (?:i|we) (?:do|help|get)|what can i help|"
        r"what do you need|how are you",
        r"(?:yeah|yep|uh|um|umm|hmm|uh huh|okay so|gotcha)\b(?! press)",
        r"are you calling (?:for|about|to|from)|when (?:would|do) you (?:want|like)",
    ),
    offer=(
        r"how (?:can|may|could|might) (?:i|we) (?:help|assist|be of)|"
        r"(?:can|may|could) i (?:help|assist)|help you (?:today|with anything)|"
        r"what can (?:i|we) (?:do|help)",
    ),
    hello=(r"^(?:hello|hi|hey|yes|yeah|good (?:morning|afternoon|evening))\b",),
)
