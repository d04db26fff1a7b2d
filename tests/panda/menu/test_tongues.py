# ruff: noqa: E501, RUF001 - what is said is quoted whole, a line each, as it is written
"""Choosing in French, German and Portuguese; languages whose words we do not know."""

import pytest

from panda.line.classify import classify
from panda.menu.choose import choose
from panda.menu.detect import read
from panda.menu.menu import LineKind

FRENCH = (
    "Si vous êtes un confrère, tapez 1. Pour prendre rendez-vous, tapez 2. Pour annuler ou "
    "déplacer un rendez-vous, tapez 3. Pour le service comptabilité et vos factures, tapez 4. "
    "Pour renouveler une ordonnance, tapez 5. Pour nos horaires, tapez 6. En cas d'urgence, "
    "tapez 9. Pour parler à une secrétaire, tapez 0."
)
GERMAN = (
    "Bei einem Notfall drücken Sie die 9. Für Arztpraxen und Apotheken drücken Sie die 1. "
    "Um einen Termin zu vereinbaren, drücken Sie die 2. Um einen Termin abzusagen, drücken "
    "Sie die 3. Für Fragen zu Ihrer Rechnung drücken Sie die 4. Für Rezepte drücken Sie die "
    "5. Für unsere Öffnungszeiten drücken Sie die 6. Für die Anmeldung drücken Sie die 0."
)
PORTUGUESE = (
    "Em caso de emergência, digite 9. Se você é fornecedor, digite 1. Para marcar uma "
    "consulta, digite 2. Para cancelar ou remarcar, digite 3. Para financeiro e boletos, "
    "digite 4. Para renovar uma receita, digite 5. Para horário de funcionamento, digite 6. "
    "Para falar com a recepção, digite 0."
)
MENUS = {"fr": FRENCH, "de": GERMAN, "pt": PORTUGUESE}
SHOP = {
    "fr": "Pour passer une commande, tapez 1. Pour suivre une livraison, tapez 1 8. Pour le service technique, faites le 2. Pour devenir client, tapez 3. Pour nos offres d'emploi, tapez 4. Pour toute autre demande, restez en ligne.",
    "de": "Für den Verkauf wählen Sie die 1. Für technische Störungen wählen Sie die 2. Als Neukunde wählen Sie die 3. Für Bewerbungen wählen Sie die 4. Für alle anderen Anliegen bleiben Sie bitte in der Leitung.",
    "pt": "Para vendas, tecle 1. Para suporte técnico, tecle 2. Para novos clientes, tecle 3. Para trabalhar conosco, tecle 4. Para outros assuntos, aguarde na linha.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("goal", "language", "key"),
    [
        ("schedule a check-up", "fr", "2"),
        ("schedule a check-up", "de", "2"),
        ("schedule a check-up", "pt", "2"),
        ("prendre rendez-vous avec un médecin", "fr", "2"),
        ("einen Termin beim Arzt vereinbaren", "de", "2"),
        ("marcar uma consulta com um médico", "pt", "2"),
        ("cancel my appointment", "fr", "3"),
        ("cancel my appointment", "de", "3"),
        ("cancel my appointment", "pt", "3"),
        ("annuler mon rendez-vous", "fr", "3"),
        ("meinen Termin verschieben", "de", "3"),
        ("remarcar minha consulta", "pt", "3"),
        ("ask about a bill", "fr", "4"),
        ("ask about a bill", "de", "4"),
        ("ask about a bill", "pt", "4"),
        ("une question sur ma facture", "fr", "4"),
        ("eine Frage zur Rechnung", "de", "4"),
        ("dúvida sobre um boleto", "pt", "4"),
        ("refill a prescription", "fr", "5"),
        ("refill a prescription", "de", "5"),
        ("refill a prescription", "pt", "5"),
        ("opening hours", "fr", "6"),
        ("opening hours", "de", "6"),
        ("opening hours", "pt", "6"),
        ("a person", "fr", "0"),
        ("a person", "de", "0"),
        ("a person", "pt", "0"),
    ],
)
def test_a_goal_finds_its_option(goal, language, key):
    menu = read(MENUS[language], language=language)
    assert choose(goal, menu, language=language).option.digits == key


@pytest.mark.parametrize("language", MENUS)
@pytest.mark.parametrize("goal", ["schedule a check-up", "ask about prices", "xyz"])
def test_emergencies_and_colleagues_are_left_alone(goal, language):
    menu = read(MENUS[language], language=language)
    found = choose(goal, menu, language=language).option
    assert found is None or found.digits not in {"9", "1"}


@pytest.mark.parametrize("language", SHOP)
@pytest.mark.parametrize(
    ("goal", "key"), [("technical support", "2"), ("become a customer", "3")]
)
def test_a_shop_is_no_different(goal, key, language):
    menu = read(SHOP[language], language=language)
    assert choose(goal, menu, language=language).option.digits == key


@pytest.mark.parametrize("language", SHOP)
def test_what_nothing_serves_waits_where_that_is_offered(language):
    menu = read(SHOP[language], language=language)
    choice = choose("find my lost umbrella", menu, language=language)
    assert (choice.option, choice.reason) == (None, "stay")


@pytest.mark.parametrize("goal_language", ["en", "es", "fr", "de", "pt"])
@pytest.mark.parametrize("language", MENUS)
def test_goals_cross_languages(goal_language, language):
    goal = {
        "en": "make an appointment",
        "es": "pedir una cita",
        "fr": "prendre rendez-vous",
        "de": "einen Termin vereinbaren",
        "pt": "marcar uma consulta",
    }[goal_language]
    menu = read(MENUS[language], language=language)
    assert choose(goal, menu, language=language).option.digits == "2"


FOREIGN = {
    "Polish": "Aby umówić wizytę, wciśnij jeden. W sprawie faktur, wciśnij dwa. Aby porozmawiać z konsultantem, poczekaj na połączenie.",
    "Tagalog": "Para sa iskedyul, pindutin ang isa. Para sa bayarin, pindutin ang dalawa. Upang makausap ang kinatawan, pindutin ang wala.",
    "Vietnamese": "Để đặt lịch hẹn, xin bấm phím một. Để hỏi về hóa đơn, xin bấm phím hai. Để gặp nhân viên, xin giữ máy.",
    "Mandarin in pinyin": "Yuyue qing an yi, zhangdan qing an er, rengong fuwu qing an ling.",
    "Russian in Latin letters": "Chtoby zapisatsya na priyom, nazhmite odin. Po voprosam oplaty, nazhmite dva. Chtoby pogovorit s operatorom, nazhmite nol.",
    "Swahili": "Kupanga miadi, bonyeza moja. Kuhusu malipo, bonyeza mbili. Kuongea na mhudumu, bonyeza sifuri.",
    "Turkish": "Randevu almak için biri tuşlayın. Fatura için ikiyi tuşlayın. Temsilciye bağlanmak için sıfırı tuşlayın.",
    "Haitian Creole": "Pou pran yon randevou, peze youn. Pou bòdwo, peze de. Pou pale ak yon moun, peze zewo.",
}


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
@pytest.mark.parametrize("goal", ["schedule a cleaning", "billing", "a person"])
def test_a_language_we_do_not_know_gives_no_key(goal, text):
    choice = choose(goal, read(text))
    assert choice.option is None or not choice.option.digits


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_language_we_do_not_know_is_uncertain(text):
    assert classify(text).kind is LineKind.UNCERTAIN


@pytest.mark.parametrize(
    ("goal", "key"), [("schedule a cleaning", "1"), ("billing", "2"), ("a person", "0")]
)
def test_italian_keys_are_read_and_chosen(goal, key):
    text = (
        "Per prenotare un appuntamento, premi 1. Per le fatture, premi 2. "
        "Per parlare con un operatore, premi 0."
    )
    assert choose(goal, read(text, language="it")).option.digits == key
