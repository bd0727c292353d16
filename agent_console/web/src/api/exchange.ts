/** Articles from files, and to files. */
import { api } from './client'
import type { Language } from './types'

export const FORMATS = ['markdown', 'csv', 'html'] as const
export type Format = (typeof FORMATS)[number]
/** What the server takes in one address. */
export const MOST_CHOSEN = 200

export type ImportAs = 'draft' | 'review' | 'published'

/** One wrong field of a row: by the name of its column, with a code and what stands there. */
export interface WrongField {
  field: string
  code: string
  reason: string
  [detail: string]: unknown
}
/** In English, and as a code with details; imports of earlier versions have no codes. An empty file means all of it. */
export interface ImportProblem {
  file: string
  reason: string
  code: string
  details: { fields?: WrongField[]; [detail: string]: unknown }
}
export interface ArticleImport {
  id: string
  name: string
  applies: boolean
  as_state: ImportAs
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** In thousandths. */
  progress: number
  created: number
  changed: number
  unchanged: number
  problems: ImportProblem[]
  problem_count: number
  sample: { file: string; code: string; language: Language; title: string; category: string; beginning: string }[]
  error: string
  /** Whether who imports may also publish, without anybody else looking at it. */
  may_publish: boolean
}
export interface NewImport {
  attachment_id: string
  apply: boolean
  as_state: ImportAs
  category: string
  audience: string
}

export const beginImport = (wanted: NewImport) => api.post<ArticleImport>('/articles/import', wanted)
export const readImport = (id: string) => api.get<ArticleImport>(`/articles/imports/${id}`)

/** Where the browser fetches the archive by itself. */
export function exportAddress(format: Format, ids: readonly string[] = []): string {
  const parameters = new URLSearchParams({ format })
  if (ids.length) parameters.set('ids', ids.join(','))
  return `/api/v1/articles/export?${parameters}`
}
