"""French."""

from panda.line.phrases.phrases import Phrases

_AGENTS = (
    r"(?:conseill\w+|agents?|operateurs?|operatrices?|representants?|lignes|"
    r"collaborat\w+|assistant\w*|specialistes?|correspondants?|preposes?)"
)

FRENCH = Phrases(
    greeting=(
        r"bienvenue|merci (?:d'avoir|d'|de votre) ?(?:appel\w*|contacte)?|"
        r"vous etes (?:bien )?(?:chez|au|a|en)|vous avez (?:bien )?joint",
    ),
    machine=(
        r"(?:assistant|agent|serveur|systeme|standard) (?:vocal|virtuel|automatique|"
        r"automatise|telephonique)|(?:appel|conversation) (?:\w+ ){0,3}enregistr\w+|"
        r"enregistre (?:a des fins|pour)|visitez notre|notre site",
    ),
    opening=(
        r"(?:menu|options) (?:\w+ )?(?:a|ont) change|ecoutez (?:attentivement|"
        r"bien)|(?:options|choix) suivant\w+|menu principal|faites votre choix|"
        r"(?:choisissez|selectionnez) (?:une|parmi|l'une)",
    ),
    error=(
        r"(?:n'est pas|n'etait pas|pas) (?:\w+ )?(?:valide|valable|correct\w*|reconnu\w*)|"
        r"invalide|incorrect\w*|(?:saisie|choix|entree|touche) erronee?",
        r"(?:n'ai|n'avons|n'a|n'ont) pas (?:\w+ )?(?:recu|compris|entendu|saisi|reconnu|pu)",
        r"(?:veuillez )?(?:reessayer|essayer (?:de nouveau|a nouveau)|recommencer)|"
        r"reessayez|recommencez|essayez (?:de nouveau|a nouveau|encore)",
        r"aucun(?:e)? (?:choix|reponse|selection|saisie|touche)|je ne (?:vous )?"
        r"comprends pas|incident technique",
    ),
    dead=(
        r"numero (?:\w+ ){0,6}(?:n'est (?:pas|plus) (?:attribue|en service)|"
        r"n'existe pas|hors service)|n'est pas attribue",
    ),
    voicemail=(
        r"laisse\w* (?:\w+ |-){0,4}(?:message|nom|coordonnees)|laissez-(?:nous|moi)|"
        r"(?:apres|des|entendrez) (?:le |la )?(?:bip|signal|tonalite|top)|"
        r"(?:messagerie|boite|repondeur)(?: vocale)?",
    ),
    away=(
        r"(?:ne (?:suis|sommes|est)|n'est|pas) (?:pas )?disponibles?|"
        r"ne (?:peux|pouvons|peut|puis) (?:pas )?(?:\w+ )?(?:repondre|prendre|donner)|"
        r"vous rappell?er\w+|(?:absent|indisponible)s?|je vous rappelle",
    ),
    hold=(
        r"(?:temps|delai|duree) (?:\w+ )?d'attente|attente estimee?",
        r"(?:restez|rester|demeurez|gardez|patienter) (?:\w+ )?(?:en |la )?ligne|"
        r"ne quittez pas|ne raccrochez pas",
        r"(?:tous|toutes|l'ensemble de|un de|l'un de|prochain|premier|un|une) (?:nos |de nos |vos )?"
        r"(?:\w+ )?" + _AGENTS,
        r"(?:votre )?appel (?:est|sera) (?:\w+ )?(?:important|pris|traite|repondu)",
        r"merci (?:de (?:votre patience|patienter)|pour votre patience)|"
        r"file d'attente|volume d'appels|va (?:vous )?(?:repondre|prendre)",
    ),
    moment=(
        r"(?:veuillez )?patient(?:ez|er)|un (?:instant|moment)|(?:nous |je )?vous "
        r"(?:mets en relation|transfer\w+|passe)|mise? en relation|transfert|"
        r"(?:etre|allez etre) (?:mis|transfere)",
    ),
    callback=(r"rappel\w*",),
    closed=(
        r"(?:est|sont|sommes|bureaux?|actuellement) (?:\w+ )?fermee?s?|"
        r"(?:en )?dehors de (?:nos|vos|ses|ces)? ?(?:heures|horaires)",
        r"(?:rappeler|rappelez|appeler|renouveler)(?:-nous)? (?:\w+ )?(?:plus tard|"
        r"durant|pendant|ulterieurement|aux|demain|du lundi)|rappelez-nous|jour ferie",
    ),
    hours=(
        r"(?:horaires|heures) (?:d'ouverture )?(?:\w+ )?(?:sont|:)|"
        r"(?:sommes )?ouverts? (?:du|de)",
    ),
    goodbye=(r"au revoir|bonne (?:journee|soiree)",),
    entry=(
        r"(?:entrez|entrer|saisissez|saisir|composez|composer|tapez|taper|indiquez|"
        r"indiquer|donnez|dites|fournir|confirmez|veuillez donner) (?:-\w+ )?(?:\w+ |"
        r"les |l'|d')*?(?:numero (?:de|d')|date|code|naissance|chiffres|postal|"
        r"identifiant|mot de passe|nom|poste|dossier|carte)",
        r"suivie? (?:de |du |par |d')|(?:quatre|4) derniers chiffres|"
        r"terminez par|votre date de naissance",
    ),
    speech=(
        r"en quelques mots|(?:dites|indiquez|expliquez|decrivez)(?:-moi|-nous)? "
        r"(?:\w+ )?(?:la raison|le motif|l'objet|ce que|pourquoi|comment|brievement|"
        r"simplement|oui|\w+ ou)|vous pouvez dire|(?:raison|motif|objet) de votre appel",
    ),
    human=(
        r"\w+ a l'appareil|(?:je suis|je m'appelle|ici|c'est) (?!le|la|un|une|pas|desol\w+"
        r"|l'|votre)[a-z]+ (?:\.|\?|,|du|de|a|au|que|comment|en|$)|c'est de la part|"
        r"qui (?:est a|dois-je|parle|etes)|vous m'entendez|(?:etes-vous|vous etes) "
        r"(?:toujours )?la|un enregistrement|vraie personne|je vous ecoute|"
        r"oui je|c'est a quel sujet",
    ),
    offer=(
        r"(?:que|comment|en quoi) (?:puis-je|puis je|pouvons-nous|je peux|peut-on|est-ce "
        r"que je peux) (?:\w+ )?(?:faire|aider|vous)",
    ),
    hello=(r"^(?:allo|bonjour|oui|bonsoir)\b",),
)
