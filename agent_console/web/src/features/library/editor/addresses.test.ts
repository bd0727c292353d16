import { expect, it } from 'vitest'
import { addressTyped } from './addresses'

it.each([
  ['https://www.wsd.gov.hk/tc', 'https://www.wsd.gov.hk/tc'],
  [' www.wsd.gov.hk ', 'https://www.wsd.gov.hk'],
  ['office@estate.hk', 'mailto:office@estate.hk'],
  ['+852 2123 4567', 'tel:+85221234567'],
  ['javascript:alert(1)', null],
  ['file:01J8X3', 'file:01J8X3'],
  ['file:///C:/temp/a.doc', null],
  ['data:text/html,x', null],
  ['管理處', null],
  ['', null],
])('reads %s', (typed, address) => expect(addressTyped(typed)).toBe(address))
