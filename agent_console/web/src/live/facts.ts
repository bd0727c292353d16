export interface Fact {
  seq: number
  type: string
  id: string
  version?: number
  at?: string
}

/** These must reach the eye at once and skip the batch. */
export const URGENT_FACTS: ReadonlySet<string> = new Set([
  'offer.made',
  'offer.ended',
  'call.changed',
  'emergency.raised',
])

export const FACT_TYPES = [
  'contact.changed',
  'contact.viewers',
  'message.added',
  'call.changed',
  'offer.made',
  'offer.ended',
  'agent.changed',
  'work_order.changed',
  'handover.changed',
  'shift.changed',
  'gap.changed',
  'article.changed',
  'report.changed',
  'bulletin.changed',
  'knowledge.changed',
  'promise.changed',
  'queue.changed',
  'sla.changed',
  'coverage.changed',
  'emergency.raised',
  'escalation.changed',
] as const
export type FactType = (typeof FACT_TYPES)[number]
