/** Facts are gathered for a moment and handed on once, so that a storm of updates costs one paint per tenth of a second. */
import type { Fact } from './facts'

export type Schedule = (run: () => void, milliseconds: number) => unknown

export interface Batch {
  add(fact: Fact): void
}

export function createBatch(
  deliver: (type: string, ids: string[]) => void,
  schedule: Schedule = setTimeout,
  wait = 100,
): Batch {
  let waiting: Map<string, Set<string>> | null = null

  function flush() {
    const facts = waiting
    waiting = null
    for (const [type, ids] of facts ?? []) deliver(type, [...ids])
  }

  return {
    add(fact) {
      if (!waiting) {
        waiting = new Map()
        schedule(flush, wait)
      }
      const ids = waiting.get(fact.type) ?? new Set()
      ids.add(fact.id)
      waiting.set(fact.type, ids)
    },
  }
}
