import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'

// Only a window tells that it is online again.
vi.stubGlobal('addEventListener', () => {})
const { useResource } = await import('./resource')

it('whoever waits for a reading that is overtaken sees what the later one brings', async () => {
  const answers: ((value: string) => void)[] = []
  const scope = effectScope()
  const { value, refetch } = scope.run(() =>
    useResource(() => new Promise<string>((resolve) => answers.push(resolve))),
  )!
  const mine = refetch()
  void refetch()
  answers[1]!('old')
  answers[2]!('new')
  await mine
  expect(value.value).toBe('new')
  answers[0]!('older still')
  await Promise.resolve()
  expect(value.value).toBe('new')
  scope.stop()
})
