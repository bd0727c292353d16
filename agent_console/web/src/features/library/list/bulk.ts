/** What may be changed of many articles at once, and as what it is sent. Pure. */
export const BULK_FIELDS = ['category', 'audience', 'owner', 'group', 'review_due_at', 'valid_until', 'state'] as const
export type BulkField = (typeof BULK_FIELDS)[number]

/** An emptied field takes away what stood there, where an article may be without it. */
export function changeOf(field: BulkField, value: string): Record<string, string | null> {
  if (field === 'owner' || field === 'group') return { [`${field}_id`]: value || null }
  if (field === 'review_due_at' || field === 'valid_until') return { [field]: value || null }
  return { [field]: value }
}
export const isComplete = (field: BulkField, value: string): boolean =>
  value !== '' || ['owner', 'group', 'review_due_at', 'valid_until'].includes(field)

/** So many are asked for in one go: each answer comes soon enough to be waited for, and to show how far it is. */
export const MOST_AT_ONCE = 25
export function inTurns<Id>(ids: readonly Id[], most = MOST_AT_ONCE): Id[][] {
  return Array.from({ length: Math.ceil(ids.length / most) }, (_, turn) => ids.slice(turn * most, (turn + 1) * most))
}
