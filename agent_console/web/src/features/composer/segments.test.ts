import { describe, expect, it } from 'vitest'
import { countSegments } from './segments'

describe('SMS segments', () => {
  it.each([
    ['nothing', '', 'GSM-7', 0],
    ['160 plain letters fit into one', 'a'.repeat(160), 'GSM-7', 1],
    ['161 need two', 'a'.repeat(161), 'GSM-7', 2],
    ['306 still two', 'a'.repeat(306), 'GSM-7', 2],
    ['307 need three', 'a'.repeat(307), 'GSM-7', 3],
    ['a euro sign counts twice', '€'.repeat(80), 'GSM-7', 1],
    ['81 euro signs need two', '€'.repeat(81), 'GSM-7', 2],
    ['70 Chinese signs fit into one', '水'.repeat(70), 'UCS-2', 1],
    ['71 need two', '水'.repeat(71), 'UCS-2', 2],
    ['one Chinese sign makes all of it UCS-2', `${'a'.repeat(80)}水`, 'UCS-2', 2],
    ['35 emoji fit into one', '😀'.repeat(35), 'UCS-2', 1],
  ])('%s', (_, text, encoding, segments) => {
    expect(countSegments(text)).toMatchObject({ encoding, segments })
  })

  it('never cuts an escaped sign between two segments', () => {
    // 152 + a two-unit sign does not fit into the 153 of the first segment.
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(151)}`).segments).toBe(2)
    expect(countSegments(`${'a'.repeat(152)}€${'a'.repeat(152)}`).segments).toBe(3)
  })
})
