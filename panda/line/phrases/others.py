"""Italian and Dutch: only what must not be mistaken."""

from panda.line.phrases.phrases import Phrases

ITALIAN = Phrases(
    greeting=r"""
        grazie per (?:aver|la)
        benvenut
    """,
    machine=r"""
        assistente (?:virtuale|automatico|vocale)
        chiamata (?:\w+ )*registrata
    """,
    error=r"""
        non (?:\w+ )?(?:valid\w|riconosciut\w|ho capito|abbiamo)
        riprov\w+
        errat\w
    """,
    voicemail=r"""
        (?:lasci\w*|lasciate) (?:\w+ )*messaggio
        (?:dopo|al) (?:il )?(?:segnale|bip)
        segreteria
    """,
    hold=r"""
        (?:resti|rimanga|attenda|restate) (?:\w+ )*in (?:linea|attesa)
        tempo (?:\w+ )*attesa
        (?:nostri )?operatori (?:\w+ )*occupat\w
        la (?:sua|vostra) chiamata e
    """,
    closed=r"""
        (?:siamo|uffic\w+) (?:\w+ )*chius\w
        fuori (?:dall')?orari\w
    """,
    entry=r"""
        (?:digiti|inserisca|inserire) (?:\w+ )*(?:codice|numero|data)
    """,
    human=r"""
        (?:sono|mi chiamo) [a-z]+ (?:\.|come|in|$)
        chi parla
    """,
    offer=r"""
        (?:come|in cosa) (?:posso|possiamo) (?:\w+ )?aiutar\w*
    """,
    hello=r"""
        ^(?:pronto|buongiorno|buonasera|salve)\b
    """,
)

DUTCH = Phrases(
    greeting=r"""
        welkom bij
        bedankt voor (?:het bellen|uw|je)
    """,
    machine=r"""
        (?:digitale|virtuele) assistent
        gesprek (?:\w+ )*opgenomen
    """,
    error=r"""
        ongeldig\w*
        niet (?:begrepen|herkend|verstaan)
        probeer (?:\w+ )*opnieuw
    """,
    voicemail=r"""
        (?:spreek|laat) (?:\w+ )*(?:bericht|boodschap)
        na de (?:piep|toon)
        voicemail
    """,
    hold=r"""
        wachttijd
        in gesprek
        aan de lijn
        wachtrij
        (?:eerstvolgende|volgende) (?:\w+ )*(?:medewerker|adviseur)
    """,
    closed=r"""
        (?:zijn|is|nu) (?:\w+ )*gesloten
        buiten (?:onze )?openingstijden
    """,
    entry=r"""
        (?:toets|voer) (?:\w+ )*(?:nummer|datum|code|postcode)(?: in)?
    """,
    human=r"""
        (?:met|spreekt met|u spreekt met) [a-z]+ (?:\.|waarmee|hoe|$)
    """,
    offer=r"""
        (?:waarmee|hoe) kan ik (?:\w+ )*(?:helpen|van dienst)
    """,
    hello=r"""
        ^(?:hallo|goedemorgen|goedemiddag|goedenavond|met)\b
    """,
)
