/**
 * The shapes of the JSON API, in the one place where screens import them from.
 * They are written by hand until the server's OpenAPI document is committed; then each line becomes
 * `export type Contact = components['schemas']['Contact']` from `schema.d.ts` (`npm run types`).
 */

export type Language = 'zh-Hant' | 'zh-Hans' | 'en'
export type Names = Partial<Record<Language, string>>
export type Role = 'agent' | 'supervisor' | 'back_office' | 'manager' | 'administrator'
export type Presence = 'available' | 'busy' | 'wrap_up' | 'missed' | 'away' | 'offline'
export type Channel = 'sms' | 'voice' | 'email' | 'manual'
export type ContactState = 'new' | 'queued' | 'offered' | 'active' | 'waiting' | 'snoozed' | 'wrap_up' | 'closed'
export type ContactClass = 'emergency' | 'priority' | 'normal' | 'low'
export type Outcome = 'answered' | 'work_order' | 'promise' | 'gap' | 'incident' | 'abandoned' | 'no_action' | 'spam'
export type WorkOrderState = 'new' | 'taken' | 'done' | 'closed' | 'cancelled'
export type WorkOrderPriority = 'urgent' | 'high' | 'normal' | 'low'

export interface Page<Row> {
  items: Row[]
  next_cursor: string | null
}

export interface User {
  id: string
  username: string
  name: string
  roles: Role[]
  language: Language | null
  must_change_password: boolean
}
export interface Session {
  user: User
  csrf_token: string
}

export interface Agent {
  id: string
  username: string
  name: string
  roles: Role[]
  language: Language | null
  is_active: boolean
  presence: Presence
  presence_since: string | null
  skills: string[]
  capacity: Record<string, number>
  load: Record<string, number>
  version: number
}

export interface Matter {
  id: string
  subject: string
  outcome: Outcome | null
  article_id: string | null
  work_order_id: string | null
  gap_id: string | null
  promise_id: string | null
  decided_at: string | null
}
export interface LastMessage {
  text: string
  direction: 'inbound' | 'outbound' | 'internal'
  created_at: string
}
export interface Contact {
  id: string
  reference: string
  channel: Channel
  direction: 'inbound' | 'outbound'
  state: ContactState
  class: ContactClass
  address: string
  line: string
  customer_id: string | null
  customer_name: string | null
  place_id: string | null
  place_code: string | null
  place_names: Names | null
  queue_id: string | null
  queue_names: Names | null
  agent_id: string | null
  agent_name: string | null
  preferred_agent_id: string | null
  subject: string
  language: Language | null
  matters: Matter[]
  last_message: LastMessage | null
  last_inbound_at: string | null
  queued_at: string | null
  created_at: string
  closed_at: string | null
  snoozed_until: string | null
  wrap_up_until: string | null
  offer: { id: string; expires_at: string } | null
  version: number
}
export interface Offer {
  id: string
  contact: Contact
  created_at: string
  expires_at: string
}

export type DeliveryState = 'waiting' | 'sent' | 'delivered' | 'failed'
export interface Message {
  id: string
  contact_id: string
  kind: 'message' | 'note' | 'call_event' | 'system'
  direction: 'inbound' | 'outbound' | 'internal'
  author: { kind: 'customer' | 'agent' | 'system'; id: string | null; name: string | null }
  text: string
  html: string | null
  language: Language | null
  attachments: { id?: string; name: string; url?: string | null; content_type: string; size: number | null }[]
  delivery: { state: DeliveryState | null; error_code: string | null; error_text: string | null } | null
  created_at: string
}

export interface Place {
  id: string
  parent_id: string | null
  kind: 'estate' | 'building' | 'floor' | 'unit'
  code: string
  building: string | null
  names: Names
  note: string | null
}
export interface Occupancy {
  place_id: string
  place_code: string
  place_names: Names
  role: 'owner' | 'tenant' | 'family' | 'agent'
  from_date: string | null
  to_date: string | null
}
export interface Customer {
  id: string
  name: string
  kind: 'person' | 'organisation'
  language: Language | null
  note: string | null
  addresses: { kind: 'phone' | 'email'; address: string }[]
  occupancies: Occupancy[]
  version: number
}
export interface CustomerContext {
  customer: Customer | null
  place: Place | null
  occupants: { customer_id: string; name: string; role: Occupancy['role']; from_date: string | null }[]
  standing_note: string | null
  open_work_orders: WorkOrder[]
  recent_contacts: Contact[]
  promises: CustomerPromise[]
  candidates: Customer[]
}

export interface FormField {
  key: string
  names: Names
  kind: 'text' | 'choice' | 'number' | 'date' | 'phone' | 'checkbox'
  required?: boolean
  options?: (string | { value: string; names: Names })[]
}
export interface WorkOrderType {
  id: string
  code: string
  names: Names
  form: FormField[]
  priority: WorkOrderPriority
  due_hours: number | null
}
export type FormValues = Record<string, string | number | boolean | null>
export interface WorkOrder {
  id: string
  reference: string
  type_code: string
  type_names: Names
  group_id: string
  group_names: Names
  place_id: string | null
  place_code: string | null
  place_names: Names | null
  customer_id: string | null
  customer_name: string | null
  contact_id: string | null
  contact_reference: string | null
  title: string
  description: string
  priority: WorkOrderPriority
  state: WorkOrderState
  form: FormValues
  assignee_id: string | null
  assignee_name: string | null
  due_at: string | null
  created_at: string
  taken_at: string | null
  done_at: string | null
  closed_at: string | null
  reopened_count: number
  version: number
}
export interface WorkOrderDraft {
  type_code: string
  place_id: string | null
  title: string
  description: string
  group_id: string
  group_names: Names
  priority: WorkOrderPriority
  form: FormValues
}
export interface WorkOrderEntry {
  id: string
  work_order_id: string
  kind: 'note' | 'state' | 'owner'
  text: string
  author_kind: 'customer' | 'agent' | 'system'
  author_id: string | null
  author_name: string | null
  created_at: string
}
export interface Group {
  id: string
  code: string
  names: Names
  building: string | null
}

export interface CustomerPromise {
  id: string
  contact_id: string | null
  customer_id: string | null
  what: string
  due_at: string
  agent_id: string | null
  state: 'open' | 'kept' | 'broken'
  created_at: string
  version: number
}
export interface Queue {
  id: string
  code: string
  names: Names
  waiting: number
  oldest_queued_at: string | null
  agents_available: number
}
export interface Template {
  id: string
  code: string
  language: Language
  channel: string
  text: string
}

export interface SearchHit {
  article_id: string
  language: Language
  title: string
  snippet: string
  highlights: [number, number][]
  title_highlights: [number, number][]
  category: string
  score: number
}
export interface Article {
  id: string
  code: string
  category: string
  state: string
  languages: Language[]
  language: Language
  title: string
  body_html: string
  body_text: string
  short_text: string
  sample_questions: string[]
  updated_at: string
  version: number
}
export interface Gap {
  id: string
  question: string
  words_searched: string | null
  language: Language | null
  state: 'open' | 'answered'
  askers: { contact_id: string | null; contact_reference: string | null; customer_name: string | null; at: string }[]
  created_by_name: string | null
  created_at: string
  version: number
}

export interface Shift {
  id: string
  agent_id: string
  desk: string
  starts_at: string
  ends_at: string
  state: 'planned' | 'open' | 'handed_over' | 'closed'
  version: number
}
export interface HandoverItem {
  id: string | null
  key: string
  kind: 'contact' | 'work_order' | 'gap' | 'promise'
  subject_id: string
  reference: string | null
  title: string
  note: string | null
  place_code: string | null
  customer_name: string | null
  state: 'offered' | 'accepted' | 'questioned'
  age_shifts: number | null
  due_at: string | null
  question: string | null
  answer?: string | null
  decided_by_name: string | null
  decided_at: string | null
}
export interface Handover {
  id: string | null
  shift: Shift
  from_agent: { id: string; name: string }
  to_agent: { id: string; name: string } | null
  state: 'draft' | 'offered' | 'accepted'
  remarks: string | null
  counts: Record<string, number>
  items: HandoverItem[]
  created_at: string | null
  accepted_at: string | null
  version: number
}

export interface InboundEvent {
  id: string
  channel: string
  external_id: string | null
  state: string
  error: string | null
  attempts?: number
  received_at: string
}
