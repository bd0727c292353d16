import type { WorkOrder, WorkOrderPriority, WorkOrderState } from '@/api/types'

type Tone = 'plain' | 'accent' | 'emergency' | 'breach' | 'ok' | 'waiting'

export const STATE_TONE: Record<WorkOrderState, Tone> = {
  new: 'accent',
  taken: 'breach',
  done: 'ok',
  closed: 'plain',
  cancelled: 'plain',
}
export const PRIORITIES: WorkOrderPriority[] = ['urgent', 'high', 'normal', 'low']

export function isOverdue(order: WorkOrder, now: number): boolean {
  return (order.state === 'new' || order.state === 'taken') && !!order.due_at && Date.parse(order.due_at) < now
}
