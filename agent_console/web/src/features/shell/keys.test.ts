import { expect, it } from 'vitest'
import { keyLabel, strokeName } from './keys'

const stroke = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  strokeName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

it.each([
  ['a letter', stroke('j'), 'j'],
  ['Ctrl and a letter', stroke('k', { ctrlKey: true }), 'mod+k'],
  ['⌘ is the same', stroke('k', { metaKey: true }), 'mod+k'],
  ['a capital names its shift', stroke('A', { shiftKey: true }), 'shift+a'],
  ['a question mark does not', stroke('?', { shiftKey: true }), '?'],
  [
    'a letter with Alt on a Mac',
    strokeName({ key: '˙', code: 'KeyH', ctrlKey: false, metaKey: false, altKey: true, shiftKey: false }),
    'alt+h',
  ],
  [
    'a digit with Alt on a Mac',
    strokeName({ key: '¡', code: 'Digit1', ctrlKey: false, metaKey: false, altKey: true, shiftKey: false }),
    'alt+1',
  ],
  ['an arrow', stroke('ArrowDown'), 'arrowdown'],
])('names %s', (_, name, expected) => expect(name).toBe(expected))

it('writes keys as each system does', () => {
  expect(keyLabel('mod+k', true)).toBe('⌘K')
  expect(keyLabel('mod+enter', false)).toBe('Ctrl ↵')
  expect(keyLabel('alt+h', true)).toBe('⌥H')
  expect(keyLabel('alt+h', false)).toBe('Alt H')
})
