"""What callees say that must be heard whatever the models make of it.

Lists of phrasings rather than a model's judgement: that somebody is told the truth, and
is not called again, may not depend on a good day of a model's.
"""

from __future__ import annotations

import re
import unicodedata


def is_robot_question(text: str) -> bool:
    """Say whether somebody asks if they speak with a machine (en, es, fr, de, it, pt).

    Example:
        >>> is_robot_question("Wait, am I talking to a real person?")
        True
        >>> is_robot_question("Press two to talk to a real person.")
        False
    """
    words = plain(text)
    return any(pattern.search(words) for pattern in _ROBOT)


def asks_not_to_call_again(text: str) -> bool:
    """Say whether somebody wants no more calls, ever (en, es, fr, de, it, pt).

    "Please call back later" is not that; neither is "don't call before nine".

    Example:
        >>> asks_not_to_call_again("Take us off your list, please.")
        True
        >>> asks_not_to_call_again("Please don't call before nine.")
        False
    """
    words = plain(text)
    if _LATER.search(words):
        return False
    return any(pattern.search(words) for pattern in _NEVER_AGAIN)


def objects_to_recording(text: str) -> bool:
    """Say whether somebody does not want to be recorded (en, es, fr, de, it, pt).

    Example:
        >>> objects_to_recording("I'd rather you didn't record this.")
        True
        >>> objects_to_recording("Our records don't show that.")
        False
    """
    words = plain(text)
    return any(pattern.search(words) for pattern in _NOT_RECORDED)


def plain(text: str) -> str:
    """Lower case, without accents, apostrophes or punctuation, single spaces."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in bare if not unicodedata.combining(char))
    bare = re.sub(r"['\u2019\u00b4`]", "", bare)
    return " ".join(re.sub(r"[^\w]+", " ", bare).split())


def _patterns(*alternatives: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{one})\b") for one in alternatives)


_MACHINE_EN = (
    r"(?:robot|bot|robo ?call(?:er|s)?|machine|computer|recording|recorded message"
    r"|ai|a i|chat ?bot|chatgpt|artificial intelligence|automated (?:\w+ )?(?:system"
    r"|call|voice|message|assistant)|virtual (?:assistant|agent)|voice (?:assistant"
    r"|bot)|siri|alexa|program|software|automated|pre ?recorded)"
)
_HUMAN_EN = (
    r"(?:(?:a |an )?(?:real|actual|live|human)(?: live| human)? (?:person|human|being"
    r"|man|woman|guy|lady|voice|caller)|(?:a )?human(?: being)?|(?:a )?person|real"
    r"|human)"
)

_ROBOT = _patterns(
    # English: the verb and its subject the question way round, or a tag at the end
    rf"(?:are|r) (?:you|u|ya|yall) (?:\w+ ){{0,3}}?(?:an? )?{_MACHINE_EN}",
    rf"(?:is|was) (?:this|that|it) (?:\w+ ){{0,3}}?(?:an? )?{_MACHINE_EN}",
    rf"(?:are|r) (?:you|u) (?:\w+ )?{_HUMAN_EN}",
    r"(?:is|was) (?:this|that|it) (?:\w+ )?(?:a )?(?:real|actual|live|human)"
    r" (?:person|human|being|caller|voice)",
    rf"(?:am i|are we) (?:\w+ )?(?:talking|speaking|chatting) (?:to|with) (?:\w+ )?"
    rf"(?:an? )?(?:{_MACHINE_EN}|{_HUMAN_EN})",
    r"who or what (?:am i|are you)|what are you$",
    rf"you(?:re| are) (?:not )?(?:\w+ )?(?:an? )?{_MACHINE_EN}"
    r" (?:right|arent you|are you|huh|correct|isnt it|yes|no)",
    rf"(?:youre|you are) not (?:\w+ )?(?:an? )?{_HUMAN_EN}"
    r"(?: right| are you| huh| correct)?",
    rf"(?:this is|its|it is|thats|that is) (?:\w+ )?(?:an? )?{_MACHINE_EN}"
    r" (?:right|isnt it|isnt this|huh|correct)",
    rf"(?:you|this) sounds? (?:\w+ ){{0,3}}?like (?:\w+ )?(?:an? )?{_MACHINE_EN}",
    r"did (?:a |an )?(?:computer|machine|robot|bot|ai) (?:just )?(?:call|dial)",
    r"is there (?:\w+ )?(?:a )?(?:real|actual|live) (?:person|human)"
    r" (?:on|there|calling|behind|speaking)",
    r"(?:do|have) i (?:have |got )?(?:a )?(?:real|actual|live) (?:person|human)",
    # Spanish
    r"(?:es|eres|sera) (?:usted |esto |esta |tu |un |una )*(?:robot|maquina|bot"
    r"|grabacion|contestador(?:a)?|computadora|ordenador|inteligencia artificial|ia"
    r"|persona real|persona de verdad|humano|humana|asistente virtual)",
    r"(?:estoy )?hablando con (?:un |una )?(?:robot|maquina|bot|persona (?:real"
    r"|de verdad)|humano|computadora|grabacion|inteligencia artificial)",
    r"hablo con (?:un |una )?(?:robot|maquina|persona(?: real| de verdad)?|humano)",
    # French
    r"(?:etes vous|est ce que vous etes|vous etes|tu es|es tu|cest|est ce) (?:bien )?"
    r"(?:un |une )?(?:robot|machine|ordinateur|enregistrement|vraie personne|humain"
    r"|personne reelle|intelligence artificielle|ia)",
    r"je parle (?:a|avec) (?:un |une )?(?:robot|machine|vraie personne|humain)",
    # German
    r"(?:sind sie|bist du|ist das|sprech ?e ich mit|rede ich mit) (?:hier )?(?:denn )?"
    r"(?:mit )?(?:etwa )?(?:ein|eine|einem|einer|einen)? ?(?:echte[rn]? )?(?:roboter"
    r"|maschine|computer|bot|ki|kunstliche intelligenz|mensch(?:en)?|automat"
    r"|bandansage|aufnahme|person)",
    # Italian, Portuguese
    r"(?:sei|e|siete|lei e|sto parlando con|parlo con) (?:un |una )?(?:robot|macchina"
    r"|registrazione|persona (?:vera|reale)|intelligenza artificiale)",
    r"(?:voce e|e|estou falando com|falo com|isso e|isto e) (?:um |uma )?(?:robo"
    r"|maquina|gravacao|pessoa (?:real|de verdade)|inteligencia artificial)",
)

_US_EN = (
    r"(?:me|us|here|this (?:number|office|place|line|business)|our (?:\w+ )?number)"
)

_NEVER_AGAIN = _patterns(
    rf"(?:do ?not|dont|never|not to|dont ever|dont you) (?:ever )?(?:call|phone|ring"
    rf"|contact|dial) (?:{_US_EN} )?(?:back )?(?:again|any ?more|ever)",
    rf"(?:do ?not|dont|never) (?:ever )?(?:call|phone|ring|contact|dial) {_US_EN}",
    r"(?:do ?not|dont) call (?:back|list)",
    r"do not call (?:list|registry)",
    rf"(?:stop|quit) (?:calling|phoning|contacting|ringing)(?: {_US_EN})?",
    r"(?:no more|(?:dont|do not) want(?: any)?(?: more)?|not (?:want|interested in)"
    r"(?: any)?(?: more)?) (?:of )?(?:these |your |such )?(?:phone )?calls",
    r"(?:take|remove|get|strike|delete|scratch) (?:me|us|this|(?:this |our |my )"
    r"(?:\w+ )?(?:number|office|name|business)) (?:off|from|out of)"
    r" (?:of )?(?:your|the|that|this|any) (?:\w+ )?(?:lists?|system|database|records"
    r"|call list|files?)",
    r"(?:remove|delete|lose|forget) (?:my|our|this) (?:\w+ )?number",
    r"(?:put|add) (?:me|us|this number|our number) (?:on|to) (?:your|the) do not call",
    r"we do ?nt (?:accept|take|want) (?:\w+ )?(?:robo ?calls|automated calls|ai calls)",
    r"(?:dont|do not) (?:accept|take|want) (?:any )?(?:robo ?calls|calls from (?:robots"
    r"|machines|bots|ai)|automated calls)",
    r"unsubscribe (?:me|us)|opt (?:me|us) out|i want to opt out|we want to opt out",
    # Spanish
    r"no (?:me |nos )?(?:vuelva[ns]?|vuelvas) a llamar(?:me|nos)?|no (?:me |nos )?"
    r"(?:llame[ns]?|llamen) (?:mas|nunca mas|otra vez|de nuevo)|dejen? de llamar"
    r"(?:me|nos)?|(?:quiten?|borren?|eliminen?|saquen?)(?:me|nos)? (?:mi |nuestro |este"
    r" )?(?:numero )?de (?:su|la) lista|no llamen? mas|no quiero mas llamadas"
    r"|no queremos mas llamadas",
    # French
    r"ne (?:me |nous |m |n )?(?:rappelez|appelez|telephonez) (?:plus|jamais)"
    r"|arretez de (?:mappeler|nous appeler|m appeler|appeler)|(?:retirez|enlevez)"
    r" (?:moi|nous|mon numero|notre numero) de (?:votre|la) liste",
    # German
    r"(?:rufen sie|ruf) (?:bitte )?(?:hier |mich |uns |uns hier )?(?:bitte )?"
    r"(?:nie|nicht) (?:mehr|wieder|noch einmal|mehr wieder)(?: an)?"
    r"|(?:streichen|loschen|nehmen) sie (?:uns|mich|(?:unsere|meine|diese) nummer)"
    r"|keine (?:weiteren )?anrufe mehr|horen sie auf (?:uns |mich |hier )?anzurufen",
    # Italian, Portuguese
    r"non (?:mi |ci )?(?:chiamate|chiami|chiamare|richiamate|richiami)(?:ci|mi)?"
    r" (?:piu|mai piu)|toglietec?i? dalla (?:vostra )?lista|smettetela di chiamare"
    r"|nao (?:me |nos )?(?:ligue[m]?|telefone[m]?)(?: para ca| para aqui)? (?:mais"
    r"|nunca mais|de novo)|parem? de (?:me |nos )?ligar|(?:tire|remova)[m]? (?:meu"
    r"|nosso|este) numero da (?:sua )?lista",
)

_LATER = re.compile(
    r"\b(?:dont|do not|never) (?:call|phone|ring)(?: \w+){0,2} (?:before|after|until|at"
    r"|during|on|between|over)\b(?! all)"
)
"""A time not to call at is no wish never to be called."""

_NOT_RECORDED = _patterns(
    r"(?:dont|do not|didnt|not to|cant|cannot|may not|shouldnt|stop|quit|without|no)"
    r" (?:want (?:you )?to |be |being |get |you )?record(?:ing|ed)?"
    r"(?: (?:me|us|this|it|the call|our|anything|please|allowed|then))?",
    r"(?:dont|do not|not|never) (?:\w+ ){0,3}(?:to be|being|be|get|getting) recorded",
    r"(?:turn|switch|shut) (?:that |the |your |off )?(?:recording|recorder)(?: off)?",
    r"(?:turn|switch|shut) off (?:that |the |your )?(?:recording|recorder)",
    r"(?:didnt|did not|dont|do not|never) (?:give (?:\w+ ){0,3})?(?:consent|agree)"
    r"(?:ed)? (?:to|with) (?:\w+ ){0,3}record(?:ing|ed)",
    r"object to (?:\w+ ){0,3}record(?:ing|ed)",
    # Spanish
    r"no (?:me |nos |lo |la )?(?:graben?|grabes|grabando)|no (?:quiero|queremos|deseo"
    r"|autorizo|permito|acepto) (?:\w+ ){0,3}grab\w+|(?:dejen?|pare|paren) de grabar\w*"
    r"|sin grabar",
    # French
    r"(?:nenregistrez|ne \w*enregistrez|ne menregistrez) pas|(?:ne veux|ne souhaite"
    r"|refuse|ne voulons)(?: pas)? (?:\w+ ){0,3}enregistr\w+",
    # German
    r"(?:nicht|keine) (?:\w+ ){0,2}(?:auf(?:nehmen|zeichnen|genommen|gezeichnet)"
    r"|aufnahme|aufzeichnung|mitschneiden|mitgeschnitten)",
    # Italian, Portuguese
    r"non (?:mi |ci )?(?:registrate|registri|registrare)|non (?:voglio|vogliamo)"
    r" (?:\w+ ){0,3}registra\w+",
    r"nao (?:me |nos )?(?:grave|gravem|gravar)|nao (?:quero|queremos|autorizo)"
    r" (?:\w+ ){0,3}grava\w+",
)
"""Rather once too often than not: sound that is not kept costs an answer nothing."""
