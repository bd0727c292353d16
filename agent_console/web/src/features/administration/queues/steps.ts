/** What a queue asks of its agents, step by step, and how long a span is in the fewest words. Pure. */

export interface RequirementStep {
  after_seconds: number
  skills: Record<string, number>
}

export interface Stage {
  from: number
  /** null: from then on for good. */
  until: number | null
  skills: Record<string, number>
}

/** The steps as stretches of time, from the first second on. */
export function stages(steps: readonly RequirementStep[]): Stage[] {
  const inOrder = [...steps].sort((a, b) => a.after_seconds - b.after_seconds)
  const whole = inOrder[0]?.after_seconds === 0 ? inOrder : [{ after_seconds: 0, skills: {} }, ...inOrder]
  return whole.map((step, index) => ({
    from: step.after_seconds,
    until: whole[index + 1]?.after_seconds ?? null,
    skills: step.skills,
  }))
}

/** How wide each stage is drawn: long ones do not push short ones out of sight. */
export function widths(shown: readonly Stage[]): number[] {
  const roots = shown.map((stage) => (stage.until === null ? null : Math.sqrt(stage.until - stage.from)))
  const longest = Math.max(1, ...roots.map((root) => root ?? 0))
  return roots.map((root) => Math.max(0.35, (root ?? longest) / longest))
}

/** A step that asks more than the one before is likely a slip: waiting should open doors. */
export function tightens(steps: readonly RequirementStep[]): boolean {
  const inOrder = stages(steps)
  return inOrder.some((stage, index) => {
    const before = inOrder[index - 1]
    if (!before || (before.from === 0 && Object.keys(before.skills).length === 0)) return false
    return Object.entries(stage.skills).some(([skill, level]) => level > (before.skills[skill] ?? 0))
  })
}

export type Span = { unit: 'seconds' | 'minutes' | 'hours' | 'days'; count: number }
export function span(seconds: number): Span {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return { unit: 'days', count: seconds / 86_400 }
  if (seconds >= 3600 && seconds % 3600 === 0) return { unit: 'hours', count: seconds / 3600 }
  if (seconds >= 60 && seconds % 60 === 0) return { unit: 'minutes', count: seconds / 60 }
  return { unit: 'seconds', count: seconds }
}
