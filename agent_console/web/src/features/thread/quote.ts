/** Parts a mail into what was newly written and what it quotes; texts without quotes stay whole. Pure. */
const QUOTE_STARTS = [
  /^>/,
  /^-{2,}\s*Original Message/i,
  /^On .{10,120} wrote:$/,
  /^\d{4}年\d{1,2}月\d{1,2}日.{0,80}[:\uff1a]$/,
  /^(寄件者|发件人|From)[:\uff1a]/,
]

export function foldQuote(text: string): { own: string; quoted: string } {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => QUOTE_STARTS.some((pattern) => pattern.test(line.trim())))
  if (start <= 0) return { own: text, quoted: '' }
  return { own: lines.slice(0, start).join('\n').trimEnd(), quoted: lines.slice(start).join('\n') }
}
