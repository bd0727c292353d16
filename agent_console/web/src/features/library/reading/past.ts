/** One line of an article's history as a sentence: the key of its words, and what fills them. Pure. */
import type { HistoryEntry, Language } from '@/api/types'
import { LONG } from '../names'

const KNOWN = new Set([
  ...['created', 'text_saved', 'change_begun', 'change_discarded', 'described', 'review', 'sent_back', 'published'],
  ...['retired', 'restored', 'file_attached', 'file_removed', 'question_added', 'question_declined', 'imported'],
  ...['review_reminded', 'reported', 'report_closed', 'report_reminded', 'owner_changed'],
])

export function pastOf(entry: HistoryEntry): { key: string; values: Record<string, string>; note: string } {
  const text = (name: string) => (typeof entry.details[name] === 'string' ? (entry.details[name] as string) : '')
  const language = LONG[text('language') as Language] ?? ''
  const values = { language, name: text('name'), question: text('question') }
  const note = text('note') || entry.reason
  if (!KNOWN.has(entry.act)) return { key: 'other', values, note }
  // In several languages at once, or in one that is not said.
  const key = ['text_saved', 'change_begun', 'created'].includes(entry.act) && language ? `${entry.act}_in` : entry.act
  return { key, values, note }
}
