/** The views of the list of articles: what each one asks of the server. Pure. */
import type { Query } from '@/api/client'

export const VIEWS = [
  'all',
  'mine',
  'review',
  'draft',
  'published',
  'overdue',
  'outdated',
  'broken',
  'retired',
] as const
export type View = (typeof VIEWS)[number]

export interface Filters {
  q: string
  category: string
  audience: string
  kind: string
  missing: string
}
export const NO_FILTERS: Filters = { q: '', category: '', audience: '', kind: '', missing: '' }

const OF_VIEW: Record<View, Query> = {
  all: {},
  mine: { owner: 'me' },
  review: { state: 'review' },
  draft: { state: 'draft' },
  published: { state: 'published' },
  overdue: { review_due: true, sort: 'review_due' },
  outdated: { outdated: true },
  broken: { broken_links: true },
  retired: { state: 'retired' },
}

export const isView = (value: unknown): value is View => VIEWS.includes(value as View)
export const isFiltered = (filters: Filters) => Object.values(filters).some((value) => value.trim() !== '')

export function queryOf(view: View, filters: Filters): Query {
  const chosen = Object.entries(filters).filter(([, value]) => value.trim() !== '')
  return { ...OF_VIEW[view], ...Object.fromEntries(chosen.map(([name, value]) => [name, value.trim()])) }
}

/** What stands in the address, so that a list can be sent to a colleague and found again on the way back. */
export function addressOf(view: View, filters: Filters): Record<string, string> {
  const chosen = Object.entries(filters).filter(([, value]) => value.trim() !== '')
  return { ...(view === 'all' ? {} : { view }), ...Object.fromEntries(chosen) }
}
export function fromAddress(query: Record<string, unknown>): { view: View; filters: Filters } {
  const filters = { ...NO_FILTERS }
  for (const name of Object.keys(NO_FILTERS) as (keyof Filters)[])
    if (typeof query[name] === 'string') filters[name] = query[name]
  return { view: isView(query.view) ? query.view : 'all', filters }
}
