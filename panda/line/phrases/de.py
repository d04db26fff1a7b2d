"""German."""

from panda.line.phrases.phrases import Phrases

_AGENTS = r"""
    mitarbeiter\w*|kundenberater\w*|berater\w*|leitungen|agent\w*|kolleg\w*|plaetze|
    platze|ansprechpartner\w*|telefonist\w*
"""

GERMAN = Phrases(
    parts={"<agents>": _AGENTS},
    greeting=r"""
        (?:herzlich )?willkommen
        (?:vielen )?dank fur (?:ihren|den|deinen) anruf
        danke fur ihren anruf
        danke(?:,)? dass sie anrufen
    """,
    machine=r"""
        (?:automatische\w*|digitale\w*|virtuelle\w*) (?:\w+ )?(?:assist\w+|
            telefon\w+|ansage|system\w*)
        sprach(?:assistent\w*|computer|dialog\w*)
        (?:gesprach|anruf|telefonat)\w* (?:\w+ ){0,5}(?:aufgezeichnet|aufgenommen)
        besuchen sie (?:uns|unsere)
        website
        unserer internetseite
    """,
    opening=r"""
        (?:menu\w*|auswahl\w*|optionen) (?:\w+ )?(?:hat|haben) sich (?:\w+
            )?geandert
        folgenden? (?:optionen|moglichkeiten|auswahl\w*)
        haupt ?menu
        wahlen sie (?:bitte )?(?:aus|eine|zwischen)
        horen sie (?:\w+ )?aufmerksam
        treffen sie
    """,
    error=r"""
        ungultige?\w*
        falsche?\w* (?:eingabe|taste|nummer|auswahl)
        nicht (?:gultig|korrekt|richtig|moglich|erkannt|verstanden|gehort|
            verarbeitet)
        (?:keine|ihre) (?:\w+ )?(?:eingabe|antwort|auswahl) (?:\w+ )?(?:erhalten|
            erkannt|nicht|empfangen)
        (?:erneut|noch ?mals?|noch einmal|wieder) (?:\w+ )?versuchen
        versuchen sie es (?:bitte )?(?:erneut|noch)
        (?:habe|haben|konnte|konnten) (?:sie |ihre \w+ )?(?:leider )?nicht
        technische\w* (?:problem|storung|schwierig)
        (?:wurde|wird|ist) (?:\w+ )?nicht (?:\w+ )?(?:erkannt|gefunden|
            verarbeitet|vergeben)
        fehler\w*
        keine (?:eingabe|auswahl|taste) (?:gemacht|getatigt|getroffen|gedruckt)
        stimmt nicht uberein
        gibt es (?:\w+ )?nicht
        (?:falsch|fehlerhaft)\w*
    """,
    dead=r"""
        (?:rufnummer|nummer|anschluss) (?:\w+ ){0,5}(?:nicht (?:vergeben|erreichbar|
            geschaltet)|unbekannt)
        kein anschluss
    """,
    voicemail=r"""
        (?:hinterlassen|sprechen) sie (?:\w+ ){0,6}(?:nachricht|namen|signal\w*|ton|
            mitteilung|rufnummer)
        nach (?:dem|diesem) (?:signal\w*|ton|piep\w*|pfeif\w*)
        (?:mailbox|anrufbeantworter|sprachbox|voicemail)
        nachricht (?:zu )?hinterlassen
        auf(?:s| das| unser) band\b
        (?:hinterlass|sprich|sprecht)\w* (?:\w+ ){0,4}(?:nachricht|band|signal\w*)
    """,
    away=r"""
        nicht (?:personlich )?(?:erreichbar|verfugbar|zu erreichen|da|zu hause|
            daheim|entgegen\w*)
        (?:rufen|rufe) (?:sie |wir )?(?:\w+ )?(?:so bald|schnellst\w+|umgehend|
            baldm\w+)?(?: wie moglich)? ?zuruck
        (?:melden|melde) (?:uns|mich)
    """,
    hold=r"""
        wartezeit
        (?:bleiben|warten) sie (?:bitte )?(?:am|in der|an der|noch)
        (?:gleich|sofort) (?:\w+ )?(?:fur sie da|fur sie frei|bei ihnen)
        warteschleife
        warteposition
        (?:in|an) der leitung
        (?:nicht|legen sie nicht) auf(?:legen)?\b
        (?:alle|unsere|samtliche|der nachste|dem nachsten|die nachste|nachster|einem
            unserer|ein) (?:\w+ ){0,3}<agents> (?:\w+ ){0,4}(?:im gesprach|belegt|
            besetzt|verbunden|frei\w*|wird|ist|sind|steht)
        im gesprach
        (?:danke|dank) fur ihre geduld
        ihr anruf (?:ist|wird) (?:\w+ )?(?:wichtig|entgegen\w*|beantwortet|
            bearbeitet)
        (?:platz|position|stelle) (?:\w+ )?(?:in|der) (?:der )?warte\w*
        (?:erhohtes|hohes) (?:anruf)?\w*aufkommen
        gedulden
        (?:anrufer|personen) vor ihnen
        so bald wie moglich|schnellstmoglich
    """,
    moment=r"""
        (?:einen|ein) (?:moment|augenblick)
        bitte warten
        warten sie
        geduld
        (?:ich|wir) (?:verbinde\w*|stelle\w*)
        (?:werden|sie) (?:\w+ )?verbunden
        moment bitte
        sekunde
    """,
    callback=r"""
        ruckruf
        rufen sie zuruck
        zuruckrufen
        zuruckgerufen
    """,
    closed=r"""
        (?:haben|ist|sind|derzeit|buro\w*|praxis\w*) (?:\w+ ){0,3}geschlossen
        au(?:ss|ß)erhalb (?:unserer|der|ihrer)? ?(?:\w+zeiten)
        (?:rufen|versuchen) sie (?:\w+ ){0,4}(?:spater|wahrend|morgen|zu unseren|
            wieder)
        feiertag\w*
        betriebsferien
        urlaub
        rufen sie (?:\w+ ){0,4}(?:zeiten|uhr) (?:wieder |nochmals )?an
        (?:offnet|offnen) (?:\w+ )?(?:wieder|um|am)
        nicht besetzt
    """,
    hours=r"""
        \w*(?:offnungs|sprech|geschafts)zeiten sind
        (?:sind|haben) (?:\w+ )*geoffnet
        montags? bis \w+s?
        von \w+ bis \w+ uhr
    """,
    goodbye=r"""
        auf wiederhoren
        auf wiedersehen
        tschuss
        schonen tag
    """,
    entry=r"""
        (?:geben|nennen|tippen|sagen|sprechen|bestatigen) sie (?:\w+
            ){0,5}?(?:\w*nummer|\w*datum|\w*code|pin|postleitzahl|\w*zahl|
            \w*kennwort|\w*namen|ziffern)(?! (?:eins|zwei))(?: \w+)*
        gefolgt (?:von|mit)
        (?:die )?letzten (?:vier|4)
        (?:mit der )?raute ?taste (?:ab|bestatigen)
    """,
    speech=r"""
        in (?:wenigen|einigen|kurzen|eigenen) (?:\w+ )?(?:worten|satzen)
        (?:sagen|schildern|beschreiben|nennen) sie (?:mir|uns|bitte|einfach|kurz)(?:
            \w+){0,3} (?:anliegen|worum|was|grund|warum|womit|wie|ja|oder)
        (?:grund|ihr) (?:ihres anrufs|anliegen)
        sie konnen (?:auch )?(?:zum beispiel )?sagen
        sagen sie
        zum beispiel
        (?:erzahlen|beschreiben|sagen) sie (?:mir|uns)
    """,
    human=r"""
        (?:mein name ist|ich bin|hier (?:ist|spricht)|sie sprechen mit)
            ?(?!der|die|das|ihr|eine?)\w*
        (?!sie\b|bitte\b)\w+ am apparat
        guten (?:tag|morgen|abend) \w+ am
        mit wem (?:spreche|habe)
        wer (?:ist|spricht)
        horen sie mich
        sind sie (?:noch )?(?:da|dran)
        worum geht
        echte\w* person
        eine (?:aufnahme|maschine)
    """,
    offer=r"""
        (?:wie|womit|was) (?:kann|darf|konnen) (?:ich|wir) (?:\w+ )*(?:helfen|
            behilflich|tun|weiterhelfen)
    """,
    house=r"""
        (?:wie|womit|was) (?:konnen|durfen) wir
    """,
    hello=r"""
        ^(?:hallo|guten (?:tag|morgen|abend)|gruss gott|ja|moin|servus)\b
    """,
)
