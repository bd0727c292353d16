import { expect, it } from 'vitest'
import { guessLanguage, pickName } from './index'
import { toLocalInput, waited } from './times'

it.each([
  [0, { unit: 'clock', text: '0:00' }],
  [134, { unit: 'clock', text: '2:14' }],
  [3599, { unit: 'clock', text: '59:59' }],
  [3900, { unit: 'hours', hours: 1, minutes: '05' }],
  [200_000, { unit: 'days', days: 2 }],
  [-5, { unit: 'clock', text: '0:00' }],
])('writes %d seconds of waiting', (seconds, expected) => expect(waited(seconds)).toEqual(expected))

it('writes a moment for a control that knows no zone', () => {
  expect(toLocalInput(new Date(2026, 10, 3, 9, 5))).toBe('2026-11-03T09:05')
})

it.each([
  ['what was chosen', 'en', ['zh-HK'], 'en'],
  ['Hong Kong', null, ['zh-HK', 'en'], 'zh-Hant'],
  ['the mainland', null, ['zh-CN'], 'zh-Hans'],
  ['Simplified by its script', null, ['zh-Hans-HK'], 'zh-Hans'],
  ['English', null, ['en-GB'], 'en'],
  ['ours when nothing fits', null, ['fr'], 'zh-Hant'],
])('guesses the language: %s', (_, chosen, browser, expected) => expect(guessLanguage(chosen, browser)).toBe(expected))

it('takes the nearest name there is', () => {
  expect(pickName({ 'zh-Hant': '大堂', en: 'Lobby' }, 'zh-Hans')).toBe('大堂')
  expect(pickName({ en: 'Lobby' }, 'zh-Hant')).toBe('Lobby')
  expect(pickName(null, 'en')).toBe('')
})
