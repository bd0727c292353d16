/** Back-office groups as administrators settle them. */
import { api, getAll } from './client'
import type { components } from './schema'
import type { Names } from './types'

type Schemas = components['schemas']

export type AdminGroup = Schemas['GroupSettings']
export type GroupMember = Schemas['GroupMember']
export type Work = Schemas['Work']

const at = (id: string, act = '') => `/admin/groups/${encodeURIComponent(id)}${act}`

export const listAdminGroups = () => getAll<AdminGroup>('/admin/groups')
export const addGroup = (code: string, names: Names) => api.post<AdminGroup>('/admin/groups', { code, names })
export const renameGroup = (id: string, names: Names, version: number) =>
  api.patch<AdminGroup>(at(id), { names, version })
export const saveGroupMembers = (id: string, agent_ids: string[], version: number) =>
  api.put<AdminGroup>(at(id, '/members'), { agent_ids, version })
export const saveGroupWork = (id: string, work: Work[], version: number) =>
  api.put<AdminGroup>(at(id, '/work'), { work, version })
export const dropGroup = (id: string, version: number) => api.delete<void>(at(id, `?version=${version}`))
