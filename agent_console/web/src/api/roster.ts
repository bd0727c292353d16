/** Who is on duty when: shifts, the patterns they are planned from, absences, and what nobody covers. */
import { api, getAll } from './client'
import type { components } from './schema'

type Schemas = components['schemas']
export type RosterPattern = Schemas['Pattern']
export type Absence = Schemas['Absence']

const at = (path: string, id: string, act = '') => `${path}/${encodeURIComponent(id)}${act}`

export type RosterShift = Schemas['Shift']
export type Coverage = Schemas['Coverage']

export const listShifts = (from: string, to: string) => getAll<RosterShift>('/shifts', { from, to })
export const addShift = (body: Schemas['NewShift']) => api.post<RosterShift>('/shifts', body)
export const changeShift = (id: string, body: Schemas['ShiftPatch']) => api.patch<RosterShift>(at('/shifts', id), body)
export const cancelShift = (id: string, body: Schemas['ShiftCancelling']) =>
  api.post<unknown>(at('/shifts', id, '/cancel'), body)
export const getCoverage = (hours: number) => api.get<Coverage>('/coverage', { hours })

export const listPatterns = () => getAll<RosterPattern>('/admin/roster-patterns')
export const addPattern = (body: Schemas['NewPattern']) => api.post<RosterPattern>('/admin/roster-patterns', body)
export const changePattern = (id: string, body: Schemas['PatternPatch']) =>
  api.patch<RosterPattern>(at('/admin/roster-patterns', id), body)
export const dropPattern = (id: string) => api.delete<void>(at('/admin/roster-patterns', id))

export const listAbsences = (from: string) => getAll<Absence>('/admin/absences', { from })
export const addAbsence = (body: Schemas['NewAbsence']) => api.post<Absence>('/admin/absences', body)
export const changeAbsence = (id: string, body: Schemas['AbsencePatch']) =>
  api.patch<Absence>(at('/admin/absences', id), body)
export const dropAbsence = (id: string) => api.delete<void>(at('/admin/absences', id))
