"""French."""

from panda.menu.tongues.tongue import Tongue, group, numbered

FRENCH = Tongue(
    code="fr",
    press=group(
        "appuyez appuyer tapez taper composez composer faites pressez presser "
        "selectionnez choisissez enfoncez entrez saisissez appuyiez"
    ),
    say=group("dites dire prononcez repondez"),
    numbers=numbered(
        "0 zero",
        "1 un",
        "2 deux",
        "3 trois",
        "4 quatre",
        "5 cinq",
        "6 six",
        "7 sept",
        "8 huit",
        "9 neuf",
        "10 dix",
        "11 onze",
        "12 douze",
    ),
    misheard=numbered(
        "1 hein",
        "2 de d'eux",
        "3 toi",
        "4 quarte",
        "5 sein",
        "6 si",
        "7 cet cette",
        "8 oui",
        "9 neuve",
    ),
    leads=group("pour si afin concernant"),
    fill=group(
        "sur le la les touche chiffre numero ou dites s'il vous plait maintenant svp "
        "bouton veuillez simplement du"
    ),
    joins=group("et ou sinon puis"),
    common=group(
        "le la les de des du pour et vous votre nous notre sur un une est sont au aux "
        "en bonjour merci appel ligne veuillez appuyez message etes bienvenue que "
        "dans avec je puis aider s'il ce qui"
    ),
    star=group("etoile asterisque"),
    pound=group("diese carre"),
    nouns=group("touche chiffre numero"),
    is_=group("est sont c'est"),
    articles=group("le la les"),
    after=group("maintenant svp"),
    units=group(
        "chiffres minutes minute secondes heures heure h fois jours ans personnes "
        "autre des de derniers premiers "
        "semaines"
    ),
    before_numbers=group("a de des jusqu'a en sont entre dans bureau poste etage les"),
    strip=r"""
        (?:pour|si|afin de|afin d'|concernant|ou|et|le|la|les|un|une|des|du|de|vous)
        (?:toute|toutes|vos|une|des) questions? (?:concernant|sur|relatives? a|au
            sujet de)
        (?:souhaitez|desirez|voulez|etes|appelez|avez)(?: (?:pour|un|une))?
        (?:parler|joindre|contacter|etre mis en relation) (?:a|avec|au)?
    """,
    greeting=r"""
        merci d'(?:avoir appele|appeler)
        bienvenue (?:a|au|chez|sur)
        vous etes bien (?:chez|au)
    """,
    stay=r"""
        (?:restez|rester|demeurez|patientez|gardez) (?:en |la )?ligne
        ne quittez pas
        \b(?:sinon|ou) (?:veuillez )?patient\w+
    """,
    extension=r"""
        connaissez (?:le numero d[eu] )?(?:le |son |votre )?poste
    """,
)
