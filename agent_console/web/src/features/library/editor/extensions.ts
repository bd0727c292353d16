/** What an article may hold: exactly what the server renders of Markdown, and nothing that it would drop. */
import { mergeAttributes, type Extensions } from '@tiptap/core'
import Image from '@tiptap/extension-image'
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table'
import StarterKit from '@tiptap/starter-kit'

/** A picture of the article itself is named by its file; this is where a browser finds it. */
export function addressOf(src: string): string {
  const file = /^file:([\w-]+)$/.exec(src)
  return file ? `/api/v1/attachments/${file[1]}` : src
}

const Picture = Image.extend({
  renderHTML({ HTMLAttributes }) {
    const src = addressOf(String(HTMLAttributes.src ?? ''))
    // A picture from elsewhere would tell its owner who reads the article.
    return ['img', mergeAttributes(HTMLAttributes, { src: src.startsWith('/api/') ? src : '', 'data-src': src })]
  },
  addAttributes() {
    return { ...this.parent?.(), src: { default: null, parseHTML: fileOf } }
  },
  parseHTML() {
    // Pasted pictures come as files; an address of elsewhere is not taken over.
    return [{ tag: 'img[src^="/api/v1/attachments/"]' }]
  },
})
const fileOf = (node: HTMLElement) => `file:${/attachments\/([\w-]+)/.exec(node.getAttribute('src') ?? '')?.[1] ?? ''}`

/** Markdown knows one line in a cell. */
const cell = { content: 'inline*' }

export const extensions: Extensions = [
  StarterKit.configure({
    underline: false,
    strike: false,
    heading: { levels: [1, 2, 3, 4, 5, 6] },
    link: {
      openOnClick: false,
      autolink: false,
      protocols: ['article', 'file', 'tel', 'mailto'],
      // Of files only those of articles: a path on somebody's disk leads nowhere for others.
      isAllowedUri: (url) => /^(https?:|mailto:|tel:|article:|file:[\w-]+$)/i.test(url ?? ''),
      HTMLAttributes: { rel: 'noopener noreferrer', target: null },
    },
  }),
  Picture.configure({ inline: true }),
  Table,
  TableRow,
  TableHeader.extend(cell),
  TableCell.extend(cell),
]
