import { expect, it } from 'vitest'
import { foldQuote, withoutMarks } from './quote'

it.each([
  ['angle brackets', '收到。\n\n> 原文\n> 第二行', '收到。', '> 原文\n> 第二行'],
  [
    'an English introduction',
    'Thanks!\n\nOn Mon, 23 Nov 2026 at 22:10, Service <s@h.example> wrote:\n> Hello',
    'Thanks!',
  ],
  [
    'one on two lines',
    'Thanks!\n\nOn Mon, 23 Nov 2026 at 22:10, Harbour Court Service\n<s@h.example> wrote:\n> Hello',
    'Thanks!',
  ],
  [
    'a Chinese introduction',
    '多謝，今晚可以。\n\n2026年11月23日 22:10，客服 <s@h.example> 寫道：\n> 您好',
    '多謝，今晚可以。',
  ],
  ['a Simplified one', '好的\n\n在 2026年11月23日，客服 <s@h.example> 写道：\n\n您好', '好的'],
  [
    'Outlook in Chinese',
    '已付款。\n\n________________________________\n寄件者: 客服\n寄件日期: 2026年11月23日\n主旨: 管理費',
    '已付款。',
  ],
  ['Outlook with spaced labels', '已付款。\n发件人：客服\n日　期：2026年11月23日\n主　题：管理费', '已付款。'],
  ['Outlook in English', 'Paid.\n\nFrom: Service\nSent: Monday\nTo: me\nSubject: Fee', 'Paid.'],
  ['a mark of the original', 'OK\n\n-----原始郵件-----\n寄件者: 客服', 'OK'],
  ['a mark in QQ mail', '好\n\n------------------ 原始邮件 ------------------\n发件人: "客服"', '好'],
])('folds %s', (_, text, own, quoted?: string) => {
  const parts = foldQuote(text)
  expect(parts.own).toBe(own)
  expect(parts.quoted).not.toBe('')
  if (quoted) expect(parts.quoted).toBe(quoted)
})

it.each([
  ['a mail without a quote', '水喉漏水\n12樓'],
  ['nothing but a quote', '> 只有引用'],
  ['answers between the quoted lines', '見下：\n> 幾時方便？\n今晚七點後。\n> 幾多人？\n兩位'],
  ['an answer under the quote', '> 幾時方便？\n\n今晚七點後。'],
  ['a sentence that only begins like a header', '寄件者：不詳，所以我想查詢\n這封信是誰寄的？'],
  ['a date at the start of a sentence', '2026年11月23日晚上開始漏水，請盡快處理'],
  ['somebody who tells what was written', '管理處在通告中寫道：\n泳池會重開\n是真的嗎？'],
  ['a colon at the end of a line', '我想查詢：\n管理費'],
])('keeps %s whole', (_, text) => {
  expect(foldQuote(text)).toEqual({ own: text, quoted: '' })
})

it('shows a quote without the marks of its first level', () => {
  expect(withoutMarks('客服寫道：\n> 您好\n>> 更早\n>')).toBe('客服寫道：\n您好\n> 更早\n')
})
