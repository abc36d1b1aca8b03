import pytest
from django.db.models import F
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from news.models import ArticlePicture
from tests.factories import ArticleFactory, PictureFactory, SectionFactory, VisitFactory
from waishi.languages import SOURCE
from waishi.publishing.models import Occurrence, Official, WordRule
from waishi.publishing.scanning import scan
from waishi.publishing.tasks import scan_for_all_rules
from waishi.publishing.wordlist import import_words

pytestmark = pytest.mark.django_db
State = Occurrence.State


def listed(**said):
    told = {"term": "汉城", "instead": "首尔", "reason": "改名", "source": "公告"}
    return WordRule.objects.create(**told | said)


def released(office, **said):
    article = ArticleFactory(section=SectionFactory(reviews_wanted=1), **said)
    office.release(article)
    return article


def found():
    rows = Occurrence.objects.order_by("state", "label")
    return [(row.state, row.label, row.language) for row in rows]


def test_a_changed_word_is_found_in_what_is_public_and_what_is_being_written(office):
    released(office, body_zh_hans="<p>汉城市代表团访渝。</p>")
    ArticleFactory(title_zh_hans="首尔市代表团访渝")

    assert scan(listed()) == 2
    assert found() == [(State.DRAFT, "正文（中文）", SOURCE), (State.LIVE, "正文", SOURCE)]


def test_captions_file_names_and_the_register_are_searched_too(office):
    article = ArticleFactory()
    ArticlePicture.objects.create(
        article=article, picture=PictureFactory(), caption_zh_hans="汉城市代表团"
    )
    PictureFactory(title="汉城代表团合影")
    office.make_public(VisitFactory(title_zh_hans="汉城市代表团访渝"))

    scan(listed())

    assert found() == [
        (State.DRAFT, "图说（中文）", SOURCE),
        (State.INTERNAL, "名称", ""),
        (State.RECORD, "标题（中文）", SOURCE),
    ]


def test_a_scheduled_release_is_told_as_such(office, moment):
    article = ArticleFactory(
        section=SectionFactory(reviews_wanted=1), title_zh_hans="汉城市代表团访渝"
    )
    office.release(article, live_from=moment.replace(year=moment.year + 1))

    scan(listed())

    assert State.SCHEDULED in [state for state, _, _ in found()]


def test_what_was_mended_is_gone_with_the_next_search(office):
    article = ArticleFactory(title_zh_hans="汉城市代表团访渝")
    rule = listed()
    scan(rule)
    office.rewrite(article, title_zh_hans="首尔市代表团访渝")

    assert scan(rule) == 0
    assert found() == []


def test_saving_a_word_starts_the_search_in_the_same_transaction(office, client):
    client.force_login(office.final)
    told = {
        "term": "汉城",
        "level": "warning",
        "instead": "首尔",
        "reason": "改名",
        "source": "公告",
    }

    client.post(reverse("admin:publishing_wordrule_add"), told | {"language": "", "unless": ""})

    job = ProcrastinateJob.objects.get(task_name="publishing.scan_for_rule")
    assert job.args == {"kind": "wordrule", "rule_id": WordRule.objects.get().pk}


def create(rule):
    return WordRule.objects.create(**rule)


def save(rule):
    made = WordRule.objects.create(**rule)
    let_jobs_go()
    made.reason, made.version = "改了名", made.version + 1
    made.save()


def update(rule):
    WordRule.objects.create(**rule)
    let_jobs_go()
    WordRule.objects.update(reason="改了名", version=F("version") + 1)


def import_file(rule):
    import_words([WordRule(**rule)], None)


def let_jobs_go():
    ProcrastinateJob.objects.filter(task_name="publishing.scan_for_rule")._raw_delete("default")


@pytest.mark.parametrize("road", [create, save, update, import_file])
def test_a_word_is_searched_for_by_whatever_road_it_changes(db, road):
    road({"term": "汉城", "instead": "首尔", "reason": "改名", "source": "公告"})

    (job,) = ProcrastinateJob.objects.filter(task_name="publishing.scan_for_rule")
    assert job.args == {"kind": "wordrule", "rule_id": WordRule.objects.get().pk}


def test_at_night_every_rule_is_searched_for_once_behind_all_other_jobs(db):
    word = WordRule.objects.create(term="汉城", reason="改名", source="公告")
    let_jobs_go()
    post = Official.objects.create(name_zh_hans="张三", post_zh_hans="市长", source="公告")

    scan_for_all_rules(0)
    scan_for_all_rules(0)

    jobs = ProcrastinateJob.objects.filter(task_name="publishing.scan_for_rule")
    assert {(job.args["kind"], job.args["rule_id"], job.priority) for job in jobs} == {
        ("wordrule", word.pk, -1),
        ("official", post.pk, 0),
    }
    assert len(jobs) == 2


def test_a_post_is_searched_for_however_often_it_changes_by_one_job(db):
    post = Official.objects.create(name_zh_hans="张三", post_zh_hans="市长", source="公告")
    Official.objects.update(source="新公告", version=F("version") + 1)

    (job,) = ProcrastinateJob.objects.filter(task_name="publishing.scan_for_rule")
    assert job.args == {"kind": "official", "rule_id": post.pk}


def test_what_was_found_is_withdrawn_from_the_results_each_by_the_service(office, client):
    articles = [released(office, title_zh_hans=f"汉城市第{n}次来访") for n in range(2)]
    scan(listed())
    rows = Occurrence.objects.filter(state=State.LIVE)
    client.force_login(office.final)

    client.post(
        reverse("admin:publishing_occurrence_changelist"),
        {"action": "withdraw", "_selected_action": [row.pk for row in rows], "reason": "地名有误"},
    )

    for article in articles:
        (withdrawal,) = article.withdrawals.all()
        assert (withdrawal.kind, withdrawal.reason) == ("error", "地名有误")
    assert not Occurrence.objects.filter(state=State.LIVE).exists()


def test_what_is_not_public_yet_is_said_to_have_nothing_to_withdraw(office, client):
    ArticleFactory(title_zh_hans="汉城市来访")
    scan(listed())
    client.force_login(office.final)
    chosen = {"action": "withdraw", "_selected_action": [Occurrence.objects.get().pk]}

    page = client.post(reverse("admin:publishing_occurrence_changelist"), chosen, follow=True)

    assert "选中的都还没有公开" in page.text
    assert "已撤下 0 处" not in page.text
    assert Occurrence.objects.exists()


def test_who_may_not_withdraw_sees_the_results_without_the_action(office, client):
    article = released(office, title_zh_hans="汉城市来访")
    scan(listed())
    client.force_login(office.writer)
    address = reverse("admin:publishing_occurrence_changelist")

    page = client.get(address)
    client.post(
        address,
        {"action": "withdraw", "_selected_action": [row.pk for row in Occurrence.objects.all()]},
    )

    assert "汉城市来访" in page.text
    assert "立即撤下" not in page.text
    assert not article.withdrawals.exists()
