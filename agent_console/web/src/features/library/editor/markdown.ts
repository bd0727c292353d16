/** Markdown to the editor's document and back, by the same rules as the server's parser (CommonMark and tables). */
import { getSchema } from '@tiptap/core'
import { Fragment, type Mark, type Node } from '@tiptap/pm/model'
import MarkdownIt from 'markdown-it'
import { MarkdownParser, MarkdownSerializer, type MarkdownSerializerState } from 'prosemirror-markdown'
import { extensions } from './extensions'

export const schema = getSchema(extensions)

const rules = new MarkdownIt('commonmark', { html: false }).enable('table')
// Files of the article are named by `file:`, which is otherwise no address to follow.
rules.validateLink = (url) => !/^\s*(javascript|vbscript|data):/i.test(url)

const parser = new MarkdownParser(schema, rules, {
  blockquote: { block: 'blockquote' },
  paragraph: { block: 'paragraph' },
  list_item: { block: 'listItem' },
  bullet_list: { block: 'bulletList' },
  ordered_list: { block: 'orderedList', getAttrs: (token) => ({ start: Number(token.attrGet('start') ?? 1) }) },
  heading: { block: 'heading', getAttrs: (token) => ({ level: Number(token.tag.slice(1)) }) },
  code_block: { block: 'codeBlock', noCloseToken: true },
  fence: {
    block: 'codeBlock',
    getAttrs: (token) => ({ language: token.info.trim() || null }),
    noCloseToken: true,
  },
  hr: { node: 'horizontalRule' },
  image: {
    node: 'image',
    getAttrs: (token) => ({ src: token.attrGet('src'), title: token.attrGet('title'), alt: token.content || null }),
  },
  hardbreak: { node: 'hardBreak' },
  em: { mark: 'italic' },
  strong: { mark: 'bold' },
  link: { mark: 'link', getAttrs: (token) => ({ href: token.attrGet('href'), title: token.attrGet('title') }) },
  code_inline: { mark: 'code', noCloseToken: true },
  table: { block: 'table' },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: 'tableRow' },
  th: { block: 'tableHeader' },
  td: { block: 'tableCell' },
})

const serializer = new MarkdownSerializer(
  {
    blockquote: (state, node) => state.wrapBlock('> ', null, node, () => state.renderContent(node)),
    codeBlock(state, node) {
      const marks = node.textContent.match(/`{3,}/gm)
      const fence = marks ? `${marks.sort().at(-1)}\`` : '```'
      state.write(`${fence}${node.attrs.language ?? ''}\n`)
      state.text(node.textContent, false)
      state.write('\n')
      state.write(fence)
      state.closeBlock(node)
    },
    heading(state, node) {
      state.write(`${'#'.repeat(node.attrs.level)} `)
      state.renderInline(node, false)
      state.closeBlock(node)
    },
    horizontalRule(state, node) {
      state.write('---')
      state.closeBlock(node)
    },
    bulletList: (state, node, parent, index) =>
      state.renderList(node, '  ', () => (followsItsLike(parent, index) ? '* ' : '- ')),
    orderedList(state, node, parent, index) {
      const start = node.attrs.start ?? 1
      const widest = String(start + node.childCount - 1).length
      const end = followsItsLike(parent, index) ? ')' : '.'
      state.renderList(node, ' '.repeat(widest + 2), (at) => `${start + at}${end} `.padEnd(widest + 2))
    },
    listItem: (state, node) => state.renderContent(node),
    paragraph(state, node) {
      state.renderInline(node)
      state.closeBlock(node)
    },
    image(state, node) {
      const alt = state.esc(node.attrs.alt ?? '')
      state.write(`![${alt}](${targetOf(node.attrs.src)}${titleOf(node.attrs.title)})`)
    },
    hardBreak(state, node, parent, index) {
      // A heading ends with its line.
      if (parent.type.name === 'heading') return state.write(' ')
      for (let next = index + 1; next < parent.childCount; next++)
        if (parent.child(next).type !== node.type) return state.write('\\\n')
    },
    text: (state, node) => state.text(node.text ?? ''),
    table: writeTable,
  },
  {
    italic: { open: '*', close: '*', mixable: true, expelEnclosingWhitespace: true },
    bold: { open: '**', close: '**', mixable: true, expelEnclosingWhitespace: true },
    link: {
      open: '[',
      close: (_state, mark) => `](${targetOf(mark.attrs.href)}${titleOf(mark.attrs.title)})`,
      mixable: true,
    },
    code: {
      open: (_state, _mark, parent, index) => ticks(parent.child(index), -1),
      close: (_state, _mark, parent, index) => ticks(parent.child(index - 1), 1),
      escape: false,
    },
  },
)

export const parseMarkdown = (markdown: string): Node => parser.parse(markdown)
export const toMarkdown = (document: Node): string =>
  serializer.serialize(withReadableMarks(document), { tightLists: true }).trim()

const targetOf = (address: string | null) =>
  /[\s()<>]/.test(address ?? '') ? `<${(address ?? '').replace(/[<>\n]/g, encodeURIComponent)}>` : (address ?? '')
const titleOf = (title: string | null) => (title ? ` "${title.replaceAll('"', '\\"')}"` : '')

function ticks(node: Node, side: -1 | 1): string {
  const longest = Math.max(0, ...(node.text?.match(/`+/g) ?? []).map((found) => found.length))
  const fence = '`'.repeat(longest + 1)
  if (!longest) return fence
  return side < 0 ? `${fence} ` : ` ${fence}`
}

/** Whether a list of the same kind stands right before it: with the same mark the two would be read as one. */
function followsItsLike(parent: Node, index: number): boolean {
  let before = 0
  while (index - before > 0 && parent.child(index - before - 1).type === parent.child(index).type) before++
  return before % 2 === 1
}
/** A table begins with its head: where somebody took that away, the first row stands in for it. */
function writeTable(state: MarkdownSerializerState, table: Node): void {
  let columns = 0
  table.forEach((row) => (columns = Math.max(columns, row.childCount)))
  table.forEach((row, _offset, index) => {
    state.write('|')
    row.forEach((cell) => state.write(` ${cellText(cell)} |`))
    // Cells beyond those of the head would not be read.
    state.write(`${'  |'.repeat(columns - row.childCount)}\n`)
    if (index === 0) state.write(`|${' --- |'.repeat(columns)}\n`)
  })
  state.closeBlock(table)
}
function cellText(cell: Node): string {
  const line = schema.nodes.paragraph!.create(null, cell.content)
  const words = serializer.serialize(schema.nodes.doc!.create(null, withReadableMarks(line)), { tightLists: true })
  return words
    .replace(/\\\n|\n/g, ' ')
    .replaceAll('|', '\\|')
    .trim()
}

const MARKS = new Set(['bold', 'italic'])
const EDGE = /^[\p{P}\p{S}]+|[\p{P}\p{S}]+$/u
/**
 * `**「注意」**後` is not bold by the rules of Markdown, because a mark must not stand between a punctuation mark and a
 * letter: such punctuation is left outside, where its look hardly differs.
 */
function withReadableMarks(node: Node): Node {
  if (!node.isTextblock) return node.copy(mapped(node.content, withReadableMarks))
  const children: Node[] = []
  node.forEach((child) => children.push(child))
  return node.copy(
    Fragment.from(children.flatMap((child, index) => freed(child, children[index - 1], children[index + 1]))),
  )
}
function mapped(content: Fragment, change: (node: Node) => Node): Fragment {
  const nodes: Node[] = []
  content.forEach((node) => nodes.push(change(node)))
  return Fragment.from(nodes)
}
const isLetter = (sign: string | undefined) => !!sign && /[^\s\p{P}\p{S}]/u.test(sign)

function freed(child: Node, before: Node | undefined, after: Node | undefined): Node[] {
  const mine = child.marks.filter((mark) => MARKS.has(mark.type.name))
  if (!child.isText || !mine.length) return [child]
  let text = child.text!
  const ends = (neighbour: Node | undefined) => mine.some((mark) => !neighbour || !mark.isInSet(neighbour.marks))
  const left: Mark[] = child.marks.filter((mark) => !mine.includes(mark))
  const pieces: [string, readonly Mark[]][] = []
  const head = EDGE.exec(text)
  if (head?.index === 0 && ends(before) && isLetter(before?.text?.at(-1)) && head[0].length < text.length) {
    pieces.push([head[0], left])
    text = text.slice(head[0].length)
  }
  const tail = /[\p{P}\p{S}]+$/u.exec(text)
  const cut = tail && tail.index > 0 && ends(after) && isLetter(after?.text?.[0]) ? tail.index : text.length
  pieces.push([text.slice(0, cut), child.marks])
  if (cut < text.length) pieces.push([text.slice(cut), left])
  return pieces.map(([words, marks]) => schema.text(words, marks))
}
