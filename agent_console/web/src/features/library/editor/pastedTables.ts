/** Tables as Markdown knows them: a head, one line in a cell, no cell wider than its column. */
import { unwrap } from './pastedStyle'

const MOST_COLUMNS = 30
const MOST_ROWS = 1000
const BLOCKS = 'p,div,section,article,ul,ol,li,dl,dt,dd,h1,h2,h3,h4,h5,h6,blockquote,pre,center,address,figure,hr'

export interface Cell<Words> {
  words: Words
  columns: number
  rows: number
}
/** Pure: every cell where it begins, and nothing (null) where it reaches to, in rows of one length. */
export function grid<Words>(rows: Cell<Words>[][]): (Words | null)[][] {
  const taken: (Words | null)[][] = rows.map(() => [])
  rows.forEach((cells, row) => {
    let column = 0
    for (const cell of cells) {
      while (taken[row]![column] !== undefined) column++
      if (column >= MOST_COLUMNS) break
      for (let down = 0; down < Math.max(1, cell.rows) && row + down < rows.length; down++)
        for (let right = 0; right < Math.max(1, cell.columns) && column + right < MOST_COLUMNS; right++)
          taken[row + down]![column + right] = down || right ? null : cell.words
    }
  })
  const columns = Math.max(0, ...taken.map((row) => row.length))
  return taken.map((row) => Array.from({ length: columns }, (_, column) => row[column] ?? null))
}

export function flattenTables(body: HTMLElement): void {
  // The innermost first: what holds a table is there for the layout of a page.
  for (const table of [...body.querySelectorAll('table')].reverse()) {
    const rows = [...table.rows].slice(0, MOST_ROWS)
    const isLayout = !!table.querySelector('table') || rows.every((row) => row.cells.length < 2)
    if (isLayout) unfold(table)
    else table.replaceWith(...captionOf(table), rebuilt(table, rows))
  }
}
function unfold(table: HTMLTableElement) {
  const document = table.ownerDocument
  const cells = [...table.rows].flatMap((row) => [...row.cells])
  const parts = cells.map((cell) => {
    const part = document.createElement('div')
    part.append(...cell.childNodes)
    return part
  })
  table.replaceWith(...captionOf(table), ...parts)
}
function captionOf(table: HTMLTableElement): Element[] {
  if (!table.caption?.textContent?.trim()) return []
  const paragraph = table.ownerDocument.createElement('p')
  paragraph.append(...table.caption.childNodes)
  return [paragraph]
}
function rebuilt(table: HTMLTableElement, rows: HTMLTableRowElement[]): HTMLTableElement {
  const document = table.ownerDocument
  const cells = rows.map((row) =>
    [...row.cells].map((cell) => ({ words: inOneLine(cell), columns: cell.colSpan, rows: cell.rowSpan })),
  )
  const written = grid(cells).filter((row) =>
    row.some((cell) => cell?.textContent?.trim() || cell?.querySelector('img')),
  )
  const other = document.createElement('table')
  written.forEach((words, index) => {
    const row = other.insertRow()
    for (const one of words) {
      const cell = document.createElement(index ? 'td' : 'th')
      if (one) cell.append(...one.childNodes)
      row.append(cell)
    }
  })
  return other
}
function inOneLine(cell: HTMLTableCellElement): HTMLTableCellElement {
  cell.querySelectorAll('br').forEach((one) => one.replaceWith(' '))
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) {
    block.before(' ')
    block.after(' ')
    unwrap(block)
  }
  return cell
}
