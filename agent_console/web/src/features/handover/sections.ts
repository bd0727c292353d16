/** The sections of a handover in reading order: what people wait for comes first. Pure. */
import type { HandoverItem } from '@/api/types'

const ORDER: HandoverItem['kind'][] = ['promise', 'contact', 'work_order', 'gap']

export interface Section {
  kind: HandoverItem['kind']
  items: HandoverItem[]
}

export function sections(items: readonly HandoverItem[]): Section[] {
  return ORDER.map((kind) => ({ kind, items: items.filter((item) => item.kind === kind).sort(byDue) })).filter(
    (section) => section.items.length,
  )
}
function byDue(a: HandoverItem, b: HandoverItem): number {
  return (a.due_at ? Date.parse(a.due_at) : Infinity) - (b.due_at ? Date.parse(b.due_at) : Infinity) || 0
}
/** The one to decide after `item`: downwards first, then from the top. */
export function nextUndecided(items: readonly HandoverItem[], item: HandoverItem): HandoverItem | undefined {
  const here = items.findIndex((one) => one.id === item.id)
  return undecided([...items.slice(here + 1), ...items.slice(0, Math.max(0, here))])[0]
}
export function undecided(items: readonly HandoverItem[]): HandoverItem[] {
  return items.filter((item) => item.state !== 'accepted')
}
