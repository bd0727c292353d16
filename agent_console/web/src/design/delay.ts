import { onScopeDispose, ref, type Ref } from 'vue'

/** Turns true after a while, so that quick answers show no skeleton at all. */
export function useDelay(milliseconds: number): Ref<boolean> {
  const passed = ref(false)
  const timer = setTimeout(() => (passed.value = true), milliseconds)
  onScopeDispose(() => clearTimeout(timer))
  return passed
}

/** Runs what can wait once the page has been drawn and nothing presses. */
export function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: 1500 })
  else setTimeout(run, 200)
}
/** Turns true then; parts that come late hang on it. */
export function useIdle(): Ref<boolean> {
  const idle = ref(false)
  whenIdle(() => (idle.value = true))
  return idle
}
