/**
 * Parts the text of a mail into what was newly written and the older mail under it. Quoted text is folded, never lost;
 * where new words stand between quoted ones the mail stays whole, because a wrong cut hides what somebody reported. Pure.
 */

export interface MailParts {
  own: string
  quoted: string
}

/** Lines after which everything is the older mail. */
const INTRODUCTIONS = [
  /^-{2,}\s*(original message|forwarded message|原始郵件|原始邮件|郵件原件|邮件原件|轉寄郵件|转发邮件|轉寄的郵件|转发的邮件)\s*-*$/i,
  /^(begin forwarded message|開始轉寄郵件|开始转发邮件)\s*[:：]?$/i,
  /^on .{6,160}\bwrote\s*[:：]$/i,
  // With a date or an address in it, or somebody only tells what was once written.
  /^(?=.*[\d@]).{6,160}(寫道|写道|寫於|写于)\s*[:：]?$/,
  /^\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}.{0,120}[:：]$/,
]
/** The first line of a block of headers, as Outlook and most Chinese programs set it above the older mail. */
const FROM = /^[*_\s]*(from|寄件者|寄件人|發件人|发件人|寄自)\s*[*_]*\s*[:：]/i
const OTHER_HEADER =
  /^[*_\s]*(sent|date|to|cc|subject|寄件日期|傳送時間|發送時間|发送时间|傳送日期|日\s*期|时\s*间|時\s*間|收件者|收件人|副本|抄送|主\s*旨|主\s*题|主\s*題)\s*[*_]*\s*[:：]/i
const RULE = /^[_\-=*]{5,}$/
const QUOTED = /^\s*(>|｜|\|\s)/
const HEADERS_WITHIN = 4

const isBlank = (line: string) => !line.trim()

/** `On …` and `wrote:` often stand on two lines. */
function isIntroduction(lines: readonly string[], index: number): boolean {
  const line = lines[index]!.trim()
  if (INTRODUCTIONS.some((pattern) => pattern.test(line))) return true
  const joined = `${line} ${lines[index + 1]?.trim() ?? ''}`
  return /^(on|於|在)\s/i.test(line) && INTRODUCTIONS.some((pattern) => pattern.test(joined))
}
function isHeaderBlock(lines: readonly string[], index: number): boolean {
  if (!FROM.test(lines[index]!)) return false
  return lines.slice(index + 1, index + 1 + HEADERS_WITHIN).some((line) => OTHER_HEADER.test(line))
}

/** From the first quoted line on: whether anybody wrote between or under the quoted lines. */
function isInterleaved(lines: readonly string[], from: number): boolean {
  const first = lines.findIndex((line, index) => index >= from && QUOTED.test(line))
  if (first < 0) return false
  return lines.slice(first).some((line) => !QUOTED.test(line) && !isBlank(line) && !RULE.test(line.trim()))
}

function startOfQuote(lines: readonly string[]): number {
  for (let index = 0; index < lines.length; index++) {
    if (isHeaderBlock(lines, index)) return index
    if (isIntroduction(lines, index)) return isInterleaved(lines, index + 1) ? -1 : index
    if (QUOTED.test(lines[index]!)) return isInterleaved(lines, index) ? -1 : index
  }
  return -1
}

/** One level of quoting without its marks: the line beside it already says that it is quoted. */
export function withoutMarks(quoted: string): string {
  return quoted
    .split('\n')
    .map((line) => line.replace(/^\s*> ?/, ''))
    .join('\n')
}

export function foldQuote(text: string): MailParts {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/\u00a0/g, ' ')
    .split('\n')
  let start = startOfQuote(lines)
  // A rule above the older mail belongs to it.
  while (start > 0 && (isBlank(lines[start - 1]!) || RULE.test(lines[start - 1]!.trim()))) start--
  const own = lines.slice(0, Math.max(0, start)).join('\n').trimEnd()
  if (start <= 0 || !own) return { own: text, quoted: '' }
  return { own, quoted: lines.slice(start).join('\n').trim() }
}
