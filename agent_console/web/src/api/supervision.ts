/** Who looks at a contact, merging, what a supervisor does, and what happened so far. */
import { api } from './client'
import type { Agent, AnswerWay, ChosenPresence, Contact, ContactClass, HistoryEntry, Page, Viewer } from './types'

const at = (id: string, act: string) => `/contacts/${encodeURIComponent(id)}${act}`

export const getHistory = (id: string, cursor: string | null) =>
  api.get<Page<HistoryEntry>>(at(id, '/history'), { limit: 30, cursor })
export const listWays = (id: string) => api.get<Page<AnswerWay>>(at(id, '/ways'))

export const listViewers = (id: string) => api.get<Page<Viewer>>(at(id, '/viewers'))
export const sayViewing = (id: string, isTyping: boolean) =>
  api.put<Page<Viewer>>(at(id, '/viewing'), { is_typing: isTyping })
export const lookAway = (id: string) => api.delete<void>(at(id, '/viewing'))

export interface MergeWish {
  into_id: string
  reason: string
  confirm?: boolean
}
export const mergeContact = (id: string, wish: MergeWish) => api.post<Contact>(at(id, '/merge'), wish)
export const unmergeContact = (id: string, reason: string) => api.post<Contact>(at(id, '/unmerge'), { reason })

export interface PlaceWish {
  class?: ContactClass
  head_start_seconds?: number
  to_front?: boolean
  reason: string
}
export const prioritiseContact = (id: string, wish: PlaceWish) => api.post<Contact>(at(id, '/priority'), wish)
export const assignContact = (id: string, agentId: string, reason: string) =>
  api.post<Contact>(at(id, '/assign'), { agent_id: agentId, reason })
export const setColleaguePresence = (agentId: string, presence: ChosenPresence, reason: string) =>
  api.put<Agent>(`/agents/${encodeURIComponent(agentId)}/presence`, { presence, reason })
