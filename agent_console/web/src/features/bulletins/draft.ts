/** A bulletin while it is being written. Pure. */
import type { AdminBulletin, Question } from '@/api/bulletins'
import type { Names } from '@/api/types'

export type BulletinDraft = Pick<
  AdminBulletin,
  'titles' | 'texts' | 'article_id' | 'article_titles' | 'roles' | 'group_ids' | 'questions' | 'due_at' | 'note'
> & {
  /** Of the bulletin that these words were begun from; a new one has none. */
  version?: number
}

export const emptyDraft = (): BulletinDraft => ({
  titles: {},
  texts: {},
  article_id: null,
  article_titles: null,
  roles: [],
  group_ids: [],
  questions: [],
  due_at: null,
  note: '',
})

/** Languages in which the bulletin can be read whole. */
export function wholeLanguages({ titles, texts }: Pick<BulletinDraft, 'titles' | 'texts'>): string[] {
  return Object.keys(titles).filter((language) => titles[language]?.trim() && texts[language]?.trim())
}

export function newQuestion(questions: readonly Question[]): Question {
  const taken = new Set(questions.map((question) => question.id))
  let number = questions.length + 1
  while (taken.has(`q${number}`)) number++
  return { id: `q${number}`, texts: {}, choices: [{}, {}], right: 0 }
}

/** Without this choice; what was right stays right, or the first one is. */
export function withoutChoice(question: Question, place: number): Question {
  const right = question.right ?? 0
  return {
    ...question,
    choices: question.choices.filter((_, index) => index !== place),
    right: right === place ? 0 : right - Number(right > place),
  }
}

export const said = (words: Names, language: string, text: string): Names => ({ ...words, [language]: text })

/** What the server is sent: names of articles are for the eye, and the version goes beside the words. */
export function bodyOf({ article_titles: _titles, version: _version, ...draft }: BulletinDraft) {
  return draft
}
