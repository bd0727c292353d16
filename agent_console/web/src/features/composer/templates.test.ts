import { expect, it } from 'vitest'
import { fillTemplate, firstBlank } from './templates'

it('fills what is known and leaves the rest to be seen', () => {
  expect(fillTemplate('{place}：{minutes}分鐘內回覆', { place: '3座12樓B室' })).toBe('3座12樓B室：{minutes}分鐘內回覆')
})
it('keeps a blank whose value is empty', () => {
  expect(fillTemplate('您好 {name}', { name: '' })).toBe('您好 {name}')
})
it('finds the first blank that is left', () => {
  expect(firstBlank('約{minutes}分鐘')).toEqual({ start: 1, end: 10 })
  expect(firstBlank('約五分鐘')).toBeNull()
})
