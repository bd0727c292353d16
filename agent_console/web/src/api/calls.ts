import { api, type Query } from './client'
import type { Call, Page, SoftphoneGrant } from './types'

const at = (id: string, act = '') => `/calls/${encodeURIComponent(id)}${act}`

/** Another permission each time, so no two answers are the same. */
export const fetchSoftphone = () => api.post<SoftphoneGrant>('/calls/softphone')
export const getCall = (id: string) => api.get<Call>(at(id))
export const listCalls = (query: Query) => api.get<Page<Call>>('/calls', query)
export const holdCall = (id: string) => api.post<Call>(at(id, '/hold'))
export const resumeCall = (id: string) => api.post<Call>(at(id, '/resume'))
export const hangUpCall = (id: string) => api.post<Call>(at(id, '/hang-up'))
