import { onScopeDispose, ref, type Ref } from 'vue'

/** Turns true after a while, so that quick answers show no skeleton at all. */
export function useDelay(milliseconds: number): Ref<boolean> {
  const passed = ref(false)
  const timer = setTimeout(() => (passed.value = true), milliseconds)
  onScopeDispose(() => clearTimeout(timer))
  return passed
}
