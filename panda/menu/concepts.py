"""What phone menus lead to, in the words of seven languages.

Patterns are matched at the beginning of folded words. The table is small on purpose: it
holds what businesses' menus have in common, the rest is left to the words themselves.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto
from functools import cache, lru_cache

from panda.menu.patterns import alternatives


class Concept(StrEnum):
    """Where an option leads, or whom it is for."""

    SCHEDULE = auto()
    CHANGE = auto()
    """Cancel or move what is booked."""
    CONFIRM = auto()
    """Say that one will come."""
    NEW = auto()
    """New patients or customers."""
    EXISTING = auto()
    PRICE = auto()
    INSURANCE = auto()
    BILLING = auto()
    PAY = auto()
    """Pay now, by machine."""
    HOURS = auto()
    LOCATION = auto()
    DESK = auto()
    """Front desk, reception."""
    OPERATOR = auto()
    """A person, whoever it is."""
    GENERAL = auto()
    """General questions, all other calls."""
    PRESCRIPTION = auto()
    RECORDS = auto()
    RESULTS = auto()
    REFERRAL = auto()
    CLAIM = auto()
    SALES = auto()
    SUPPORT = auto()
    ORDER = auto()
    SERVICE = auto()
    EMERGENCY = auto()
    PROFESSIONAL = auto()
    """Doctors' offices, pharmacies, suppliers: not for us."""
    JOBS = auto()
    MESSAGE = auto()
    CALLBACK = auto()
    REPEAT = auto()
    BACK = auto()
    DIRECTORY = auto()
    WAIT = auto()
    VACCINE = auto()
    SPECIAL = auto()
    """Groups, events, businesses: not for one who calls for himself."""
    LANGUAGE = auto()


_WORDS: dict[Concept, str] = {
    Concept.SCHEDULE: r"""
        appointment|schedul|book|make an? (?:visit|reserv)|reserv|cleaning|check
            ?up|consultation|come in|hygien|next (?:opening|available)|cita|
            programar|agendar|agenda|limpieza|rendez-vous|rendez vous|rdv|prendre
            rend|detartrage|termin\b|termine|terminver|vereinbar|buch|zahnreinigung|
            marcar|agendamento|consulta\b|limpeza|appuntament|prenot|afspraak|预约
    """,
    Concept.CHANGE: r"""
        cancel|resched|reprogram|chang(?:es?|ing) (?:to|of|an?|your|my|the|or|in)\b|
            (?:appointment|reservation|booking|schedule) changes?\b|
            change (?:\w+ )?(?:appointment|reserv|booking|visit|date|time)|
            cambios? (?:de|en|a) (?:su |la |una )?(?:cita|reserv|fecha|hora)|
            move (?:an|your)|modif|cambiar|anul|absag|verschieb|andern|remarc|
            desmarc|annull|verzetten|running late
    """,
    Concept.CONFIRM: r"""
        confirm|running late|bestatig|confirmar
    """,
    Concept.NEW: r"""
        new (?:\w+ )?(?:patient|client|customer|member|caller|account)|first time|
            become a|paciente\w* nuev|nuev\w+ (?:paciente|cliente)|nouveau(?:x)?
            (?:patient|client)|neu(?:e|er|en)? (?:patient|kund)|neupatient|neukund|
            nov\w+ (?:paciente|cliente)|primeira
    """,
    Concept.EXISTING: r"""
        existing|current (?:patient|client|customer|member)|established|already|
            returning|paciente\w* (?:actual|existente)|deja patient|bestehend|
            bestandskund
    """,
    Concept.PRICE: r"""
        pric|cost|fees?\b|how much|quote|estimate|rates?\b|charges?\b|precio|cost|
            tarif|cuanto|cotiza|prix|combien|devis|preis|kosten|kostenvoranschlag|
            preco|quanto|orcamento|valor|prezz|prijs
    """,
    Concept.INSURANCE: r"""
        insur|coverage|benefit|eligib|in network|copay|plan\b|plans\b|delta|segur|
            aseguran|cobertura|assuranc|mutuelle|prise en charge|versicher|
            krankenkasse|convenio|plano|assicura|verzeker
    """,
    Concept.BILLING: r"""
        bill|invoice|statement|accounts? (?:balance|question|office|department|team)|
            balance|accounting|
            accounts (?:payable|receivable)|payment|financ|factur|cobr|pago|cuenta|
            comptab|paiement|facture|rechnung|abrechnung|buchhaltung|zahlung|fatura|
            pagamento|cobranca|boleto|fattur|factur|账单
    """,
    Concept.PAY: r"""
        pay (?:a|your|my|by|the|now|over|with)|make a (?:\w+ )?payment|automated
            (?:\w+ )?pay|pagar|hacer un pago|payer|effectuer un paiement|bezahlen|
            credit card|fazer (?:um )?pagamento
    """,
    Concept.HOURS: r"""
        hours|open(?:ing)? (?:times?|hours)|when (?:we|are)|horari|heures|horaires|
            offnungszeit|sprechzeit|horario|orari|openingstijd
    """,
    Concept.LOCATION: r"""
        locat|direction|address|where|fax|website|parking|ubicacion|direccion|
            adresse|itinerair|situe|anfahrt|standort|endereco|localiza|indirizz|
            route
    """,
    Concept.DESK: r"""
        front (?:desk|office)|reception|office staff|scheduling desk|recepcion|
            accueil|secretar|empfang|rezeption|anmeldung|recepcao|balie
    """,
    Concept.OPERATOR: r"""
        operator|representative|agent\b|live (?:person|agent)|a person|someone|
            somebody|(?:staff|team) member|member of (?:our|the) (?:team|staff)|
            attendant|customer (?:service|care|support)|(?:speak|talk) (?:to|with)
            (?:a|us|our|the)|real person|human|assistance|be (?:helped|connected)|
            associate|advisor|operador|agente|representante|persona|asesor|ejecutiv|
            atencion al|operateur|conseiller|standard|une personne|service client|
            mitarbeiter|zentrale|berater|kundenservice|kundendienst|atendente|
            pessoa|operatore|medewerker|人工
    """,
    Concept.GENERAL: r"""
        general|all other|any other|other (?:question|call|inquir|matter|request|
            reason|option|service)|anything else|everything else|something else|not
            sure|unsure|none of|information\b|inquir|otherwise|questions?$|
            otr[ao]s?[ ]|cualquier otr|demas|informacion general|autre|
            renseignement|tout le reste|sonstig|alle[sn]? ander|weitere|allgemein|
            outr[ao]s?[ ]|demais|altr[eoi][ ]|overig|andere
    """,
    Concept.PRESCRIPTION: r"""
        prescri|refill|medication|pharmac|receta|medicament|farmacia|ordonnance|
            renouvel|rezept|medikament|receita|apothek|ricett
    """,
    Concept.RECORDS: r"""
        medical record|records|release of|x ?rays?|historial|expediente|dossier|
            unterlagen|akte|prontuario
    """,
    Concept.RESULTS: r"""
        (?:test|lab|imaging) result|results|lab\b|laborator|resultado|resultat|
            befund|labor|ergebnis|exame
    """,
    Concept.REFERRAL: r"""
        referral|authoriz|referid|autoriza|orientation|uberweisung
    """,
    Concept.CLAIM: r"""
        claim|reclama|sinistre|schaden|sinistro
    """,
    Concept.SALES: r"""
        sales|purchas|buy|buying|new (?:service|orders?)|ventas|comprar|vente|achat|
            commercial|verkauf|vertrieb|vendas|vendite|verkoop
    """,
    Concept.SUPPORT: r"""
        support|technical|fix\b|tech\b|repair|problem|troublesh|outage|soporte|tecnic|
            averia|assistance technique|panne|depann|technik|storung|reparatur|
            suporte|defeito
    """,
    Concept.ORDER: r"""
        orders?\b|deliver|shipment|shipping|track|return an|pedido|entrega|envio|
            commande|livraison|bestell|liefer|encomenda
    """,
    Concept.SERVICE: r"""
        service|servicio|servic|dienst
    """,
    Concept.EMERGENCY: r"""
        emergenc|urgent|urgenc|life threat|after hours|on call|crisis|suicid|911|
            nine one one|triage|nurse line|notfall|notruf|notdienst|urgence|
            emergencia|severe pain|dolor|bleeding
    """,
    Concept.PROFESSIONAL: r"""
        (?:doctor|physician|dentist|provider|hospital|medical|dental||referring)'?s?
            (?:office|practice|calling|or|line)|(?:are|is|from) an? (?:\w+
            )?(?:doctor|physician|dentist|provider|pharmac||vendor|supplier|
            hospital|facility|nurse|health ?care|attorney|lawyer||insurance
            (?:company|agent|carrier)|insurer|specialist|lab|broker||employer|
            referring)|doctor or|(?:a|the) vendor|supplier|provider|health care
            prof|physicians?\b|colleague|medico|proveedor|medecin|professionnel|
            fournisseur|arzt|arzte|lieferant|kollegen|profissiona|fornecedor|calling
            from an? (?:\w+ )?(?:office|pharmacy|company|hospital)|pharmacist|
            laborator(?:y|ies) calling|freight|carrier
    """,
    Concept.JOBS: r"""
        job|career|employ|human resources|hr\b|recruit|empleo|vacante|recursos
            humanos|emploi|recrut|bewerb|personalabteilung|karriere|vagas|marketing|
            press inquir|media inquir|solicit
    """,
    Concept.MESSAGE: r"""
        leave (?:a|us|your)|message|voice ?mail|mensaje|messag|nachricht|mensagem|
            recado|mailbox
    """,
    Concept.CALLBACK: r"""
        call ?back|callback|call you back|devoluc|devuelv|rappel|ruckruf
    """,
    Concept.REPEAT: r"""
        repeat|again|hear (?:this|these|the (?:menu|options))|listen|repetir|
            escuchar|repet|reecouter|ecouter|wiederhol|nochmal|ouvir|herhal|ripet
    """,
    Concept.BACK: r"""
        main menu|previous menu|return to|go back|start over|menu principal|menu
            anterior|volver|regresar|retour|hauptmenu|zuruck|voltar|end (?:the|this)
            call|hang up|colgar|terminar|raccroch|beenden|encerrar|exit
    """,
    Concept.DIRECTORY: r"""
        director|by name|extension|dial by|staff list|departments$|directorio|
            annuaire|repertoire|verzeichnis|durchwahl|diretorio|ramal|survey|
            encuesta
    """,
    Concept.WAIT: r"""
        (?:continue|keep) (?:to )?(?:hold|wait)|remain|stay|hold for|mantener|seguir
            esper|esperar|patient(?:er|ez)|warten|aguardar
    """,
    Concept.VACCINE: r"""
        vaccin|immuni[sz]|flu shot|shots?\b|booster|vacuna|inmuniza|impf|grippe|
            vaccination|imuniza|vacina
    """,
    Concept.SPECIAL: r"""
        private|large (?:part|group)|groups?\b|nine or more|events?\b|banquet|wedding|
            corporate|commercial|business (?:cust|acc|cli|serv)|business$|at a business|
            wholesale|contractor|catering|grupos?\b|privad|eventos?\b|comercial|empresa|negocio|
            mayoreo|prive|groupes?\b|evenement|entreprise|professionnels?\b|gruppen|
            veranstaltung|firmenkund|geschaftskund|gewerbe|empresarial|atacado
    """,
    Concept.LANGUAGE: r"""
        (?:in |en |continue in |continuar en )?(?:english|ingles|anglais|englisch||
            spanish|espanol|espagnol|spanisch|french|francais|frances|franzosisch||
            german|deutsch|aleman|allemand|alemao|portugu\w+|portugais|chinese||
            mandarin|cantonese|vietnamese|korean|russian|arabic|creole|tagalog||
            hindi|italian\w?|nederlands|polish|polski|another language|otro|idioma|
            autre langue)$
    """,
}


@cache
def _patterns() -> tuple[tuple[Concept, re.Pattern[str]], ...]:
    return tuple(
        (concept, re.compile(rf"(?<![^\W_])(?:{alternatives(table)})"))
        for concept, table in _WORDS.items()
    )


@lru_cache(maxsize=2048)
def spans(folded: str) -> tuple[tuple[Concept, int, int], ...]:
    """Return the concepts of a folded text with all the places that show them."""
    return tuple(
        (concept, found.start(), found.end())
        for concept, pattern in _patterns()
        for found in pattern.finditer(folded)
    )


def concepts(folded: str) -> dict[Concept, int]:
    """Return the concepts of a folded text, with the place where each first stands."""
    return {
        concept: found.start()
        for concept, pattern in _patterns()
        if (found := pattern.search(folded))
    }
