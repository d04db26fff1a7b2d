"""Where people sign in, without a browser."""

import threading
from dataclasses import dataclass

import pytest

from dashboard.signin import MOST_NAMES, PAUSE_S, STAYS_S, TRIES, Desk
from panda.users import Role


@dataclass
class Somebody:
    name: str
    password: str
    role: Role = Role.OPERATOR

    @property
    def key(self):
        return self.password[::-1].ljust(64, "0")


class Book:
    """A users' file whose guesses cost nothing, unless a test holds them up."""

    def __init__(self, *people):
        self.people = {one.name: one for one in people}
        self.looked_up = 0
        self.gate = None

    def find(self, name):
        return self.people.get(name)

    def signed_in(self, name, password):
        self.looked_up += 1
        if self.gate is not None:
            self.gate.wait()
        user = self.find(name)
        return user if user is not None and user.password == password else None


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def book():
    return Book(Somebody("kim", "correct horse"))


@pytest.fixture
def desk(book, clock):
    return Desk(lambda: book, clock)


def test_who_has_the_password_is_signed_in_for_a_shift(desk, clock):
    token = desk.sign_in(" Kim ", "correct horse")
    assert desk.who(token).name == "kim"
    clock.now = STAYS_S
    assert desk.who(token) is None


def test_guesses_that_come_at_once_are_counted_before_they_are_looked_at(desk, book):
    book.gate = threading.Event()
    guesses = [
        threading.Thread(target=desk.sign_in, args=("kim", f"guess {number}"))
        for number in range(3 * TRIES)
    ]
    for one in guesses:
        one.start()
    book.gate.set()
    for one in guesses:
        one.join()
    assert book.looked_up == TRIES
    assert desk.pause_s("KIM") == PAUSE_S


def test_after_the_pause_the_right_password_is_taken(desk, clock):
    for _ in range(TRIES):
        desk.sign_in("kim", "wrong")
    assert desk.sign_in("kim", "correct horse") is None
    clock.now = PAUSE_S
    assert desk.sign_in("kim", "correct horse")
    assert desk.pause_s("kim") == 0


def test_another_password_ends_the_sessions_of_the_old_one(desk, book):
    token = desk.sign_in("kim", "correct horse")
    book.people["kim"] = Somebody("kim", "battery staple")
    assert desk.who(token) is None
    book.people["kim"] = Somebody("kim", "correct horse")
    assert desk.who(token) is None  # it is over, whatever is changed back


def test_who_is_dropped_from_the_file_is_out(desk, book):
    token = desk.sign_in("kim", "correct horse")
    del book.people["kim"]
    assert desk.who(token) is None


def test_names_that_somebody_made_up_are_not_kept_without_end(desk):
    for number in range(MOST_NAMES + 50):
        desk.sign_in(f"nobody {number} {'x' * 1000}", "guess")
    assert len(desk._tried) == MOST_NAMES
    assert max(map(len, desk._tried)) <= 64
