"""English."""

from panda.menu.tongues.tongue import Tongue, group, numbered

ENGLISH = Tongue(
    code="en",
    press=group(
        "press pressing push pushing dial hit touch select choose pick enter punch "
        "prest pres tap pressed bress breast pushed dialed dialled dyal dile hits "
        "selected chose depress"
    ),
    say=group("say speak saying"),
    numbers=numbered(
        "0 zero oh",
        "1 one",
        "2 two",
        "3 three",
        "4 four",
        "5 five",
        "6 six",
        "7 seven",
        "8 eight",
        "9 nine",
        "10 ten",
        "11 eleven",
        "12 twelve",
        "13 thirteen",
        "14 fourteen",
        "15 fifteen",
        "16 sixteen",
        "17 seventeen",
        "18 eighteen",
        "19 nineteen",
        "20 twenty",
    ),
    misheard=numbered(
        "1 won wan want on wind win when we will",
        "2 to too tu",
        "3 tree free",
        "4 for fore",
        "5 fife",
        "6 sex sick sicks",
        "7 heaven",
        "8 ate",
        "9 mine",
        "0 o hero",
    ),
    leads=group("for to if regarding concerning about when"),
    fill=group("the a please on just number option now or say key button in digit"),
    joins=group("and or otherwise then"),
    common=group(
        "the to for of you your please and this is are our we can press if calling "
        "thank hello hi how may help with speak i it in or not have been at call name "
        "hold line number message billing appointments sales service"
    ),
    star=group("star asterisk asterix"),
    pound=group("pound hash hashtag number-sign"),
    nouns=group("key button number option sign"),
    is_=group("is are it's that's"),
    articles=group("the"),
    after=group("now please again at any time instead today"),
    units=group(
        "digit digits minute minutes second seconds hour hours time times day days "
        "am pm a.m p.m o'clock percent dollars character characters year years people "
        "callers calls week weeks months hundred of"
    ),
    before_numbers=group(
        "at until till to by of in are was about over within suite room floor than "
        "through from before after extension ext highway route line around least "
        "number plus between until next last every only were all these the"
    ),
    strip=r"""
        (?:if|when) (?:you|you are|you're|this is|it is|it's|your call is)(?:
            (?:would like|would prefer|wish|want|need|like|calling|have|know|trying|
            looking|here|are|do|a|an|currently|already))*(?: (?:to|for|about|
            regarding|concerning|with|from))?
        (?:for|to|if|about|regarding|concerning|when|with|a|an|the|and|or|please|
            you)
        (?:all )?(?:questions|inquiries|information) (?:about|regarding|concerning|
            on|for|related to)
        (?:be (?:connected|transferred) (?:to|with)|reach|contact)
        (?:speak|talk) (?:to|with)
    """,
    greeting=r"""
        (?:thank you|thanks|thank you very much|thanks so much) for (?:calling|
            contacting|choosing|holding|your \w+)
        welcome to
        you(?:'ve| have) reached
    """,
    stay=r"""
        (?:stay|remain|hold|wait|continue to hold|hang|keep holding) (?:on )?(?:the
            )?line
        (?:please|or|just) (?:hold|stay on|hang on)(?! the)
        \b(?:otherwise|or) (?:please )?(?:hold|wait|stay)
        \bhold and (?:someone|somebody|a|an|the|we)\b
    """,
    extension=r"""
        (?:know|have) (?:the |your )?(?:party|person|\w+)?(?:'?s)? ?(?:\w+
            )?extension
        (?:may|can) (?:dial|enter) (?:it now|it at|the extension|an extension|their
            extension)
        (?:may|can) (?:dial|enter) your party
        extension (?:number )?at any ?time
    """,
)
