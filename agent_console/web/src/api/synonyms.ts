/** Words that mean the same to the search. */
import { api, getAll } from './client'
import type { components } from './schema'

export type SynonymSet = components['schemas']['SynonymSet']

const at = (id: string) => `/admin/synonyms/${encodeURIComponent(id)}`

export const listSynonyms = () => getAll<SynonymSet>('/admin/synonyms')
export const addSynonyms = (words: string[]) => api.post<SynonymSet>('/admin/synonyms', { words })
export const changeSynonyms = (set: SynonymSet, words: string[]) =>
  api.patch<SynonymSet>(at(set.id), { words, version: set.version })
export const dropSynonyms = (id: string) => api.delete<void>(at(id))
