import { api, type Query } from './client'
import type { Group, Page, WorkOrder, WorkOrderEntry, WorkOrderType } from './types'

const at = (id: string, act = '') => `/work-orders/${encodeURIComponent(id)}${act}`

export const listWorkOrders = (query: Query) => api.get<Page<WorkOrder>>('/work-orders', query)
export const getWorkOrder = (id: string) => api.get<WorkOrder>(at(id))
export const listEntries = (id: string) => api.get<Page<WorkOrderEntry>>(at(id, '/entries'), { limit: 200 })
export const takeOrder = (id: string) => api.post<WorkOrder>(at(id, '/take'))
export const noteOrder = (id: string, note: { text: string; visible_to_owner: boolean; attachment_ids: string[] }) =>
  api.post<unknown>(at(id, '/note'), note)
export const finishOrder = (id: string, done: { result: string; attachment_ids: string[] }) =>
  api.post<WorkOrder>(at(id, '/done'), done)
export const reopenOrder = (id: string, reason: string) => api.post<WorkOrder>(at(id, '/reopen'), { reason })
export const closeOrder = (id: string, reason: string) => api.post<WorkOrder>(at(id, '/close'), { reason })
export const moveOrder = (id: string, group_id: string, reason: string) =>
  api.post<WorkOrder>(at(id, '/move'), { group_id, reason })
export const listTypes = () => api.get<Page<WorkOrderType>>('/work-order-types', { limit: 200 })
export const listGroups = () => api.get<Page<Group>>('/groups', { limit: 200 })
