/** Writing the knowledge base: articles, their versions, and what waits for the writer. */
import type { Tree } from '@/features/library/tree/trees'
import { api, type Query } from './client'
import type { components } from './schema'
import type { Attachment, HistoryEntry, Language, Page } from './types'

type Schemas = components['schemas']
/** The document knows a decision tree only as an object, and texts only by any key. */
type WithTree<Row> = Omit<Row, 'tree'> & { tree: Tree | null }
type ByLanguage<Row> = Partial<Record<Language, Row>>

export type ArticleRow = Schemas['ArticleRow']
export type ArticleState = ArticleRow['state']
export type Audience = ArticleRow['audience']
export type ArticleKind = ArticleRow['kind']
export type ReadArticle = WithTree<Omit<Schemas['Article'], 'main_language'>> & { main_language: Language }
export type SavedText = WithTree<Schemas['WritingText']>
export type PendingText = WithTree<Schemas['PendingText']>
export type WrittenText = Pick<SavedText, 'title' | 'body' | 'short_text' | 'sample_questions' | 'tree'>
export type Writing = Omit<Schemas['Writing'], 'texts' | 'pending' | 'main_language'> & {
  main_language: Language
  texts: ByLanguage<SavedText>
  pending: ByLanguage<PendingText>
}
export type Act = Writing['may'][number]
export type SimilarArticle = Schemas['SimilarArticle']
export type Revision = Schemas['Revision']
export type DiffPiece = Schemas['DiffPart']
export type Comparison = Schemas['Comparison']
export type Usage = Schemas['ArticleUsage']
export type Category = Schemas['Category']
export type KnowledgeTask = Schemas['KnowledgeTask']
export type KnowledgeTasks = Schemas['KnowledgeTasks']
export type NewArticle = Omit<Schemas['NewArticle'], 'tree'> & { tree?: Tree }
export type ArticlePatch = Schemas['ArticlePatch']
export type TextSave = Omit<Schemas['SavedText'], 'tree'> & { tree: Tree | null }
export type BulkResult = Schemas['BulkResult']

const at = (id: string, path = '') => `/articles/${encodeURIComponent(id)}${path}`

export const listArticles = (query: Query) => api.get<Page<ArticleRow>>('/articles', query)
export const readArticle = (id: string, language?: Language | null) => api.get<ReadArticle>(at(id), { language })
export const readUsage = (id: string) => api.get<Usage>(at(id, '/usage'))
export const readWriting = (id: string) => api.get<Writing>(at(id, '/writing'))
export const createArticle = (body: NewArticle) => api.post<Writing>('/articles', body)
export const changeArticle = (id: string, body: ArticlePatch) => api.patch<Writing>(at(id), body)
export const saveText = (id: string, language: Language, body: TextSave) =>
  api.put<Writing>(at(id, `/texts/${language}`), body)
export const dropPending = (id: string, version: number) => api.delete<void>(at(id, `/pending?version=${version}`))
export type Move = 'submit' | 'send-back' | 'publish' | 'retire' | 'restore'
export const moveArticle = (id: string, move: Move, body: { version: number; note?: string }) =>
  api.post<Writing>(at(id, `/${move}`), body)
export const listRevisions = async (id: string, language: Language) =>
  (await api.get<Page<Revision>>(at(id, '/revisions'), { language })).items
/** A version's number, `current` for what readers see, or `pending` for what is being written. */
export const compare = (id: string, language: Language, from?: string, to?: string) =>
  api.get<Comparison>(at(id, '/compare'), { language, from, to })
export const restoreRevision = (id: string, number: number, body: { language: Language; version: number }) =>
  api.post<Writing>(at(id, `/revisions/${number}/restore`), body)
export const removeArticleFile = (id: string, file: string) =>
  api.delete<void>(at(id, `/files/${encodeURIComponent(file)}`))
export const addArticleFile = (id: string, attachment_id: string) =>
  api.post<Attachment>(at(id, '/files'), { attachment_id })
export const previewBody = async (id: string, body: string) =>
  (await api.post<{ html: string }>(at(id, '/preview'), { body })).html
export const findSimilar = async (body: { title: string; body: string; language: Language; but?: string }) =>
  (await api.post<Page<SimilarArticle>>('/articles/similar', body)).items
export const changeArticles = (ids: string[], change: Record<string, unknown>) =>
  api.post<Page<BulkResult>>('/articles/bulk', { ids, change })
export const readHistory = (id: string, cursor: string | null) =>
  api.get<Page<HistoryEntry>>(at(id, '/history'), { cursor })
export const listCategories = async () => (await api.get<Page<Category>>('/article-categories')).items
export const listTasks = () => api.get<KnowledgeTasks>('/knowledge/tasks')
