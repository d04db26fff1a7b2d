"""French."""

from panda.line.queue.tongues.tongue import Tongue

FRENCH = Tongue(
    place=r"""
        (?:vous etes|etes|c'est) (?:\w+ ){0,3}(?:numero|position|place|rang) (?:numero
            )?(?P<n1>\d+)
        (?:position|place|rang|numero)(?: \w+){0,4} (?:est|:)
            (?:la |le )?(?:numero )?(?P<n2>\d+)
        (?P<n3>\d+)(?:e|eme|ieme)? (?:dans|en) (?:la |file)
    """,
    ahead=r"""
        (?P<n1>\d+) (?:appels?|appelants?|personnes?|clients?|correspondants?) (?:\w+
            )?(?:avant|devant)
    """,
    next=r"""
        (?:etes|serez|sera) (?:\w+ )?(?:le |la )?(?:prochaine?|premiere?)(?! conseill|
            \w* agent| represent| prepose| dispo)
        (?:premiere?|prochaine?) (?:en ligne|dans la file|a etre traite)
    """,
    wait=r"""
        attente
        attendre
        (?:repon\w+|pris\w*) (?:\w+ ){0,3}(?:dans|d'ici|sous)
    """,
    hour=r"heures?",
    minute=r"minutes?",
    second=r"secondes?",
    to=r"et|a|ou|-",
    under=r"moins de|inferieure? a|au plus|jusqu'a",
    over=r"plus de|superieure? a|au moins",
    callback=r"""
        (?:vous|etre) (?:\w+ )?rappel\w+
        rappel (?:automatique|telephonique|gratuit)
        (?:conserver|garder|perdre) votre (?:place|position|tour)
    """,
    opener=r"""
        (?:allo|bonjour|bonsoir|oui|desole\w*|pardon|excusez\w*|d'accord|alors|voila)\b
    """,
    oneself=r"""
        (?:je|j'ai|j'arrive|moi|me|mon nom|c'est \w+ a)\b
        a l'appareil
        (?:vous etes|etes) (?:avec|en ligne avec|bien)
        (?:qui est|c'est qui|qui ai)
    """,
    pitch=r"""
        visit\w+
        rendez-vous sur
        site (?:web|internet)
        en ligne (?:sur|a l'adresse)
        point (?:com|fr|ca)
        application
        telecharg\w+
        saviez
        savez vous
        (?:demandez|renseignez|pensez|profitez|decouvrez|consultez|n'oubliez)\b
        (?:offres?|promotions?|gratuit\w*|remise)
        suivez
        pendant (?:que vous patientez|votre attente|ce temps)
        plus d'information
        enregistre\w*
        qualite
        (?:appuyez|tapez|faites le|composez)\b
        munissez|preparez
        notre (?:equipe|site|cabinet|objectif|service)
        nos (?:equipes|medecins|specialistes|clients|patients|horaires)
        votre (?:sante|sourire|securite|satisfaction)
    """,
    thanks=r"""
        merci (?:beaucoup |bien )?(?:de (?:votre|patienter|bien vouloir)|pour votre|
            d'avoir) ?(?:patience|attente|patiente|attendu|patienter)?
        (?:desole\w*|pardon|excusez\S*)(?: \w+)? (?:pour|de) (?:l'attente|votre attente|
            vous avoir fait (?:attendre|patienter))
    """,
)
