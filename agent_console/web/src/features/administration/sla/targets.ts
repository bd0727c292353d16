/** Whom a step tells or hands to, as the server writes it: "holder", "role:supervisor", "agent:…", "group:…", or an id. */
import { useWords } from '@/i18n/words'

type Named = { id: string; names: Record<string, string> }
export interface Around {
  agents: { id: string; name: string }[]
  groups: Named[]
  queues: Named[]
}
export function useTargets(around: () => Around) {
  const { t, name } = useWords()
  function targetWords(action: string, target: string): string {
    const { agents, groups, queues } = around()
    const [kind, id = ''] = target.includes(':') ? target.split(':') : [action, target]
    if (target === 'holder') return t('admin.sla.holder')
    if (kind === 'role') return t(`userRole.${id}`)
    if (kind === 'class') return t(`class.${id}`)
    if (kind === 'agent' || kind === 'assign') return agents.find((one) => one.id === id)?.name ?? ''
    const named = [...groups, ...queues].find((one) => one.id === id)
    return named ? name(named.names) : ''
  }
  return { targetWords }
}
