import { expect, it } from 'vitest'
import { addressOf, fromAddress, isFiltered, NO_FILTERS, queryOf, VIEWS } from './views'

it('asks for a view with what is filtered, and for nothing that was left empty', () => {
  expect(queryOf('mine', { ...NO_FILTERS, q: ' 漏水 ', category: 'water' })).toEqual({
    owner: 'me',
    q: '漏水',
    category: 'water',
  })
  expect(queryOf('all', NO_FILTERS)).toEqual({})
})
it('finds itself again in the address', () => {
  for (const view of VIEWS) {
    const filters = { ...NO_FILTERS, q: 'lift', missing: 'en' }
    expect(fromAddress(addressOf(view, filters))).toEqual({ view, filters })
  }
})
it('takes an address that nobody wrote for the whole list', () => {
  expect(fromAddress({ view: 'everything', q: ['a', 'b'] })).toEqual({ view: 'all', filters: NO_FILTERS })
})
it('knows whether anything is filtered', () => {
  expect(isFiltered({ ...NO_FILTERS, q: ' ' })).toBe(false)
  expect(isFiltered({ ...NO_FILTERS, kind: 'tree' })).toBe(true)
})
