import pytest

from panda.errors import BadInput
from panda.users import Role, User, Users

SALT = bytes(range(16))
KIM = User.of("Kim", Role.OPERATOR, "correct horse", SALT)


def test_the_right_password_is_let_in_whatever_the_case_of_the_name():
    users = Users().put(KIM)
    assert users.signed_in("kim", "correct horse") == KIM
    assert users.signed_in("kim", "Correct horse") is None
    assert users.signed_in("nobody", "correct horse") is None


def test_two_people_with_one_password_cannot_be_told_by_the_file():
    other = User.of("Lee", Role.VIEWER, "correct horse", SALT[::-1])
    assert other.key != KIM.key


def test_no_password_is_in_the_file_nor_in_a_log():
    written = Users().put(KIM).model_dump_json()
    assert "correct" not in written
    assert KIM.key not in repr(KIM)


def test_the_file_reads_as_it_was_written():
    users = Users().put(KIM)
    assert Users.read(users.model_dump_json(), "users.json") == users


def test_who_is_put_again_has_the_new_role_only():
    again = User.of("KIM", Role.ADMIN, "another word", SALT)
    assert Users().put(KIM).put(again).users == (again,)
    assert Users().put(KIM).drop("kim").users == ()


@pytest.mark.parametrize(
    ("name", "password", "told"),
    [
        ("Kim", "short", "password"),
        ("a b", "long enough!", "name"),
        ("", "x" * 20, "name"),
    ],
)
def test_what_cannot_be_used_is_told(name, password, told):
    with pytest.raises(BadInput, match=told):
        User.of(name, Role.VIEWER, password, SALT)


def test_a_file_of_something_else_is_told():
    with pytest.raises(BadInput, match=r"users\.json.*panda users add"):
        Users.read('{"users": [{"name": "x"}]}', "users.json")
