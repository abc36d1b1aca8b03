"""What is written in a form is not lost before it is saved: by a crash, a time-out, others."""

import json
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Article
from tests.conftest import Office
from tests.factories import ArticleFactory, SectionFactory
from tests.publishing.test_office_forms import change_url, form_of
from waishi.publishing.models import OpenForm
from waishi.publishing.tasks import KEPT, forget_open_forms

pytestmark = pytest.mark.django_db

KEEP = "/admin/keep/"


def keep(client, path, data):
    """What the browser sends every few seconds."""
    body = urlencode(data | {"_path": path}, doseq=True)
    return client.post(KEEP, body, content_type="application/x-www-form-urlencoded")


def restored(client, path):
    """The form as the newest of what was kept brings it back, by the link it offers."""
    [kept, *_] = client.get(path).context["kept"]
    return client.get(path, {"kept": kept.number})


def kept_title(response):
    return response.context["adminform"].form["title_zh_hans"].value()


def test_what_was_written_and_not_saved_is_offered_and_brought_back(client, office):
    client.force_login(office.writer)
    article = ArticleFactory()
    path = change_url(article)
    written = form_of(client, path) | {
        "title_zh_hans": "写到一半的标题",
        "body_zh_hans": "<p>半句</p>",
    }

    answer = keep(client, path, written)
    offered = client.get(path)
    brought_back = restored(client, path)

    assert answer.status_code == 200
    assert json.loads(answer.content)["kept_at"]
    assert "恢复到表单" in offered.content.decode()
    assert kept_title(offered) == article.title_zh_hans
    assert kept_title(brought_back) == "写到一半的标题"
    assert "还没有保存" in brought_back.content.decode()
    article.refresh_from_db()
    assert article.version == 1


def test_saving_what_was_brought_back_lets_the_kept_form_go(client, office):
    client.force_login(office.writer)
    article = ArticleFactory()
    path = change_url(article)
    written = form_of(client, path) | {"title_zh_hans": "写完的标题"}
    keep(client, path, written)
    brought_back = restored(client, path)
    assert brought_back.context["adminform"].form["shown"].value() == written["shown"]

    assert client.post(brought_back.wsgi_request.get_full_path(), written).status_code == 302

    article.refresh_from_db()
    assert article.title_zh_hans == "写完的标题"
    assert "恢复到表单" not in client.get(path).content.decode()


def test_a_new_article_is_kept_before_it_has_a_number(client, office):
    client.force_login(office.writer)
    path = reverse("admin:news_article_add")
    SectionFactory()
    keep(client, path, form_of(client, path) | {"title_zh_hans": "还没有编号"})

    brought_back = restored(client, path)

    assert kept_title(brought_back) == "还没有编号"
    assert Article.objects.count() == 0


def test_bringing_back_meets_what_others_saved_meanwhile_with_both_texts(client, office):
    client.force_login(office.writer)
    article = ArticleFactory(title_zh_hans="原来的标题")
    path = change_url(article)
    written = form_of(client, path) | {"title_zh_hans": "我的标题"}
    keep(client, path, written)
    office.rewrite(article, title_zh_hans="别人的标题")

    page = restored(client, path)

    assert kept_title(page) == "我的标题"
    difference = [(run.kind, run.text) for run in page.context["conflicts"][0].blocks[0].runs]
    assert difference == [("removed", "别人"), ("added", "我"), ("same", "的标题")]
    article.refresh_from_db()
    assert article.title_zh_hans == "别人的标题"


def test_a_kept_form_is_its_writers_alone(client, office):
    article = ArticleFactory()
    path = change_url(article)
    client.force_login(office.writer)
    keep(client, path, form_of(client, path) | {"title_zh_hans": "写到一半的标题"})
    kept = OpenForm.objects.exclude(kept="").get()
    client.force_login(office.first)

    page = client.get(path)
    keep(client, path, {"_forget": kept.pk})

    assert kept_title(page) == article.title_zh_hans
    assert kept_title(client.get(path, {"kept": kept.pk})) == article.title_zh_hans
    assert OpenForm.objects.filter(pk=kept.pk).exists()
    assert "恢复到表单" not in page.content.decode()
    assert [(one.name, one.kept_at is not None) for one in page.context["others_at_it"]] == [
        (office.writer.display_name, True)
    ]
    assert "刚刚打开了这一页，正在修改" in page.content.decode()


def test_who_opened_a_form_long_ago_is_not_named(client, office, moment):
    article = ArticleFactory()
    client.force_login(office.writer)
    client.get(change_url(article))
    OpenForm.objects.update(opened_at=moment - timedelta(hours=3))
    client.force_login(office.first)

    assert client.get(change_url(article)).context["others_at_it"] == []


def test_what_is_not_wanted_is_forgotten(client, office):
    client.force_login(office.writer)
    path = change_url(ArticleFactory())
    keep(client, path, {"title_zh_hans": "不要了", "open_sheet": "one"})
    keep(client, path, {"title_zh_hans": "还要", "open_sheet": "other"})
    [other, one] = client.get(path).context["kept"]

    keep(client, path, {"_forget": one.number})
    for said in ("", "x", "0", "9" * 40):
        keep(client, path, {"_forget": said})

    assert client.get(path).context["kept"] == [other]


def test_who_opens_a_form_again_and_writes_something_else_keeps_both(client, office):
    client.force_login(office.writer)
    path = change_url(ArticleFactory())
    for title in ("昨晚写的", "今早写的"):
        sheet = client.get(path).context["sheet"]
        for state in ("写到", title):
            keep(
                client, path, form_of(client, path) | {"title_zh_hans": state, "open_sheet": sheet}
            )

    brought_back = restored(client, path)
    assert kept_title(brought_back) == "今早写的"
    assert brought_back.context["sheet"] == sheet
    assert [kept.sheet == sheet for kept in brought_back.context["kept"]] == [False]
    written = form_of(client, path) | {"title_zh_hans": "今早写的", "open_sheet": sheet}
    assert client.post(path, written).status_code == 302

    assert kept_title(restored(client, path)) == "昨晚写的"
    assert len(client.get(path).context["kept"]) == 1


@pytest.mark.parametrize("sheet", ["", "x" * 33, "一页", "a b", "<b>"])
def test_a_sheet_that_cannot_be_one_is_kept_without_its_name(client, office, sheet):
    client.force_login(office.writer)
    path = change_url(ArticleFactory())

    keep(client, path, form_of(client, path) | {"title_zh_hans": "写到一半", "open_sheet": sheet})

    assert [kept.sheet for kept in client.get(path).context["kept"]] == [""]
    assert kept_title(restored(client, path)) == "写到一半"


def test_a_refused_form_stays_the_sheet_it_was(client, office):
    client.force_login(office.writer)
    path = change_url(ArticleFactory())
    written = form_of(client, path) | {"title_zh_hans": "", "open_sheet": "mine"}

    refused = client.post(path, written)

    assert refused.status_code == 200
    assert refused.context["sheet"] == "mine"
    assert refused.context["kept"] == []


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        "/admin/",
        "/admin/login/",
        "https://example.org/",
        "/admin/news/article/",
        "/x" * 200,
    ],
)
def test_only_forms_of_the_office_are_kept(client, office, path):
    client.force_login(office.writer)

    assert keep(client, path, {"title_zh_hans": "x"}).status_code == 400
    assert not OpenForm.objects.exists()


def test_a_form_is_kept_by_nobody_who_is_not_signed_in(client):
    path = change_url(ArticleFactory())

    answer = keep(client, path, {"title_zh_hans": "x"})

    assert answer.status_code == 302
    assert not OpenForm.objects.exists()


def test_a_save_that_meets_a_time_out_is_brought_back_after_signing_in(client, office):
    office.writer.set_password("a-long-enough-password")
    office.writer.save()
    article = ArticleFactory()
    path = change_url(article)
    client.force_login(office.writer)
    written = form_of(client, path) | {"title_zh_hans": "超时前写的标题"}
    client.logout()

    asked = client.post(path, written)
    wrong = client.post(
        asked.context["app_path"],
        {
            "username": "writer",
            "password": "no",
            "kept": asked.context["kept"],
            "next": asked.context["next"],
        },
    )
    page = client.post(
        asked.context["app_path"],
        {
            "username": "writer",
            "password": "a-long-enough-password",
            "kept": wrong.context["kept"],
            "next": asked.context["next"],
        },
        follow=True,
    )

    assert asked.status_code == 403
    assert "您刚才填写的内容没有丢" in asked.content.decode()
    assert kept_title(page) == "超时前写的标题"
    article.refresh_from_db()
    assert article.version == 1


def test_a_sealed_form_that_was_tampered_with_is_left_aside(client, office):
    office.writer.set_password("a-long-enough-password")
    office.writer.save()

    response = client.post(
        reverse("admin:login"),
        {"username": "writer", "password": "a-long-enough-password", "kept": "x:y:z"},
    )

    assert response.status_code == 302
    assert not OpenForm.objects.exists()


def test_rows_of_a_part_that_two_people_changed_are_shown_and_saved_the_second_time(client, office):
    client.force_login(office.writer)
    article = ArticleFactory()
    path = change_url(article)
    row = {
        "attachments-TOTAL_FORMS": "1",
        "attachments-0-title_zh_hans": "我的附件",
        "attachments-0-language": "zh-hans",
    }
    mine = form_of(client, path) | row | {"attachments-0-file": a_file()}
    theirs = (
        form_of(client, path)
        | row
        | {
            "attachments-0-title_zh_hans": "他们的附件",
            "attachments-0-file": a_file(),
        }
    )
    assert client.post(path, theirs).status_code == 302

    told = client.post(path, mine | {"attachments-0-file": a_file()})
    seen = told.context["adminform"].form["shown"].value()
    saved = client.post(path, mine | {"shown": seen, "attachments-0-file": a_file()})

    assert told.status_code == 200
    assert "他们的附件" in told.content.decode()
    assert [one.label for one in told.context["conflicts"]] == ["附件"]
    assert saved.status_code == 302
    titles = article.attachments.values_list("title_zh_hans", flat=True)
    assert sorted(titles) == ["他们的附件", "我的附件"]


def a_file():
    return SimpleUploadedFile("a.pdf", b"%PDF-1.4 x", content_type="application/pdf")


def test_forms_nobody_came_back_to_are_forgotten_after_a_month(office, moment):
    path = change_url(ArticleFactory())
    OpenForm.objects.keep(office.writer, path, "one", "title=x", moment)
    forget_open_forms(0)
    assert OpenForm.objects.count() == 1
    OpenForm.objects.update(opened_at=moment - KEPT - timedelta(minutes=1))

    forget_open_forms(0)

    assert not OpenForm.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_form_is_brought_back_where_no_test_opens_a_transaction_around_it(client):
    office = Office()
    client.force_login(office.writer)
    article = ArticleFactory()
    path = change_url(article)
    keep(client, path, form_of(client, path) | {"title_zh_hans": "写到一半的标题"})

    assert kept_title(restored(client, path)) == "写到一半的标题"
    translator = reverse("admin:news_article_translate", args=[article.pk])
    client.force_login(office.translator)
    keep(client, translator, form_of(client, translator) | {"title_en": "Half a title"})
    assert "Half a title" in restored(client, translator).content.decode()


def test_what_a_shared_machine_holds_of_a_form_is_told_apart_by_person(client, office):
    for person in (office.writer, office.contributor):
        client.force_login(person)
        page = client.get(reverse("admin:news_article_add")).content.decode()
        assert f'data-user="{person.pk}"' in page


def test_what_was_kept_of_two_sheets_is_told_apart_by_its_title(client, office):
    client.force_login(office.writer)
    path = reverse("admin:news_article_add")
    for sheet, title in enumerate(("第一篇<b>", "第二篇", "")):
        written = {"title_zh_hans": title, "summary_zh_hans": "摘要", "open_sheet": f"{sheet}"}
        keep(client, path, form_of(client, path) | written)

    page = client.get(path)

    assert [one.called for one in page.context["kept"]] == ["", "第二篇", "第一篇<b>"]
    assert "没有保存的内容还在：“第一篇&lt;b&gt;”。" in page.content.decode()


def test_two_who_each_write_something_new_are_not_told_of_each_other(client, office):
    path, article = reverse("admin:news_article_add"), ArticleFactory()
    for person in (office.first, office.writer):
        client.force_login(person)
        page, changed = client.get(path), client.get(change_url(article))

    assert page.context["others_at_it"] == []
    assert "打开了这一页" not in page.content.decode()
    assert [one.name for one in changed.context["others_at_it"]] == [office.first.display_name]
