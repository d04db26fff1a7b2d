# ruff: noqa: E501 - sentences are quoted whole
"""Menus made up by rule, in five languages: the same options in many wordings."""

from dataclasses import dataclass

KEYS = "1234567890*#"

LABELS = {
    "en": (
        "appointments", "new patients", "the billing department", "our front desk",
        "prescription refills", "medical records", "insurance questions", "the lab",
        "directions to our office", "pediatrics",
    ),
    "es": (
        "citas", "pacientes nuevos", "facturación", "la recepción", "recetas",
        "expedientes", "seguros", "el laboratorio", "pediatría", "radiología",
    ),
    "fr": (
        "les rendez-vous", "les nouveaux patients", "la comptabilité", "le secrétariat",
        "les ordonnances", "le laboratoire", "la radiologie", "la pédiatrie",
    ),
    "de": (
        "Termine", "neue Patienten", "die Buchhaltung", "den Empfang", "Rezepte",
        "das Labor", "Überweisungen", "die Kinderheilkunde",
    ),
    "pt": (
        "consultas", "pacientes novos", "o financeiro", "a recepção", "receitas",
        "o laboratório", "convênios", "a pediatria",
    ),
}  # fmt: skip

FORMS = {
    "en": (
        "For {label}, press {key}.", "Press {key} for {label}.",
        "To reach {label}, please press {key}.", "For {label}, press or say {key}.",
        "If you are calling about {label}, dial {key} now.",
    ),
    "es": (
        "Para {label}, oprima el {key}.", "Oprima {key} para {label}.",
        "Si desea {label}, marque {key}.", "Para {label}, presione o diga {key}.",
    ),
    "fr": (
        "Pour {label}, tapez {key}.", "Appuyez sur le {key} pour {label}.",
        "Si vous appelez pour {label}, composez le {key}.",
    ),
    "de": (
        "Für {label} drücken Sie die {key}.", "Drücken Sie die {key} für {label}.",
        "Für {label} wählen Sie bitte die {key}.",
    ),
    "pt": (
        "Para {label}, digite {key}.", "Digite {key} para {label}.",
        "Se deseja {label}, tecle {key}.",
    ),
}  # fmt: skip

SPOKEN = {
    "en": "one two three four five six seven eight nine zero star pound",
    "es": "uno dos tres cuatro cinco seis siete ocho nueve cero asterisco numeral",
    "fr": "un deux trois quatre cinq six sept huit neuf zéro étoile dièse",
    "de": "eins zwei drei vier fünf sechs sieben acht neun null Sterntaste Rautetaste",
    "pt": "um dois três quatro cinco seis sete oito nove zero asterisco cerquilha",
}

DISTRACTORS = {
    "en": (
        "Thank you for calling Hazel Clinic.", "We are open from 8 to 5, every day.",
        "If this is an emergency, hang up and dial 9 1 1.",
        "Our office is at 14 Mill Road, suite 3.", "Please have your 9 digit id ready.",
        "This call may be recorded.", "The current wait is 6 minutes.",
    ),
    "es": (
        "Gracias por llamar a la Clínica Sol.", "Atendemos de 9 a 6 de lunes a viernes.",
        "Estamos en la calle Mayor 14.", "Tenga listo su número de 9 dígitos.",
        "Esta llamada puede ser grabada.", "El tiempo de espera es de 6 minutos.",
    ),
    "fr": (
        "Bienvenue à la clinique du Parc.", "Nous sommes ouverts de 9 heures à 18 heures.",
        "Nous sommes au 14 rue du Moulin.", "Cet appel peut être enregistré.",
        "Le temps d'attente est de 6 minutes.",
    ),
    "de": (
        "Willkommen bei der Praxis am See.", "Wir sind von 8 bis 17 Uhr für Sie da.",
        "Sie finden uns in der Mühlstraße 14.", "Das Gespräch kann aufgezeichnet werden.",
        "Die Wartezeit beträgt 6 Minuten.",
    ),
    "pt": (
        "Obrigado por ligar para a Clínica Sol.", "Funcionamos das 8 às 17 horas.",
        "Estamos na rua Central, 14.", "Esta ligação pode ser gravada.",
        "O tempo de espera é de 6 minutos.",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class MadeUp:
    language: str
    text: str
    options: dict[str, str]
    """Key -> label."""


def menu(rng, language=None):
    """Make up a menu; `rng` is a `random.Random`."""
    language = language or rng.choice(sorted(FORMS))
    count = rng.randint(1, 6)
    labels = rng.sample(LABELS[language], count)
    keys = rng.sample(KEYS, count)
    words = dict(zip(KEYS, SPOKEN[language].split(), strict=True))
    one_form = rng.random() < 0.6
    form = rng.choice(FORMS[language])
    sentences = []
    for key, label in zip(keys, labels, strict=True):
        if not one_form:
            form = rng.choice(FORMS[language])
        named = words[key] if key in "*#" or rng.random() < 0.5 else key
        sentences.append(form.format(label=label, key=named))
    for distractor in rng.sample(DISTRACTORS[language], rng.randint(0, 2)):
        place = rng.choice([0, len(sentences)])
        sentences.insert(place, distractor)
    return MadeUp(language, " ".join(sentences), dict(zip(keys, labels, strict=True)))


def misheard(rng, made):
    """Return a menu's text as a recogniser may write it: no stops, no capitals."""
    text = made.text
    if rng.random() < 0.5:
        text = text.lower()
    if rng.random() < 0.5:
        text = text.replace(", ", " ")
    if made.language == "en" and rng.random() < 0.5:
        text = text.replace("press two.", "press to.").replace("four.", "for.")
    return text
