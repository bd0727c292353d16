/** Writing the knowledge base: articles, their versions, and what waits for the writer. */
import type { Tree } from '@/features/library/tree/trees'
import { api, getAll, type Query } from './client'
import type { Attachment, Language, Names, Page } from './types'

export type ArticleState = 'draft' | 'review' | 'published' | 'retired'
export type Audience = 'public' | 'staff' | 'group'
export type ArticleKind = 'article' | 'tree'
export type Act = 'save' | 'describe' | 'submit' | 'send_back' | 'publish' | 'discard' | 'retire' | 'restore'

/** An article in a list. */
export interface ArticleRow {
  id: string
  code: string
  kind: ArticleKind
  category: string
  audience: Audience
  state: ArticleState
  pending_state: '' | 'draft' | 'review'
  languages: Language[]
  outdated_languages: Language[]
  language: Language
  title: string
  owner_id: string | null
  owner_name: string | null
  reviewer_id: string | null
  group_id: string | null
  published_at: string | null
  valid_from: string | null
  valid_until: string | null
  review_due_at: string | null
  broken_links: number
  updated_at: string
  version: number
}
export interface PlaceMark {
  id: string
  code: string
  names: Names
}
export interface ReadArticle extends ArticleRow {
  body_html: string
  body_text: string
  short_text: string
  sample_questions: string[]
  tree: Tree | null
  places: PlaceMark[]
  groups: { id: string; names: Names }[]
  reviewer_name: string | null
  author_name: string | null
  main_language: Language
  translation_outdated: boolean
  is_valid: boolean
  attachments: Attachment[]
}
export interface WrittenText {
  title: string
  body: string
  short_text: string
  sample_questions: string[]
  tree: Tree | null
}
export interface SavedText extends WrittenText {
  revision: number
  version: number
  translated_from: number | null
  is_outdated: boolean
  author_id: string | null
  author_name: string | null
  updated_at: string
}
export interface PendingText extends SavedText {
  based_on: number
  is_minor: boolean
  note: string
}
export interface BrokenLink {
  language: Language
  target: string
  reason: 'article_missing' | 'article_retired' | 'file_missing' | 'malformed'
}
export interface TreeProblem {
  language: Language
  step: string
  code: string
  message: string
}
export interface SimilarArticle {
  article_id: string
  code: string
  title: string
  language: Language
  state: ArticleState
  score: number
}
/** All that the editor needs. */
export interface Writing {
  id: string
  code: string
  kind: ArticleKind
  category: string
  audience: Audience
  state: ArticleState
  pending_state: '' | 'draft' | 'review'
  stage: ArticleState
  main_language: Language
  owner_id: string | null
  owner_name: string | null
  reviewer_id: string | null
  reviewer_name: string | null
  group_id: string | null
  valid_from: string | null
  valid_until: string | null
  review_due_at: string | null
  submitted_by: string | null
  submitted_by_name: string | null
  created_by_name: string | null
  created_at: string
  updated_at: string
  published_at: string | null
  submitted_at: string | null
  review_note: string
  version: number
  texts: Partial<Record<Language, SavedText>>
  pending: Partial<Record<Language, PendingText>>
  files: Attachment[]
  groups: { id: string; names: Names }[]
  places: PlaceMark[]
  links: BrokenLink[]
  tree_problems: TreeProblem[]
  similar: SimilarArticle[]
  may: Act[]
  publish_refused: '' | 'own_words' | 'not_allowed'
}
export interface Revision {
  number: number
  language: Language
  title: string
  note: string
  author_name: string | null
  created_at: string
  is_current: boolean
}
export interface DiffPiece {
  op: 'same' | 'added' | 'removed'
  text: string
}
export interface Comparison {
  language: Language
  from: string
  to: string
  fields: Record<string, DiffPiece[]>
}
export interface Usage {
  contacts_answered: number
  votes: { helpful: number; unhelpful: number; mine: boolean | null }
  searches_led_here: number
  open_reports: number
}
export interface Category {
  code: string
  names: Names
  position: number
  articles: number
  version: number
}
export interface KnowledgeTask {
  kind: string
  id: string
  title: string
  due_at: string | null
  link: string
}
export interface KnowledgeTasks {
  items: KnowledgeTask[]
  counts: Record<string, number>
  total: number
}
export interface NewArticle extends Partial<WrittenText> {
  title: string
  language: Language
  kind?: ArticleKind
  category?: string
  audience?: Audience
}
export interface ArticlePatch {
  version: number
  category?: string
  audience?: Audience
  group_ids?: string[]
  place_ids?: string[]
  owner_id?: string | null
  reviewer_id?: string | null
  group_id?: string | null
  valid_from?: string | null
  valid_until?: string | null
  review_due_at?: string | null
  main_language?: Language
}
export interface TextSave extends WrittenText {
  version: number
  note?: string
  is_minor?: boolean
  translates_revision?: number
}
export interface BulkResult {
  id: string
  title: string
  is_done: boolean
  code: string
  message: string
}

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
export const listRevisions = (id: string, language: Language) =>
  getAll<Revision>(at(id, '/revisions'), { language }, 400)
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
export const listCategories = async () => (await api.get<Page<Category>>('/article-categories')).items
export const listTasks = () => api.get<KnowledgeTasks>('/knowledge/tasks')
