from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from news.models import Article, SectionLimit
from tests.factories import ArticleFactory, UserFactory
from waishi.languages import SOURCE
from waishi.publishing.checking import CheckRefused, findings_of
from waishi.publishing.links import watching
from waishi.publishing.links.addresses import is_public, registered_domain
from waishi.publishing.links.fetching import Answer, fetch
from waishi.publishing.models import LinkState
from waishi.publishing.moments import database_moment
from waishi.publishing.reviewing import submit
from waishi.publishing.trash import throw_away

State = LinkState.State


class Site(BaseHTTPRequestHandler):
    """Another site, on this machine."""

    def do_GET(self):
        paths = {"/gone": 404, "/refused": 403, "/broken": 500}
        if self.path in ("/away", "/round"):
            self.send_response(302)
            self.send_header("Location", "/" if self.path == "/away" else "/round")
            self.end_headers()
            return
        if self.path == "/inside":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            return
        self.send_response(paths.get(self.path, 200))
        self.send_header("Content-Type", "text/html; charset=gb2312")
        self.end_headers()
        self.wfile.write("<html><title>友城\n之窗</title>".encode("gb2312"))
        if self.path == "/endless":
            self._go_on_for_ever()

    def _go_on_for_ever(self):
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def this_machine(ip, port):
    """The exception that the tests make, for this machine's own site and nothing else."""
    return ip == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("https://zfwb.cq.gov.cn/a", "cq.gov.cn"),
        ("https://www.cqnews.net/", "cqnews.net"),
        ("http://cq.cqnews.net/html", "cqnews.net"),
        ("https://www.example.com.hk/", "example.com.hk"),
        ("https://example.com./", "example.com"),
    ],
)
def test_a_domain_is_what_somebody_registered(address, domain):
    assert registered_domain(address) == domain


@pytest.mark.parametrize(
    ("ip", "port"),
    [
        ("127.0.0.1", 80),
        ("10.0.0.1", 443),
        ("192.168.1.1", 80),
        ("172.16.0.1", 80),
        ("169.254.169.254", 80),
        ("100.64.0.1", 80),
        ("0.0.0.0", 80),
        ("224.0.0.1", 80),
        ("::1", 80),
        ("fe80::1%eth0", 80),
        ("fd00::1", 80),
        ("::ffff:127.0.0.1", 80),
        ("2002:7f00:1::", 80),
        ("1.1.1.1", 5432),
    ],
)
def test_nothing_inside_is_ever_asked(ip, port):
    assert not is_public(ip, port)


@pytest.mark.parametrize("ip", ["1.1.1.1", "2606:4700:4700::1111"])
def test_the_internet_may_be_asked(ip):
    assert is_public(ip, 443)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost:8000/admin/",
        "http://[::1]/",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://user@127.0.0.1/",
    ],
)
def test_an_address_that_leads_inside_is_not_asked(address):
    assert fetch(address).problem.startswith("不能查")


def test_nor_one_that_is_sent_inside(site):
    assert fetch(f"{site}/inside", this_machine).problem.startswith("不能查")


@pytest.mark.parametrize(
    ("path", "status", "title"),
    [
        ("/", 200, "友城 之窗"),
        ("/gone", 404, "友城 之窗"),
        ("/away", 200, "友城 之窗"),
        ("/endless", 200, "友城 之窗"),
        ("/友城", 200, "友城 之窗"),
    ],
)
def test_a_site_is_asked_for_status_and_title(site, path, status, title):
    answer = fetch(f"{site}{path}", this_machine)

    assert (answer.status, answer.title) == (status, title)


def test_being_sent_round_in_circles_ends(site):
    assert fetch(f"{site}/round", this_machine).problem == "反复跳转"


ASKED = "https://www.example.com/a"


@pytest.mark.parametrize(
    ("answers", "state", "is_troubled"),
    [
        ([Answer(200, ASKED, "友城")], State.FINE, False),
        ([Answer(404, ASKED)], State.GONE, True),
        ([Answer(403, ASKED)], State.REFUSED, False),
        ([Answer(0, ASKED, problem="没有应答")], State.SILENT, False),
        ([Answer(0, ASKED)] * 2, State.SILENT, True),
        ([Answer(500, ASKED)] * 2, State.SILENT, True),
        ([Answer(200, "https://example.com/b", "友城")], State.FINE, False),
        ([Answer(200, "https://example.net/", "友城")], State.ELSEWHERE, True),
        ([Answer(200, ASKED, "友城之窗"), Answer(200, ASKED, "彩票")], State.RETITLED, True),
        ([Answer(200, ASKED, "友城之窗"), Answer(200, ASKED, "友城之窗2")], State.FINE, False),
        ([Answer(404, ASKED), Answer(200, ASKED, "友城")], State.FINE, False),
    ],
)
@pytest.mark.django_db
def test_what_a_link_answered_is_judged(moment, answers, state, is_troubled):
    link = LinkState(address=ASKED)
    for answer in answers:
        link.take(answer, moment)
    link.save()

    assert link.state == state
    assert LinkState.objects.troubled().filter(pk=link.pk).exists() == is_troubled


@pytest.mark.django_db
def test_whatever_another_site_answers_is_kept_as_far_as_there_is_room(moment):
    link = LinkState(address=ASKED)
    link.take(Answer(200, f"{ASKED}?{'x' * 3000}", "友城\x00之窗"), moment)
    link.save()
    link.refresh_from_db()

    assert (len(link.final_address), link.title) == (2000, "友城之窗")


def with_link(address):
    return ArticleFactory(body_zh_hans=f'<p>见<a href="{address}">原文</a>。</p>')


@pytest.mark.django_db
def test_the_links_of_a_saved_text_are_known_and_asked(site, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    states = watching.note_links(with_link(f"{site}/gone"))

    watching.check_links([state.pk for state in states], this_machine)

    (link,) = LinkState.objects.all()
    assert (link.state, link.http_status) == (State.GONE, 404)
    assert [str(use.text) for use in link.uses.all()] == ["重庆与麦德林签署友城谅解备忘录"]


@pytest.mark.django_db
def test_broken_links_name_the_texts_one_may_open_and_no_others(client, office):
    mine, other = with_link("https://example.com/both"), with_link("https://example.com/both")
    office.rewrite(other, title_zh_hans="别的栏目的稿件")
    watching.note_links(mine)
    watching.note_links(other)
    watching.note_links(with_link("https://example.com/elsewhere"))
    LinkState.objects.update(state=State.GONE)
    limited = UserFactory(roles=["采编"])
    SectionLimit.objects.create(user=limited, section=mine.section)

    def listed(person):
        client.force_login(person)
        return client.get("/admin/publishing/linkstate/").content.decode()

    assert "别的栏目的稿件" in listed(office.writer)
    assert "/both" in listed(limited)
    assert str(mine) in listed(limited)
    assert "别的栏目的稿件" not in listed(limited)
    assert "/elsewhere" not in listed(limited)


@pytest.mark.django_db
def test_of_a_link_in_very_many_texts_a_few_are_read(client, office, monkeypatch):
    monkeypatch.setattr("waishi.publishing.admin.wording.MOST_USES", 2)
    for number in range(3):
        article = with_link("https://example.com/everywhere")
        office.rewrite(article, title_zh_hans=f"第{number}篇")
        watching.note_links(article)
    LinkState.objects.update(state=State.GONE)
    client.force_login(office.writer)

    page = client.get("/admin/publishing/linkstate/")

    (link,) = page.context["cl"].result_list
    assert [use.text.title_zh_hans for use in link.seen_uses] == ["第0篇", "第1篇"]
    assert "第1篇" in page.content.decode()


@pytest.mark.django_db
def test_links_that_readers_no_longer_find_are_forgotten(office):
    LinkState.objects.create(address="https://example.com/old")
    office.release(with_link("https://example.com/now"))

    watching.note_all_links()

    assert [link.address for link in LinkState.objects.all()] == ["https://example.com/now"]


@pytest.mark.django_db
def test_what_is_known_of_a_drafts_links_is_known_the_next_day_and_gone_with_the_link(office):
    draft = with_link("https://example.com/draft")
    office.release(released := with_link("https://example.com/both"))
    watching.note_links(draft)
    watching.note_links(released)
    LinkState.objects.update(state=State.GONE)

    watching.note_all_links()
    assert set(LinkState.objects.values_list("address", "state", "uses__object_id")) == {
        ("https://example.com/draft", State.GONE, draft.pk),
        ("https://example.com/both", State.GONE, released.pk),
    }

    office.rewrite(draft, body_zh_hans="<p>不再有链接。</p>")
    watching.note_all_links()
    assert [link.address for link in LinkState.objects.all()] == ["https://example.com/both"]


@pytest.mark.django_db
def test_the_links_of_the_trash_are_forgotten(office):
    draft = with_link("https://example.com/draft")
    watching.note_links(draft)
    throw_away(draft, office.writer)

    watching.note_all_links()

    assert not LinkState.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "levels"),
    [(State.GONE, ["warning"]), (State.ELSEWHERE, ["blocking"]), (State.FINE, [])],
)
def test_a_troubled_link_stands_in_the_findings_at_its_field(moment, state, levels):
    LinkState.objects.create(address="https://example.com/a", state=state)

    found = findings_of(with_link("https://example.com/a"), SOURCE, moment)

    assert [finding.level for finding in found] == levels
    assert {finding.anchor for finding in found} <= {"id_body_zh_hans"}


@pytest.mark.django_db
def test_a_link_that_leads_to_somebody_elses_site_stops_the_release(office):
    LinkState.objects.create(address="https://example.com/a", state=State.ELSEWHERE)

    with pytest.raises(CheckRefused, match="别的网站"):
        submit(with_link("https://example.com/a"), SOURCE, office.writer)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/news/999999/", "本站没有这个页面"),
        ("/news/no-such-section/", "本站没有这个页面"),
        ("http://testserver/nothing/", "本站没有这个页面"),
        ("/media/attachments/none.pdf", "本站没有这个文件"),
        ("/media/../../etc/passwd", "本站没有这个文件"),
        ("//[testserver/", "本站没有这个页面"),
        ("http://a]b@testserver/", "本站没有这个页面"),
        ("/admin/news/article/1/change/", "链接到后台，读者打不开"),
        ("/friendship-cities/nowhere/", "本站没有这个页面"),
        ("/en/visits/999999/", "本站没有这个页面"),
    ],
)
def test_a_link_to_nothing_of_ours_stops_the_release(office, moment, address, said):
    article = with_link(address)
    (finding,) = findings_of(article, SOURCE, moment)

    assert (finding.said, finding.is_blocking) == (said, True)
    assert watching.note_links(article) == []


@pytest.mark.django_db
def test_a_link_to_what_is_not_public_yet_is_asked_about(office):
    draft = ArticleFactory()
    public = ArticleFactory()
    office.release(public)
    moment = database_moment()

    (finding,) = findings_of(with_link(f"/news/{draft.pk}/"), SOURCE, moment)
    assert (finding.said, finding.is_blocking) == ("链接的页面读者现在看不到", False)
    assert findings_of(with_link(f"/news/{public.pk}/"), SOURCE, moment) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/en/", "/news/", "#top", "mailto:a@b.cn", "/visits/"])
def test_pages_there_always_are_can_be_linked(moment, address):
    assert findings_of(with_link(address), SOURCE, moment) == []


@pytest.mark.django_db
@pytest.mark.parametrize("links", [1, 20])
def test_links_cost_the_same_however_many(moment, django_assert_num_queries, links):
    others = Article.objects.bulk_create(
        ArticleFactory.build(section=with_link("/").section, created_by=with_link("/").created_by)
        for _ in range(links)
    )
    body = "".join(
        f'<p><a href="/news/{one.pk}/">甲</a><a href="https://e.com/{one.pk}">乙</a></p>'
        for one in others
    )
    article = ArticleFactory(body_zh_hans=body)

    with django_assert_num_queries(9):
        findings_of(article, SOURCE, moment)
