"""nginx reaches the application by a socket, which has no address: X-Real-IP says whose it is."""

import pytest
from django.conf import settings as configured


def fail_to_sign_in(client, address, times=1):
    for _ in range(times):
        response = client.post(
            "/admin/login/",
            {"username": "registrar", "password": "wrong"},
            REMOTE_ADDR="",
            HTTP_X_REAL_IP=address,
        )
    return response


@pytest.mark.django_db
def test_wrong_passwords_lock_out_one_reader_and_not_the_next(client, settings):
    settings.BEHIND_PROXY = True
    fail_to_sign_in(client, "192.0.2.7", times=configured.AXES_FAILURE_LIMIT)
    assert fail_to_sign_in(client, "192.0.2.7").status_code in (403, 429)
    assert fail_to_sign_in(client, "192.0.2.8").status_code == 200


@pytest.mark.django_db
def test_without_a_proxy_nobody_chooses_his_address(client, settings):
    settings.BEHIND_PROXY = False
    for number in range(configured.AXES_FAILURE_LIMIT):
        client.post(
            "/admin/login/",
            {"username": "registrar", "password": "wrong"},
            HTTP_X_REAL_IP=f"192.0.2.{number}",
        )
    assert fail_to_sign_in_directly(client).status_code in (403, 429)


def fail_to_sign_in_directly(client):
    return client.post("/admin/login/", {"username": "registrar", "password": "wrong"})
