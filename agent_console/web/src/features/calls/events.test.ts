import { describe, expect, it } from 'vitest'
import en from '@/i18n/en.json'
import { CALL_EVENTS, sentenceOfWord } from './eventNames'
import { sentenceOf } from './events'

const told = (name: string, details: Record<string, unknown> = {}, author = '') =>
  sentenceOf({ name, details }, author, 'zh-Hant')

describe('what happened on the telephone', () => {
  it.each([
    ['a choice by its name', told('menu.chosen', { digit: '1', label: '工程報修' }), { digit: '1', label: '工程報修' }],
    [
      'a choice in the reader’s language',
      told('menu.chosen', { digit: '2', label: { en: 'Fees', 'zh-Hant': '管理費' } }),
      { digit: '2', label: '管理費' },
    ],
    ['a place in the queue', told('call.queued', { position: 3 }), { position: '3' }],
    ['who answered', told('talk.started', {}, '何慧敏'), { name: '何慧敏' }],
    ['how long somebody waited', told('call.abandoned', { seconds: 75 }), { time: '1:15' }],
  ])('tells %s', (_, sentence, values) => expect(sentence?.values).toEqual(values))

  it('leaves out what it does not know', () => {
    expect(told('talk.started')?.key).toBe('callEvent.talk_started_plain')
    expect(told('call.queued')?.key).toBe('callEvent.call_queued_plain')
    expect(told('menu.chosen', { digit: '9' })).toBeNull()
  })
  it('says who ended the talk', () => {
    expect(told('talk.ended', { by: 'customer' })?.key).toBe('callEvent.talk_ended_customer')
    expect(told('talk.ended', { by: 'carrier' })?.key).toBe('callEvent.talk_ended_system')
  })
  it('has no words for what a newer server tells', () => {
    expect(told('talk.whispered')).toBeNull()
    expect(sentenceOf(null, '', 'en')).toBeNull()
    expect(sentenceOfWord('talk.whispered')).toBeNull()
    expect(sentenceOfWord('廚房漏水')).toBeNull()
  })
  it('has short words for every event', () => {
    const short = en.callEvent.short as Record<string, string>
    for (const name of CALL_EVENTS) expect(short[sentenceOfWord(name)!.split('.').at(-1)!], name).toBeTruthy()
  })
})
