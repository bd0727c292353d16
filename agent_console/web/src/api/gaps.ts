/** Gaps: questions without an answer, who finds it, and everybody who is to be told. */
import { api, type Query } from './client'
import type { components } from './schema'
import type { HistoryEntry, Page } from './types'

type Schemas = components['schemas']
export type Gap = Schemas['Gap']
export type GapAsker = Schemas['GapAsker']
export type GapCounts = Schemas['GapCounts']
export type GapFigures = Schemas['GapFigures']
export type AnsweringArticle = Schemas['AnsweringArticle']
export type SimilarGap = Schemas['SimilarGap']
export type TellingDraft = Schemas['TellingDraft']
export type GapView = 'to_sort' | 'mine' | 'group' | 'overdue' | 'writing' | 'to_tell' | 'answered' | 'declined' | 'all'

const at = (id: string, act = '') => `/gaps/${encodeURIComponent(id)}${act}`
const asker = (gap: string, id: string, act: string) => at(gap, `/askers/${encodeURIComponent(id)}/${act}`)

export const listGaps = (query: Query) => api.get<Page<Gap>>('/gaps', query)
export const countGaps = () => api.get<GapCounts>('/gaps/counts')
export const getGap = (id: string) => api.get<Gap>(at(id))
export const getGapFigures = (query: Query = {}) => api.get<GapFigures>('/gaps/figures', query)
export const getGapHistory = (id: string, cursor: string | null) =>
  api.get<Page<HistoryEntry>>(at(id, '/history'), { cursor, limit: 20 })
export const listSimilarGaps = async (id: string) => (await api.get<Schemas['SimilarGaps']>(at(id, '/similar'))).items
/** While a question is written down. */
export const findAskedBefore = (question: string, contact?: string) =>
  api.get<Schemas['SimilarGaps']>('/gaps/similar', { question, contact })

export const assignGap = (id: string, body: Partial<Schemas['GapAssignment']>) => api.post<Gap>(at(id, '/assign'), body)
export const takeGap = (id: string) => api.post<Gap>(at(id, '/take'))
export const returnGap = (id: string, body: Schemas['GapReturn']) => api.post<Gap>(at(id, '/return'), body)
export const declineGap = (id: string, body: Partial<Schemas['GapRefusal']>) => api.post<Gap>(at(id, '/decline'), body)
export const reopenGap = (id: string, body: Partial<Schemas['GapReopening']>) => api.post<Gap>(at(id, '/reopen'), body)
export const groupGap = (id: string, into_id: string) => api.post<Gap>(at(id, '/group'), { into_id })
export const ungroupGap = (id: string) => api.post<Gap>(at(id, '/ungroup'))
export const answerGap = (id: string, body: Schemas['GapAnswer']) => api.post<Gap>(at(id, '/answer'), body)
export const writeGapArticle = (id: string, body: Partial<Schemas['GapArticle']>) =>
  api.post<Gap>(at(id, '/article'), body)
export const seeGapAnswer = (id: string) => api.post<Gap>(at(id, '/seen'))

export const getTellingDraft = (gap: string, id: string) => api.get<TellingDraft>(asker(gap, id, 'draft'))
export const tellAsker = (gap: string, id: string, text: string) => api.post<Gap>(asker(gap, id, 'tell'), { text })
export const askerToldOtherwise = (gap: string, id: string, note: string) =>
  api.post<Gap>(asker(gap, id, 'told'), { note })
export const promiseAsker = (gap: string, id: string) => api.post<Gap>(asker(gap, id, 'promise'))
export const skipAsker = (gap: string, id: string, reason: string) => api.post<Gap>(asker(gap, id, 'skip'), { reason })
