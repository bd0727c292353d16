import { describe, expect, it } from 'vitest'
import { parseMarkdown, schema, toMarkdown } from './markdown'

const KEPT = [
  ['headings and words', '## 停水安排\n\n請先**關掉總掣**，再*慢慢*打開。'],
  ['lists in lists', '- a\n- b\n  - c\n\n1. one\n2. two'],
  ['a list that begins later', '5. five\n6. six'],
  ['a table', '| 座 | 時間 |\n| --- | --- |\n| 3座 | 09:00 **準時** |'],
  ['a table with a bar in a cell', '| a\\|b |\n| --- |\n| c |'],
  [
    'links to articles, numbers and pages',
    '[食水](article:water-3) [致電](tel:+85221234567) [水務署](https://www.wsd.gov.hk/a_b)',
  ],
  ['a picture of the article', '![總掣的位置](file:01J8X3)'],
  ['a quote and a rule', '> 請注意\n\n---\n\n之後'],
  ['code', '`a b`\n\n```\nx < y\n```'],
  ['two lists after one another', '1. a\n2. b\n\n\n1) c\n\n- d\n\n\n* e'],
  ['a hard break', '第一行\\\n第二行'],
] as const

describe('Markdown in the editor', () => {
  it.each(KEPT)('comes out as it went in: %s', (_, markdown) => {
    expect(toMarkdown(parseMarkdown(markdown))).toBe(markdown)
  })
  it.each([
    ['signs that are no marks', '2 * 3 * 4 a_b #1 [x] 1. y'],
    ['a number that begins no list', '1\\. 不是清單'],
    ['markup', '<b onclick="x()">x</b> &amp; y < z'],
    ['a script', '<script>alert(1)</script>'],
  ])('keeps %s as words', (_, markdown) => {
    const document = parseMarkdown(markdown)
    const again = parseMarkdown(toMarkdown(document))
    expect(again.textContent).toBe(document.textContent)
    expect(again.eq(document)).toBe(true)
  })
  it('takes no script for an address', () => {
    const links = (markdown: string) => JSON.stringify(parseMarkdown(markdown)).match(/"link"/g)?.length ?? 0
    expect(links('[x](javascript:alert(1)) [y](data:text/html,z) [z](JavaScript:x)')).toBe(0)
    expect(links('[x](article:water)')).toBe(1)
  })
  it('leaves punctuation outside of bold where Markdown could not read it', () => {
    const bold = schema.mark('bold')
    const line = [schema.text('請看'), schema.text('「注意」', [bold]), schema.text('後面')]
    const document = schema.node('doc', null, [schema.node('paragraph', null, line)])
    expect(toMarkdown(document)).toBe('請看「**注意**」後面')
    const again = parseMarkdown(toMarkdown(document))
    expect(again.textContent).toBe(document.textContent)
  })
  it('loses no cell of a row that is longer than the head', () => {
    const row = (...cells: string[]) =>
      schema.node(
        'tableRow',
        null,
        cells.map((words) => schema.node('tableCell', null, schema.text(words))),
      )
    const table = schema.node('doc', null, [schema.node('table', null, [row('收費表'), row('通渠', '300')])])
    expect(toMarkdown(table)).toBe('| 收費表 |  |\n| --- | --- |\n| 通渠 | 300 |')
  })
  it('keeps a heading in one line', () => {
    const words = [schema.text('停水'), schema.node('hardBreak'), schema.text('安排')]
    const document = schema.node('doc', null, [schema.node('heading', { level: 2 }, words)])
    expect(toMarkdown(document)).toBe('## 停水 安排')
  })
  it('writes the same a second time', () => {
    for (const [, markdown] of KEPT) {
      const once = toMarkdown(parseMarkdown(markdown))
      expect(toMarkdown(parseMarkdown(once))).toBe(once)
    }
  })
})
