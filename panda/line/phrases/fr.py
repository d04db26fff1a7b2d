"""French."""

from panda.line.phrases.phrases import Phrases

_AGENTS = r"""
    conseill\w+|agents?|operateurs?|operatrices?|representants?|lignes|
    collaborat\w+|assistant\w*|specialistes?|correspondants?|preposes?
"""

FRENCH = Phrases(
    parts={"<agents>": _AGENTS},
    greeting=r"""
        bienvenue
        merci (?:d'avoir|d'|de votre) ?(?:appel\w*|contacte)?
        vous etes (?:bien )?(?:chez|au|a|en)
        vous avez (?:bien )?joint
    """,
    machine=r"""
        (?:assistant|agent|serveur|systeme|standard) (?:vocal|virtuel|automatique|
            automatise|telephonique)
        (?:appel|conversation) (?:\w+ ){0,3}enregistr\w+
        enregistre (?:a des fins|pour)
        visitez notre
        notre site
    """,
    opening=r"""
        (?:menu|options) (?:\w+ )?(?:a|ont) change
        ecoutez (?:attentivement|bien)
        (?:options|choix) suivant\w+
        menu principal
        faites votre choix
        (?:choisissez|selectionnez) (?:une|parmi|l'une)
    """,
    error=r"""
        (?:n'est pas|n'etait pas|pas) (?:\w+ )?(?:valide|valable|correct\w*|
            reconnu\w*)
        invalide
        incorrect\w*
        (?:saisie|choix|entree|touche) erronee?
        (?:n'ai|n'avons|n'a|n'ont) pas (?:\w+ )?(?:recu|compris|entendu|saisi|
            reconnu|pu)
        n'avez (?:pas|rien) (?:\w+ )?(?:saisi|choisi|compose|tape|fait|appuye)
        (?:veuillez )?(?:reessayer|essayer (?:de nouveau|a nouveau)|recommencer)
        reessayez
        recommencez
        essayez (?:de nouveau|a nouveau|encore)
        aucun(?:e)? (?:choix|reponse|selection|saisie|touche)
        je ne (?:vous )?comprends pas
        n'existe pas
        incident technique
        (?:je n'ai|nous n'avons) (?:pas|rien)
        ne correspond pas
        erreur
    """,
    dead=r"""
        numero (?:\w+ ){0,6}(?:n'est (?:pas|plus) (?:attribue|en service)|n'existe
            pas|hors service)
        n'est pas attribue
    """,
    voicemail=r"""
        laisse\w* (?:\w+ |-){0,4}(?:message|nom|coordonnees)
        laissez-(?:nous|moi)
        (?:apres|des|entendrez) (?:le |la )?(?:bip|signal|tonalite|top)
        (?:messagerie|boite|repondeur)(?: vocale)?
    """,
    away=r"""
        (?:ne (?:suis|sommes|est)|n'est|pas) (?:pas )?disponibles?
        ne (?:peux|pouvons|peut|puis) (?:pas )?(?:\w+ )?(?:repondre|prendre|donner)
        vous rappell?er\w+
        (?:absent|indisponible)s?
        je vous rappelle
    """,
    hold=r"""
        (?:temps|delai|duree) (?:\w+ )?d'attente
        attente estimee?
        (?:restez|rester|demeurez|gardez|patienter) (?:\w+ )?(?:en |la )?ligne
        ne quittez pas
        ne raccrochez pas
        (?:tous|toutes|l'ensemble de) nos (?:\w+ )?<agents>
        (?:prochain|premier|prochaine|premiere) (?:\w+ )?<agents>
        <agents> (?:\w+ ){0,4}(?:va|repondra|prendra|occupe\w*|disponible|sera)
        (?:votre )?appel (?:est|sera) (?:\w+ )?(?:important|pris|traite|repondu)
        merci (?:de (?:votre patience|patienter)|pour votre patience)
        file d'attente
        volume d'appels
        va (?:vous )?(?:repondre|prendre)
        donner suite a votre appel
        prendre (?:en charge )?votre appel
        (?:dans|d'ici) quelques (?:instants|minutes)
        (?:appels?|personnes?|correspondants?) (?:avant|devant) vous
    """,
    moment=r"""
        (?:veuillez )?patient(?:ez|er)
        un (?:instant|moment)
        (?:nous |je )?vous (?:mets en relation|transfer\w+|passe)
        mise? en relation
        transfert
        (?:etre|allez etre) (?:mis|transfere)
    """,
    callback=r"""
        rappel\w*
    """,
    closed=r"""
        (?:est|sont|sommes|bureaux?|actuellement) (?:\w+ )?fermee?s?
        (?:en )?dehors de (?:nos|vos|ses|ces)? ?(?:heures|horaires)
        (?:rappeler|rappelez|appeler|renouveler)(?:-nous)? (?:\w+ )?(?:plus tard|
            durant|pendant|ulterieurement|aux|demain|du lundi)
        rappelez-nous
        jour ferie
        (?:renouveler|renouvelez) votre appel
        rappele[rz] (?:\w+ ){0,3}(?:heures|lundi|demain|tard)
    """,
    hours=r"""
        (?:horaires|heures) (?:d'ouverture )?(?:\w+ )?(?:sont|:)
        (?:sommes )?ouverts? (?:du|de)
        du lundi au \w+
        ouvert\w* (?:tous|de|du)
    """,
    goodbye=r"""
        au revoir
        bonne (?:journee|soiree)
    """,
    entry=r"""
        (?:entrez|entrer|saisissez|saisir|composez|composer|tapez|taper|indiquez|
            indiquer|donnez|dites|fournir|confirmez|veuillez donner) (?:-\w+
            )?(?:\w+ |les |l'|d')*?(?:numero (?:de|d')|date|code|naissance|chiffres|
            postal|identifiant|mot de passe|nom|poste|dossier|carte)
        suivie? (?:de |du |par |d')
        (?:quatre|4) derniers chiffres
        terminez par
        votre date de naissance
    """,
    speech=r"""
        en quelques mots
        (?:dites|indiquez|expliquez|decrivez)(?:-moi|-nous)? (?:\w+ )?(?:la raison|
            le motif|l'objet|ce que|pourquoi|comment|brievement|simplement|oui|\w+
            ou)
        vous pouvez dire
        (?:raison|motif|objet) de votre appel
        par exemple
        (?:dites|expliquez)(?:-moi|-nous)
    """,
    human=r"""
        \w+ a l'appareil
        (?:je suis|je m'appelle|ici|c'est) (?!le|la|un|une|pas|desol\w+|l'|
            votre)[a-z]+ (?:\.|\?|,|du|de|a|au|que|comment|en|$)
        c'est de la part
        qui (?:est a|dois-je|parle|etes)
        vous m'entendez
        (?:etes-vous|vous etes) (?:toujours )?la
        un enregistrement
        vraie personne
        je vous ecoute
        oui je
        c'est a quel sujet
    """,
    offer=r"""
        (?:que|comment|en quoi) (?:puis-je|puis je|pouvons-nous|je peux|peut-on|
            est-ce que je peux) (?:\w+ )?(?:faire|aider|vous)
    """,
    house=r"""
        (?:que|comment|en quoi) (?:pouvons-nous|peut-on)
    """,
    hello=r"""
        ^(?:allo|bonjour|oui|bonsoir)\b
    """,
)
