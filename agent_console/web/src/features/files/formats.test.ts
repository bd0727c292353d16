import { expect, it } from 'vitest'
import { fitted, goesWithText, lookOf, nameOfPasted, sizeOf } from './formats'

it.each([
  [0, '1 KB'],
  [348_160, '340 KB'],
  [1_258_291, '1.2 MB'],
  [26_214_400, '25 MB'],
  [null, ''],
])('measures %s bytes', (bytes, words) => expect(sizeOf(bytes)).toBe(words))

it.each([
  ['image/heic', 'picture'],
  ['audio/wav', 'sound'],
  ['video/mp4', 'film'],
  ['application/pdf', 'document'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet'],
  ['application/zip', 'archive'],
  ['message/rfc822', 'mail'],
  ['application/octet-stream', 'other'],
])('knows the look of %s', (type, look) => expect(lookOf(type)).toBe(look))

it.each([
  ['image/jpeg', true],
  ['application/pdf', true],
  ['image/heic', false],
  ['application/zip', false],
  ['application/octet-stream', false],
])('knows whether %s goes with a text', (type, goes) => expect(goesWithText(type)).toBe(goes))

it('gives a pasted picture a name that tells several apart', () => {
  const at = new Date(2026, 10, 23, 9, 5, 7)
  expect(nameOfPasted({ name: 'image.png' } as File, at)).toBe('20261123-090507.png')
  expect(nameOfPasted({ name: 'leak.png' } as File, at)).toBe('leak.png')
})

it('keeps the shape of a picture within its frame', () => {
  const most = { width: 240, height: 132 }
  expect(fitted(1200, 600, most)).toEqual({ width: 240, height: 120 })
  expect(fitted(600, 1200, most)).toEqual({ width: 66, height: 132 })
  expect(fitted(80, 60, most)).toEqual({ width: 80, height: 60 })
  expect(fitted(null, null, most)).toEqual({ width: 132, height: 132 })
  expect(fitted(10_000, 10, most)).toEqual({ width: 240, height: 40 })
})
