"""German."""

from panda.line.queue.tongues.tongue import Tongue

GERMAN = Tongue(
    place=r"""
        (?:auf|in|haben|ist) (?:\w+ ){0,3}(?:platz|position|stelle|nummer|warteposition)
            (?:nummer )?(?P<n1>\d+)
        (?:platz|position|warteposition|stelle)(?: \w+){0,4} ist (?:die |der )?(?:nummer
            )?(?P<n2>\d+)
        anrufer (?:nummer )?(?P<n3>\d+) in
    """,
    ahead=r"""
        (?P<n1>\d+) (?:weitere )?(?:anrufer\w*|anrufe|personen|kunden|teilnehmer\w*|
            patienten) (?:\w+ )?(?:vor|warten)
    """,
    next=r"""
        sie sind (?:\w+ )?(?:der|die|als) (?:nachste\w*|erste\w*)
        (?:nachste\w*|erste\w*) (?:anrufer\w*|in der (?:warte\w*|leitung|reihe))
    """,
    wait=r"""
        wartezeit
        warten
        (?:bedient|verbunden|fur sie da) (?:\w+ )?in
    """,
    hour=r"stunden?",
    minute=r"minuten?",
    second=r"sekunden?",
    to=r"und|bis|oder|-",
    under=r"weniger als|unter|hochstens|maximal|bis zu",
    over=r"mehr als|uber|mindestens|langer als",
    callback=r"""
        (?:ruckruf\w*|zuruck ?(?:zu)?ruf\w*|rufen (?:wir )?(?:sie )?(?:\w+ )?zuruck)
        (?:platz|position) (?:\w+ ){0,4}(?:behalten|verlieren|sichern)
    """,
    opener=r"""
        (?:hallo|guten (?:tag|morgen|abend)|gruss gott|ja|moin|servus|entschuldig\w+|so|
            tut mir leid|grussie)\b
    """,
    oneself=r"""
        (?:ich|mir|mich|mein name|am apparat)\b
        (?:hier ist|hier spricht|sie sprechen mit)\b
        mit wem
    """,
    pitch=r"""
        besuchen
        web ?seite
        website
        internet
        punkt (?:de|com)
        \bapp\b
        wussten sie
        fragen sie
        (?:angebot\w*|aktion\w*|rabatt\w*|kostenlos\w*)
        folgen sie
        wahrend sie warten
        (?:mochten|suchen|brauchen) sie (?!etwas|mich|einen termin [?])
        weitere informationen
        aufgezeichnet
        (?:schulungs|qualitats)\w*
        (?:drucken|wahlen) sie
        halten sie (?:\w+ ){1,4}bereit
        unsere? (?:team|mitarbeiter\w*|praxis|arzte|spezialisten|kunden|patienten|
            sprechzeiten)
        ihre (?:gesundheit|sicherheit|zufriedenheit)
    """,
    thanks=r"""
        (?:vielen |danke |herzlichen )?dank(?:e)? fur (?:ihre|das|ihr) (?:geduld|warten)
        (?:entschuldig\w+|tut mir leid)(?: \w+){0,4} (?:wartezeit|warten|wartens)
    """,
)
