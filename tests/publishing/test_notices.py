"""Telling those whose turn it is: what leaves the office, where to, and what if it fails."""

import base64
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import ArticleFactory, UserFactory, VisitFactory
from tests.publishing.test_reviewing import read_and_approve
from waishi.languages import SOURCE
from waishi.publishing import notices, webhooks
from waishi.publishing.models import Notice, NoticeChannel
from waishi.publishing.moments import database_moment
from waishi.publishing.proposing import propose_publication
from waishi.publishing.reviewing import send_back, submit

pytestmark = pytest.mark.django_db

ROBOT = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=test"


class Robot(BaseHTTPRequestHandler):
    """A robot on this machine that remembers what it was told."""

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.told.append((self.path, json.loads(self.rfile.read(length))))
        status, body = self.server.answer
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://169.254.169.254/")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def robot(settings):
    server = HTTPServer(("127.0.0.1", 0), Robot)
    server.told, server.answer = [], (200, b'{"errcode": 0, "errmsg": "ok"}')
    server.address = f"http://127.0.0.1:{server.server_port}"
    settings.NOTICE_TEST_SERVERS = [server.address]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def channel(**more):
    return NoticeChannel.objects.create(
        **{"kind": "wecom", "name": "审核群", "url": ROBOT, "events": ["waiting"]} | more
    )


def send_to(robot, kind="wecom", secret="", path="/robot/send?access_token=a"):
    """Send one message over the wire: the channel alone keeps the address unsaved."""
    to = NoticeChannel(kind=kind, name="群", url=robot.address + path, secret=secret)
    webhooks.send(to, "【待一审】中文稿 7，要闻", database_moment())


@pytest.mark.parametrize("kind", ["wecom", "dingtalk"])
def test_a_robot_is_told_as_it_wants_to_be(robot, kind):
    send_to(robot, kind)

    [(_, payload)] = robot.told
    assert payload["msgtype"] == "text"
    assert payload["text"] == {"content": "【待一审】中文稿 7，要闻"}


def test_dingtalk_is_told_with_a_signature(robot):
    send_to(robot, "dingtalk", secret="SECtest")

    [(path, _)] = robot.told
    asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    signed = hmac.new(b"SECtest", f"{asked['timestamp']}\nSECtest".encode(), hashlib.sha256)
    assert asked["sign"] == base64.b64encode(signed.digest()).decode()
    assert asked["access_token"] == "a"


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ((500, b""), "500"),
        ((302, b""), "302"),
        ((200, b"<html>"), "没有发出"),
        ((200, b'{"errcode": 93000, "errmsg": "invalid webhook url"}'), "invalid webhook url"),
        ((200, b"[]"), "没有收下"),
    ],
)
def test_an_answer_that_is_no_yes_is_a_failure(robot, answer, why):
    robot.answer = answer
    with pytest.raises(webhooks.NotSent, match=why):
        send_to(robot)


@pytest.mark.parametrize(
    "address",
    [
        "http://qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com:8443/x",
        "https://user:word@qyapi.weixin.qq.com/x",
        "https://qyapi.weixin.qq.com.example.org/x",
        "https://example.org/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://qyapi.weixin.qq.com:x/",
        "https://[qyapi.weixin.qq.com/",
        "file:///etc/passwd",
        "ftp://oapi.dingtalk.com/",
    ],
)
def test_nothing_is_sent_anywhere_else(address):
    with pytest.raises(webhooks.NotSent):
        webhooks.check_address(address)


@pytest.mark.parametrize("inside", ["10.0.0.7", "127.0.0.1", "192.168.1.1", "::1", "fe80::1%2"])
def test_a_listed_host_that_leads_inside_our_network_is_refused(monkeypatch, inside):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (inside, 443))])
    with pytest.raises(webhooks.NotSent, match="内部网络"):
        webhooks.send(NoticeChannel(kind="wecom", url=ROBOT), "【待一审】", database_moment())


def test_every_stage_tells_the_channel_by_number_and_link_without_a_title(office, settings):
    settings.OFFICE_URL = "https://www.example.org"
    channel()
    article = ArticleFactory(title_zh_hans="不能外传的标题")
    submit(article, SOURCE, office.writer)
    read_and_approve(article, office.first)
    propose_publication(VisitFactory(), office.registrar)

    said = list(Notice.objects.order_by("pk").values_list("said", flat=True))

    link = f"https://www.example.org/admin/news/article/{article.pk}/review/?language=zh-hans"
    assert said[0] == f"【待一审】中文稿 {article.pk}，友城动态\n{link}"
    assert said[1].startswith("【待二审】")
    assert said[2].startswith("【待复核】提请 ")
    assert "不能外传" not in "".join(said)
    jobs = ProcrastinateJob.objects.filter(task_name="publishing.send_notice")
    assert jobs.count() == 3


def test_a_title_leaves_only_where_somebody_allowed_it(office):
    channel(tells_titles=True)
    submit(ArticleFactory(title_zh_hans="可以外传的标题"), SOURCE, office.writer)

    assert "《可以外传的标题》" in Notice.objects.get().said


def test_a_channel_is_told_what_it_wants_to_know_and_nothing_when_switched_off(office):
    channel(events=["returned"])
    channel(name="停用", is_enabled=False)
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    assert not Notice.objects.exists()
    article.refresh_from_db()

    send_back(article, SOURCE, office.first, "请核对")

    assert Notice.objects.get().said.startswith("【已退回】")


def test_those_whose_turn_it_is_get_a_letter_each(office, settings):
    settings.EMAIL_IS_ON = True
    for person in (office.first, office.second):
        person.email = f"{person.username}@example.org"
        person.save()
    submit(ArticleFactory(title_zh_hans="不能外传的标题"), SOURCE, office.writer)

    notices.send(Notice.objects.get())

    [letter] = mail.outbox
    assert letter.to == ["first@example.org"]
    assert "待一审" in letter.subject
    assert "不能外传" not in letter.subject + letter.body


def test_one_address_that_takes_no_letter_costs_the_others_none_and_no_second_one(
    office, settings, monkeypatch
):
    settings.EMAIL_IS_ON = True
    amy, bad, cen = (
        UserFactory(username=name, email=f"{name}@example.org", roles=["一审"])
        for name in ("amy", "bad", "cen")
    )
    submit(ArticleFactory(), SOURCE, office.writer)
    notice, send = Notice.objects.get(), mail.EmailMessage.send

    def refuse_one(letter):
        if letter.to == [bad.email]:
            raise OSError("550 no such mailbox")
        return send(letter)

    monkeypatch.setattr(mail.EmailMessage, "send", refuse_one)
    for _ in range(2):
        with pytest.raises(webhooks.NotSent):
            notices.send(notice)

    assert [letter.to for letter in mail.outbox] == [[amy.email], [cen.email]]
    notice.refresh_from_db()
    assert notice.state == Notice.State.FAILED
    assert "550" in notice.failure
    assert str(bad) in notice.failure


def test_a_failure_is_written_down_and_tried_again_and_stops_nobody(office, robot):
    robot.answer = (500, b"")
    to = channel()
    submit(ArticleFactory(), SOURCE, office.writer)
    notice = Notice.objects.get()
    to.url = robot.address
    notice.channel = to

    with pytest.raises(webhooks.NotSent):
        notices.send(notice)
    notice.refresh_from_db()
    assert (notice.state, notice.attempts) == (Notice.State.FAILED, 1)
    assert "500" in notice.failure
    assert robot.address not in notice.failure
    robot.answer = (200, b'{"errcode": 0}')
    notice.channel = to
    notices.send(notice)

    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.failure) == (Notice.State.SENT, 2, "")


@pytest.fixture
def no_name_server(monkeypatch):
    """As in the container that serves the site."""

    def refuse(*args, **kwargs):
        raise OSError("no name server")

    monkeypatch.setattr("socket.getaddrinfo", refuse)


@pytest.mark.ignore_template_errors
def test_administrators_set_channels_and_a_secret_is_never_shown(client, office, no_name_server):
    client.force_login(office.administrator)
    data = {
        "name": "审核群",
        "kind": "dingtalk",
        "url": "https://oapi.dingtalk.com/robot/send?access_token=x",
        "secret": "SECtest",
        "events": ["waiting", "returned"],
        "is_enabled": "on",
    }
    response = client.post("/admin/publishing/noticechannel/add/", data)
    assert response.status_code == 302, response.content.decode()[:2000]
    made = NoticeChannel.objects.get()

    page = client.get(f"/admin/publishing/noticechannel/{made.pk}/change/").content.decode()
    assert "SECtest" not in page
    client.post(f"/admin/publishing/noticechannel/{made.pk}/change/", data | {"secret": ""})

    made.refresh_from_db()
    assert (made.secret, made.events) == ("SECtest", ["waiting", "returned"])


@pytest.mark.ignore_template_errors
def test_a_foreign_address_is_refused_in_the_form(client, office):
    client.force_login(office.administrator)
    data = {"name": "群", "kind": "wecom", "url": "https://10.0.0.1/", "events": ["waiting"]}

    page = client.post("/admin/publishing/noticechannel/add/", data).content.decode()

    assert "只能发往" in page
    assert not NoticeChannel.objects.exists()


@pytest.mark.parametrize("person", ["writer", "first", "final", "auditor", "registrar"])
def test_nobody_else_sees_a_channel(client, office, person):
    channel()
    client.force_login(getattr(office, person))
    assert client.get("/admin/publishing/noticechannel/").status_code == 403
