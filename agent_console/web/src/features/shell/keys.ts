/** Key strokes as short texts: "j", "mod+k", "?", "shift+j". "mod" is ⌘ on a Mac and Ctrl elsewhere. Pure. */

export interface Stroke {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  /** The place of the key on the board. */
  code?: string
}

const LABELS: Record<string, string> = {
  arrowdown: '↓',
  arrowup: '↑',
  enter: '↵',
  escape: 'Esc',
  '/': '/',
}

export function strokeName(event: Stroke): string {
  // With Alt a Mac types another sign; the place of the key still names its letter or digit.
  const letter = event.altKey
    ? /^(?:Key([A-Z])|Digit(\d))$/
        .exec(event.code ?? '')
        ?.slice(1)
        .join('')
    : undefined
  const key = (letter || event.key).toLowerCase()
  const parts: string[] = []
  if (event.ctrlKey || event.metaKey) parts.push('mod')
  if (event.altKey) parts.push('alt')
  // "?" and "/" already say which shift state typed them.
  if (event.shiftKey && /^[a-z]$|^[a-z]{2,}/.test(key)) parts.push('shift')
  parts.push(key)
  return parts.join('+')
}

export function keyLabel(keys: string, mac: boolean): string {
  const parts = keys.split('+').map((part) => {
    if (part === 'mod') return mac ? '⌘' : 'Ctrl'
    if (part === 'shift') return mac ? '⇧' : 'Shift'
    if (part === 'alt') return mac ? '⌥' : 'Alt'
    return LABELS[part] ?? part.toUpperCase()
  })
  return parts.join(mac ? '' : ' ')
}

export const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)
export const label = (keys: string) => keyLabel(keys, isMac)

/** Single letters belong to the text while somebody types. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable) return true
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'submit'].includes(target.type)
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}
