/** Figures as the floor and the wallboard write them. Pure; what is not known is a dash. */

export const DASH = '–'

/** 0:07, 12:40, 1:05:00: a wait at a glance. */
export function clockOf(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined) return DASH
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}

export function percent(ratio: number | null | undefined): string {
  return ratio === null || ratio === undefined ? DASH : `${Math.round(ratio * 100)}%`
}
export const count = (value: number | null | undefined) =>
  value === null || value === undefined ? DASH : String(Math.round(value))

export type Level = 'calm' | 'near' | 'over'
/** A service level below what is usual turns amber, far below red. */
export function levelOf(ratio: number | null | undefined, goal = 0.8): Level {
  if (ratio === null || ratio === undefined || ratio >= goal) return 'calm'
  return ratio >= goal - 0.2 ? 'near' : 'over'
}
/** A wait beside what was promised: amber from four fifths, red after. */
export function waitLevel(seconds: number, target: number): Level {
  if (seconds > target) return 'over'
  return seconds >= target * 0.8 && seconds > 0 ? 'near' : 'calm'
}
/** A wait that goes on while the board stands still. */
export const running = (seconds: number, readAt: number, now: number) => seconds + Math.max(0, (now - readAt) / 1000)
