"""The page where a text is read and decided: what it shows, and what its buttons say."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.conftest import read_and_approve
from tests.factories import ArticleFactory, UserFactory
from tests.publishing.test_reviewing import rewrite
from waishi.languages import ENGLISH, SOURCE
from waishi.publishing.models import QueueEntry, Review, Stage, WordRule
from waishi.publishing.reviewing import hashes_of, submit
from waishi.publishing.signing import fingerprint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(office):
    article = ArticleFactory(english=True)
    rewrite(article, office.writer, title_zh_hans="重庆与图卢兹续签友城协议")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    return article


def page_of(client, article, person, language=SOURCE):
    client.force_login(person)
    response = client.get(f"/admin/news/article/{article.pk}/review/?language={language}")
    return response.content.decode()


def press(client, article, person, button, language=SOURCE, **said):
    client.force_login(person)
    data = {
        button: "1",
        "language": language,
        "read_hash": hashes_of(article)[language],
        **said,
    }
    address = f"/admin/news/article/{article.pk}/review/?language={language}"
    page = client.post(address, data, follow=True).content.decode()
    article.refresh_from_db()
    told = re.search(r'<ul class="messagelist">(.*?)</ul>', page, re.DOTALL)
    return re.sub(r"<[^>]+>|\s", "", told[1]) if told else ""


def test_the_page_shows_the_text_as_readers_will_see_it_and_two_buttons(client, office, submitted):
    page = page_of(client, submitted, office.first)

    assert '<div class="prose">' in page
    assert "2021年9月15日，重庆与麦德林在线签署友城谅解备忘录。" in page
    assert 'name="_approve"' in page
    assert 'name="_return"' in page
    assert "您就是作者之一" in page


def test_it_opens_at_the_language_that_waits(client, office):
    article = ArticleFactory(english=True)
    submit(article, ENGLISH, office.writer)
    client.force_login(office.translator)

    page = client.get(f"/admin/news/article/{article.pk}/review/").content.decode()

    assert "Chongqing and Medellín sign a memorandum" in page
    assert 'name="_approve"' in page


def test_it_shows_the_difference_to_what_readers_see(client, office):
    article = ArticleFactory()
    office.release(article)
    rewrite(article, office.writer, title_zh_hans="重庆与麦德林签署友城备忘录")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)

    page = page_of(client, article, office.first)

    assert "与读者现在看到的有何不同" in page
    assert re.search(r"<del>.*?谅解.*?</del>", page)


def test_who_may_not_decide_is_told_why(client, office, submitted):
    assert "您没有这一环节的权限" in page_of(client, submitted, office.second)
    rewrite(submitted, office.first, title_zh_hans="一审改过")
    assert "您写过或改过这篇稿件" in page_of(client, submitted, office.first)


def test_a_button_pressed_twice_is_answered_in_words(client, office, submitted):
    first = press(client, submitted, office.first, "_approve")
    again = press(client, submitted, office.first, "_approve")

    assert (first, again) == ("已通过，待二审。", "您已通过这一稿，不必再按。")
    assert Review.objects.filter(verdict="approved").count() == 1


def test_a_text_that_moved_meanwhile_is_read_again(client, office, submitted):
    read = hashes_of(submitted)[SOURCE]
    rewrite(submitted, office.writer, title_zh_hans="又改了")

    told = press(client, submitted, office.first, "_approve", read_hash=read)

    assert told == "您打开之后稿件又有改动，请重新阅读后再审。"


def test_a_refused_decision_keeps_the_opinion_that_was_written(client, office, submitted):
    client.force_login(office.first)
    page = client.post(
        f"/admin/news/article/{submitted.pk}/review/",
        {"_approve": "1", "language": SOURCE, "read_hash": "0" * 64, "opinion": "写了很久的意见"},
    ).content.decode()

    assert "又有改动" in page
    assert "写了很久的意见</textarea>" in page


def test_a_refused_release_keeps_its_moments_and_what_was_ticked(client, office):
    article = ArticleFactory(title_zh_hans="代表团的行程", summary_zh_hans="双方合作交流")
    submit(article, SOURCE, office.writer)
    article.refresh_from_db()
    for reviewer in (office.first, office.second):
        read_and_approve(article, SOURCE, reviewer)
        article.refresh_from_db()
    for word in ("代表团", "合作"):
        WordRule.objects.create(term=word, level="warning", reason="试用", source="公告")
    client.force_login(office.final)
    address = f"/admin/news/article/{article.pk}/review/"
    said = {"language": SOURCE, "read_hash": hashes_of(article)[SOURCE], "_approve": "1"}
    said |= {"live_from": "2031-01-01T09:00", "expires_at": "2032-01-01T09:00"}
    key = re.search(r'name="accepted"\s+value="([^"]+)"', client.get(address).content.decode())[1]

    page = client.post(address, said | {"accepted": key}).content.decode()

    assert not article.releases.exists()
    for moment in ("2031-01-01T09:00", "2032-01-01T09:00"):
        assert page.count(f'value="{moment}"') == 1
    assert {*re.findall(r'value="([^"]+)"\s+checked', page)} == {key}


def before_the_last_review(office):
    article = ArticleFactory()
    submit(article, SOURCE, office.writer)
    for reviewer in (office.first, office.second):
        article.refresh_from_db()
        read_and_approve(article, SOURCE, reviewer)
    article.refresh_from_db()
    return article


def test_a_moment_that_has_passed_releases_nothing(client, office):
    article = before_the_last_review(office)

    told = press(client, article, office.final, "_approve", live_from="2025-12-24T09:00")

    assert "发布时间已经过去" in told
    assert article.stage == Stage.FINAL
    assert not article.releases.exists()


def test_a_text_that_is_to_be_released_has_no_changes_to_submit(client, office):
    article = ArticleFactory()
    office.release(article)
    rewrite(article, office.writer, summary_zh_hans="新的摘要")
    article.refresh_from_db()
    office.release(article, live_from=timezone.now() + timedelta(days=2))

    page = page_of(client, article, office.final)
    rewrite(article, office.writer, summary_zh_hans="又改的摘要")
    changed = page_of(client, article, office.final)

    assert "有未送审的改动" not in page
    assert 'name="_submit"' not in page
    assert "定于" in page
    assert "有未送审的改动" in changed
    assert 'name="_submit"' in changed


def test_a_new_text_that_is_to_be_released_is_no_draft(client, office):
    article = ArticleFactory()
    office.release(article, live_from=timezone.now() + timedelta(days=2))

    page = page_of(client, article, office.final)

    assert page.count("待发布") == 2
    assert 'name="_submit"' not in page


def test_after_a_decision_the_next_text_is_one_step_away(client, office, submitted):
    other = ArticleFactory(title_zh_hans="下一篇")
    submit(other, SOURCE, office.writer)
    press(client, submitted, office.first, "_approve")

    page = page_of(client, submitted, office.first)

    assert f"/admin/news/article/{other.pk}/review/?language=zh-hans" in page
    assert "处理下一篇" in page


def test_a_text_can_be_hurried_with_a_reason(client, office, submitted):
    assert press(client, submitted, office.writer, "_hurry", opinion=" ") == "加急须写明原因。"
    assert press(client, submitted, office.writer, "_hurry", opinion="明早代表团抵渝") == "已加急。"

    entry = QueueEntry.objects.get()
    assert (entry.urgency, entry.urgent_by) == (1, office.writer)
    page = client.get("/admin/queue/?tab=sent").content.decode()
    assert "明早代表团抵渝" in page


def test_an_emergency_release_is_flagged_on_the_page(client, office, submitted):
    told = press(client, submitted, office.final, "_emergency", opinion="台风红色预警")

    assert told == "已紧急发布，读者现在就能看到；各级审核须随后补审。"
    assert "紧急发布，待补审" in page_of(client, submitted, office.first)
    assert client.get(f"/news/{submitted.pk}/").status_code == 200


def test_who_may_not_is_offered_no_emergency_and_refused(client, office, submitted):
    assert 'name="_emergency"' not in page_of(client, submitted, office.first)
    told = press(client, submitted, office.first, "_emergency", opinion="急")
    assert told == "您没有紧急发布的权限。"


def test_a_signature_on_paper_is_recorded_and_its_scan_shown(client, office, submitted):
    recorder = UserFactory(roles=["采编"])
    said = {
        "signer": "周某",
        "post": "分管副主任",
        "signed_on": "2021-09-16",
        "fingerprint": fingerprint_of(hashes_of(submitted)[SOURCE]),
        "scan": SimpleUploadedFile("审核表.pdf", b"%PDF-1.7"),
        "opinion": "同意",
    }

    told = press(client, submitted, recorder, "_sign", **said)

    assert told == "已登记纸面签批，待二审。"
    assert submitted.stage == Stage.SECOND
    page = page_of(client, submitted, office.auditor)
    assert "周某（分管副主任，2021-09-16 纸面签批" in page
    scan = re.search(r"/admin/sheets/\d+/", page)[0]
    response = client.get(scan)
    assert response.content == b"%PDF-1.7"
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))


def test_what_was_refused_stands_in_its_own_form_again(client, office, submitted):
    address = f"/admin/news/article/{submitted.pk}/review/"
    said = {"language": SOURCE, "read_hash": "0" * 64, "opinion": "台风"}
    client.force_login(office.final)

    page = client.post(address, said | {"_emergency": "1"}).content.decode()
    paper = {"_sign": "1", "signer": "周某", "post": "副主任", "fingerprint": "000000000000"}
    sheet = client.post(address, said | paper).content.decode()

    assert page.count("台风</textarea>") == 1
    assert re.search(r"open>\s+<summary>紧急发布", page)
    assert re.search(r"open>\s+<summary>登记纸面签批", sheet)
    assert {"周某", "副主任", "000000000000", "台风"} <= {*re.findall(r'value="([^"]*)"', sheet)}


@pytest.mark.parametrize("person", ["contributor", "registrar", "administrator"])
def test_a_scan_is_for_those_who_handle_all_texts(client, office, submitted, person):
    test_a_signature_on_paper_is_recorded_and_its_scan_shown(client, office, submitted)
    sheet = Review.objects.exclude(sheet=None).get().sheet_id
    client.force_login(getattr(office, person))

    assert client.get(f"/admin/sheets/{sheet}/").status_code == 404


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"scan": io.BytesIO(b"")},
        {"signed_on": "2021-02-31"},
        {"signer": "字" * 300},
        {"fingerprint": "zz", "signed_on": "2021-09-16", "scan": io.BytesIO(b"%PDF-")},
    ],
)
def test_a_half_signature_is_refused_in_words(client, office, submitted, said):
    told = press(client, submitted, UserFactory(roles=["采编"]), "_sign", **said)

    assert told
    assert submitted.stage == Stage.FIRST


def test_correcting_a_text_under_review_says_first_what_follows(client, office, submitted):
    client.force_login(office.first)
    page = client.get(f"/admin/news/article/{submitted.pk}/change/").content.decode()
    assert "谁改了谁就是作者之一" in page


def test_the_whole_way_leads_from_the_queue_to_the_release(client, office, submitted):
    for person in (office.first, office.second, office.final):
        assert "待" in page_of(client, submitted, person)
        press(client, submitted, person, "_approve")

    read_again = hashes_of(submitted)[SOURCE]
    assert submitted.releases.get().text_hash == read_again
    assert not QueueEntry.objects.exists()


def test_what_is_out_and_waits_for_nobody_is_called_no_draft(client, office):
    article = ArticleFactory(english=True)
    office.release(article)

    page = page_of(client, article, office.first)

    assert "中文稿 <span>公开中</span>" in page
    assert "英文稿 <span>草稿</span>" in page


def test_a_reviewer_is_told_beside_the_buttons_what_is_still_to_be_ticked(client, office):
    article = ArticleFactory(summary_zh_hans="", created_by=office.writer)
    submit(article, SOURCE, office.writer)

    assert "1 处请核对打勾" in page_of(client, article, office.first)
