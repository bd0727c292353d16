import { expect, it } from 'vitest'
import { ApiError, ConnectionError, describeError, wrongFields } from './errors'

const t = (key: string, named: Record<string, unknown>) =>
  Object.keys(named).length ? `${key} ${JSON.stringify(named)}` : key

it.each([
  ['no answer', new ConnectionError('x'), 'error.connection'],
  ['a code with words of its own', new ApiError(409, 'already_taken', ''), 'error.code.already_taken'],
  ['a known status', new ApiError(403, 'not_allowed', ''), 'error.status.403'],
  ['any failure of the server', new ApiError(500, 'unknown', ''), 'error.server'],
  ['something that is not an answer', new TypeError('x'), 'error.unknown'],
])('says in plain words: %s', (_, error, key) => expect(describeError(error, t).split(' ')[0]).toBe(key))

it('names how long to wait', () => {
  expect(describeError(new ApiError(429, 'too_many_requests', '', {}, 30), t)).toBe('error.status.429 {"seconds":30}')
})
it('finds the wrong fields', () => {
  expect(wrongFields(new ApiError(422, 'invalid_form', '', { fields: { 'form.floor': 'x' } }))).toEqual(['form.floor'])
  expect(wrongFields(new ApiError(422, 'x', '', { field: 'until' }))).toEqual(['until'])
  expect(wrongFields(new ApiError(409, 'stale', ''))).toEqual([])
})
