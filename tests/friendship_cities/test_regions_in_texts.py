import pytest

from friendship_cities.checking import called_countries, listed_beside_countries


@pytest.mark.parametrize(
    "words",
    [
        "来自日本、香港等10个国家的嘉宾",
        "与香港、澳门、台湾等国开展合作",
        "台湾等国家",
        "countries such as Japan, Singapore and Taiwan",
        "Hong Kong and other countries",
    ],
)
def test_hong_kong_macao_and_taiwan_are_never_called_countries(words):
    assert len(list(called_countries(words))) == 1


@pytest.mark.parametrize(
    "words",
    [
        "来自日本、新加坡、中国香港等10个国家和地区的嘉宾",
        "香港等地区",
        "香港各界人士与来自十国的嘉宾；新加坡等国家",
        "澳门大学等国内高校",
        "香港理工大学等国际机构",
        "countries and regions including Japan and Hong Kong SAR",
        "Hong Kong and other cities",
    ],
)
def test_countries_and_regions_is_right(words):
    assert list(called_countries(words)) == []


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("航线通达日本、香港、新加坡", 1),
        ("航线通达日本、中国香港、新加坡", 0),
        ("通达日本、香港、新加坡等国家和地区", 0),
        ("重庆、香港、澳门三地青年", 0),
        ("法国总领馆、香港贸发局", 0),
        ("法国、中国澳门", 0),
    ],
)
def test_a_region_listed_beside_a_country_is_asked_about(words, count):
    assert len(list(listed_beside_countries(words))) == count
