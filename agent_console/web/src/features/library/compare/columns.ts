/** The pieces of a comparison as lines side by side: what was at the left, what is at the right. Pure. */
import type { DiffPiece } from '@/api/library'

export interface Line {
  left: DiffPiece[]
  right: DiffPiece[]
  changed: boolean
}
export type Stretch = { kind: 'lines'; lines: Line[] } | { kind: 'fold'; lines: Line[] }

/** Unchanged lines that are shown around a change. */
const AROUND = 2

export function linesOf(pieces: readonly DiffPiece[]): Line[] {
  const lines: Line[] = []
  let left: DiffPiece[][] = [[]]
  let right: DiffPiece[][] = [[]]

  /** Both sides are at the end of the same line: what one has more stands beside nothing. */
  function meet() {
    for (let index = 0; index < Math.max(left.length, right.length); index++) {
      const [a, b] = [left[index] ?? [], right[index] ?? []]
      lines.push({
        left: a,
        right: b,
        changed: [...a, ...b].some(({ op }) => op !== 'same') || !left[index] || !right[index],
      })
    }
    left = [[]]
    right = [[]]
  }
  const write = (side: DiffPiece[][], op: DiffPiece['op'], text: string) => {
    text.split('\n').forEach((words, index) => {
      if (index) side.push([])
      if (words) side.at(-1)!.push({ op, text: words })
    })
  }
  /** Whole lines that one side has more end before what is the same goes on. */
  function meetAtLineStart() {
    if (left.length + right.length === 2 || left.at(-1)!.length || right.at(-1)!.length) return
    left.pop()
    right.pop()
    meet()
  }
  for (const { op, text } of pieces) {
    if (op === 'removed') write(left, op, text)
    else if (op === 'added') write(right, op, text)
    else {
      meetAtLineStart()
      text.split('\n').forEach((words, index) => {
        if (index) meet()
        if (!words) return
        left.at(-1)!.push({ op, text: words })
        right.at(-1)!.push({ op, text: words })
      })
    }
  }
  meet()
  return lines
}

/** Long stretches in which nothing changed are folded. */
export function stretches(lines: readonly Line[]): Stretch[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - AROUND), index + AROUND + 1).some(({ changed }) => changed),
  )
  const found: Stretch[] = []
  lines.forEach((line, index) => {
    const kind = near[index] ? 'lines' : 'fold'
    const last = found.at(-1)
    if (last?.kind === kind) last.lines.push(line)
    else found.push({ kind, lines: [line] })
  })
  // One or two hidden lines save nothing.
  return found.map((stretch) => (stretch.lines.length > 2 ? stretch : { ...stretch, kind: 'lines' }))
}
export const isChanged = (pieces: readonly DiffPiece[]) => pieces.some(({ op }) => op !== 'same')
