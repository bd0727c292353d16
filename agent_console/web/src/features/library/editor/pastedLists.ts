/** Word writes the points of a list as paragraphs with a mark and a level; here they become lists. */
import { declarations } from './pastedStyle'

export interface Point {
  level: number
  /** The number it begins with, or null for a bullet. */
  number: number | null
}
const NUMBERED = /^[\s(（]*(\d+|[a-z]{1,4}|[一二三四五六七八九十百]+)[.)、．）]/i
const MARK = '[data-style*="mso-list" i]'

/** Pure: `style` as in `l0 level2 lfo1`. */
export function readPoint(style: string, mark: string): Point | null {
  const level = /\blevel(\d)\b/.exec(style)
  if (!level) return null
  const numbered = NUMBERED.exec(mark)
  return { level: Number(level[1]), number: numbered ? Number(numbered[1]) || 1 : null }
}

export function makeLists(body: HTMLElement): void {
  const points = [...body.querySelectorAll(`p${MARK},div${MARK},:is(h1,h2,h3,h4,h5,h6)${MARK}`)]
  const known = new Map(points.flatMap((one) => (pointOf(one) ? [[one, pointOf(one)!] as const] : [])))
  let open: { list: Element; point: Point }[] = []
  let last: Element | null = null
  for (const [paragraph, point] of known) {
    if (/^H\d$/.test(paragraph.tagName)) {
      // A numbered heading stays a heading, without its number.
      dropMark(paragraph)
      continue
    }
    if (!last || previousOf(paragraph) !== open[0]?.list) open = []
    open = placePoint(paragraph, point, open)
    last = paragraph
  }
}
function pointOf(paragraph: Element): Point | null {
  return readPoint(declarations(paragraph)['mso-list'] ?? '', markOf(paragraph)?.textContent ?? '')
}
function markOf(paragraph: Element): Element | undefined {
  return [...paragraph.querySelectorAll(MARK)].find((one) => declarations(one)['mso-list'] === 'ignore')
}
const dropMark = (paragraph: Element) => markOf(paragraph)?.remove()
/** Comments and line breaks between two points are none of the text. */
function previousOf(element: Element): Element | null {
  let before = element.previousSibling
  while (before && before.nodeType !== Node.ELEMENT_NODE && !before.textContent?.trim()) before = before.previousSibling
  while (before?.nodeType === Node.COMMENT_NODE) before = before.previousSibling
  return before instanceof Element ? before : null
}
function placePoint(paragraph: Element, point: Point, open: { list: Element; point: Point }[]) {
  dropMark(paragraph)
  const stack = open.filter((one) => one.point.level <= point.level)
  let here = stack.at(-1)
  if (here && here.point.level === point.level && (here.point.number === null) !== (point.number === null)) {
    stack.pop()
    here = stack.at(-1)
  }
  if (!here || here.point.level < point.level) {
    const list = paragraph.ownerDocument.createElement(point.number === null ? 'ul' : 'ol')
    if ((point.number ?? 1) > 1) list.setAttribute('start', String(point.number))
    const parent = here?.list.lastElementChild
    if (parent) parent.append(list)
    else paragraph.before(list)
    here = { list, point }
    stack.push(here)
  }
  const entry = paragraph.ownerDocument.createElement('li')
  entry.append(...paragraph.childNodes)
  here.list.append(entry)
  paragraph.remove()
  return stack
}
