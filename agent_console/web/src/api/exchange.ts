/** Articles from files, and to files. */
import { api } from './client'
import type { Language } from './types'

export const FORMATS = ['markdown', 'csv', 'html'] as const
export type Format = (typeof FORMATS)[number]
/** What the server takes in one address. */
export const MOST_CHOSEN = 200

export interface ArticleImport {
  id: string
  name: string
  applies: boolean
  state: 'waiting' | 'running' | 'done' | 'failed'
  /** In thousandths. */
  progress: number
  created: number
  changed: number
  unchanged: number
  problems: { file: string; reason: string }[]
  problem_count: number
  sample: { file: string; code: string; language: Language; title: string; category: string; beginning: string }[]
  error: string
}
export interface NewImport {
  attachment_id: string
  apply: boolean
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
