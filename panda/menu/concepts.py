"""What phone menus lead to, in the words of seven languages; what serves which goal.

Patterns are matched at the beginning of folded words. The table is small on purpose: it
holds what businesses' menus have in common, the rest is left to the words themselves.
"""

from __future__ import annotations

import re
from enum import StrEnum, auto
from functools import cache


class Concept(StrEnum):
    """Where an option leads, or whom it is for."""

    SCHEDULE = auto()
    CHANGE = auto()
    """Cancel, confirm or move what is booked."""
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
    LANGUAGE = auto()


_WORDS: dict[Concept, str] = {
    Concept.SCHEDULE: (
        r"appointment|schedul|book|make an? (?:visit|reserv)|reserv|cleaning|check ?up|"
        r"consultation|come in|hygien|next (?:opening|available)|cita|programar|agendar|agenda|"
        r"limpieza|rendez-vous|rendez vous|rdv|prendre rend|detartrage|termin\b|termine|"
        r"terminver|vereinbar|buch|zahnreinigung|marcar|agendamento|consulta\b|limpeza|"
        r"appuntament|prenot|afspraak|预约"
    ),
    Concept.CHANGE: (
        r"cancel|resched|reprogram|confirm|change (?:an|your|or|a)|chang(?:e|ing)\b|"
        r"move (?:an|your)|modif|cambiar|anul|absag|verschieb|andern|remarc|desmarc|"
        r"annull|verzetten|running late"
    ),
    Concept.NEW: (
        r"new (?:\w+ )?(?:patient|client|customer|member|caller|account)|first time|"
        r"become a|paciente\w* nuev|nuev\w+ (?:paciente|cliente)|nouveau(?:x)? (?:patient|"
        r"client)|neu(?:e|er|en)? (?:patient|kund)|neupatient|neukund|nov\w+ (?:paciente|"
        r"cliente)|primeira"
    ),
    Concept.EXISTING: (
        r"existing|current (?:patient|client|customer|member)|established|already|"
        r"returning|paciente\w* (?:actual|existente)|deja patient|bestehend|bestandskund"
    ),
    Concept.PRICE: (
        r"pric|cost|fees?\b|how much|quote|estimate|rates?\b|charges?\b|precio|cost|"
        r"tarif|cuanto|cotiza|prix|combien|devis|preis|kosten|kostenvoranschlag|preco|"
        r"quanto|orcamento|valor|prezz|prijs"
    ),
    Concept.INSURANCE: (
        r"insur|coverage|benefit|eligib|in network|copay|plan\b|plans\b|delta|segur|"
        r"aseguran|cobertura|assuranc|mutuelle|prise en charge|versicher|krankenkasse|"
        r"convenio|plano|assicura|verzeker"
    ),
    Concept.BILLING: (
        r"bill|invoice|statement|account (?:balance|question)|balance|accounting|"
        r"accounts (?:payable|receivable)|payment|financ|factur|cobr|pago|cuenta|"
        r"comptab|paiement|facture|rechnung|abrechnung|buchhaltung|zahlung|fatura|"
        r"pagamento|cobranca|boleto|fattur|factur|账单"
    ),
    Concept.PAY: (
        r"pay (?:a|your|my|by|the|now|over|with)|make a (?:\w+ )?payment|"
        r"automated (?:\w+ )?pay|pagar|hacer un pago|payer|effectuer un paiement|"
        r"bezahlen|credit card|fazer (?:um )?pagamento"
    ),
    Concept.HOURS: (
        r"hours|open(?:ing)? (?:times?|hours)|when (?:we|are)|horari|heures|horaires|"
        r"offnungszeit|sprechzeit|horario|orari|openingstijd"
    ),
    Concept.LOCATION: (
        r"locat|direction|address|where|fax|website|parking|ubicacion|direccion|adresse|"
        r"itinerair|situe|anfahrt|standort|endereco|localiza|indirizz|route"
    ),
    Concept.DESK: (
        r"front (?:desk|office)|reception|office staff|scheduling desk|"
        r"recepcion|accueil|secretar|empfang|rezeption|anmeldung|recepcao|balie"
    ),
    Concept.OPERATOR: (
        r"operator|representative|agent\b|live (?:person|agent)|a person|someone|"
        r"somebody|(?:staff|team) member|member of (?:our|the) (?:team|staff)|"
        r"attendant|customer (?:service|care|support)|(?:speak|talk) (?:to|with) (?:a|us|"
        r"our|the)|real person|human|assistance|be (?:helped|connected)|associate|"
        r"advisor|operador|agente|representante|persona|asesor|ejecutiv|atencion al|"
        r"operateur|conseiller|standard|une personne|service client|mitarbeiter|"
        r"zentrale|berater|kundenservice|kundendienst|atendente|pessoa|operatore|"
        r"medewerker|人工"
    ),
    Concept.GENERAL: (
        r"general|all other|any other|other (?:question|call|inquir|matter|request|"
        r"reason|option|service)|anything else|everything else|something else|not sure|"
        r"unsure|none of|information\b|inquir|otherwise|questions?$|otr[ao]s? |"
        r"cualquier otr|demas|informacion general|autre|renseignement|tout le reste|"
        r"sonstig|alle[sn]? ander|weitere|allgemein|outr[ao]s? |demais|altr[eoi] |"
        r"overig|andere"
    ),
    Concept.PRESCRIPTION: (
        r"prescri|refill|medication|pharmac|receta|medicament|farmacia|ordonnance|"
        r"renouvel|rezept|medikament|receita|apothek|ricett"
    ),
    Concept.RECORDS: (
        r"medical record|records|release of|x ?rays?|historial|expediente|dossier|"
        r"unterlagen|akte|prontuario"
    ),
    Concept.RESULTS: (
        r"(?:test|lab|imaging) result|results|lab\b|laborator|resultado|resultat|"
        r"befund|labor|ergebnis|exame"
    ),
    Concept.REFERRAL: r"referral|authoriz|referid|autoriza|orientation|uberweisung",
    Concept.CLAIM: r"claim|reclama|sinistre|schaden|sinistro",
    Concept.SALES: (
        r"sales|purchas|buy|buying|new (?:service|orders?)|ventas|comprar|vente|achat|"
        r"commercial|verkauf|vertrieb|vendas|vendite|verkoop"
    ),
    Concept.SUPPORT: (
        r"support|technical|tech\b|repair|problem|troublesh|outage|soporte|tecnic|"
        r"averia|assistance technique|panne|depann|technik|storung|reparatur|suporte|"
        r"defeito"
    ),
    Concept.ORDER: (
        r"orders?\b|deliver|shipment|shipping|track|return an|pedido|entrega|envio|"
        r"commande|livraison|bestell|liefer|encomenda"
    ),
    Concept.SERVICE: r"service|servicio|servic|dienst",
    Concept.EMERGENCY: (
        r"emergenc|urgent|urgenc|life threat|after hours|on call|crisis|suicid|911|"
        r"nine one one|triage|nurse line|notfall|notruf|notdienst|urgence|emergencia|"
        r"severe pain|dolor|bleeding"
    ),
    Concept.PROFESSIONAL: (
        r"(?:doctor|physician|dentist|provider|hospital|medical|dental|referring)'?s? "
        r"(?:office|practice|calling|or|line)|(?:are|is|from) an? (?:\w+ )?(?:doctor|"
        r"physician|dentist|provider|pharmac|vendor|supplier|hospital|facility|nurse|"
        r"health ?care|attorney|lawyer|insurance (?:company|agent|carrier)|insurer|"
        r"specialist|lab|broker|employer|referring)|doctor or|(?:a|the) vendor|supplier|"
        r"provider|health care prof|physicians?\b|colleague|medico|proveedor|medecin|"
        r"professionnel|fournisseur|arzt|arzte|lieferant|kollegen|profissiona|fornecedor|"
        r"calling from an? (?:\w+ )?(?:office|pharmacy|company|hospital)|pharmacist|"
        r"laborator(?:y|ies) calling|freight|carrier"
    ),
    Concept.JOBS: (
        r"job|career|employ|human resources|hr\b|recruit|empleo|vacante|recursos humanos|"
        r"emploi|recrut|bewerb|personalabteilung|karriere|vagas|marketing|press inquir|"
        r"media inquir|solicit"
    ),
    Concept.MESSAGE: (
        r"leave (?:a|us|your)|message|voice ?mail|mensaje|messag|nachricht|mensagem|"
        r"recado|mailbox"
    ),
    Concept.CALLBACK: r"call ?back|callback|call you back|devoluc|devuelv|rappel|ruckruf",
    Concept.REPEAT: (
        r"repeat|again|hear (?:this|these|the (?:menu|options))|listen|repetir|escuchar|"
        r"repet|reecouter|ecouter|wiederhol|nochmal|ouvir|herhal|ripet"
    ),
    Concept.BACK: (
        r"main menu|previous menu|return to|go back|start over|menu principal|"
        r"menu anterior|volver|regresar|retour|hauptmenu|zuruck|voltar|end (?:the|this) "
        r"call|hang up|colgar|terminar|raccroch|beenden|encerrar|exit"
    ),
    Concept.DIRECTORY: (
        r"director|by name|extension|dial by|staff list|departments?$|directorio|"
        r"annuaire|repertoire|verzeichnis|durchwahl|diretorio|ramal|survey|encuesta"
    ),
    Concept.WAIT: (
        r"(?:continue|keep) (?:to )?(?:hold|wait)|remain|stay|hold for|mantener|seguir "
        r"esper|esperar|patient(?:er|ez)|warten|aguardar"
    ),
    Concept.LANGUAGE: (
        r"(?:in |en |continue in |continuar en )?(?:english|ingles|anglais|englisch|"
        r"spanish|espanol|espagnol|spanisch|french|francais|frances|franzosisch|german|"
        r"deutsch|aleman|allemand|alemao|portugu\w+|portugais|chinese|mandarin|cantonese|"
        r"vietnamese|korean|russian|arabic|creole|tagalog|hindi|italian\w?|nederlands|"
        r"polish|polski|another language|otro idioma|autre langue)$"
    ),
}

LANGUAGE_NAMES: dict[str, str] = {
    "en": r"english|ingles|anglais|englisch|inglese|engels",
    "es": r"spanish|espanol|espagnol|spanisch|espanhol|spagnolo",
    "fr": r"french|francais|frances|franzosisch|francese",
    "de": r"german|deutsch|aleman|allemand|alemao|tedesco",
    "pt": r"portugu\w+|portugais",
    "it": r"italian\w?|italien\w?",
    "nl": r"dutch|nederlands",
    "zh": r"chinese|mandarin|chino|chinois",
}
"""What each language is called, as the end of an option's label."""

SERVES: dict[Concept, dict[Concept, float]] = {
    Concept.SCHEDULE: {
        Concept.SCHEDULE: 1.0,
        Concept.NEW: 0.72,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
        Concept.EXISTING: 0.5,
        Concept.SERVICE: 0.45,
        Concept.SALES: 0.4,
    },
    Concept.CHANGE: {
        Concept.CHANGE: 1.0,
        Concept.SCHEDULE: 0.8,
        Concept.EXISTING: 0.7,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.NEW: {
        Concept.NEW: 1.0,
        Concept.SCHEDULE: 0.75,
        Concept.DESK: 0.7,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
        Concept.SALES: 0.5,
    },
    Concept.PRICE: {
        Concept.PRICE: 1.0,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.68,
        Concept.SALES: 0.65,
        Concept.OPERATOR: 0.6,
        Concept.NEW: 0.58,
        Concept.BILLING: 0.56,
        Concept.SCHEDULE: 0.55,
        Concept.INSURANCE: 0.5,
    },
    Concept.INSURANCE: {
        Concept.INSURANCE: 1.0,
        Concept.BILLING: 0.75,
        Concept.GENERAL: 0.66,
        Concept.DESK: 0.65,
        Concept.NEW: 0.6,
        Concept.OPERATOR: 0.6,
        Concept.SCHEDULE: 0.5,
    },
    Concept.BILLING: {
        Concept.BILLING: 1.0,
        Concept.INSURANCE: 0.6,
        Concept.OPERATOR: 0.6,
        Concept.DESK: 0.6,
        Concept.GENERAL: 0.55,
        Concept.PRICE: 0.5,
    },
    Concept.PAY: {Concept.PAY: 1.0, Concept.BILLING: 0.9, Concept.OPERATOR: 0.6},
    Concept.OPERATOR: {
        Concept.OPERATOR: 1.0,
        Concept.DESK: 0.92,
        Concept.GENERAL: 0.7,
        Concept.SCHEDULE: 0.5,
        Concept.NEW: 0.4,
        Concept.SALES: 0.4,
        Concept.SERVICE: 0.4,
    },
    Concept.DESK: {
        Concept.DESK: 1.0,
        Concept.OPERATOR: 0.9,
        Concept.GENERAL: 0.7,
        Concept.SCHEDULE: 0.6,
    },
    Concept.SUPPORT: {
        Concept.SUPPORT: 1.0,
        Concept.SERVICE: 0.8,
        Concept.OPERATOR: 0.6,
        Concept.GENERAL: 0.55,
    },
    Concept.SERVICE: {
        Concept.SERVICE: 1.0,
        Concept.SUPPORT: 0.8,
        Concept.OPERATOR: 0.7,
        Concept.GENERAL: 0.55,
    },
    Concept.HOURS: {
        Concept.HOURS: 1.0,
        Concept.LOCATION: 0.75,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.6,
        Concept.OPERATOR: 0.6,
    },
    Concept.LOCATION: {
        Concept.LOCATION: 1.0,
        Concept.HOURS: 0.75,
        Concept.GENERAL: 0.7,
        Concept.DESK: 0.6,
        Concept.OPERATOR: 0.6,
    },
}
"""How well an option of one kind serves a goal of another; itself 1, others 0."""

OTHERWISE = {Concept.OPERATOR: 0.6, Concept.DESK: 0.58, Concept.GENERAL: 0.55}
"""The same for goals that have no row above."""

NEVER = frozenset({Concept.EMERGENCY})
"""Taken only if it is the goal itself."""
NOT_FOR_US = {
    Concept.PROFESSIONAL: 0.2,
    Concept.JOBS: 0.2,
    Concept.MESSAGE: 0.3,
    Concept.CALLBACK: 0.3,
    Concept.REPEAT: 0.0,
    Concept.BACK: 0.0,
    Concept.PAY: 0.3,
    Concept.CHANGE: 0.55,
    Concept.DIRECTORY: 0.4,
    Concept.CLAIM: 0.5,
    Concept.PRESCRIPTION: 0.4,
    Concept.RECORDS: 0.4,
    Concept.RESULTS: 0.4,
    Concept.REFERRAL: 0.5,
    Concept.EXISTING: 0.8,
}
"""What is left of an option's worth if it is for something else than the goal."""


@cache
def _patterns() -> tuple[tuple[Concept, re.Pattern[str]], ...]:
    return tuple(
        (concept, re.compile(rf"(?<![^\W_])(?:{pattern})"))
        for concept, pattern in _WORDS.items()
    )


def concepts(folded: str) -> dict[Concept, int]:
    """Return the concepts of a folded text, with the place where each first stands."""
    return {
        concept: found.start()
        for concept, pattern in _patterns()
        if (found := pattern.search(folded))
    }
