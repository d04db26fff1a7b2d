"""German."""

from panda.menu.tongues.tongue import Tongue, group, numbered

GERMAN = Tongue(
    code="de",
    press=group(
        "drucken drucke druckt wahlen wahle wahlt tippen tippe betatigen druecken "
        "waehlen drukken wehlen"
    ),
    say=group("sagen sage sprechen"),
    numbers=numbered(
        "0 null",
        "1 eins",
        "2 zwei zwo",
        "3 drei",
        "4 vier",
        "5 funf fuenf",
        "6 sechs",
        "7 sieben",
        "8 acht",
        "9 neun",
        "10 zehn",
        "11 elf",
        "12 zwolf",
    ),
    misheard=numbered(
        "1 ein heins",
        "2 swei zwar",
        "3 frei",
        "4 hier wir",
        "6 sex",
        "7 lieben",
        "8 echt",
        "9 neu",
    ),
    leads=group("fur um wenn falls zu zum zur bei fuer mochten"),
    fill=group(
        "sie bitte die den das auf taste ziffer nummer zahl dann jetzt oder sagen "
        "einfach wir uns"
    ),
    joins=group("und oder sonst ansonsten"),
    common=group(
        "der die das und sie ist fur bitte wir uns ihr ihre mit zu zum zur ein eine "
        "einen nicht in auf den drucken wenn guten tag hallo willkommen anruf leitung "
        "nachricht sind haben von im"
    ),
    star=group("stern sterntaste sternchen sternchentaste"),
    pound=group("raute rautetaste rautentaste rautezeichen doppelkreuz"),
    nouns=group("taste ziffer nummer zahl"),
    is_=group("ist sind"),
    articles=group("die den der"),
    after=group("jetzt bitte"),
    units=group(
        "letzten ersten stellige stelligen ziffern minuten minute sekunden uhr "
        "stunden mal tage "
        "anrufer jahre wochen personen"
    ),
    before_numbers=group("bis um von ab sind als zwischen in alle etage seit"),
    strip=r"""
        (?:wenn|falls) sie (?:mit|zu|eine?n?|fragen zu)?
        (?:fur|fuer|um|bei|zum|zur|zu|und|oder|die|den|das|der|einen?|bitte|mit)
        (?:alle )?fragen (?:zu|zum|zur|rund um|uber|bezuglich)
    """,
    greeting=r"""
        (?:herzlich )?willkommen (?:bei|beim|in|im)
        (?:vielen dank|danke) fur (?:ihren anruf|ihr \w+)
    """,
    stay=r"""
        bleiben sie (?:bitte )?(?:in|an) der leitung
        (?:legen sie )?(?:bitte )?nicht auf(?:legen)?
        (?:oder|sonst|ansonsten) warten sie
    """,
    extension=r"""
        (?:kennen|wissen) sie die durchwahl
    """,
)
