import { expect, it } from 'vitest'
import { addressees, answerSubject, shortAddress } from './facts'

it.each([
  ['a name', '陳大文 <chan@mail.example>', '陳大文'],
  ['a name in quotes', '"Chan, Tai Man" <chan@mail.example>', 'Chan, Tai Man'],
  ['an address alone', 'chan@mail.example', 'chan@mail.example'],
  ['brackets alone', '<chan@mail.example>', 'chan@mail.example'],
])('shortens %s', (_, address, short) => expect(shortAddress(address)).toBe(short))

it('counts those who do not fit', () => {
  const mail = {
    subject: '',
    from_address: 'chan@mail.example',
    from_name: '',
    reply_to: '',
    quoted_text: '',
    is_automatic: false,
    is_bounce: false,
    problems: [],
  }
  expect(addressees({ ...mail, to: ['a@x.example'], cc: ['b@x.example', 'c@x.example'] })).toEqual({
    from: 'chan@mail.example',
    fromWhole: 'chan@mail.example',
    to: 'a@x.example +2',
  })
  expect(addressees({ ...mail, to: [], cc: [] }).to).toBe('')
})

it.each([
  ['管理費', 'Re: 管理費'],
  ['回覆：Re: RE[2]: 管理費', 'Re: 管理費'],
  ['答复: 管理费', 'Re: 管理费'],
  ['  ', ''],
])('answers %s', (subject, answer) => expect(answerSubject(subject)).toBe(answer))
