import { expect, it } from 'vitest'
import { inOrder, phaseOf } from './notices'

const NOW = Date.parse('2026-11-23T14:00:00Z')
const notice = (starts_at: string, ends_at: string | null) => ({ starts_at, ends_at })
const going = notice('2026-11-23T13:00:00Z', '2026-11-23T18:00:00Z')
const coming = notice('2026-11-24T01:00:00Z', '2026-11-24T05:00:00Z')
const later = notice('2026-11-26T01:00:00Z', null)
const standing = notice('2026-01-01T00:00:00Z', null)

it.each([
  ['what goes on now', going, 'now'],
  ['what is planned', coming, 'coming'],
  ['what always holds', standing, 'standing'],
])('knows %s', (_, one, phase) => expect(phaseOf(one, NOW)).toBe(phase))

it('shows first what goes on now, then what comes soonest', () => {
  expect(inOrder([standing, later, coming, going], NOW)).toEqual([going, coming, later, standing])
})
