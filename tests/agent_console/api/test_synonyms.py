"""Synonyms at the API."""

from tests.support.console import Window


async def test_those_in_charge_look_after_synonyms(supervisor: Window, agent: Window) -> None:
    assert (await agent.get("/admin/synonyms")).status == 403
    made = await supervisor.post("/admin/synonyms", {"words": ["電梯", " lift "]})
    assert (made.status, made.json["words"], made.json["version"]) == (201, ["電梯", "lift"], 1)
    address = f"/admin/synonyms/{made.json['id']}"
    changed = await supervisor.patch(address, {"words": ["電梯", "升降機"], "version": 1})
    assert (changed.status, changed.json["words"]) == (200, ["電梯", "升降機"])
    stale = await supervisor.patch(address, {"words": ["電梯", "lift"], "version": 1})
    assert (stale.status, stale.json["error"]["code"]) == (409, "stale")
    assert [row["words"] for row in (await supervisor.get("/admin/synonyms")).json["items"]] == [["電梯", "升降機"]]
    assert (await supervisor.delete(address)).status == 204
    assert (await supervisor.delete(address)).status == 404


async def test_the_same_word_twice_is_refused(supervisor: Window) -> None:
    refused = await supervisor.post("/admin/synonyms", {"words": ["電梯", "电梯"]})
    assert (refused.status, refused.json["error"]["details"]["field"]) == (422, "words")
