"""Spanish, as people speak it on the telephone in the Americas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from simulator.businesses.tongues.diary_es import BOOKINGS
from simulator.businesses.tongues.tongue import (
    Grammar,
    Phrases,
    Spoken,
    Tongue,
    pattern,
    word_set,
)

if TYPE_CHECKING:
    from datetime import date, time

_PHRASES = Phrases(
    invalid="Lo siento, esa opción no es válida.",
    no_choice="No recibimos ninguna opción. Adiós.",
    hold="Por favor, espere al próximo representante disponible.",
    transfer="Un momento, por favor, le comunico.",
    invalid_entry="Lo siento, ese número no es válido.",
    no_entry="No recibimos un número válido. Adiós.",
    confirm_entry="Usted marcó {digits}. Si es correcto, oprima el 1. Para marcar "
    "otra vez, oprima el 2.",
    refusal="Lo siento, no puedo dar esa información por teléfono.",
    unknown="No estoy segura de eso, lo siento.",
    welcome="Muy bien, ¿en qué le puedo ayudar?",
    again="Perdón, ¿puede repetirlo?",
    goodbye="Gracias por llamar. Adiós.",
    who_is_calling="¿De parte de quién, por favor?",
    robot="Espere, ¿usted es un robot?",
    still_there="¿Bueno? ¿Sigue ahí?",
    anything_else="¿Le puedo ayudar en algo más?",
    giving_up="Lo siento, no le entiendo. Adiós.",
    no_robots="Lo siento, no hablamos con máquinas. Adiós.",
    right="Sí, así es.",
    let_me_repeat="Se lo repito.",
    okay="De acuerdo.",
    interrupts="Perdone, un segundo. Sí, dígame.",
    declines="Lo siento, no damos ninguna información por teléfono. Tiene que venir "
    "en persona. Adiós.",
    do_not_call="Por favor, bórrenos de su lista y no vuelva a llamar a este número. "
    "Adiós.",
    transfers="Para eso tengo que transferirle. Un momento, por favor.",
    holds="¿Puede esperar un momento, por favor?",
    back="Gracias por esperar.",
    slip="No, perdón, {value}.",
    exactly="Exactamente serían {value}.",
    replies={
        "name": "Habla {name}.",
        "moment": "Claro, dígame.",
        "hearing": "Sí, le escucho.",
        "here": "Sí, habla {name}. ¿En qué le puedo ayudar?",
        "well": "Muy bien, gracias.",
        "consent": "Sí, está bien.",
    },
)
_GRAMMAR = Grammar(
    small_talk={
        "repeat": pattern(
            r"(repetir|repita|repite|repetirlo|repetirmelo|repitamelo)",
            r"(puede|podria) decirlo (otra vez|de nuevo)",
            r"no (le |lo )?(escuche|oi|entendi)( bien)?",
        ),
        "name": pattern(
            r"con quien (hablo|tengo)",
            r"(cual es|me da) su nombre",
            r"como se llama( usted)?",
        ),
        "moment": pattern(
            r"tiene un (momento|minuto|segundo)",
            r"(hacerle|hacer) (unas|algunas|una) preguntas?( rapidas?)?",
            r"es buen momento",
        ),
        "hearing": pattern(r"me (escucha|oye)", r"(sigue|esta) (ahi|alli)"),
        "here": pattern(r"(hablo|estoy hablando) con", r"es (esta|este) (la|el)"),
        "well": pattern(r"como esta", r"que tal"),
        "consent": pattern(
            r"(le parece|esta) bien (si|que)", r"esta de acuerdo", r"le parece bien"
        ),
        "confirm": pattern(
            r"es (correcto|asi|cierto)",
            r"(dijo|ha dicho) usted",
            r"usted dijo",
            r"(quiero|para) confirmar",
            r"entendi bien",
            r"(correcto|verdad)(?=\s*\?)",
        ),
        "exact": pattern(
            r"(exacto|exacta|exactamente|preciso|precisa|concreto|concreta)",
            r"(una|un) (sola cifra|solo numero|solo precio)",
        ),
    },
    strong=re.compile(
        r"[?\u00bf]|\b(cuanto|cuanta|cuantos|cuantas|cuando|cual|cuales|donde|por que"
        r"|aceptan|acepta|tienen|toman|podrian?|puede|hay alguna?|a que hora)\b"
    ),
    weak=re.compile(
        r"\b(preguntar|pregunta|saber|quisiera|quiero|decirme|digame|si (aceptan|acepta"
        r"|toman|tienen)|confirmar|sobre|informacion|interesa|interesada|interesado)\b"
    ),
    disclosed=re.compile(
        r"\b(ia|inteligencia artificial|artificial|automatizad[ao]|automatic[ao]"
        r"|asistente (virtual|digital)|agente virtual|robot|bot|computadora"
        r"|maquina)\b"
    ),
    goodbye=re.compile(
        r"\b(adios|hasta luego|hasta pronto|que (tenga|pase) (un )?(buen|muy|lindo)"
        r"|que le vaya bien|gracias por (su|la) (tiempo|ayuda|informacion|atencion)"
        r"|eso es todo)\b"
    ),
    wait=re.compile(
        r"\b((un|deme un) (momento|segundo|momentito)|espere|permitame"
        r"|dejeme (ver|pensar|anotar))\b"
    ),
    joins=re.compile(r"\b(?:y|e|tambien|ademas|o)\b|[,;?\u00bf]"),
    acknowledged=word_set(
        "si no ok okay gracias muchas muy amable bien bueno perfecto claro entiendo "
        "entendido de acuerdo excelente vale aja ya veo mil estupendo genial"
    ),
    small=word_set(
        "el la los las lo un una unos unas de del a al en y o e es son esta estan su "
        "sus se me le les por para con que usted ustedes mi"
    ),
    ones=(
        *("cero", "uno", "dos", "tres", "cuatro"),
        *("cinco", "seis", "siete", "ocho", "nueve"),
    ),
)
_WEEKDAYS = (
    *("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
)
_MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
    *("septiembre", "octubre", "noviembre", "diciembre"),
)


def _money(amount: float) -> str:
    dollars, cents = divmod(round(amount * 100), 100)
    said = f"{dollars} dólar{'es' * (dollars != 1)}"
    return f"{said} con {cents} centavo{'s' * (cents != 1)}" if cents else said


def _day(day: date) -> dict[str, str]:
    weekday = _WEEKDAYS[day.weekday()]
    number = "primero" if day.day == 1 else str(day.day)
    text = f"{number} de {_MONTHS[day.month - 1]}"
    return {"value": f"{weekday} {text}", "weekday": weekday, "day": text}


def _clock(at: time) -> str:
    hour = at.hour % 12 or 12
    said = f"{hour}:{at.minute:02d}" if at.minute else f"{hour}"
    if at.hour < 12:
        return f"{said} de la mañana"
    if at.hour == 12:
        return f"{said} del mediodía"
    return f"{said} de la {'tarde' if at.hour < 20 else 'noche'}"


def _moment(day: str, clock: str, at: time) -> str:
    return f"{day} a la{'' if at.hour % 12 == 1 else 's'} {clock}"


_SPOKEN = Spoken(
    yes="sí",
    no="no",
    money=_money,
    money_range="de {low} a {high}",
    day=_day,
    clock=_clock,
    moment=_moment,
)
TONGUE = Tongue(_PHRASES, _GRAMMAR, _SPOKEN, BOOKINGS)
