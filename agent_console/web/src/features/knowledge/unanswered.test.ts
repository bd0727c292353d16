import { expect, it } from 'vitest'
import type { Contact } from '@/api/types'
import { questionOf } from './unanswered'

const contact = (text: string | null, subject = '', direction = 'inbound') =>
  ({ subject, last_message: text === null ? null : { text, direction } }) as Contact

it.each([
  ['what the owner wrote last', contact('車位可以裝充電樁嗎？', '車位'), '', '車位可以裝充電樁嗎？'],
  ['though words were searched', contact('車位可以裝充電樁嗎？'), '充電樁', '車位可以裝充電樁嗎？'],
  ['the words searched where the owner only says thanks', contact('好，唔該！'), '充電樁', '充電樁'],
  ['thanks where nothing else is known', contact('好，唔該！', '車位'), '', '好，唔該！'],
  ['the words searched before a subject', contact(null, '來電'), '充電樁', '充電樁'],
  ['the subject where nothing was written or searched', contact(null, '車位充電'), '', '車位充電'],
  ['the words searched, not our own answer', contact('我們查一查', '車位', 'outbound'), '充電樁', '充電樁'],
  ['nothing where nothing is known', contact(null), '', ''],
])('a gap keeps %s', (_, from, searched, expected) => expect(questionOf(from, searched)).toBe(expected))

it('keeps no more than a question', () => expect(questionOf(contact('水'.repeat(400)), '')).toHaveLength(300))
