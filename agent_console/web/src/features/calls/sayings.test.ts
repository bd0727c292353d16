import { expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { unheard } from './sayings'

const AT = Date.parse('2026-11-23T14:00:00Z')
const saying = (key: number, text: string, seconds = 0) => ({ key, text, at: AT + seconds * 1000 })
const line = (text: string, seconds: number, kind: 'agent' | 'customer' = 'agent') =>
  ({
    kind: 'message',
    author: { kind },
    text,
    created_at: new Date(AT + seconds * 1000).toISOString(),
  }) as unknown as Message

it('is heard when its line comes', () => {
  expect(unheard([saying(1, '您好')], [line('您好', 1)])).toEqual([])
})
it('is not heard by what the other side says', () => {
  expect(unheard([saying(1, '您好')], [line('您好', 1, 'customer')])).toHaveLength(1)
})
it('is not heard by what was said long before', () => {
  expect(unheard([saying(1, '好')], [line('好', -60)])).toHaveLength(1)
})
it('needs a line for each time that it was said', () => {
  const twice = [saying(1, '好'), saying(2, '好', 2)]
  expect(unheard(twice, [line('好', 1)]).map(({ key }) => key)).toEqual([2])
  expect(unheard(twice, [line('好', 1), line('好', 3)])).toEqual([])
})
it('forgives spaces that were lost on the way', () => {
  expect(unheard([saying(1, 'one\n two')], [line('one two', 1)])).toEqual([])
})
