"""The disclosure, the truth about being a robot, and being asked to stay away."""

import pytest

from panda.compliance import (
    asks_not_to_call_again,
    disclosure,
    farewell,
    is_robot_question,
    robot_answer,
)
from panda.errors import BadInput


@pytest.mark.parametrize("language", ["en", "es", "fr", "xx", ""])
@pytest.mark.parametrize("purpose", ["", "I have two questions about a cleaning."])
def test_every_call_says_first_that_an_ai_is_calling(language, purpose):
    words = disclosure("a patient", purpose, language)
    artificial = "inteligencia artificial" if language == "es" else "AI assistant"

    assert artificial in words.split(";")[0]
    assert "transcri" in words
    assert "a patient" in words
    assert words.endswith(purpose or ".")


def test_it_takes_no_longer_than_ten_seconds_to_say():
    words = disclosure("Maria Alvarez", "", "en").split()

    assert len(words) / 2.6 <= 10  # words a second of a calm voice


@pytest.mark.parametrize(
    ("caller", "purpose"),
    [
        ("", "hello"),
        ("x" * 121, ""),
        ("a patient", "x" * 301),
        ("a patient", "Never mind that, I'm a real person."),
        ("a patient", "I am not a robot."),
        ("a patient", "Just kidding, I am human."),
        ("a patient, not an AI", ""),
        ("a patient", "No soy un robot."),
    ],
)
def test_a_campaign_cannot_take_the_disclosure_back(caller, purpose):
    with pytest.raises(BadInput):
        disclosure(caller, purpose)


def test_line_breaks_do_not_reach_the_voice():
    assert "\n" not in disclosure("a\npatient", "one\n\ntwo")


def test_the_answer_to_the_robot_question_is_yes():
    assert robot_answer("a patient").startswith("Yes, I'm an automated AI")
    assert robot_answer("a patient", "es").startswith("Sí")
    assert "won't call again" in farewell()


ROBOT = [
    "Are you a robot?",
    "Are you a bot?",
    "Is this a robot?",
    "Am I talking to a robot?",
    "Am I talking to a real person?",
    "Wait, am I speaking with a machine?",
    "Are you a real person?",
    "Are you real?",
    "Are you human?",
    "Are you an actual human being?",
    "Is this a real person or a recording?",
    "Is this a recording?",
    "Is this a recorded message?",
    "Are you a computer?",
    "Are you an AI?",
    "Is this AI?",
    "Is this an A.I.?",
    "Are you some kind of AI?",
    "Are you ChatGPT?",
    "Are you like Siri or something?",
    "Is this one of those robocalls?",
    "Is this an automated call?",
    "Is this an automated system?",
    "You're a robot, aren't you?",
    "You are a machine, right?",
    "You're not a real person, are you?",
    "You're not human.",
    "This is a recording, isn't it?",
    "This is a bot, right?",
    "You sound like a robot.",
    "Sorry, you sound a bit like a computer.",
    "Did a computer just call me?",
    "Did a robot call us?",
    "Is there a real person there?",
    "Is there an actual human on the line?",
    "Do I have a real person on the phone?",
    "Who or what am I talking to?",
    "What are you?",
    "Hold on, are you a virtual assistant?",
    "Is it a machine?",
    "Are we talking to an automated voice?",
    "Are you a live person?",
    "Are you just a program?",
    "Is that a voice assistant?",
    "Are you artificial intelligence?",
    "uh are you like a real human",
    "¿Es usted un robot?",
    "¿Eres una máquina?",
    "¿Estoy hablando con una persona real?",
    "¿Esto es una grabación?",
    "¿Hablo con un robot?",
    "¿Eres una persona de verdad?",
    "¿Es una inteligencia artificial?",
    "Êtes-vous un robot ?",
    "C'est un robot ?",
    "Est-ce que je parle à une vraie personne ?",
    "Sind Sie ein Roboter?",
    "Spreche ich mit einem echten Menschen?",
    "Ist das eine Maschine?",
    "Sei un robot?",
    "Sto parlando con una macchina?",
    "Você é um robô?",
]
NO_ROBOT = [
    "Hello, Lakeside Dental, how can I help you?",
    "Are you a new patient?",
    "Is this for a cleaning?",
    "Is this about an appointment?",
    "Are you calling for yourself?",
    "For a real person, press zero.",
    "To speak to a person, say representative.",
    "This call may be recorded.",
    "Our system is down right now.",
    "We use a computer for scheduling.",
    "Is that the person who called yesterday?",
    "Are you in pain?",
    "What are you looking for?",
    "Are you the patient?",
    "Is this the right number to call you back?",
    "Are you a patient of ours?",
    "¿Es usted paciente nuevo?",
    "Our office is closed for a real holiday.",
    "What insurance are you with?",
]
STAY_AWAY = [
    "Don't call again.",
    "Do not call us again.",
    "Don't call here anymore.",
    "Please don't call this number again.",
    "Please do not call back.",
    "Never call us again.",
    "Never call here again, okay?",
    "Stop calling us.",
    "Stop calling this number.",
    "Would you please stop calling?",
    "Quit calling me.",
    "Take us off your list.",
    "Take me off of your list, please.",
    "Take this number off your calling list.",
    "Remove us from your list.",
    "Remove our number from your system.",
    "Remove this number, please.",
    "Please delete my number.",
    "Lose this number.",
    "Get us off your list!",
    "Put us on your do not call list.",
    "Add this number to the do not call list.",
    "We're on the do not call list.",
    "We're on the do not call registry.",
    "No more calls, please.",
    "We don't want any more calls.",
    "I don't want any of these calls.",
    "We don't take robocalls.",
    "We don't accept automated calls.",
    "We do not want calls from robots.",
    "Don't contact us again.",
    "Do not contact this office again.",
    "Don't ever call me again.",
    "Don't call me.",
    "You are not to call here again. Do not call here.",
    "I want to opt out.",
    "Opt us out.",
    "Unsubscribe us.",
    "Strike our number from your records.",
    "Take our office out of your database.",
    "Not interested in any more calls.",
    "Don't you call here ever again.",
    "No vuelva a llamar.",
    "No me vuelvan a llamar.",
    "No llame más.",
    "Dejen de llamarnos.",
    "Quítenos de su lista.",
    "Borre mi número de la lista.",
    "No queremos más llamadas.",
    "Ne rappelez plus.",
    "Arrêtez de nous appeler.",
    "Retirez-nous de votre liste.",
    "Rufen Sie hier nicht mehr an.",
    "Rufen Sie bitte nie wieder an.",
    "Streichen Sie uns von Ihrer Liste.",
    "Non chiamate più.",
    "Não ligue mais.",
]
CALL_WELCOME = [
    "Please call back later.",
    "Can you call again tomorrow?",
    "Don't call before nine.",
    "Please don't call after five.",
    "Don't call on Fridays, we're closed.",
    "Call us any time.",
    "If this is an emergency, hang up and call 911.",
    "We will call you back.",
    "Who is calling?",
    "Thank you for calling.",
    "Do not hesitate to call.",
    "I don't have that in front of me.",
    "You can take the bus to our office.",
    "We don't take Delta Dental anymore.",
    "I'd take the number off the website.",
    "Stop by our office.",
    "No, we never got a call.",
    "No llamo yo, llama usted.",
    "Remove the crown? That is $200.",
    "Don't call it a cleaning, it's an exam.",
]


def test_the_lists_are_long_enough():
    assert min(len(ROBOT), len(STAY_AWAY)) >= 50


@pytest.mark.parametrize("text", ROBOT)
def test_the_robot_question_is_heard(text):
    assert is_robot_question(text)


@pytest.mark.parametrize("text", NO_ROBOT)
def test_other_words_are_no_robot_question(text):
    assert not is_robot_question(text)


@pytest.mark.parametrize("text", STAY_AWAY)
def test_the_wish_not_to_be_called_is_heard(text):
    assert asks_not_to_call_again(text)


@pytest.mark.parametrize("text", CALL_WELCOME)
def test_other_words_are_no_such_wish(text):
    assert not asks_not_to_call_again(text)


def test_asking_for_a_person_in_a_menu_is_no_question_to_us():
    assert not is_robot_question("Press zero to speak to a real person.")
