/** Why the server refused one of several, in the reader's words where there are some. */
type Say = (key: string) => string

const KNOWN = new Set([
  'stale',
  'own_words',
  'unfinished_tree',
  'not_possible',
  'not_allowed',
  'invalid_input',
  'not_found',
])

export function describeCode(code: string | null, message: string | null, t: Say): string {
  return code && KNOWN.has(code) ? t(`library.refused.${code}`) : (message ?? t('library.refused.other'))
}
