/** Two people changed the same words: what each changed elsewhere is put together, line by line. Pure. */
import type { WrittenText } from '@/api/library'

type Tree = NonNullable<WrittenText['tree']>
/** Lines of the base that were replaced: from (included) to (excluded), and what stands there instead. */
interface Hunk {
  from: number
  to: number
  lines: string[]
}
/** Above this many pairs of lines nobody waits for an answer: then a person chooses. */
const MOST_PAIRS = 4_000_000

/** Both changes in one text, or null where they touch. */
export function join(base: WrittenText, mine: WrittenText, theirs: WrittenText): WrittenText | null {
  const title = joinValue(base.title, mine.title, theirs.title)
  const short_text = joinValue(base.short_text, mine.short_text, theirs.short_text)
  const tree = joinTrees(base.tree, mine.tree, theirs.tree)
  // The server writes the body of a tree itself.
  const body = mine.tree ? theirs.body : joinText(base.body, mine.body, theirs.body)
  const sample_questions = joinLines(base.sample_questions, mine.sample_questions, theirs.sample_questions)
  if (title === null || short_text === null || body === null || !sample_questions || tree === undefined) return null
  return { title, short_text, body, sample_questions, tree }
}
function joinValue(base: string, mine: string, theirs: string): string | null {
  if (mine.trim() === theirs.trim() || mine.trim() === base.trim()) return theirs
  return theirs.trim() === base.trim() ? mine : null
}
function joinText(base: string, mine: string, theirs: string): string | null {
  return joinLines(base.split('\n'), mine.split('\n'), theirs.split('\n'))?.join('\n') ?? null
}
export function joinLines(base: string[], mine: string[], theirs: string[]): string[] | null {
  const [ours, others] = [hunks(base, mine), hunks(base, theirs)]
  if (!ours || !others) return null
  const all = [...ours, ...others.filter((one) => !ours.some((other) => isSame(one, other)))]
  all.sort((one, other) => one.from - other.from || one.to - other.to)
  const joined: string[] = []
  let at = -1
  for (const { from, to, lines } of all) {
    if (from <= at) return null
    joined.push(...base.slice(Math.max(at, 0), from), ...lines)
    at = to
  }
  return [...joined, ...base.slice(Math.max(at, 0))]
}
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** Step by step; undefined where both changed one, or where a step went that the other may lead to. */
function joinTrees(
  base: WrittenText['tree'],
  mine: WrittenText['tree'],
  theirs: WrittenText['tree'],
): Tree | null | undefined {
  if (isSame(mine, theirs) || isSame(mine, base)) return theirs
  if (isSame(theirs, base)) return mine
  if (!base || !mine || !theirs || mine.start !== theirs.start) return undefined
  const steps = { ...theirs.steps }
  for (const id of new Set([...Object.keys(base.steps), ...Object.keys(mine.steps)])) {
    const [was, own, other] = [base.steps[id], mine.steps[id], theirs.steps[id]]
    if (was && !(own && other)) return undefined
    if (isSame(own, was) || isSame(own, other)) continue
    if (!isSame(other, was)) return undefined
    steps[id] = own!
  }
  return { ...theirs, steps }
}

/** What makes the other lines of the base, by their longest common part; null where that takes too long. */
function hunks(base: string[], other: string[]): Hunk[] | null {
  let head = 0
  while (head < base.length && head < other.length && base[head] === other[head]) head++
  let tail = 0
  while (tail < Math.min(base.length, other.length) - head && base.at(-1 - tail) === other.at(-1 - tail)) tail++
  const [left, right] = [base.slice(head, base.length - tail), other.slice(head, other.length - tail)]
  if (left.length * right.length > MOST_PAIRS) return null
  const found: Hunk[] = []
  let [here, there] = [0, 0]
  for (const [one, two] of [...common(left, right), [left.length, right.length] as const]) {
    if (one > here || two > there) found.push({ from: head + here, to: head + one, lines: right.slice(there, two) })
    ;[here, there] = [one + 1, two + 1]
  }
  return found
}
function common(left: string[], right: string[]): (readonly [number, number])[] {
  const wide = right.length + 1
  const longest = new Uint32Array((left.length + 1) * wide)
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      longest[i * wide + j] =
        left[i] === right[j]
          ? longest[(i + 1) * wide + j + 1]! + 1
          : Math.max(longest[(i + 1) * wide + j]!, longest[i * wide + j + 1]!)
  const pairs: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < left.length && j < right.length;) {
    if (left[i] === right[j]) pairs.push([i++, j++] as const)
    else if (longest[(i + 1) * wide + j]! >= longest[i * wide + j + 1]!) i++
    else j++
  }
  return pairs
}

/** The lines of a text that did not stand in the one before it. */
export function addedLines(before: WrittenText, after: WrittenText): string[] {
  const known = linesOf(before)
  return [...linesOf(after)].filter((line) => line && !known.has(line))
}
/** Those of these lines that still stand in a text. */
export function standing(lines: readonly string[], text: WrittenText): string[] {
  const known = linesOf(text)
  return [...new Set(lines)].filter((line) => known.has(line))
}
const linesOf = (text: WrittenText) =>
  new Set(
    [
      text.title,
      text.short_text,
      ...(text.tree ? Object.values(text.tree.steps).map((step) => JSON.stringify(step)) : text.body.split('\n')),
      ...text.sample_questions,
    ].map((line) => line.trim()),
  )
