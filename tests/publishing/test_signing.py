"""A stage signed on paper: what makes the sheet count, and what does not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import ArticleFactory, UserFactory
from tests.publishing.test_reviewing import read_and_approve, rewrite
from waishi.languages import SOURCE
from waishi.publishing.models import Review, SignedSheet, Stage
from waishi.publishing.reviewing import ReviewRefused, hashes_of, record_signature, submit
from waishi.publishing.signing import Signature, SignatureRefused, fingerprint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_last_review(office):
    article = ArticleFactory()
    rewrite(article, office.writer, title_zh_hans="待分管领导签批的稿件")
    article.refresh_from_db()
    submit(article, SOURCE, office.writer)
    for person in (office.first, office.second):
        read_and_approve(article, person)
    return article


@pytest.fixture
def signature(at_last_review):
    return Signature(
        signer="周某",
        post="分管副主任",
        signed_on=timezone.localdate(),
        fingerprint=fingerprint_of(hashes_of(at_last_review)[SOURCE]),
        file_name="审核表.pdf",
        scan=b"%PDF-1.7 scan",
        opinion="同意发布",
    )


@pytest.fixture
def recorder(office):
    return UserFactory(roles=["采编"])


def record(article, person, signature):
    article.refresh_from_db()
    read = hashes_of(article)[SOURCE]
    record_signature(article, SOURCE, person, signature, read_hash=read)
    article.refresh_from_db()


def test_a_signed_sheet_counts_as_the_stages_approval(at_last_review, recorder, signature):
    record(at_last_review, recorder, signature)

    review = Review.objects.get(stage=Stage.FINAL)
    assert (review.signer, review.signer_post) == ("周某", "分管副主任")
    assert (review.reviewer, review.sheet.added_by) == (recorder, recorder)
    assert bytes(review.sheet.content) == b"%PDF-1.7 scan"
    assert at_last_review.releases.count() == 1


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"fingerprint": "0" * 12}, "不是这一稿"),
        ({"fingerprint": ""}, "不是这一稿"),
        ({"signer": " "}, "写明签批人"),
        ({"post": ""}, "写明签批人"),
        ({"scan": b""}, "PDF、JPEG 或 PNG"),
        ({"scan": b"MZ\x90\x00"}, "PDF、JPEG 或 PNG"),
        ({"scan": b"%PDF-" + bytes(11 * 1024 * 1024)}, "超过 10 MB"),
        ({"signed_on": timezone.localdate() + timedelta(days=2)}, "今天之后"),
    ],
)
def test_a_sheet_that_does_not_prove_it_is_refused(
    at_last_review, recorder, signature, changed, why
):
    with pytest.raises(SignatureRefused, match=why):
        record(at_last_review, recorder, replace(signature, **changed))
    assert not SignedSheet.objects.exists()
    assert at_last_review.stage == Stage.FINAL


def test_an_author_neither_records_nor_signs(office, at_last_review, signature, recorder):
    with pytest.raises(ReviewRefused, match="您写过或改过"):
        record(at_last_review, office.writer, signature)
    with pytest.raises(SignatureRefused, match="不能再签"):
        record(at_last_review, recorder, replace(signature, signer=office.writer.display_name))


def test_who_approved_another_stage_neither_records_nor_signs(
    office, at_last_review, signature, recorder
):
    with pytest.raises(ReviewRefused, match="您已审过"):
        record(at_last_review, office.second, signature)
    with pytest.raises(SignatureRefused, match="不能再签"):
        record(at_last_review, recorder, replace(signature, signer=office.first.display_name))


@pytest.mark.parametrize("person", ["contributor", "translator", "auditor", "administrator"])
def test_only_who_may_records(office, at_last_review, signature, person):
    with pytest.raises(ReviewRefused, match="没有登记纸面签批的权限"):
        record(at_last_review, getattr(office, person), signature)


def test_a_text_that_moved_since_the_sheet_was_printed_is_not_signed(
    office, at_last_review, signature, recorder
):
    rewrite(at_last_review, office.writer, title_zh_hans="签字之后又改")

    with pytest.raises(SignatureRefused, match="不是这一稿"):
        record(at_last_review, recorder, signature)


@pytest.mark.parametrize("missing", [{"signer": ""}, {"signer_post": ""}, {"sheet": None}])
def test_the_database_takes_no_half_signature(at_last_review, recorder, signature, missing):
    with transaction.atomic():
        record(at_last_review, recorder, signature)
        review = Review.objects.get(stage=Stage.FINAL)
        transaction.set_rollback(True)
    review.pk, review.sheet = (
        None,
        SignedSheet.objects.create(
            file_name="a", file_type="b", content=b"c", added_by=recorder, added_at=timezone.now()
        ),
    )
    for name, value in missing.items():
        setattr(review, name, value)

    with pytest.raises(IntegrityError, match="signature_on_paper"), transaction.atomic():
        review.save(force_insert=True)


def test_a_kept_sheet_is_never_changed(at_last_review, recorder, signature):
    record(at_last_review, recorder, signature)

    for change in (
        SignedSheet.objects.all().delete,
        lambda: SignedSheet.objects.update(content=b"x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
