"""What an editor can do in the forms of the office, and what nobody loses there."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse

from friendship_cities.models import Partnership, Visit
from news.models import Article
from tests.conftest import read_and_approve
from tests.factories import (
    ArticleFactory,
    PartnershipFactory,
    PictureFactory,
    SectionFactory,
    StandingFactory,
    VisitFactory,
)
from waishi.languages import SOURCE
from waishi.publishing import parts
from waishi.publishing.models import AuditEntry, Proposal, TextChange
from waishi.publishing.proposing import decide, propose, propose_publication
from waishi.publishing.reviewing import submit

pytestmark = pytest.mark.django_db


def form_of(client, url):
    """What a browser would send back of a form, untouched."""
    response = client.get(url)
    assert response.status_code == 200, response.content.decode()[:2000]
    adminform = response.context["adminform"].form
    data = {}
    forms = [adminform]
    for inline in response.context["inline_admin_formsets"]:
        formset = inline.formset
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is None or value is False:
                continue
            field = bound.field
            value = field.prepare_value(value) if hasattr(field, "prepare_value") else value
            widget = field.widget
            decomposed = widget.decompress(value) if hasattr(widget, "decompress") else None
            if decomposed is not None:
                for number, part in enumerate(decomposed):
                    shown = widget.widgets[number].format_value(part)
                    data[f"{bound.html_name}_{number}"] = shown or ""
            elif isinstance(value, list):
                data[bound.html_name] = [str(getattr(one, "pk", one)) for one in value]
            else:
                data[bound.html_name] = str(value)
    return data


def change_url(record):
    return reverse(
        f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk]
    )


def test_what_a_form_refuses_is_listed_above_it_with_links(client, office):
    client.force_login(office.writer)
    address = reverse("admin:news_article_add")
    wrong = {"attachments-TOTAL_FORMS": "1", "attachments-0-title_zh_hans": "没有文件的附件"}

    page = client.post(address, form_of(client, address) | wrong).content.decode()

    links = re.findall(r'<a href="#(id_[^"]+)">[^<]+</a>：这个字段是必填项。', page)
    assert {"id_title_zh_hans", "id_section", "id_attachments-0-file"} <= {*links}


def test_an_editor_writes_an_article_with_five_fields(client, office):
    client.force_login(office.writer)
    section = SectionFactory()
    data = form_of(client, reverse("admin:news_article_add"))
    data |= {
        "title_zh_hans": "重庆与恩贾梅纳签署友城协议",
        "body_zh_hans": "<p onclick='x()'>2021年10月12日签署。</p><script>alert(1)</script>",
        "section": section.pk,
        "source_zh_hans": "市外办",
    }

    response = client.post(reverse("admin:news_article_add"), data)

    article = Article.objects.get()
    assert response.status_code == 302
    assert article.body_zh_hans == "<p>2021年10月12日签署。</p>"
    assert article.created_by == office.writer
    assert TextChange.objects.get().author == office.writer
    assert AuditEntry.objects.filter(act="新建", actor="writer").exists()


@pytest.mark.parametrize("typed", ["another", "12x", "9" * 40, ""])
def test_a_refused_form_shows_the_picture_that_was_chosen_and_no_other(client, office, typed):
    client.force_login(office.writer)
    article = ArticleFactory(lead_picture=PictureFactory())
    another = PictureFactory()
    data = form_of(client, change_url(article)) | {
        "title_zh_hans": "",
        "lead_picture": str(another.pk) if typed == "another" else typed,
    }

    page = client.post(change_url(article), data).content.decode()

    assert article.lead_picture.thumbnail_url not in page
    assert (another.thumbnail_url in page) == (typed == "another")


def test_saving_an_untouched_form_changes_nothing(client, office):
    client.force_login(office.writer)
    article = ArticleFactory(english=True)
    data = form_of(client, change_url(article))

    response = client.post(change_url(article), data)

    assert response.status_code == 302, response.context["errors"]
    article.refresh_from_db()
    assert article.version == 1


def test_two_people_on_two_languages_both_keep_their_work(client, office):
    client.force_login(office.writer)
    article = ArticleFactory(english=True)
    mine = form_of(client, change_url(article)) | {"title_zh_hans": "中文新标题"}
    theirs = form_of(client, change_url(article)) | {"title_en": "A new English title"}

    assert client.post(change_url(article), theirs).status_code == 302
    assert client.post(change_url(article), mine).status_code == 302

    article.refresh_from_db()
    assert (article.title_zh_hans, article.title_en) == ("中文新标题", "A new English title")
    assert article.version == 3


def test_the_second_of_two_on_one_field_is_told_and_loses_nothing(client, office):
    client.force_login(office.writer)
    article = ArticleFactory()
    first = form_of(client, change_url(article)) | {"title_zh_hans": "甲的标题"}
    second = form_of(client, change_url(article)) | {"title_zh_hans": "乙的标题"}
    client.post(change_url(article), first)

    response = client.post(change_url(article), second)

    page = response.content.decode()
    assert response.status_code == 200
    assert "甲的标题" in page
    assert "乙的标题" in page
    article.refresh_from_db()
    assert article.title_zh_hans == "甲的标题"

    again = second | {"shown": response.context["adminform"].form["shown"].value()}
    assert client.post(change_url(article), again).status_code == 302
    article.refresh_from_db()
    assert article.title_zh_hans == "乙的标题"


def test_a_form_that_carries_no_hashes_cannot_overwrite(client, office):
    client.force_login(office.writer)
    article = ArticleFactory()
    data = form_of(client, change_url(article)) | {"title_zh_hans": "改", "shown": "nonsense"}

    response = client.post(change_url(article), data)

    assert response.status_code == 200
    article.refresh_from_db()
    assert article.version == 1


def test_a_change_of_a_public_partnership_waits_for_another_person(client, office):
    tie = StandingFactory().partnership
    office.make_public(tie)
    client.force_login(office.registrar)
    data = form_of(client, change_url(tie)) | {"fields_of_cooperation_zh_hans": "教育、园艺"}

    response = client.post(change_url(tie), data)

    assert response.status_code == 302
    tie.refresh_from_db()
    assert not tie.fields_of_cooperation_zh_hans
    proposal = Proposal.objects.pending().get()
    assert proposal.changes == {"fields_of_cooperation_zh_hans": ["", "教育、园艺"]}

    client.force_login(office.final)
    url = reverse("admin:publishing_proposal_change", args=[proposal.pk])
    assert "教育、园艺" in client.get(url).content.decode()
    client.post(url, {"_agree": "1"})

    tie.refresh_from_db()
    assert tie.fields_of_cooperation_zh_hans == "教育、园艺"


def test_a_new_standing_of_a_public_partnership_counts_as_one_field(client, office):
    tie = StandingFactory(kind="friendly_exchange", from_on="2001").partnership
    office.make_public(tie)
    client.force_login(office.registrar)
    data = form_of(client, change_url(tie))
    data |= {
        "standings-TOTAL_FORMS": "2",
        "standings-1-partnership": str(tie.pk),
        "standings-1-kind": "sister_city",
        "standings-1-status": "in_force",
        "standings-1-from_on": "2004年7月22日",
        "standings-1-source": "杜塞尔多夫市",
        "standings-1-certainty": "published",
    }

    response = client.post(change_url(tie), data)

    assert response.status_code == 302, response.context["errors"]
    proposal = Proposal.objects.pending().get()
    assert list(proposal.changes) == ["standings"]
    assert tie.standings.count() == 1

    client.force_login(office.final)
    client.post(reverse("admin:publishing_proposal_change", args=[proposal.pk]), {"_agree": "1"})

    assert [str(standing.from_on) for standing in tie.standings.all()] == ["2001", "2004-07-22"]


def test_what_was_proposed_of_a_record_deleted_since_can_only_be_returned(client, office):
    tie = PartnershipFactory()
    proposal = propose_publication(tie, office.registrar)
    client.force_login(office.registrar)
    client.post(change_url(tie).replace("change", "delete"), {"post": "yes"})
    assert not Partnership.objects.exists()
    address = reverse("admin:publishing_proposal_change", args=[proposal.pk])
    client.force_login(office.final)

    page = client.post(address, {"_agree": "1"}, follow=True).content.decode()
    client.post(address, {"_return": "1", "opinion": "记录已删"})

    assert "这条记录已被删除，请退回" in page
    proposal.refresh_from_db()
    assert proposal.verdict == Proposal.Verdict.RETURNED


def test_a_proposal_that_names_what_was_deleted_since_can_only_be_returned(client, office):
    visit, tie = office.make_public(VisitFactory()), PartnershipFactory()
    proposal = propose(visit, {"partnerships": ([], [tie.pk])}, office.registrar)
    tie.delete()
    client.force_login(office.final)
    address = reverse("admin:publishing_proposal_change", args=[proposal.pk])

    page = client.post(address, {"_agree": "1"}).content.decode()

    assert "有一项已被删除" in page
    proposal.refresh_from_db()
    assert proposal.verdict == Proposal.Verdict.PENDING


def test_a_decision_that_is_refused_keeps_the_opinion(client, office):
    tie = PartnershipFactory()
    proposal = propose_publication(tie, office.registrar)
    tie.refresh_from_db()
    tie.remark, tie.version = "提请之后改的", tie.version + 1
    tie.save()
    client.force_login(office.final)
    address = reverse("admin:publishing_proposal_change", args=[proposal.pk])

    page = client.post(address, {"_agree": "1", "opinion": "核对过协议<原件>"}).content.decode()

    assert "又有改动，请退回后重新提请" in page
    assert ">核对过协议&lt;原件&gt;</textarea>" in page


def test_the_proposer_cannot_decide(client, office):
    tie = PartnershipFactory()
    client.force_login(office.registrar)
    client.post(change_url(tie), form_of(client, change_url(tie)) | {"_propose": "1"})
    proposal = Proposal.objects.get()

    client.post(reverse("admin:publishing_proposal_change", args=[proposal.pk]), {"_agree": "1"})

    tie.refresh_from_db()
    assert not tie.is_public


@pytest.mark.parametrize("person", ["second", "final", "registrar"])
def test_whoever_may_decide_takes_a_record_back_at_once_even_who_only_reads_it(
    client, office, person
):
    tie = office.make_public(PartnershipFactory())
    client.force_login(getattr(office, person))
    assert "撤回公开" in client.get(change_url(tie)).content.decode()

    for _ in range(2):
        page = client.post(change_url(tie), {"_take_back": "1"}, follow=True).content.decode()

    tie.refresh_from_db()
    assert not tie.is_public
    assert "没有公开，无须撤回" in page
    assert AuditEntry.objects.filter(act="撤回公开").count() == 1


def test_a_record_is_taken_back_whatever_else_stands_in_its_form(client, office):
    tie = office.make_public(PartnershipFactory())
    client.force_login(office.registrar)
    for typed in ({"source": ""}, {"source": "另一个出处"}):
        data = form_of(client, change_url(tie)) | typed | {"_take_back": "1"}
        client.post(change_url(tie), data)

    tie.refresh_from_db()
    assert not tie.is_public
    assert not Proposal.objects.pending().exists()


def test_a_form_shows_the_hash_of_every_field(client, office):
    client.force_login(office.writer)
    shown = json.loads(form_of(client, change_url(ArticleFactory()))["shown"])

    assert {"title_zh_hans", "title_en", "topics", "gallery", "attachments"} <= shown.keys()


def test_a_refused_submission_leads_to_what_is_to_be_mended(client, office):
    article = ArticleFactory(body_zh_hans="", created_by=office.writer)
    client.force_login(office.writer)
    data = form_of(client, change_url(article)) | {"_submit_zh-hans": "1"}

    page = client.post(change_url(article), data, follow=True).content.decode()

    assert "中文稿还缺：正文。" in page
    assert 'href="#id_body_zh_hans"' in page


def test_a_form_leads_to_the_page_readers_see_only_where_there_is_one(client, office):
    tie = PartnershipFactory()
    address = reverse("admin:friendship_cities_partnership_change", args=[tie.pk])
    client.force_login(office.registrar)
    assert "看公开的页面" not in client.get(address).content.decode()

    office.make_public(tie)

    assert "看公开的页面" in client.get(address).content.decode()
    client.force_login(office.writer)
    draft = client.get(change_url(ArticleFactory())).content.decode()
    assert "看公开的页面" not in draft
    assert "修改记录" in draft


def test_what_is_deleted_from_a_list_is_written_down_one_by_one(client, office):
    client.force_login(office.registrar)
    gone = [VisitFactory(title_zh_hans="甲访渝"), VisitFactory(title_zh_hans="乙访渝")]
    listed = reverse("admin:friendship_cities_visit_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [one.pk for one in gone]}

    client.post(listed, chosen | {"post": "yes"})

    assert not Visit.objects.exists()
    told = AuditEntry.objects.filter(act="删除", actor="registrar").order_by("title")
    assert [entry.title for entry in told] == ["乙访渝", "甲访渝"]


def test_a_list_is_called_by_what_it_lists(client, office):
    client.force_login(office.auditor)

    for kind, name in (("news_article", "稿件"), ("publishing_proposal", "提请复核")):
        page = client.get(reverse(f"admin:{kind}_changelist"))
        assert page.context["title"] == name


def test_a_row_that_was_deleted_meanwhile_is_not_proposed_anew(client, office):
    tie = StandingFactory().partnership
    StandingFactory(partnership=tie, from_on="2001-05")
    office.make_public(tie)
    client.force_login(office.registrar)
    data = form_of(client, change_url(tie)) | {"standings-0-source": "另一出处"}
    rows = parts.value_of(tie, "standings")
    decide(
        propose(tie, {"standings": (rows, rows[:1])}, office.registrar), office.final, agree=True
    )

    told = client.post(change_url(tie), data).content.decode()
    shown = re.search(r'name="shown" value="([^"]*)"', told)[1]
    client.post(change_url(tie), data | {"shown": unescape(shown)})

    _, after = Proposal.objects.pending().get().changes["standings"]
    assert [(row["pk"], row["source"]) for row in after] == [(rows[0]["pk"], "另一出处")]


def test_the_record_of_changes_names_fields_as_the_form_does(client, office):
    article = ArticleFactory(created_by=office.writer)
    office.rewrite(article, title_zh_hans="新标题", summary_en="New")
    submit(article, SOURCE, office.writer)
    read_and_approve(Article.objects.get(pk=article.pk), SOURCE, office.first, opinion="事实已核")
    client.force_login(office.writer)

    page = client.get(reverse("admin:news_article_history", args=[article.pk])).content.decode()

    assert "标题（中文）、摘要（英文）" in page
    assert "事实已核" in page
    assert "title_zh_hans" not in page
