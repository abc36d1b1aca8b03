"""The office's lists as files: what is taken, and what is refused in words with its row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from waishi.publishing.models import Term, WordRule
from waishi.publishing.wordlist import read_words, write_words

pytestmark = pytest.mark.django_db

WORDS = "词,语种,处理,应写作,例外,理由,依据,从,到\n"
TERMS = "中文,英文,种类,说明,出处\n"


def sent(client, page, text):
    """What the page says of a file."""
    file = SimpleUploadedFile("list.csv", text if isinstance(text, bytes) else text.encode())
    response = client.post(reverse(f"admin:{page}"), {"file": file}, follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            "甲,中文,须改正,,,理由,依据,,\n甲,中文,请核对,,,理由,依据,,\n",
            "“甲”（中文）在文件里写了两次",
        ),
        ("甲,中文,须改正,,,理由,依据,2020-01-02,2020-01-01\n", "第2行读不懂：止日须不早于起日"),
        ("甲,英语,须改正,,,理由,依据,,\n", "语种须为中文、英文，或不填"),
        ("甲,中文,禁止,,,理由,依据,,\n", "处理须为须改正、请核对之一"),
        ("甲,中文,须改正,,,,依据,,\n", "第2行读不懂：此字段不能为空。"),
        ("甲,中文,须改正,,,理由,依据,昨天,\n", "“昨天”不是能识别的日期"),
        ("甲,中文,须改正,,,理由,依据,2020年,\n", "“2020年”须写到日"),
        ('"' + "长" * 140_000 + '"\n', "读不懂这个文件"),
        ("甲,中文\r乙", "读不懂"),
    ],
)
def test_a_list_of_words_that_is_wrong_in_any_row_is_refused_whole(client, office, rows, told):
    client.force_login(office.final)

    page = sent(client, "import_words", WORDS + rows)

    assert told in page
    assert not WordRule.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_list_of_words_is_taken_as_excel_saves_it(client, office, encoding):
    client.force_login(office.final)
    row = "汉城,中文,请核对,首尔,汉城湖；汉城遗址,改名,公告,2005/1/19,\r\n"

    sent(client, "import_words", (WORDS.strip() + "\r\n" + row).encode(encoding))

    rule = WordRule.objects.get()
    assert (rule.term, str(rule.valid_from), rule.word.unless) == (
        "汉城",
        "2005-01-19",
        ("汉城湖", "汉城遗址"),
    )


def test_no_spreadsheet_runs_a_word_of_the_list():
    rule = WordRule(term="=1+1", reason="试", source="试")

    told = write_words([rule])

    assert "'=1+1" in told
    assert read_words(told)[0].term == "=1+1"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("甲,A,地名,,出处\n甲,B,地名,,出处\n", "“甲”在文件里写了两次"),
        ("甲,A,地方,,出处\n", "种类须为地名、职务、机构、其他之一"),
        ("甲,,地名,,出处\n", "第2行读不懂：此字段不能为空。"),
        ('"' + "长" * 140_000 + '"\n', "读不懂这个文件"),
    ],
)
def test_a_list_of_names_that_is_wrong_in_any_row_is_refused_whole(client, office, rows, told):
    client.force_login(office.translator)

    assert told in sent(client, "import_terms", TERMS + rows)
    assert not Term.objects.exists()


def test_a_version_that_is_none_is_refused(client, office):
    client.force_login(office.translator)

    page = sent(client, "import_terms", TERMS.strip() + ",版本\n甲,A,地名,,出处,第二版\n")

    assert "第2行读不懂：版本不是数字" in page


def test_a_nul_byte_in_a_list_is_left_out(client, office):
    client.force_login(office.translator)

    sent(client, "import_terms", TERMS + "甲\x00,A,地名,,出处\n")

    assert Term.objects.get().zh == "甲"


def test_a_list_of_names_is_taken_as_excel_saves_it_and_a_picture_is_none(client, office):
    client.force_login(office.translator)

    sent(client, "import_terms", (TERMS + "重庆,Chongqing,地名,,出处\n").encode("gb18030"))

    assert Term.objects.get().zh == "重庆"
    assert "这个文件不是 CSV" in sent(client, "import_terms", b"\xff\xd8\xff\xe0\x00\x10JFIF")
