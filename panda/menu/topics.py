"""What phone menus lead to, in the words of seven languages.

Patterns are matched at the beginning of folded words. The table is small on purpose: it
holds what businesses' menus have in common, the rest is left to the words themselves.
"""

from __future__ import annotations

from enum import StrEnum, auto


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
    REMOTE = auto()
    """By video or on the web: not for one who would come."""
    HOME = auto()
    """One's home: what insures it, what supplies it."""
    MAINTENANCE = auto()
    """Oil changes, inspections: what is done before anything breaks."""
    SUPPLY = auto()
    """Begin, move or end what a home is supplied with."""
    SPECIAL = auto()
    """Groups, events, businesses: not for one who calls for himself."""
    LANGUAGE = auto()


WORDS: dict[Concept, str] = {
    Concept.SCHEDULE: r"""
        appointment|schedul|book|make an? (?:visit|reserv)|reserv|cleaning|check
            ?up|consultation|come in|hygien|next (?:opening|available)|cita|
            programar|agendar|agenda|limpieza|turnos?\b|rendez-vous|rendez vous|rdv|
            prendre
            rend|detartrage|termin\b|termine\b|terminen\b|terminver|vereinbar|buch|
            zahnreinigung|
            prise de rend|anmelden zu|marcar (?:uma? |a |o |sua |seu )?(?:consult|hora|
            visita|horario|exame|limpeza|reserva)|marcacao|agendamento|consulta\b|
            consultas\b|limpeza|appuntament|prenot|afspraak|预约
    """,
    Concept.CHANGE: r"""
        cancel|resched|(?:re|risk|reese|rhys)[ -]sched|reprogram|
        chang(?:es?|ing) (?:to|of|an?|your|my|the|or|in)\b|
            (?:appointment|reservation|booking|schedule) changes?\b|
            change (?:\w+ )?(?:appointment|reserv|booking|visit|date|time)|
            cambios? (?:de|en|a) (?:su |la |una )?(?:cita|reserv|fecha|hora)|
            move (?:an?|your|my|the) (?:\w+ )?(?:appointment|reserv|booking|visit|date)|
            modif|cambiar(?! de (?:domicilio|aceite|direccion))|anul|deplacer|decaler|
            reporter (?:un|votre|le|mon)|changer (?:de |d'|un |votre |le |la )|annul|
            absag|abzusag|umzubuch|
            verschieb|verleg|umbuch|storn|andern|anderung|umbestell|remarc|desmarc|
            reagend|alter(?:ar|acao)|mudar (?:a|o|sua|seu|de)
            (?:consulta|hora|data|reserva)|annull|verzetten|running late
    """,
    Concept.CONFIRM: r"""
        confirm|running late|bestatig|confirmar
    """,
    Concept.NEW: r"""
        new (?:\w+ )?(?:patient|client|customer|member|caller|account)|first time|
            become a|devenir (?:client|patient)|kunde werden|ser cliente|
            paciente\w* nuev|nuev\w+ (?:paciente|cliente)|nouveau(?:x)?
            (?:patient|client)|neu(?:e|er|en)? (?:patient|kund)|neupatient|neukund|
            nov\w+ (?:paciente|cliente)|(?:paciente|cliente)s? nov|primeira|
            primera (?:visita|cita|vez|consulta)|nouvelles? (?:patient|client)|premiere
            (?:visite|consultation|fois)|erstmal|ersttermin|erste[rn]? (?:besuch|termin)
    """,
    Concept.EXISTING: r"""
        existing|current (?:patient|client|customer|member)|established|already|
            returning|follow ?-?ups?\b|(?:paciente|cliente)\w*
            (?:actual|existente|frecuente)|ya (?:registrad|inscrit|es |son |soy )|
            seguimiento|deja (?:patient|client|suivi|inscrit)|(?:patient|client)s?
            (?:connu|actuel|existant|regulier)|suivi\b|bestehend|bestandskund|bereits
            (?:patient|kund|bei uns)|folgetermin|kontrolltermin|(?:paciente|cliente)s?
            (?:atua|cadastrad|antig)|ja (?:sou|e|sao) |consultas? de retorno
    """,
    Concept.PRICE: r"""
        pric|cost|fees?\b|how much|quote|estimate|rates?\b|charges?\b|precio|cost|
            tarif|cuanto|cotiza|prix|combien|devis|preis|kosten|kostenvoranschlag|
            wie ?viel|gebuhr|angebot|cout|preco|quanto|
            orcamento|valor|prezz|prijs
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
            comptab|paiement|facture|reglement|rechnung|abrechnung|buchhaltung|zahlung|
            mahnung|fatura|financeiro|
            pagamento|cobranca|boleto|fattur|factur|账单
    """,
    Concept.PAY: r"""
        pay (?:a|your|my|by|the|now|over|with)|make a (?:\w+ )?payment|automated
            (?:\w+ )?pay|pagar|hacer un pago|payer|regler (?:une|votre)|
            effectuer un paiement|bezahlen|kartenzahlung|
            credit card|fazer (?:um )?pagamento
    """,
    Concept.HOURS: r"""
        hours|open(?:ing)? (?:times?|hours)|when (?:we|are)|horari|heures|horaires|
            offnungszeit|sprechzeit|geoffnet|horario|orari|openingstijd
    """,
    Concept.LOCATION: r"""
        locat|direction|address|where|fax|website|parking|ubicacion|direccion|
            como llegar|indicaciones|adresse|itinerair|situe|plan d'acces|anfahrt|
            wegbeschreib|standort|endereco|como chegar|localiza|indirizz|
            route
    """,
    Concept.DESK: r"""
        front (?:desk|office)|service (?:desk|department|counter|cent)|reception|
            office staff|scheduling desk|recepcion|
            accueil|secretar|secretair|empfang|rezeption|anmeldung|recepcao|secretaria|
            balie
    """,
    Concept.OPERATOR: r"""
        operator|representative|agent\b|live (?:person|agent)|a person|someone|
            somebody|(?:staff|team) member|member of (?:our|the) (?:team|staff)|
            attendant|customer (?:service|care|support)|(?:speak|talk) (?:to|with)
            (?:a|us|our|the)|real person|human|assistance|be (?:helped|connected)|
            associate|advisor|operador|agente|representante|persona|asesor|ejecutiv|
            atencion al|operateur|conseiller|standard|une personne|service client|
            mitarbeiter|zentrale|berater|vermittlung|jemand|ansprechpartner|
            sachbearbeiter|quelqu'un|un agent|interlocuteur|alguien|alguem|
            kundenservice|kundendienst|atendente|
            pessoa|operatore|medewerker|人工
    """,
    Concept.GENERAL: r"""
        general|all other|any other|other (?:question|call|inquir|matter|request|
            reason|option|service)|anything else|everything else|something else|not
            sure|unsure|none of|information\b|inquir|otherwise|questions?$|
            otr[ao]s?[ ]|cualquier otr|demas|informacion|informes|autre|informations?\b|
            renseignement|tout le reste|sonstig|alle[sn]? ander|weitere|allgemein|
            auskunft|alles ubrige|outr[ao]s?[ ]|demais|duvidas|informacoes|
            altr[eoi][ ]|overig|andere
    """,
    Concept.PRESCRIPTION: r"""
        prescri|refill|medication|pharmac|receta|medicament|farmacia|ordonnance|
            renouvel|rezept|medikament|receita|remedio|apothek|ricett
    """,
    Concept.RECORDS: r"""
        medical record|records|release of|x ?rays?|historial|expediente|dossier|
            unterlagen|akte|prontuario
    """,
    Concept.RESULTS: r"""
        (?:test|lab|imaging) result|results|lab\b|laborator|resultado|resultat|
            befund|labor|ergebnis|analyses|exames?\b|laudo
    """,
    Concept.REFERRAL: r"""
        referral|authoriz|referid|autoriza|orientation|uberweisung
    """,
    Concept.CLAIM: r"""
        claim|reclama|siniestr|sinistre|schaden|sinistro
    """,
    Concept.SALES: r"""
        sales|purchas|buy|buying|new (?:service|orders?)|ventas?\b|comprar|vente|achat|
            commercial|verkauf|vertrieb|vendas|vendite|verkoop
    """,
    Concept.SUPPORT: r"""
        support|technical|fix\b|tech\b|repair|problem|troublesh|outage|soporte|tecnic|
            averia|reparac|falla|assistance technique|panne|depann|technik|storung|
            reparatur|conserto|reparo|
            suporte|defeito
    """,
    Concept.ORDER: r"""
        orders?\b|deliver|shipment|shipping|track|return an|pedido|entrega|envio|
            paquete|commande|livraison|colis|bestell|liefer|sendung|encomenda
    """,
    Concept.SERVICE: r"""
        service|servicio|servic|dienst
    """,
    Concept.EMERGENCY: r"""
        emergenc|urgent|urgenc|life threat|after hours|on call|crisis|suicid|911|
            nine one one|triage|nurse line|notfall|notruf|notdienst|urgence|
            emergencia|pronto (?:socorro|atendimento)|guardia|severe pain|dolor|
            bleeding|roadside|tow(?:ing)?\b|stranded|outage|leaks?\b|smell gas|
            power line|
            asistencia vial|auxilio vial|gruas?\b|fugas?\b|apagon|fuite|remorqu|
            pannenhilfe|abschlepp|stromausfall|rohrbruch|guincho|vazament
    """,
    Concept.PROFESSIONAL: r"""
        (?:doctor|physician|dentist|provider|hospital|medical|dental||referring)'?s?
            (?:office|practice|calling|or|line)|(?:are|is|from) an? (?:\w+
            )?(?:doctor|physician|dentist|provider|pharmac||vendor|supplier|
            hospital|facility|nurse|health ?care|attorney|lawyer||insurance
            (?:company|agent|carrier)|insurer|specialist|lab|broker||employer|
            referring)|doctor or|vendors?\b|supplier|provider|health care
            prof|physicians?\b|colleague|medico|proveedor|medecin|professionnel|
            fournisseur|arzt|arzte|lieferant|kollegen|profissiona|fornecedor|calling
            from an? (?:\w+ )?(?:office|pharmacy|company|hospital)|pharmacist|
            laborator(?:y|ies) calling|freight|carrier|adjuster|body shop|lienholder|
            prescriber|travel (?:agent|partner)|dentists\b|consultorios|dentistas|
            ajustador|talleres|contratist|agencias? de viaje|confrere|pharmacien|
            praxen|arztpraxis|colegas
    """,
    Concept.JOBS: r"""
        job|career|employ|human resources|hr\b|recruit|empleo|vacante|recursos
            humanos|emploi|recrut|ressources humaines|carriere|candidat|bewerb|
            stellen|personal(?:abteilung|wesen)|karriere|vagas|trabalhe|curricul|
            bolsa de
            trabajo|marketing|
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
        repeat|again|(?:hear|listen to) (?:this|these|the (?:menu|options))|listen$|
            repetir|(?:escuchar|oir) (?:de nuevo|nuevamente|otra|est|el menu|las opc)|
            repet|reecouter|ecouter (?:a nouveau|de nouveau|ce|le menu)|wiederhol|
            nochmal|(?:ouvir|escutar) (?:nova|de novo|est|o menu|as opc)|herhal|ripet
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
            vaccination|imuniza|vacina|flu\b|gripe\b
    """,
    Concept.HOME: r"""
        homes?\b|homeowner|house|household|apartment|renters?\b|residen|tenant|casa\b|
            hogar|vivienda|inquilin|habitation|locataire|logement|particuliers?\b|
            hausrat|wohn|mieter|privatkund|moradi|imove
    """,
    Concept.REMOTE: r"""
        video|tele ?-?(?:health|med|visit|konsult|consult)|virtual|online|en linea\b|
            en ligne|a distance|por internet
    """,
    Concept.MAINTENANCE: r"""
        oil change|oil and|maintenance|tune ?-?up|mantenimiento|cambios? de aceite|
            aceite|vidange|entretien|wartung|inspektion|olwechsel|manutencao|troca
            de oleo|revisao
    """,
    Concept.SUPPLY: r"""
        (?:start|stop|turn on|set up|connect|transfer|mov)\w* (?:or \w+
            )?(?:your |my |a |the |new )?(?:service|utilit|power|electric|water|gas)|
            new service|(?:is|are|am) moving|moving\b|moves\b|new address|(?:iniciar|
            contratar|activar|conectar|nuevo) (?:un |el |su )?servicio|servicio
            nuevo|domicilio|mudan|se muda|mise en service|demenag|emmenag|souscri|
            nouve(?:au|l) (?:contrat|abonnement)|umzug|umzieh|neuanschluss|mudanca|
            nova ligacao|ligacao nova
    """,
    Concept.SPECIAL: r"""
        private|large (?:part|group)|groups?\b|nine or more|events?\b|banquet|wedding|
            corporate|commercial|business (?:cust|acc|cli|serv)|business$|at a business|
            wholesale|contractor|catering|grupos?\b|privad|eventos?\b|comercial|
            empresa|negocio|
            mayoreo|prive|groupes?\b|evenement|entreprise|professionnels?\b|gruppen|
            veranstaltung|hochzeit|tagung|feiern|mariage|seminaire|casament|firmenkund|
            geschaftskund|gewerbe|empresarial|atacado
    """,
    Concept.LANGUAGE: r"""
        (?:in |en |continue in |continuar en )?(?:english|ingles|anglais|englisch|
            spanish|espanol|espagnol|spanisch|french|francais|frances|franzosisch|
            german|deutsch|aleman|allemand|alemao|portugu\w+|portugais|chinese|
            mandarin|cantonese|vietnamese|korean|russian|arabic|creole|tagalog|
            hindi|italian\w?|nederlands|polish|polski|another language|otro|idioma|
            autre langue)$
        ^(?:in |en |continue in |continuar en )?(?:english|ingles|anglais|englisch|
            spanish|espanol|espagnol|spanisch|french|francais|franzosisch|german|
            deutsch|aleman|portuguese|portugues)\b(?! (?:teacher|lesson|class|course))
    """,
}
"""By concept: what shows it, a pattern a line."""
