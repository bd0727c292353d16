/** HTML of Word, mails and web pages as what an article may hold, before the editor reads it. */
import { flattenTables } from './pastedTables'
import { makeLists } from './pastedLists'
import { declarations, unwrap } from './pastedStyle'

export interface Pasted {
  html: string
  /** Pictures that came along as such; in the HTML the first stands as `pending:0`. */
  pictures: string[]
  /** What an article cannot take over, so that its writer can be told. */
  left: { pictures: number; struck: boolean }
}

const NEVER =
  'script,style,link,meta,title,base,template,noscript,iframe,object,embed,svg,math,canvas,audio,video,button,input,select,textarea'
const KEPT = new Set(['href', 'src', 'alt', 'start', 'colspan', 'rowspan', 'data-pm-slice'])
const HEADINGS = 'h1,h2,h3,h4,h5,h6'
const OWN_FILE = /^\/api\/v1\/attachments\/[\w-]+/
const PICTURE = /^data:image\/(png|jpe?g|gif|webp);base64,/i

export function cleanPasted(html: string, isOwnFile: (id: string) => boolean = () => true): Pasted {
  const { body } = new DOMParser().parseFromString(inert(html), 'text/html')
  body.querySelectorAll(NEVER).forEach((one) => one.remove())
  const struck = dropUnseen(body)
  readStyles(body)
  lowerHeadings(body)
  makeLists(body)
  flattenTables(body)
  const taken = takePictures(body, isOwnFile)
  tidy(body)
  return { html: body.innerHTML, pictures: taken.pictures, left: { pictures: taken.left, struck } }
}

/**
 * Styles and handlers are only looked at: under its other name the content security policy has nothing to report, and
 * nothing to take away before it was read.
 */
function inert(html: string): string {
  return html
    .replace(/<(style|script)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/([\s"'/])(style|on\w+)(?=\s*=)/gi, '$1data-$2'))
}
/** Deleted and hidden words, which would read as if they held; true where some were struck out. */
function dropUnseen(body: HTMLElement): boolean {
  let struck = false
  for (const one of body.querySelectorAll('del,s,strike,[data-style]')) {
    const style = declarations(one)
    const isStruck = /^(DEL|S|STRIKE)$/.test(one.tagName) || /line-through/.test(decorationOf(style))
    if (!isStruck && style.display !== 'none' && style['mso-hide'] !== 'all') continue
    struck ||= isStruck && !!one.textContent?.trim()
    one.remove()
  }
  return struck
}
const decorationOf = (style: Record<string, string>) =>
  `${style['text-decoration'] ?? ''} ${style['text-decoration-line'] ?? ''}`

/** Many editors say bold and italic by style; some wrap everything in a bold that is none. */
function readStyles(body: HTMLElement) {
  for (const one of body.querySelectorAll<HTMLElement>('[data-style]')) {
    const { 'font-weight': weight = '', 'font-style': slant = '' } = declarations(one)
    if (one.matches('b,strong') && /^(normal|[1-5]00)$/.test(weight)) unwrap(one)
    else if (!one.closest(HEADINGS)) {
      if (/^(bold|bolder|[6-9]00)$/.test(weight)) mark(one, 'strong')
      if (/^(italic|oblique)/.test(slant)) mark(one, 'em')
    }
  }
  body.querySelectorAll(`:is(${HEADINGS}) :is(b,strong)`).forEach(unwrap)
}
/** Around the words of an element itself; what stands in blocks of their own has styles of its own. */
function mark(element: HTMLElement, name: 'strong' | 'em') {
  if (element.matches('table,tbody,thead,tr,ul,ol,div,section,article,body') || !element.textContent?.trim()) return
  const around = element.ownerDocument.createElement(name)
  around.append(...element.childNodes)
  element.append(around)
}
/** The title of the page is that of the article: what is pasted begins a step lower. */
function lowerHeadings(body: HTMLElement) {
  body.querySelectorAll('p.MsoTitle').forEach((one) => rename(one, 'h1'))
  // What was copied within the editor keeps its steps.
  if (!body.querySelector('h1') || body.querySelector('[data-pm-slice]')) return
  for (const one of [...body.querySelectorAll(HEADINGS)]) rename(one, `h${Math.min(6, Number(one.tagName[1]) + 1)}`)
}
function rename(element: Element, name: string) {
  const other = element.ownerDocument.createElement(name)
  other.append(...element.childNodes)
  element.replaceWith(other)
}

function takePictures(body: HTMLElement, isOwnFile: (id: string) => boolean) {
  const pictures: string[] = []
  let left = 0
  for (const one of body.querySelectorAll('img')) {
    const written = one.getAttribute('src') ?? ''
    const src = written.startsWith(`${location.origin}/`) ? written.slice(location.origin.length) : written
    const id = OWN_FILE.exec(src)?.[0].split('/').at(-1)
    if (id && isOwnFile(id)) one.setAttribute('src', `/api/v1/attachments/${id}`)
    else if (id || PICTURE.test(src)) one.setAttribute('src', `pending:${pictures.push(src) - 1}`)
    else {
      // What nobody sees is there to count readers.
      if (one.getAttribute('width') !== '1') left++
      one.remove()
    }
  }
  return { pictures, left }
}
function tidy(body: HTMLElement) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    node.nodeValue = node.nodeValue!.replaceAll('\u00a0', ' ')
  for (const one of body.querySelectorAll(`p,${HEADINGS}`))
    if (!one.textContent?.trim() && !one.querySelector('img')) one.remove()
  for (const one of body.querySelectorAll('*'))
    for (const { name } of [...one.attributes]) if (!KEPT.has(name)) one.removeAttribute(name)
}

/** The same HTML with the files that its pictures became; what could not be sent is left out. */
export function withFiles(html: string, ids: (string | null)[]): string {
  return html.replace(/src="pending:(\d+)"/g, (_, index: string) => {
    const id = ids[Number(index)]
    return id ? `src="/api/v1/attachments/${id}"` : ''
  })
}
/** The picture behind an address that came along; nothing is fetched from elsewhere. */
export async function pictureAt(src: string): Promise<File> {
  if (!PICTURE.test(src)) {
    const answer = await fetch(src)
    if (!answer.ok) throw new Error(`picture: ${answer.status}`)
    const blob = await answer.blob()
    return new File([blob], nameFor(blob.type), { type: blob.type })
  }
  const type = src.slice('data:'.length, src.indexOf(';')).toLowerCase()
  const bytes = Uint8Array.from(atob(src.slice(src.indexOf(',') + 1)), (sign) => sign.charCodeAt(0))
  return new File([bytes], nameFor(type), { type })
}
const nameFor = (type: string) => `image.${type.split('/')[1] ?? 'png'}`
