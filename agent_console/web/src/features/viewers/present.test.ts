import { expect, it } from 'vitest'
import type { Viewer } from '@/api/types'
import { othersOf } from './present'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 14, 0, seconds)).toISOString()
const viewer = (agent_id: string, more: Partial<Viewer> = {}): Viewer => ({
  agent_id,
  name: agent_id,
  is_typing: false,
  since: at(0),
  expires_at: at(25),
  ...more,
})
const now = Date.parse(at(10))
const ids = (viewers: Viewer[]) => viewers.map(({ agent_id }) => agent_id)

it('leaves out the reader and whoever fell silent', () => {
  expect(ids(othersOf([viewer('me'), viewer('ada'), viewer('ben', { expires_at: at(9) })], 'me', now))).toEqual(['ada'])
})

it('puts whoever writes in front, then whoever came first', () => {
  const all = [viewer('late', { since: at(5) }), viewer('early'), viewer('writes', { since: at(7), is_typing: true })]
  expect(ids(othersOf(all, 'me', now))).toEqual(['writes', 'early', 'late'])
})
