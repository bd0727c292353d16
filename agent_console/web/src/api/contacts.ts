import { api, getAll, type Query } from './client'
import type {
  Call,
  Contact,
  CustomerContext,
  CustomerPromise,
  Gap,
  Matter,
  Message,
  Offer,
  MatterOutcome,
  NewContact,
  NewGap,
  NewNote,
  NewOutbound,
  NewReply,
  NewWorkOrder,
  Page,
  Transfer,
  WorkOrder,
  WorkOrderDraft,
} from './types'

const at = (id: string, act = '') => `/contacts/${encodeURIComponent(id)}${act}`

export const listContacts = (query: Query) => api.get<Page<Contact>>('/contacts', query)
export const allContacts = (query: Query) => getAll<Contact>('/contacts', query)
export const getContact = (id: string) => api.get<Contact>(at(id))
export const getContext = (id: string) => api.get<CustomerContext>(at(id, '/context'))
export const listMessages = (id: string, cursor: string | null) =>
  api.get<Page<Message>>(at(id, '/messages'), { limit: 200, cursor })
export const listOffers = () => api.get<Page<Offer>>('/offers')

export const acceptContact = (id: string) => api.post<Contact>(at(id, '/accept'))
export const declineContact = (id: string) => api.post<unknown>(at(id, '/decline'))

export const sendReply = (id: string, reply: NewReply, idempotencyKey: string) =>
  api.post<Message>(at(id, '/reply'), reply, { idempotencyKey })
export const addNote = (id: string, note: NewNote, idempotencyKey: string) =>
  api.post<Message>(at(id, '/note'), note, { idempotencyKey })

export const transferContact = (id: string, to: Transfer) => api.post<Contact>(at(id, '/transfer'), to)
export const snoozeContact = (id: string, until: string) => api.post<Contact>(at(id, '/snooze'), { until })
export const resumeContact = (id: string) => api.post<Contact>(at(id, '/resume'))
export const wrapUpContact = (id: string) => api.post<Contact>(at(id, '/wrap-up'))
/** Once for each wrap-up, where the queue allows it. */
export const extendWrapUp = (id: string) => api.post<Contact>(at(id, '/extend-wrap-up'))
export const linkContact = (id: string, to: { customer_id?: string; place_id?: string }) =>
  api.post<Contact>(at(id, '/link'), to)
export const addMatter = (id: string, subject: string) => api.post<Matter>(at(id, '/matters'), { subject })

export const closeContact = (id: string, outcomes: MatterOutcome[], note: string) =>
  api.post<Contact>(at(id, '/close'), { outcomes, note })

export const createContact = (contact: NewContact, idempotencyKey: string) =>
  api.post<Contact>('/contacts', contact, { idempotencyKey })

export const turnTo = (wish: NewOutbound, idempotencyKey: string) =>
  api.post<Contact>('/contacts/outbound', wish, { idempotencyKey })
export const callCustomer = (id: string) => api.post<Call>(at(id, '/call'))

export const getWorkOrderDraft = (id: string, query: { type_code: string; place_id?: string }) =>
  api.get<WorkOrderDraft>(at(id, '/work-order-draft'), query)
export const raiseWorkOrder = (id: string, order: NewWorkOrder, idempotencyKey: string) =>
  api.post<WorkOrder>(at(id, '/work-orders'), order, { idempotencyKey })
export const recordGap = (id: string, gap: NewGap) => api.post<Gap>(at(id, '/gaps'), gap)
export const makePromise = (id: string, promise: { what: string; due_at: string; matter_id?: string }) =>
  api.post<CustomerPromise>(at(id, '/promises'), promise)
export const keepPromise = (id: string) => api.post<CustomerPromise>(`/promises/${encodeURIComponent(id)}/keep`)
