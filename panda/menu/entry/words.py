"""What the fields of entry prompts are called, in five languages; all folded."""

from __future__ import annotations

import re

from panda.private import PrivateField

FIELDS: tuple[tuple[PrivateField, str], ...] = (
    (
        PrivateField.SSN,
        (
            r"social security|\bssn\b|social insurance|tax (?:payer )?id\w*"
            r"|seguro social"
            r"|securite sociale|sozialversicherung\w*|\bcpf\b|\bdni\b"
        ),
    ),
    (
        PrivateField.CARD,
        (
            r"(?:credit|debit|payment|gift|bank|visa)[ -]card|card number"
            r"|(?:numero de |su )tarjeta|carte (?:bancaire|bleue|de credit)"
            r"|kreditkarte\w*"
            r"|cartao(?: de credito)?|numero de (?:la )?carte|kartennummer"
        ),
    ),
    (
        PrivateField.PIN,
        (
            r"\bpin\b|pass ?words?|pass ?codes?|(?:access|security|secret) code|\bnip\b"
            r"|contrasena|clave|codigo (?:de acceso|secreto)|mot de passe|code secret"
            r"|kennwort|passwort|geheimzahl|senha"
        ),
    ),
    (
        PrivateField.DATE_OF_BIRTH,
        (
            r"dates? of birth|birth ?(?:date|day)|\bdob\b|(?:year|month) of birth|born"
            r"|(?:fecha|ano) de (?:su )?nacimiento|date de naissance|geburts\w+"
            r"|data de (?:seu )?nascimento"
        ),
    ),
    (
        PrivateField.MEMBER_ID,
        (
            r"(?:member|subscriber|insurance|policy|policyholder|plan|group)(?:'?s|ship)?"
            r" (?:\w+ )?(?:ids?|i d|identification|numbers?)\b"
            r"|(?:numero|identificacion) de (?:miembro|afiliado|poliza|asegurado|socio)"
            r"|numero (?:d'adherent|d'assure|de police)"
            r"|(?:mitglieds|versicherten|policen|versicherungs)nummer|(?:numero"
            r"|carteirinha) d[eoa] (?:associado|segurado|beneficiario|apolice)"
        ),
    ),
    (
        PrivateField.ACCOUNT_NUMBER,
        (
            r"(?:account|customer|client|patient|chart|medical record|file)(?:'?s)?"
            r" (?:\w+ )?(?:ids?|i d|identification|numbers?)\b|\bmrn\b"
            r"|numero de (?:su |la )?(?:cuenta|cliente|paciente|expediente)"
            r"|numero de (?:votre )?(?:compte|client|dossier|patient)"
            r"|(?:kunden|konto|patienten|vertrags)nummer"
            r"|numero d[aeo] (?:sua |seu )?(?:conta|cliente|paciente)"
        ),
    ),
    (
        PrivateField.ZIP_CODE,
        (
            r"zip(?: ?code)?|postal code|post ?code|codigo postal|code postal"
            r"|postleitzahl|\bplz\b|\bcep\b"
        ),
    ),
    (
        PrivateField.PHONE,
        (
            r"(?:tele)?phone(?: number)?|call ?back number|(?:mobile|cell) number"
            r"|number (?:\w+ ){0,3}(?:call|reach) you|number we should call"
            r"|numero de (?:su )?(?:telefono|celular)|numero de telephone"
            r"|telefonnummer|rufnummer|numero de telefone|celular"
        ),
    ),
    (
        PrivateField.EXTENSION,
        r"extension(?: number)?|numero de poste|\bposte\b|durchwahl|ramal",
    ),
)
"""In this order: what must never be given is looked for first."""
ON_A_CARD = re.compile(
    r"(?:(?:found|printed|located|shown|which is|that is|as it appears) )?"
    r"(?:on|from|of|en|sur|auf|no|na) (?:the (?:front|back) of )?"
    r"(?:your|the|su|votre|la|ihrer|der|seu|sua) (?:\w+ )?(?:id |insurance )?"
    r"(?:card|tarjeta|carte|karte|cartao)"
)
"""Where a number stands, which is not what it is."""
ASKS = re.compile(
    r"\b(?:enter|key|type|input|punch|dial|provide|say|speak|need|verify|confirm"
    r"|ingrese|introduzca|digite|marque|teclee|escriba|indique|diga|entrer|saisir|composer|taper|entrez|saisissez"
    r"|composez|tapez|indiquez|dites|geben|tippen|wahlen|nennen|sagen|informe|insira"
    r"|tecle|disque)\b"
)
LAST = re.compile(
    r"(?:last|final) (\w+)(?: digits?| numbers?)?|ultimos (\w+)|(\w+) derniers"
    r"|letzten (\w+)"
)
COUNT = re.compile(
    r"\b(\w+)[ -](?:digits?|digitos?|chiffres?|ziffern|stellig\w*)\b|\b(\w+?)stellig\w*"
)
RANGE = re.compile(
    r"\b(\w+) (?:to|a|bis|ou|or|o|oder|and|y|et|und|e) (\w+)[ -]"
    r"(?:digits?|digitos?|chiffres?|ziffern|stellig\w*)"
)
DAY, MONTH, YEAR = (
    r"days?|dia|jour|tag(?:es)?|dd|tt|jj(?=mm)",
    r"months?|mes|mois|monat(?:s)?|mm",
    r"years?|ano|annee|jahr(?:es)?|yyyy|aaaa|jjjj|yy",
)
PART = re.compile(
    rf"(?P<month>\b(?:{MONTH})\b)|(?P<day>\b(?:{DAY})\b)|(?P<year>\b(?:{YEAR})\b)"
)
SHORT_YEAR = re.compile(
    r"two[ -]digit years?|2[ -]digit years?|years? (?:as|with|in) two|mm ?dd ?yy(?!y)"
    r"|six digits?|6 digits?|seis digitos|six chiffres|sechs(?:stellig| ziffern)"
)
PACKED = re.compile(
    r"\b(?:mm ?dd ?yyyy|mm ?dd ?yy|dd ?mm ?yyyy|dd ?mm ?aaaa|jj ?mm "
    r"?aaaa|tt ?mm ?jjjj|yyyy ?mm ?dd|mm ?dd ?aaaa)\b"
)
