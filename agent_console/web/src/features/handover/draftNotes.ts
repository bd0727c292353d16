/** Remarks and notes written before handing over; kept in the browser until the shift is signed. */
import { reactive, watch, type UnwrapNestedRefs } from 'vue'

export interface ShiftDraft {
  remarks: string
  notes: Record<string, string>
}

export function useShiftDraft(shiftId: string): { draft: UnwrapNestedRefs<ShiftDraft>; forget: () => void } {
  const key = `handover:${shiftId}`
  let kept: ShiftDraft = { remarks: '', notes: {} }
  try {
    kept = { ...kept, ...JSON.parse(localStorage.getItem(key) ?? '{}') }
  } catch {
    // An unreadable draft is an empty one.
  }
  const draft = reactive(kept)
  const stop = watch(draft, () => localStorage.setItem(key, JSON.stringify(draft)))
  return {
    draft,
    forget: () => {
      stop()
      localStorage.removeItem(key)
    },
  }
}
