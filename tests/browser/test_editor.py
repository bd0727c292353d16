"""The editor: what is pasted from elsewhere arrives as an article may hold it, and two writers lose nothing."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow
from tests.support.service import ApiClient, Process
from tests.support.story import eventually

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

WRITER, OTHER = "agent14", "agent15"
ONE_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
FROM_WORD = f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{{margin:0}}</style></head><body>
<!--StartFragment--><h1 style='color:red'>水浸處理<o:p></o:p></h1>
<p class=MsoNormal><span>請先<b style='mso-bidi-font-weight:normal'>關掉總掣</b>。<o:p>&nbsp;</o:p></span></p>
<p class=MsoNormal><span style='font-weight:700'>切勿</span>觸碰電掣，<s>收費$900</s>收費$800。</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·
<span>&nbsp;&nbsp;</span></span><![endif]>毛巾</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o </span>乾的</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1. </span>關水</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2. </span>報告</p>
<table border=1><tr><td colspan=3><p><b>收費表</b></p></td></tr>
<tr><td rowspan=2><p>通渠</p></td><td><p>300</p><p>（港元）</p></td><td><p>日間</p></td></tr>
<tr><td>500</td><td>夜間</td></tr></table>
<p><img src="data:image/png;base64,{ONE_PIXEL}" alt="總掣"></p>
<p><img src="file:///C:/clip_image001.png"><a href="https://www.wsd.gov.hk/x">水務署</a></p><!--EndFragment--></body></html>"""
AS_MARKDOWN = """## 水浸處理

請先**關掉總掣**。

**切勿**觸碰電掣，收費$800。

- 毛巾
  - 乾的

1. 關水
2. 報告

| **收費表** |  |  |
| --- | --- | --- |
| 通渠 | 300 （港元） | 日間 |
|  | 500 | 夜間 |

![總掣](file:{file})

[水務署](https://www.wsd.gov.hk/x)"""
HOSTILE = """<p onclick="window.harmed=1">前<script>window.harmed=2</script><img src=x onerror="window.harmed=3">
<a href="javascript:window.harmed=4">連結</a><a href="file:///etc/passwd">檔案</a></p>
<svg onload="window.harmed=5"><text>圖</text></svg><iframe src="https://elsewhere.example/"></iframe>
<img src="https://elsewhere.example/seen.gif" width="1" height="1"><form><input value="x"><button>送出</button></form>
<style>body{display:none}</style><p style="display:none">隱藏</p><p>後</p>"""
PASTE = """(editor, html) => { const data = new DataTransfer(); data.setData('text/html', html);
  data.setData('text/plain', 'x');
  editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })) }"""
DROP_AT_THE_END_OF_THE_FIRST = """(editor, [pixel, name]) => {
  const bytes = Uint8Array.from(atob(pixel), (sign) => sign.charCodeAt(0))
  const data = new DataTransfer(); data.items.add(new File([bytes], name, { type: 'image/png' }))
  const range = document.createRange(); range.selectNodeContents(editor.querySelector('p'))
  const words = range.getBoundingClientRect()
  const at = { clientX: words.right - 1, clientY: words.top + words.height / 2 }
  for (const kind of ['dragenter', 'dragover', 'drop'])
    editor.querySelector('p').dispatchEvent(
      new DragEvent(kind, { ...at, dataTransfer: data, bubbles: true, cancelable: true })) }"""


async def test_what_is_pasted_from_word_becomes_headings_lists_a_table_and_a_picture(
    people: People, demo: Process
) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    article = new_article(api, "水浸處理", "")
    writer = await writing(people, WRITER, article)
    await body_of(writer).evaluate(PASTE, FROM_WORD)
    await expect(body_of(writer).get_by_role("heading", name="水浸處理", level=2)).to_be_visible()
    missing = writer.words("library.editor.leftPictures", count=1)
    await expect(writer.page.get_by_role("status").filter(has_text=missing)).to_be_visible()
    await expect(writer.page.get_by_text(writer.words("library.editor.leftStruck"))).to_be_visible()
    words = await stored(api, article, ending="[水務署](https://www.wsd.gov.hk/x)")
    held = api.get(f"/api/v1/articles/{article}/writing")
    assert words == AS_MARKDOWN.format(file=held["files"][0]["id"])

    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}")
    cells = writer.page.get_by_role("table").get_by_role("cell")
    await expect(cells).to_have_text(["通渠", "300 （港元）", "日間", "", "500", "夜間"])
    picture = writer.page.get_by_role("img", name="總掣").first
    await expect(picture).to_have_js_property("naturalWidth", 1)


async def test_a_hostile_page_leaves_nothing_but_its_words(people: People, demo: Process) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    article = new_article(api, "貼上網頁", "開頭。")
    writer = await writing(people, WRITER, article)
    asked: list[str] = []
    writer.page.on("request", lambda request: asked.append(request.url))
    await go_behind(writer, "開頭。")
    await writer.press("Enter")
    await body_of(writer).evaluate(PASTE, HOSTILE)
    await expect(body_of(writer)).to_contain_text("後")
    assert (await stored(api, article, ending="後")).split() == ["開頭。", "前", "連結檔案", "後"]
    assert await writer.page.evaluate("window.harmed") is None
    assert all(url.startswith(people.base_url) for url in asked)


async def test_a_picture_lands_where_it_is_dropped(people: People, demo: Process) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    article = new_article(api, "總掣位置", "總掣在此\n\n之後")
    writer = await writing(people, WRITER, article)
    await body_of(writer).get_by_text("之後").click()
    await body_of(writer).evaluate(DROP_AT_THE_END_OF_THE_FIRST, [ONE_PIXEL, "總掣.png"])
    await expect(body_of(writer).locator("p").first.get_by_role("img", name="總掣")).to_be_visible()
    words = await stored(api, article, holding="](file:")
    file = api.get(f"/api/v1/articles/{article}/writing")["files"][0]["id"]
    assert words.startswith("總掣在此![總掣](file:" + file)


async def test_two_writers_of_one_article_both_keep_their_words(people: People, demo: Process) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    article = new_article(api, "颱風安排", "第一段\n\n第二段\n\n第三段")
    one, other = await writing(people, WRITER, article), await writing(people, OTHER, article)
    # Whose words were saved first is asked for by the other's refusal.
    for window in (one, other):
        window.forgive("status of 409")
    await add_words(one, "第一段", "，甲")
    await add_words(other, "第三段", "，乙")
    together = ["第一段，甲", "第二段", "第三段，乙"]
    for window in (one, other):
        await expect(body_of(window).locator("p")).to_have_text(together)
    await expect(other.page.get_by_role("status").filter(has_text=also(other, "Ann"))).to_be_visible()
    assert await stored(api, article, ending="，乙") == "\n\n".join(together)

    # The cursor stays where it was while the words of the other come in.
    await one.page.keyboard.insert_text("在寫")
    await expect(body_of(one).locator("p").first).to_have_text("第一段，甲在寫")
    await expect(body_of(other).locator("p").first).to_have_text("第一段，甲在寫")


async def test_words_that_another_took_the_place_of_are_brought_back(people: People, demo: Process) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    article = new_article(api, "暴雨安排", "等候通知")
    writer = await writing(people, WRITER, article)
    await add_words(writer, "等候通知", "，切勿外出")
    await expect(saved(writer)).to_be_visible()
    held: dict[str, Any] = api.get(f"/api/v1/articles/{article}/writing")["texts"]["zh-Hant"]
    words = {name: held[name] for name in ("title", "short_text", "sample_questions")}
    saving = words | {"body": "照常開放", "version": held["version"]}
    ApiClient(demo.base_url).sign_in(OTHER).send("PUT", f"/api/v1/articles/{article}/texts/zh-Hant", saving)
    await expect(body_of(writer)).to_have_text("照常開放")
    await writer.page.get_by_role("button", name=writer.words("library.conflict.takeBack")).click()
    await expect(body_of(writer)).to_have_text("等候通知，切勿外出")
    await expect(saved(writer)).to_be_visible()


async def test_the_list_is_found_again_as_it_was_left(people: People, demo: Process) -> None:
    api = ApiClient(demo.base_url).sign_in(WRITER)
    for number in range(3):
        new_article(api, f"露台花盆規則{number}", "不可放在欄杆上。")
    writer = await people.staff(WRITER)
    await writer.page.goto(f"{people.base_url}/knowledge/articles")
    await expect(writer.page.locator("[data-article]").first).to_be_visible()
    await writer.press("/")
    await writer.page.keyboard.insert_text("露台花盆")
    await expect(writer.page.locator("[data-article]")).to_have_count(3)
    await writer.press("ArrowDown", "ArrowDown")
    second = writer.page.locator("[data-article] a").nth(1)
    await expect(second).to_be_focused()
    address = writer.page.url
    await writer.press("Enter")
    await expect(writer.page.get_by_role("heading", name="露台花盆規則1", level=1)).to_be_visible()
    await writer.press("Escape")
    await expect(writer.page).to_have_url(address)
    await expect(writer.page.locator("[data-article]")).to_have_count(3)
    await expect(second).to_be_focused()


async def test_a_bulletin_that_another_changed_meanwhile_is_not_written_over_unsaid(
    people: People, supervisor: ApiClient
) -> None:
    titles, texts = {"zh-Hant": "更衣室安排"}, {"zh-Hant": "星期一清潔。"}
    bulletin = supervisor.send("POST", "/api/v1/admin/bulletins", {"titles": titles, "texts": texts})
    writer = await people.staff("manager1")
    writer.forgive("status of 409")
    await writer.page.goto(f"{people.base_url}/knowledge/bulletins/{bulletin['id']}/edit")
    words = writer.page.get_by_label(writer.words("bulletin.textField"), exact=True)
    await words.fill("星期二清潔。")
    other = {"titles": titles, "texts": {"zh-Hant": "星期三清潔。"}, "version": bulletin["version"]}
    supervisor.send("PATCH", f"/api/v1/admin/bulletins/{bulletin['id']}", other)
    save = writer.page.get_by_role("button", name=writer.words("bulletin.save"))
    await save.click()
    await expect(writer.page.get_by_role("alert")).to_be_visible()
    await expect(words).to_have_value("星期二清潔。")
    kept = supervisor.get(f"/api/v1/admin/bulletins/{bulletin['id']}")
    assert kept["texts"] == {"zh-Hant": "星期三清潔。"}
    await save.click()
    await expect(writer.says("bulletin.saved")).to_be_visible()


def new_article(writer: ApiClient, title: str, body: str) -> str:
    written = writer.send("POST", "/api/v1/articles", {"language": "zh-Hant", "title": title, "body": body})
    return str(written["id"])


async def writing(people: People, who: str, article: str) -> StaffWindow:
    writer = await people.staff(who)
    await writer.page.goto(f"{people.base_url}/knowledge/articles/{article}/write")
    await expect(body_of(writer)).to_be_visible()
    return writer


async def add_words(window: StaffWindow, after: str, words: str) -> None:
    await go_behind(window, after)
    await window.page.keyboard.insert_text(words)


async def go_behind(window: StaffWindow, words: str) -> None:
    await body_of(window).get_by_text(words).click()
    # The editor's library looks after its selection 20 ms after it got the focus; no person is faster.
    await window.page.evaluate("new Promise((done) => setTimeout(done, 50))")
    await window.press("End")


def body_of(window: StaffWindow) -> Locator:
    return window.page.get_by_role("textbox", name=window.words("library.field.body"), exact=True)


async def stored(api: ApiClient, article: str, *, holding: str = "", ending: str = "") -> str:
    """The words as the server holds them, once they hold or end in these: what is typed is saved a moment later."""

    async def look() -> str | None:
        body = str(api.get(f"/api/v1/articles/{article}/writing")["texts"]["zh-Hant"]["body"])
        return body if holding in body and body.endswith(ending) else None

    return await eventually(look, f"an article that holds {holding or ending!r}")


def saved(window: StaffWindow) -> Locator:
    """Once there was something to save."""
    before, after = window.words("library.status.savedAt", time="|").split("|")
    return window.page.get_by_role("status").filter(has_text=before).filter(has_text=after).filter(has_text=":")


def also(window: StaffWindow, name: str) -> str:
    """That somebody else writes here too."""
    return window.words("library.conflict.also", name=name).replace(name, "")
