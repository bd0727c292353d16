/** What may be done with an article as it is, in the order of a reader's attention. Pure. */
import type { Act, Writing } from '@/api/library'

export type Shown = 'publish' | 'submit' | 'send_back' | 'retire' | 'restore' | 'discard'

/** The one act that comes first, and what waits behind it. */
export function actsOf(writing: Pick<Writing, 'may' | 'stage' | 'state' | 'pending_state'>): {
  first: Shown | null
  others: Shown[]
} {
  const may = (act: Act) => writing.may.includes(act)
  const order: Shown[] =
    writing.stage === 'review'
      ? ['publish', 'send_back', 'discard', 'retire', 'restore']
      : ['submit', 'publish', 'discard', 'restore', 'retire']
  const possible = order.filter(may)
  // What is only taken away is never the first thing to do.
  const first = possible.find((act) => act === 'publish' || act === 'submit' || act === 'restore') ?? null
  return { first, others: possible.filter((act) => act !== first) }
}
