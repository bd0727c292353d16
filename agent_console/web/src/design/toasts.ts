/** Short confirmations of an act. Errors stand in place instead; a toast carries one only when its place is gone. */
import { reactive } from 'vue'

export interface Toast {
  id: number
  text: string
  tone: 'ok' | 'emergency'
  act?: { label: string; run: () => void }
}

const VISIBLE_MS = 5000
const LONGER_MS = 9000
let lastId = 0

export const toasts = reactive<Toast[]>([])

export function dismissToast(id: number): void {
  const index = toasts.findIndex((toast) => toast.id === id)
  if (index >= 0) toasts.splice(index, 1)
}

export function showToast(text: string, options: Partial<Pick<Toast, 'tone' | 'act'>> = {}): void {
  const id = ++lastId
  toasts.push({ id, text, tone: options.tone ?? 'ok', act: options.act })
  if (toasts.length > 3) toasts.shift()
  setTimeout(() => dismissToast(id), options.act ? LONGER_MS : VISIBLE_MS)
}
