import { describe, expect, test } from 'vitest'
import { createI18n } from 'vue-i18n'
import type { ImportProblem } from '@/api/exchange'
import en from '@/i18n/library/en.json'
import hant from '@/i18n/library/zh-Hant.json'
import { failureOf, linesOf, type Words } from './problems'

function wordsIn(locale: 'en' | 'zh-Hant'): Words {
  const { t, te } = createI18n({ legacy: false, locale, messages: { en, 'zh-Hant': hant } }).global
  return {
    t: (key, named) => t(key, named),
    te: (key) => te(key),
    together: (names) => names.join(locale === 'en' ? ', ' : '、'),
  }
}
const problem = (code: string, details: ImportProblem['details'] = {}): ImportProblem => ({
  file: 'a.csv',
  reason: 'In English.',
  code,
  details,
})

describe('why something is not taken', () => {
  test('is said in the language of the reader', () => {
    expect(linesOf(problem('no_utf8'), wordsIn('zh-Hant'))).toEqual([
      { text: '檔案的文字不是 UTF-8，請另存為 UTF-8。', inEnglish: false },
    ])
    const missing = problem('missing_columns', { missing: ['body'], found: ['編號', '標題'] })
    expect(linesOf(missing, wordsIn('zh-Hant'))[0]!.text).toBe('第一行須為欄名。欠：內容（body）。現有：編號、標題。')
  })

  test('names each wrong field, quotes what stands there, and says what to do', () => {
    const fields = [
      { field: 'audience', code: 'one_of', reason: '', value: 'nobody', allowed: ['public', 'staff'] },
      { field: 'category', code: 'unknown', reason: '', value: '@{x} | y' },
      { field: 'short', code: 'empty', reason: '' },
    ]
    expect(linesOf(problem('wrong_fields', { fields }), wordsIn('en')).map(({ text }) => text)).toEqual([
      'Readers (audience): “nobody” is not known. Use public, staff.',
      'Category (category): there is no “@{x} | y”. Use the code or name of a category that exists, or leave it empty.',
      'Short form for texts (short): please fill this in.',
    ])
  })

  test('stays in English where there is no code, or none that we know', () => {
    const english = [{ text: 'In English.', inEnglish: true }]
    expect(linesOf(problem(''), wordsIn('zh-Hant'))).toEqual(english)
    expect(linesOf(problem('of_tomorrow'), wordsIn('zh-Hant'))).toEqual(english)
    const old = { file: 'a.csv', reason: 'In English.' } as ImportProblem
    expect(linesOf(old, wordsIn('zh-Hant'))).toEqual(english)
    const fields = [{ field: 'title', code: 'of_tomorrow', reason: 'Not so.' }]
    expect(linesOf(problem('wrong_fields', { fields }), wordsIn('zh-Hant'))).toEqual([
      { text: 'title: Not so.', inEnglish: true },
    ])
  })

  test('a tree says what is unfinished', () => {
    const details = { problems: [{ code: 'no_start', message: 'x' }] }
    expect(linesOf(problem('unfinished_tree', details), wordsIn('en'))[0]!.text).toBe(
      'The decision tree is not finished. No first step',
    )
    expect(linesOf(problem('unfinished_tree'), wordsIn('en'))[0]!.text).toContain('not finished')
  })

  test('the failure of all of it is taken out of the list, also where it has no code', () => {
    const failure = { ...problem('no_archive'), file: '', reason: 'No archive.' }
    expect(failureOf({ error: 'No archive.', problems: [problem('twice'), failure] })).toEqual([
      failure,
      [problem('twice')],
    ])
    const [said, rest] = failureOf({ error: 'Broken.', problems: [] })
    expect([said.reason, said.code, rest]).toEqual(['Broken.', '', []])
  })
})
