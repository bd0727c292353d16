from tests.knowledge_base.exchange.files import articles, png

WORD_PAGE = (
    "<html><head><meta http-equiv=Content-Type content='text/html; charset=big5'><title>x</title><style>p{}</style>"
    "<!--[if gte mso 9]><xml><o:x>junk</o:x></xml><![endif]--></head><body lang=ZH-TW><h1>水浸處理<o:p></o:p></h1>"
    "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>"
    "<![endif]>第一項</p><p class=MsoListParagraph><span style='mso-list: Ignore'>2.&nbsp;</span>步驟</p>"
    "<table><tr><td>項目</td><td>時間</td><td>收費</td></tr><tr><td rowspan=2>門|卡</td><td>日</td><td>一</td></tr>"
    "<tr><td>夜</td><td>二</td></tr></table>"
    "<p><![if !vml]><img src='頁.files/image001.png' alt=圖><![endif]></p></body></html>"
)


def test_a_page_that_word_saved_keeps_lists_merged_cells_and_pictures() -> None:
    (one,) = articles(
        {
            "頁.htm": WORD_PAGE.encode("big5"),
            "頁.files/image001.png": png(),
            "頁.files/themedata.thmx": "x",
            "頁.files/filelist.xml": "x",
        }
    )
    body = one.draft.text.body
    assert one.draft.text.title == "水浸處理"
    assert "- 第一項" in body
    assert "2. 步驟" in body
    assert "| 門\\|卡 | 日 | 一 |\n| 門\\|卡 | 夜 | 二 |" in body
    assert len(one.pictures) == 1
    assert "junk" not in body
