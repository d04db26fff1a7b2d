"""German."""

from panda.line.phrases.phrases import Phrases

_AGENTS = (
    r"(?:mitarbeiter\w*|kundenberater\w*|berater\w*|leitungen|agent\w*|kolleg\w*|"
    r"plaetze|platze|ansprechpartner\w*|telefonist\w*)"
)

GERMAN = Phrases(
    greeting=(
        r"(?:herzlich )?willkommen|(?:vielen )?dank fur (?:ihren|den|deinen) anruf|"
        r"danke fur ihren anruf|danke(?:,)? dass sie anrufen",
    ),
    machine=(
        r"(?:automatische\w*|digitale\w*|virtuelle\w*) (?:\w+ )?(?:assist\w+|"
        r"telefon\w+|ansage|system\w*)|sprach(?:assistent\w*|computer|dialog\w*)|"
        r"(?:gesprach|anruf|telefonat)\w* (?:\w+ ){0,5}(?:aufgezeichnet|aufgenommen)|"
        r"besuchen sie (?:uns|unsere)|website|unserer internetseite",
    ),
    opening=(
        r"(?:menu\w*|auswahl\w*|optionen) (?:\w+ )?(?:hat|haben) sich (?:\w+ )?geandert|"
        r"folgenden? (?:optionen|moglichkeiten|auswahl\w*)|haupt ?menu|"
        r"wahlen sie (?:bitte )?(?:aus|eine|zwischen)|horen sie (?:\w+ )?aufmerksam|"
        r"treffen sie",
    ),
    error=(
        r"ungultige?\w*|falsche?\w* (?:eingabe|taste|nummer|auswahl)|nicht (?:gultig|"
        r"korrekt|richtig|moglich|erkannt|verstanden|gehort|verarbeitet)|"
        r"(?:keine|ihre) (?:\w+ )?(?:eingabe|antwort|auswahl) (?:\w+ )?(?:erhalten|"
        r"erkannt|nicht|empfangen)|(?:erneut|noch ?mals?|noch einmal|wieder) "
        r"(?:\w+ )?versuchen|versuchen sie es (?:bitte )?(?:erneut|noch)|"
        r"(?:habe|haben|konnte|konnten) (?:sie |ihre \w+ )?(?:leider )?nicht|"
        r"technische\w* (?:problem|storung|schwierig)",
    ),
    dead=(
        r"(?:rufnummer|nummer|anschluss) (?:\w+ ){0,5}(?:nicht (?:vergeben|erreichbar|"
        r"geschaltet)|unbekannt)|kein anschluss",
    ),
    voicemail=(
        r"(?:hinterlassen|sprechen) sie (?:\w+ ){0,6}(?:nachricht|namen|signal\w*|ton|"
        r"mitteilung|rufnummer)|nach (?:dem|diesem) (?:signal\w*|ton|piep\w*|pfeif\w*)|"
        r"(?:mailbox|anrufbeantworter|sprachbox|voicemail)|nachricht (?:zu )?"
        r"hinterlassen",
    ),
    away=(
        r"nicht (?:personlich )?(?:erreichbar|verfugbar|zu erreichen|da|entgegen\w*)|"
        r"(?:rufen|rufe) (?:sie |wir )?(?:\w+ )?(?:so bald|schnellst\w+|umgehend|"
        r"baldm\w+)?(?: wie moglich)? ?zuruck|(?:melden|melde) (?:uns|mich)",
    ),
    hold=(
        r"wartezeit|warteschleife|warteposition|(?:in|an) der leitung|"
        r"(?:nicht|legen sie nicht) auf(?:legen)?\b|(?:alle|unsere|samtliche|der nachste|"
        r"dem nachsten|die nachste|nachster|einem unserer|ein) (?:\w+ ){0,3}"
        + _AGENTS
        + r" (?:\w+ ){0,4}(?:im gesprach|belegt|besetzt|verbunden|frei\w*|wird|ist|sind|steht)",
        r"im gesprach|(?:danke|dank) fur ihre geduld|ihr anruf (?:ist|wird) (?:\w+ )?"
        r"(?:wichtig|entgegen\w*|beantwortet|bearbeitet)|(?:platz|position|stelle) "
        r"(?:\w+ )?(?:in|der) (?:der )?warte\w*|(?:erhohtes|hohes) (?:anruf)?\w*aufkommen|"
        r"gedulden",
    ),
    moment=(
        r"(?:einen|ein) (?:moment|augenblick)|bitte warten|warten sie|geduld|"
        r"(?:ich|wir) (?:verbinde\w*|stelle\w*)|(?:werden|sie) (?:\w+ )?verbunden|"
        r"moment bitte|sekunde",
    ),
    callback=(r"ruckruf|rufen sie zuruck|zuruckrufen|zuruckgerufen",),
    closed=(
        r"(?:haben|ist|sind|derzeit|buro\w*|praxis\w*) (?:\w+ ){0,3}geschlossen|"
        r"au(?:ss|ß)erhalb (?:unserer|der|ihrer)? ?(?:\w+zeiten)|"
        r"(?:rufen|versuchen) sie (?:\w+ ){0,4}(?:spater|wahrend|morgen|zu unseren|"
        r"wieder)|feiertag\w*|betriebsferien|urlaub",
    ),
    hours=(
        r"\w*(?:offnungs|sprech|geschafts)zeiten sind|(?:sind|haben) (?:\w+ )*geoffnet",
    ),
    goodbye=(r"auf wiederhoren|auf wiedersehen|tschuss|schonen tag",),
    entry=(
        r"(?:geben|nennen|tippen|sagen|sprechen|bestatigen) sie (?:\w+ ){0,5}?(?:\w*nummer"
        r"|\w*datum|\w*code|pin|postleitzahl|\w*zahl|\w*kennwort|\w*namen|ziffern)"
        r"(?! (?:eins|zwei))(?: \w+)*|gefolgt (?:von|mit)|"
        r"(?:die )?letzten (?:vier|4)|(?:mit der )?raute ?taste (?:ab|bestatigen)",
    ),
    speech=(
        r"in (?:wenigen|einigen|kurzen|eigenen) (?:\w+ )?(?:worten|satzen)|"
        r"(?:sagen|schildern|beschreiben|nennen) sie (?:mir|uns|bitte|einfach|kurz)"
        r"(?: \w+){0,3} (?:anliegen|worum|was|grund|warum|womit|wie|ja|oder)|"
        r"(?:grund|ihr) (?:ihres anrufs|anliegen)|sie konnen (?:auch )?"
        r"(?:zum beispiel )?sagen|sagen sie",
    ),
    human=(
        r"(?:mein name ist|ich bin|hier (?:ist|spricht)|am apparat|sie sprechen mit) "
        r"?(?!der|die|das|ihr|eine?)\w*|\w+ am apparat|guten (?:tag|morgen|abend) "
        r"\w+ am|mit wem (?:spreche|habe)|wer (?:ist|spricht)|horen sie mich|"
        r"sind sie (?:noch )?(?:da|dran)|worum geht|echte\w* person|"
        r"eine (?:aufnahme|maschine)",
    ),
    offer=(
        r"(?:wie|womit|was) (?:kann|darf|konnen) (?:ich|wir) (?:\w+ )*(?:helfen|"
        r"behilflich|tun|weiterhelfen)",
    ),
    hello=(r"^(?:hallo|guten (?:tag|morgen|abend)|gruss gott|ja|moin|servus)\b",),
)
