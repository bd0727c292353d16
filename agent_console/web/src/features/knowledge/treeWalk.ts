/** Walking through a decision tree: where one stands is what was chosen on the way. Pure. */
import { choicesOf, type Step, type Tree } from '../library/tree/trees'

/** The number of the choice taken at each question, from the start on. */
export type Path = readonly number[]

export interface Walked {
  step: Step
  id: string
  /** What was chosen there; null where one stands now. */
  chosen: number | null
}

/** Every step on the way and, last, the one where the walker stands; a choice that is gone ends the way before it. */
export function walk(tree: Tree, path: Path): Walked[] {
  const way: Walked[] = []
  let id = tree.start
  for (const chosen of [...path, null]) {
    const step = tree.steps[id]
    if (!step) break
    const choice = chosen === null ? undefined : choicesOf(step)[chosen]
    const leads = choice !== undefined && tree.steps[choice.to] !== undefined
    way.push({ step, id, chosen: leads ? chosen : null })
    if (!leads) break
    id = choice.to
  }
  return way
}

/** The words of a step without the marks they are written with. */
export const plainWords = (markdown: string) =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/\*\*|__|`/g, '')

/** The way for colleagues who read the talk later: each question with its answer, then what it came to. */
export function tellPath(title: string, way: readonly Walked[]): string {
  const lines = way.map(({ step, chosen }) =>
    chosen === null ? `→ ${plainWords(step.text)}` : `${plainWords(step.text)} ${choicesOf(step)[chosen]!.text}`,
  )
  return [title, ...lines].join('\n')
}
