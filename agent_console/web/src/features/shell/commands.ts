/**
 * Every act of a shift that has a name or a key. Screens register what they can do while they are shown;
 * the key handler, the palette and the cheat sheet all read this one list.
 */
import { onScopeDispose, shallowReactive } from 'vue'
import { isTyping, strokeName } from './keys'

export interface Command {
  id: string
  /** Key of its words under "command." */
  title: string
  group: 'go' | 'list' | 'contact' | 'call' | 'write' | 'order' | 'handover' | 'window'
  keys?: string[]
  when?: () => boolean
  run: () => void
  /** Works while typing too (only for strokes with a modifier or Escape). */
  whileTyping?: boolean
}

const commands = shallowReactive(new Set<Command>())

export function useCommands(list: Command[]): void {
  for (const command of list) commands.add(command)
  onScopeDispose(() => {
    for (const command of list) commands.delete(command)
  })
}

export function allCommands(): Command[] {
  return [...commands]
}
export function availableCommands(): Command[] {
  return allCommands().filter((command) => command.when?.() ?? true)
}

const modalIsOpen = () =>
  document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null

export function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || modalIsOpen()) return
  const stroke = strokeName(event)
  const typing = isTyping(event.target)
  // The one registered last is the nearest to what the reader sees.
  const command = availableCommands()
    .reverse()
    .find((candidate) => candidate.keys?.includes(stroke) && (!typing || candidate.whileTyping))
  if (!command) return
  event.preventDefault()
  command.run()
}
