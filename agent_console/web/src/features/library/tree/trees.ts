/** Decision trees as they are written and clicked through. Pure; the server checks again before one is published. */

export interface Choice {
  text: string
  to: string
}
export interface Step {
  text: string
  kind: 'question' | 'answer'
  choices?: Choice[]
  short_text?: string
}
export interface Tree {
  start: string
  steps: Record<string, Step>
}
export type ProblemCode = 'no_start' | 'no_text' | 'no_choices' | 'dangling' | 'endless' | 'unreachable'
export interface Problem {
  step: string
  code: ProblemCode
}
/** One line of the outline: a step where it is first reached, or a reference to one that stands elsewhere. */
export interface OutlineLine {
  id: string
  depth: number
  /** The words of the choice that leads here. */
  choice: string | null
  /** Of the choice in the step it belongs to. */
  from: { step: string; index: number } | null
  again: boolean
}

export const MOST_STEPS = 200
export const MOST_CHOICES = 12

export function newTree(): Tree {
  return { start: 's1', steps: { s1: { text: '', kind: 'question', choices: [] } } }
}
/** The first free id; ids are never shown. */
export function freeId(tree: Tree): string {
  for (let number = 1; ; number++) if (!tree.steps[`s${number}`]) return `s${number}`
}
/** The first line of a step without its marks, to be named by in a list. */
export const firstLine = (step: Step | undefined): string =>
  (step?.text.trim().split('\n')[0] ?? '')
    .replace(/\*\*|__|`|^#+\s+|^[-*]\s+/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
export const choicesOf = (step: Step | undefined): Choice[] => (step?.kind === 'question' ? (step.choices ?? []) : [])

/** The steps that can be reached, nearest to the start first; their numbers are what is printed. */
export function readingOrder(tree: Tree): string[] {
  const found = tree.steps[tree.start] ? [tree.start] : []
  for (const id of found)
    for (const { to } of choicesOf(tree.steps[id])) if (tree.steps[to] && !found.includes(to)) found.push(to)
  return found
}

export function outline(tree: Tree): OutlineLine[] {
  const lines: OutlineLine[] = []
  const seen = new Set<string>()
  const walk = (id: string, depth: number, choice: string | null, from: OutlineLine['from']) => {
    const again = seen.has(id) || !tree.steps[id]
    lines.push({ id, depth, choice, from, again })
    if (again) return
    seen.add(id)
    choicesOf(tree.steps[id]).forEach((one, index) => walk(one.to, depth + 1, one.text, { step: id, index }))
  }
  if (tree.steps[tree.start]) walk(tree.start, 0, null, null)
  // What nothing leads to any more is still there to be taken up or thrown away.
  for (const id of Object.keys(tree.steps)) if (!seen.has(id)) walk(id, 0, null, null)
  return lines
}

/** A new choice of this question, with a new step behind it, or leading to one that stands already. */
export function addChoice(tree: Tree, stepId: string, to?: string): { tree: Tree; to: string } {
  const target = to ?? freeId(tree)
  const steps = { ...tree.steps }
  if (!steps[target]) steps[target] = { text: '', kind: 'answer' }
  const step = steps[stepId]!
  steps[stepId] = { ...step, kind: 'question', choices: [...(step.choices ?? []), { text: '', to: target }] }
  return { tree: { ...tree, steps }, to: target }
}
/** The choice goes, and with it every step that only it led to. */
export function removeChoice(tree: Tree, stepId: string, index: number): Tree {
  const reachedBefore = new Set(readingOrder(tree))
  const step = tree.steps[stepId]!
  const without = { ...step, choices: (step.choices ?? []).filter((_, at) => at !== index) }
  const changed = { ...tree, steps: { ...tree.steps, [stepId]: without } }
  const reached = new Set(readingOrder(changed))
  const steps = Object.entries(changed.steps).filter(([id]) => reached.has(id) || !reachedBefore.has(id))
  return { ...changed, steps: Object.fromEntries(steps) }
}
/** Nothing leads to it any more where it stood. */
export function removeStep(tree: Tree, stepId: string): Tree {
  const { [stepId]: _, ...left } = tree.steps
  const steps = Object.entries(left).map(([id, step]) => [
    id,
    step.choices ? { ...step, choices: step.choices.filter(({ to }) => to !== stepId) } : step,
  ])
  return { ...tree, steps: Object.fromEntries(steps) }
}
export function moveChoice(tree: Tree, stepId: string, index: number, by: -1 | 1): Tree {
  const choices = [...(tree.steps[stepId]!.choices ?? [])]
  const [choice] = choices.splice(index, 1)
  if (!choice || index + by < 0 || index + by > choices.length) return tree
  choices.splice(index + by, 0, choice)
  return { ...tree, steps: { ...tree.steps, [stepId]: { ...tree.steps[stepId]!, choices } } }
}
export function changeStep(tree: Tree, stepId: string, change: Partial<Step>): Tree {
  const step = { ...tree.steps[stepId]!, ...change }
  if (step.kind === 'answer') delete step.choices
  return { ...tree, steps: { ...tree.steps, [stepId]: step } }
}

/** The step whose words alone differ between two trees, or nothing where more was changed. */
export function goesOn(before: Tree, after: Tree): string {
  const changed = Object.keys({ ...before.steps, ...after.steps }).filter((id) => before.steps[id] !== after.steps[id])
  const [one, other] = [before.steps[changed[0]!], after.steps[changed[0]!]]
  if (changed.length !== 1 || !one || !other || one.kind !== other.kind) return ''
  const ways = (step: Step) => choicesOf(step).map(({ to }) => to)
  return ways(one).join() === ways(other).join() ? changed[0]! : ''
}

/** What must be mended before anybody can be led through it. */
export function problemsOf(tree: Tree): Problem[] {
  if (!tree.steps[tree.start]) return [{ step: '', code: 'no_start' }]
  const order = readingOrder(tree)
  const ending = stepsThatEnd(tree)
  const found: Problem[] = []
  for (const id of order) {
    const step = tree.steps[id]!
    const choices = choicesOf(step)
    if (!step.text.trim() || choices.some(({ text }) => !text.trim())) found.push({ step: id, code: 'no_text' })
    if (step.kind === 'answer') continue
    if (!choices.length) found.push({ step: id, code: 'no_choices' })
    else if (choices.some(({ to }) => !tree.steps[to])) found.push({ step: id, code: 'dangling' })
    else if (!ending.has(id)) found.push({ step: id, code: 'endless' })
  }
  const unreached = Object.keys(tree.steps).filter((id) => !order.includes(id))
  return [...found, ...unreached.map((step) => ({ step, code: 'unreachable' as const }))]
}
function stepsThatEnd(tree: Tree): Set<string> {
  const ending = new Set(Object.keys(tree.steps).filter((id) => tree.steps[id]!.kind === 'answer'))
  for (let size = -1; size !== ending.size;) {
    size = ending.size
    for (const [id, step] of Object.entries(tree.steps))
      if (choicesOf(step).some(({ to }) => ending.has(to))) ending.add(id)
  }
  return ending
}
