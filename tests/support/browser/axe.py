"""What axe-core finds on a page, in both widths and both themes."""

from functools import cache
from pathlib import Path

from tests.support.browser.window import Window

AXE = Path(__file__).parents[3] / "agent_console" / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1440, 390)
THEMES = ("light", "dark")

# A theme arrives by an event and then fades from parent to child, frame by frame, even with the shortest transitions;
# a colour on its way is nobody's finding.
AT_REST = """async (theme) => {
  const frame = () => new Promise(requestAnimationFrame)
  const fades = (one) => one.playState === 'running' && Number.isFinite(one.effect.getComputedTiming().endTime)
  while (!matchMedia(`(prefers-color-scheme: ${theme})`).matches) await frame()
  for (let still = 0, frames = 0; still < 4 && frames < 200; still++, frames++) {
    await frame()
    if (document.getAnimations().some(fades)) still = -1
  }
}"""

FIND = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ['violations'] })
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`
    + ` ${node.any.concat(node.all).map((check) => check.message).join(' ').slice(0, 240)}`))
}"""


@cache
def _script() -> str:
    if not AXE.exists():
        raise FileNotFoundError(f"{AXE} is missing: `make test-browser` installs the console's packages")
    return AXE.read_text(encoding="utf-8")


async def everywhere(window: Window, screen: str) -> list[str]:
    """Every finding on the screen as it stands now; the page's own policy stays in force."""
    page = window.page
    # The debugger may evaluate what the page itself could not load.
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(_script())
    found: list[str] = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 900})
        for theme in THEMES:
            await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            await page.evaluate(AT_REST, theme)
            findings = await page.evaluate(FIND, RULES)
            found += [f"{screen} {width} {theme} {window.words.language}: {finding}" for finding in findings]
    await page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    return found
