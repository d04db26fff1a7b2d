"""People who speak other languages than English."""

import dataclasses
import typing

import pytest

from simulator.businesses import documents, sentences, talk, tongues
from simulator.businesses.facts import Known

OFFICE = """
language: es
answers: ana
facts:
  price:
    type: money
    value: 120
    asked_with: [cuánto cuesta limpieza, precio limpieza]
    say: ["La limpieza cuesta {value}."]
  opening:
    type: datetime
    value: 2026-12-03T14:30
    asked_with: [próxima cita, cuándo cita]
    say: ["La próxima cita es el {value}."]
nodes:
  ana: {type: person, name: Ana, greeting: ["Consultorio, habla Ana."]}
"""
CHOICE = """
answers: door
facts:
  price:
    type: money
    value: 95
    slip: {value: 85}
    asked_with: [how much cleaning]
    say: ["A cleaning is {value}."]
    languages:
      es:
        asked_with: [cuánto cuesta limpieza]
        say: ["La limpieza cuesta {value}."]
nodes:
  door:
    type: menu
    prompt: For English, press 1.
    also: [{say: "Para español, oprima dos.", language: es, voice: lucia}]
    options:
      1: {label: English, goto: ann}
      2: {label: español, goto: ana}
  ann: {type: person, name: Ann, greeting: ["This is Ann."]}
  ana: {type: person, name: Ana, language: es, voice: lucia, greeting: ["Habla Ana."]}
"""


async def test_a_spanish_office_talks_and_understands_spanish(call, ends, ledger):
    caller = call(OFFICE)
    await caller.hear("habla Ana")
    await caller.until_quiet(300)
    await caller.say("Hola, soy un asistente virtual de María.")
    await caller.hear("¿en qué le puedo ayudar?")
    await caller.until_quiet(300)
    await caller.say("¿Cuánto cuesta una limpieza, y cuándo es la próxima cita?")
    await caller.hear("La limpieza cuesta 120 dólares.")
    await caller.hear("La próxima cita es el jueves 3 de diciembre a las 2:30")
    await caller.until_quiet(300)
    await caller.say("¿Tienen estacionamiento?")
    await caller.hear("No estoy segura")
    await caller.until_quiet(300)
    await caller.say("Muchas gracias por su ayuda. Adiós.")
    await caller.hear("Adiós")
    await caller.until_quiet()
    assert caller.hung_up
    assert {language for _, _, language in ends.recogniser.asked} == {"es"}


async def test_a_caller_chooses_the_language(call, ends, ledger):
    caller = call(CHOICE)
    await caller.hear("For English")
    await caller.hear("Para español")
    await caller.press("2")
    await caller.hear("Habla Ana")
    await caller.until_quiet(300)
    await caller.say("¿Cuánto cuesta la limpieza?")
    await caller.hear("La limpieza cuesta 85 dólares. No, perdón, 95 dólares.")
    await caller.until_quiet()
    assert ends.recogniser.asked[-1][2] == "es"
    assert ("Para español, oprima dos.", "lucia", "es") in ends.voice.performed
    assert ledger.of("said")[-1]["facts"] == ["price"]


@pytest.mark.parametrize("language", typing.get_args(documents.Language))
def test_every_language_has_all_phrases_and_no_slot_too_many(language):
    phrases = tongues.of(language).phrases
    slots = {
        "slip": {"value": "x"}, "exactly": {"value": "x"},
        "confirm_entry": {"digits": "1"},
    }  # fmt: skip
    for field in dataclasses.fields(phrases):
        text = getattr(phrases, field.name)
        if isinstance(text, str):
            assert text.format(**slots.get(field.name, {}))
        else:
            assert all(one.format(name="Ann") for one in text.values())
            assert set(text) == {
                "name", "moment", "hearing", "here", "well", "consent"
            }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "kind", "value", "said"),
    [
        ("es", "money", 99.5, "99 dólares con 50 centavos"),
        ("es", "money", 1, "1 dólar"),
        ("es", "datetime", "2026-12-01T13:00",
         "martes primero de diciembre a la 1 de la tarde"),
        ("es", "time", "09:15", "9:15 de la mañana"),
        ("es", "time", "12:30", "12:30 del mediodía"),
        ("es", "time", "20:00", "8 de la noche"),
        ("es", "yes_no", True, "sí"),
        ("fr", "datetime", "2026-12-01T14:30", "mardi 1er décembre à 14 heures 30"),
        ("de", "datetime", "2026-12-03T14:30", "Donnerstag, 3. Dezember um 14 Uhr 30"),
        ("it", "datetime", "2026-12-03T14:30", "giovedì 3 dicembre alle 14 e 30"),
        ("fr", "money", 120, "120 dollars"),
        ("de", "money", 120, "120 Dollar"),
        ("it", "money", 1, "1 dollaro"),
    ],
)  # fmt: skip
def test_values_are_said_as_the_language_says_them(language, kind, value, said):
    assert sentences.slots(kind, value, language)["value"] == said


FACTS = {
    "es": Known("price", "money", 1, ("cuánto cuesta limpieza",), ("x",)),
    "fr": Known("price", "money", 1, ("combien coûte détartrage",), ("x",)),
    "de": Known("price", "money", 1, ("kostet Zahnreinigung",), ("x",)),
    "it": Known("price", "money", 1, ("quanto costa pulizia",), ("x",)),
}


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("es", "Buenos días, ¿cuánto cuesta una limpieza?"),
        ("es", "Quisiera saber cuanto cuesta la limpieza dental."),
        ("fr", "Combien coûte un détartrage chez vous ?"),
        ("de", "Was kostet bei Ihnen eine Zahnreinigung?"),
        ("it", "Quanto costa la pulizia dei denti?"),
    ],
)
def test_facts_are_asked_for_in_every_language(language, question):
    grammar = tongues.of(language).grammar
    assert talk.understand(question, [FACTS[language]], grammar).facts == ("price",)


@pytest.mark.parametrize(
    ("language", "text", "flag"),
    [
        ("es", "Soy una asistente de inteligencia artificial.", "disclosed"),
        ("es", "Gracias por su tiempo, que tenga buen día.", "goodbye"),
        ("es", "Un momento, por favor.", "wait"),
        ("es", "Sí, muchas gracias.", "acknowledged"),
        ("fr", "Je suis une intelligence artificielle.", "disclosed"),
        ("fr", "Merci beaucoup, au revoir.", "goodbye"),
        ("de", "Hier spricht ein Roboter.", "disclosed"),
        ("de", "Vielen Dank, auf Wiederhören.", "goodbye"),
        ("it", "Sono un assistente virtuale.", "disclosed"),
        ("it", "Grazie mille, arrivederci.", "goodbye"),
    ],
)
def test_other_things_are_recognised_in_every_language(language, text, flag):
    grammar = tongues.of(language).grammar
    assert getattr(talk.understand(text, [], grammar), flag)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("¿Puede repetirlo, por favor?", "repeat"),
        ("¿Con quién hablo?", "name"),
        ("¿Tiene un momento?", "moment"),
        ("¿Me escucha?", "hearing"),
        ("¿Es correcto?", "confirm"),
        ("¿Y el precio exacto?", "exact"),
    ],
)
def test_small_talk_is_understood_in_spanish(text, asked):
    assert asked in talk.understand(text, [], tongues.of("es").grammar).asked
