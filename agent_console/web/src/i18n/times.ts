/** Times as figures. Pure: the moment "now" is always an argument. */

export function dateKey(at: string | Date): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
}

export type Waited =
  { unit: 'clock'; text: string } | { unit: 'hours'; hours: number; minutes: string } | { unit: 'days'; days: number }

/** 2:14 below an hour, then hours and minutes, then days. */
export function waited(seconds: number): Waited {
  const whole = Math.max(0, Math.floor(seconds))
  if (whole < 3600) return { unit: 'clock', text: `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}` }
  if (whole < 86_400) {
    return {
      unit: 'hours',
      hours: Math.floor(whole / 3600),
      minutes: String(Math.floor((whole % 3600) / 60)).padStart(2, '0'),
    }
  }
  return { unit: 'days', days: Math.floor(whole / 86_400) }
}

/** The value of a datetime-local control, in the reader's own zone. */
export function toLocalInput(date: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}T${pad(date.getHours())}:${pad(date.getMinutes())}`
}
