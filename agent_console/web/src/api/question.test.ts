import { expect, it } from 'vitest'
import { asQuestion } from './question'

it.each([
  ['words stay as they are', ' 3座停水 ', '3座停水'],
  ['a letter is cut', '水'.repeat(3000), '水'.repeat(400)],
  ['no sign is cut in two', '😀'.repeat(500), '😀'.repeat(400)],
  ['what no text contains is left out', 'a\0b', 'a b'],
  ['nothing', '  ', ''],
])('%s', (_, words, question) => expect(asQuestion(words)).toBe(question))
