/** Why something of a file is not taken, in the reader's words; what has no code yet stays in English. Pure. */
import type { ImportProblem, WrongField } from '@/api/exchange'
import { LANGUAGES } from '@/i18n'

export interface Line {
  text: string
  inEnglish: boolean
}
export interface Words {
  t: (key: string, named: Record<string, unknown>) => string
  te: (key: string) => boolean
  together: (names: string[]) => string
}

const REASON = 'library.exchange.reason.'
const WRONG = 'library.exchange.wrong.'
/** Columns whose fields have other names on our screens. */
const FIELDS: Record<string, string> = {
  short: 'library.field.short_text',
  state: 'library.exchange.columnState',
  tree: 'library.exchange.columnTree',
}

export function linesOf(problem: ImportProblem, words: Words): Line[] {
  const { code, details, reason } = problem
  if (code === 'wrong_fields' && details.fields?.length) return details.fields.map((one) => lineOf(one, words))
  if (!code || !words.te(REASON + code)) return [{ text: reason, inEnglish: true }]
  const key = code === 'unknown_kind' && details.better ? `${code}_better` : code
  const line = { text: words.t(REASON + key, named(details, words)), inEnglish: false }
  // Where the tree is wrong, only the server says.
  return code === 'misshapen_tree' ? [line, { text: reason, inEnglish: true }] : [line]
}

/** Why all of it failed, and the rest of the problems. */
export function failureOf(found: { error: string; problems: ImportProblem[] }): [ImportProblem, ImportProblem[]] {
  const failure = found.problems.find(({ file, reason }) => !file && reason === found.error)
  const said = failure ?? { file: '', reason: found.error, code: '', details: {} }
  return [said, found.problems.filter((problem) => problem !== failure)]
}

function lineOf(wrong: WrongField, words: Words): Line {
  const special = `${WRONG}${wrong.code}_${wrong.field}`
  const key = words.te(special) ? special : WRONG + wrong.code
  if (!wrong.code || !words.te(key)) return { text: `${wrong.field}: ${wrong.reason}`, inEnglish: true }
  return { text: words.t(key, { ...named(wrong, words), field: fieldName(wrong.field, words) }), inEnglish: false }
}

/** What it is called on our screens, with the name of its column. */
function fieldName(column: string, { t, te }: Words): string {
  const key = FIELDS[column] ?? `library.field.${column}`
  return te(key) ? t('library.exchange.column', { name: t(key, {}), column }) : column
}

function named(details: Record<string, unknown>, words: Words): Record<string, unknown> {
  const said: Record<string, unknown> = { problems: '' }
  for (const [name, value] of Object.entries(details)) said[name] = inWords(name, value, words)
  return said
}

function inWords(name: string, value: unknown, words: Words): unknown {
  if (name === 'language') return LANGUAGES.find((one) => one.value === value)?.label ?? value
  if (!Array.isArray(value)) return value
  if (name === 'problems') return words.together([...new Set(value.map((one) => treeProblem(one, words)))])
  if (name === 'missing') return words.together(value.map((column: string) => fieldName(column, words)))
  return words.together(value.map(String))
}

function treeProblem(problem: { code: string; message: string }, { t, te }: Words): string {
  const key = `library.tree.problem.${problem.code}`
  return te(key) ? t(key, {}) : problem.message
}
