/** The knowledge base at the desk: found, suggested, inserted, judged. */
import { api, type Query } from './client'
import { asQuestion } from './question'
import type {
  ArticleReport,
  ArticleUsage,
  Channel,
  Gap,
  Insertion,
  Language,
  Names,
  NewReport,
  Page,
  SearchPage,
  Suggestions,
} from './types'

const at = (id: string, act: string) => `/articles/${encodeURIComponent(id)}${act}`

export const searchArticles = (query: Query & { q: string }) =>
  api.get<SearchPage>('/search', { ...query, q: asQuestion(query.q) })
export const listSuggestions = (contactId: string) =>
  api.get<Suggestions>(`/contacts/${encodeURIComponent(contactId)}/suggestions`)
/** What came of a search: the article at this rank (from 1) was read, or went into an answer. */
export const notePick = (
  searchId: string,
  pick: { article_id: string; rank: number; outcome: 'opened' | 'inserted' },
) => api.post<void>(`/searches/${encodeURIComponent(searchId)}/pick`, pick)

export const getInsertion = (
  id: string,
  query: { contact?: string; channel?: Channel; language?: Language | null; step?: string | null },
) => api.get<Insertion>(at(id, '/insertion'), query)
export const getUsage = (id: string) => api.get<ArticleUsage>(at(id, '/usage'))
/** Nothing said takes the vote back. */
export const vote = (id: string, is_helpful: boolean | null) => api.put<ArticleUsage>(at(id, '/vote'), { is_helpful })
export const reportArticle = (id: string, report: NewReport, idempotencyKey: string) =>
  api.post<ArticleReport>(at(id, '/reports'), report, { idempotencyKey })

/** From the search box, of nobody's contact. */
export const recordOwnGap = (
  gap: { question: string; words_searched: string; note: string; same_as?: string },
  key: string,
) => api.post<Gap>('/gaps', gap, { idempotencyKey: key })

export interface ArticleCategory {
  code: string
  names: Names
}
export const listCategories = () => api.get<Page<ArticleCategory>>('/article-categories')
