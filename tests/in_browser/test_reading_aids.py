"""Reading aids, the header and the picture of the network, as a reader meets them."""

from itertools import combinations

import pytest
from playwright.sync_api import expect

from tests.in_browser.conftest import NARROW, WIDE
from tests.in_browser.test_every_page import PAGES, first_link

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

LANGUAGES = pytest.mark.parametrize("prefix", ["", "/en"], ids=["Chinese", "English"])
# A screen 1280 px wide at 400 %.
AT_400_PERCENT = {"width": 320, "height": 256}


def body_px(reader):
    return reader.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")


@LANGUAGES
def test_by_keyboard_and_without_script_a_reader_enters_the_large_mode_and_leaves_it(visit, prefix):
    reader = visit(java_script_enabled=False)
    reader.open(f"{prefix}/news/")
    enter, leave = (reader.page.locator(f".reading-{way} > a") for way in ("enter", "leave"))
    expect(leave).to_be_hidden()

    # Without script the focus cannot be asked for from the page.
    for _ in range(3):
        reader.page.keyboard.press("Tab")
    expect(enter).to_be_focused()
    reader.page.keyboard.press("Enter")

    expect(leave).to_be_visible()
    expect(enter).to_be_hidden()
    assert reader.page.url.endswith(f"{prefix}/news/")
    assert [cookie["name"] for cookie in reader.context.cookies()] == ["reading"]

    leave.press("Enter")
    expect(enter).to_be_visible()
    assert reader.context.cookies() == []


@LANGUAGES
def test_every_choice_shows_at_once_on_the_page_of_choices_and_everywhere(visit, prefix):
    reader = visit(java_script_enabled=False)
    reader.open(f"{prefix}/about/")
    reader.page.click(".reading-ways a[href*='back=']:not([href*='mode'])")

    for aid in ("size-largest", "contrast-night", "spacing-wider"):
        expect(reader.page.locator(f"[data-aid='{aid}'] .reading-now")).to_be_hidden()
        reader.page.click(f"[data-aid='{aid}']")
        expect(reader.page.locator(f"[data-aid='{aid}'] .reading-now")).to_be_visible()
    reader.page.locator(".ways-out a").last.click()

    assert reader.page.url.endswith(f"{prefix}/about/")
    reader.open(f"{prefix}/news/")
    # Scripts of the page are off; those of the tests are not.
    style = reader.page.locator("body").evaluate(
        "e => [getComputedStyle(e).fontSize, getComputedStyle(e).backgroundColor]"
    )
    assert float(style[0].removesuffix("px")) >= 30
    assert style[1] == "rgb(0, 0, 0)"


@LANGUAGES
@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["phone", "desk"])
def test_in_the_large_mode_type_and_targets_are_large_on_every_page(visit, prefix, size):
    reader = visit(size)
    reader.open(f"{prefix}/reading/?mode=large&back={prefix}/news/")
    article = first_link(reader, prefix, r"/news/\d+/")

    for address in [*(prefix + page for page in PAGES), article]:
        reader.open(address)

        assert body_px(reader) >= 18, address
        assert reader.look()["overflow"] <= 0, address
        assert small_type(reader) == [], address
        assert small_targets(reader) == [], address


def small_type(reader):
    """Words on the page in type under 18 px."""
    return reader.page.evaluate("""() => {
        const found = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!walker.currentNode.data.trim() || !parent.getClientRects().length) continue;
            if (parent.closest("script, svg, .unseen")) continue;
            if (parseFloat(getComputedStyle(parent).fontSize) < 18) {
                found.add(parent.className + " " + walker.currentNode.data.trim().slice(0, 20));
            }
        }
        return [...found];
    }""")


def small_targets(reader):
    """What is touched, but for links inside a sentence, and is less than 60 px high."""
    return reader.page.evaluate("""() => [...document.querySelectorAll("a, button, summary, input")]
        .filter(e => e.getClientRects().length && !e.closest(".prose, .skip-link, svg, .unseen"))
        .filter(e => e.getBoundingClientRect().height < 59.5 && e.type !== "hidden"
            && !e.matches(".skip-link, .network-skip"))
        .filter(e => !(e.parentElement.matches("p, dd, span")
            && e.parentElement.textContent.trim() !== e.textContent.trim()))
        .map(e => (e.parentElement.className || e.parentElement.tagName) + " > " +
            e.textContent.trim().slice(0, 20))""")


@LANGUAGES
@pytest.mark.parametrize("address", PAGES[:8])
def test_at_400_percent_a_page_is_read_without_moving_it_sideways(visit, prefix, address):
    reader = visit(AT_400_PERCENT)
    reader.open(prefix + address)

    assert reader.look()["overflow"] <= 0


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("size", ["large", "largest"])
def test_the_largest_type_does_not_break_a_phone(visit, prefix, size):
    reader = visit(NARROW)
    reader.open(f"{prefix}/reading/?size={size}&mode=large&back={prefix}/")

    for address in PAGES:
        reader.open(prefix + address)
        assert (address, reader.look()["overflow"]) == (address, 0)


@LANGUAGES
def test_no_two_names_in_the_picture_of_the_network_touch(visit, prefix):
    reader = visit()
    reader.open(f"{prefix}/")

    boxes = reader.page.evaluate("""() =>
        [...document.querySelectorAll(".network-label, .network-scale, .network-letter")]
        .filter(e => getComputedStyle(e).visibility === "visible")
        .map(e => [e.textContent, e.getBBox()])
        .map(([text, b]) => ({text, left: b.x, top: b.y, right: b.x + b.width,
                              bottom: b.y + b.height}))""")

    assert len(boxes) > 20
    # A line of type has air above and below its letters.
    air = 3
    touching = [
        (a["text"], b["text"])
        for a, b in combinations(boxes, 2)
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] + air < b["bottom"] - air
        and b["top"] + air < a["bottom"] - air
    ]
    assert touching == []
    assert all(box["left"] >= 0 and box["right"] <= 760 for box in boxes)


@LANGUAGES
def test_a_partner_that_is_looked_at_says_where_how_far_and_what_time(visit, prefix):
    reader = visit()
    reader.open(f"{prefix}/")
    tie = reader.page.locator(".network-tie").first
    note = tie.locator(".network-note")
    expect(note).to_have_css("visibility", "hidden")

    tie.focus()

    expect(note).to_have_css("visibility", "visible")
    expect(note).to_contain_text("from Chongqing" if prefix else "距重庆")
    expect(note).to_contain_text("Beijing" if prefix else "北京时间")


VOICES = """
window.spoken = [];
const speech = {
  getVoices: () => [{lang: "LANGUAGE"}], paused: false,
  addEventListener() {}, cancel() { clearTimeout(this.timer); },
  pause() { this.paused = true; clearTimeout(this.timer); },
  resume() { if (this.paused) { this.paused = false; this.go(); } },
  speak(utterance) { this.now = utterance; window.spoken.push(utterance.text); this.go(); },
  go() { this.timer = setTimeout(() => this.now && this.now.onend && this.now.onend(), 400); },
};
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


@LANGUAGES
def test_an_article_is_read_aloud_by_keyboard_with_pause_and_mark(visit, prefix):
    reader = visit()
    reader.page.add_init_script(VOICES.replace("LANGUAGE", "en_US" if prefix else "zh-CN"))
    reader.open(f"{prefix}/news/")
    reader.open(first_link(reader, prefix, r"/news/\d+/"))
    buttons = {name: reader.page.locator(f"[data-read={name}]") for name in ACTS}
    expect(buttons["start"]).to_be_visible()

    buttons["start"].press("Enter")
    expect(reader.page.locator("[data-reading]")).to_have_count(1)
    expect(buttons["pause"]).to_be_focused()

    reader.page.keyboard.press("Enter")
    expect(buttons["resume"]).to_be_focused()
    reader.page.keyboard.press("Enter")
    expect(buttons["pause"]).to_be_focused()
    reader.page.keyboard.press("Escape")

    expect(reader.page.locator("[data-reading]")).to_have_count(0)
    expect(buttons["start"]).to_be_visible()
    spoken = reader.page.evaluate("spoken.join('')")
    assert spoken[:4] in reader.page.locator(".article .prose").inner_text()


ACTS = ("start", "pause", "resume", "stop")


def test_where_the_device_has_no_voice_for_the_language_nothing_is_offered(visit):
    reader = visit()
    reader.page.add_init_script(VOICES.replace("LANGUAGE", "de-DE"))
    reader.open("/news/")

    reader.open(first_link(reader, "", r"/news/\d+/"))

    expect(reader.page.locator("[data-read-aloud]")).to_be_hidden()


@LANGUAGES
def test_the_small_screen_has_every_way_without_script(visit, prefix):
    reader = visit(NARROW, java_script_enabled=False)
    reader.open(f"{prefix}/")

    links = reader.page.locator(".site-navigation a")
    assert links.count() >= 8
    for number in range(links.count()):
        expect(links.nth(number)).to_be_visible()
        assert links.nth(number).bounding_box()["height"] >= 44
