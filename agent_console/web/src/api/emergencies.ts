/** Emergencies: the words that lift a contact, what is said then, who is rung, and what runs at this moment. */
import { api, getAll } from './client'
import type { components } from './schema'

type Schemas = components['schemas']

const at = (path: string, id: string) => `/admin/${path}/${encodeURIComponent(id)}`

export const KINDS = ['fire', 'gas', 'lift', 'electric', 'water', 'person', 'crime', 'structure'] as const
export const ALL_KINDS = [...KINDS, 'unclear'] as const
export type WordKind = (typeof KINDS)[number]
export type EmergencyKind = (typeof ALL_KINDS)[number]

export type EmergencyWord = Schemas['EmergencyWord']
export type TriedAnswer = Schemas['TriedAnswer']
export type SafetyScript = Schemas['SafetyScript']
export type Ladder = Schemas['Ladder']
export type LadderStep = Schemas['LadderStep']
export type LadderTarget = Schemas['LadderTarget']
export type Escalation = Schemas['Escalation']
export type EscalationCall = Schemas['EscalationCall']
export type AlertChannel = EscalationCall['channel']
export type ContactEmergency = Schemas['Emergency']

export const listWords = () => getAll<EmergencyWord>('/admin/emergency-words')
export const addWord = (body: Schemas['NewEmergencyWord']) => api.post<EmergencyWord>('/admin/emergency-words', body)
export const changeWord = (id: string, body: Schemas['EmergencyWordPatch']) =>
  api.patch<EmergencyWord>(at('emergency-words', id), body)
export const dropWord = (id: string) => api.delete<void>(at('emergency-words', id))
export const tryWords = (text: string) => api.post<TriedAnswer>('/admin/emergency-words/try', { text })

export const listScripts = () => getAll<SafetyScript>('/admin/safety-scripts')
export const addScript = (body: Schemas['NewSafetyScript']) => api.post<SafetyScript>('/admin/safety-scripts', body)
export const dropScript = (id: string) => api.delete<void>(at('safety-scripts', id))
export const changeScript = (id: string, body: Schemas['SafetyScriptPatch']) =>
  api.patch<SafetyScript>(at('safety-scripts', id), body)

export const listLadders = () => getAll<Ladder>('/admin/ladders')
export const addLadder = (body: Schemas['NewLadder']) => api.post<Ladder>('/admin/ladders', body)
export const changeLadder = (id: string, body: Schemas['LadderPatch']) => api.patch<Ladder>(at('ladders', id), body)
export const dropLadder = (id: string) => api.delete<void>(at('ladders', id))

export const getEmergency = (contactId: string) =>
  api.get<ContactEmergency>(`/contacts/${encodeURIComponent(contactId)}/emergency`)
export const raiseEmergency = (contactId: string, kind: WordKind) =>
  api.post<ContactEmergency>(`/contacts/${encodeURIComponent(contactId)}/emergency`, { kind })
export const withdrawEmergency = (contactId: string, reason: string) =>
  api.post<unknown>(`/contacts/${encodeURIComponent(contactId)}/emergency/withdraw`, { reason })
export const acknowledgeEscalation = (id: string, by: Schemas['Acknowledgement']) =>
  api.post<Escalation>(`/escalations/${encodeURIComponent(id)}/acknowledge`, by)
