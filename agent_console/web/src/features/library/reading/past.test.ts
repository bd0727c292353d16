import { expect, it } from 'vitest'
import type { HistoryEntry } from '@/api/types'
import { pastOf } from './past'

const entry = (act: string, details: Record<string, unknown> = {}) => ({ act, details, reason: '' }) as HistoryEntry

it('names the language that was written', () => {
  expect(pastOf(entry('text_saved', { language: 'en' }))).toMatchObject({
    key: 'text_saved_in',
    values: { language: 'English' },
  })
  expect(pastOf(entry('text_saved')).key).toBe('text_saved')
})
it('tells what a reviewer said', () => {
  expect(pastOf(entry('sent_back', { note: 'Prices are missing' }))).toMatchObject({
    key: 'sent_back',
    note: 'Prices are missing',
  })
})
it('hides nothing that it has no words for', () => {
  expect(pastOf(entry('something_new')).key).toBe('other')
})
