/** How the knowledge base is set, and the categories of its articles. */
import { api } from './client'
import type { components } from './schema'
import type { Names, Page } from './types'

export type KnowledgeSettings = components['schemas']['KnowledgeSettings']
export type ArticleCategory = components['schemas']['Category']

const CATEGORIES = '/admin/article-categories'
const at = (code: string) => `${CATEGORIES}/${encodeURIComponent(code)}`

export const readKnowledgeSettings = () => api.get<KnowledgeSettings>('/admin/knowledge-settings')
export const saveKnowledgeSettings = (settings: KnowledgeSettings) =>
  api.put<KnowledgeSettings>('/admin/knowledge-settings', settings)

export const listArticleCategories = async () => (await api.get<Page<ArticleCategory>>('/article-categories')).items
export const addCategory = (code: string, names: Names) => api.post<ArticleCategory>(CATEGORIES, { code, names })
export const changeCategory = (category: ArticleCategory, changes: { names?: Names; position?: number }) =>
  api.put<ArticleCategory>(at(category.code), { ...changes, version: category.version })
export const dropCategory = (category: ArticleCategory) =>
  api.delete<void>(`${at(category.code)}?version=${category.version}`)
