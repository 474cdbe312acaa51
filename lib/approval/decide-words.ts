import { formatInstant } from '@/lib/kernel/format'
import type { Role, Surface } from '@/schemas/actor'
import type { Approval, Signature } from '@/schemas/approval'

const WHERE = {
  web: 'on the web',
  chat: 'in the chat',
  cli: 'on the command line',
  mcp: 'in an MCP host',
  slack: 'in Slack',
  system: 'in the system',
} as const satisfies Record<Surface, string>

const DID = { approve: 'approved', deny: 'denied', veto: 'vetoed', request_changes: 'asked for changes' } as const satisfies Record<
  Signature['verdict'],
  string
>

/** "Tomas Okafor approved as approver on the web at 19 Nov 09:12 UTC" */
const signatureSentence = (s: Signature): string =>
  `${s.name} ${DID[s.verdict]} as ${s.role}${s.on_behalf_of === undefined ? '' : ` for ${s.on_behalf_of.name}`} ${WHERE[s.surface]} at ${formatInstant(s.at)}`

const ENDED_BY_A_PERSON: readonly Approval['state'][] = ['approved', 'denied', 'vetoed', 'changes_requested']
const ENDED: Partial<Record<Approval['state'], string>> = { void: 'Void', withdrawn: 'Withdrawn', expired: 'Expired' }

/** How a request ended: by whom, when and where, or why. Null while it is open. */
export function closedSentence(approval: Approval): string | null {
  const { state, closed_at, closed_because } = approval
  if (closed_at === null) return null
  const last = approval.signatures.at(-1)
  if (ENDED_BY_A_PERSON.includes(state) && last !== undefined) return signatureSentence(last)
  const because = closed_because === null ? '' : `: ${closed_because}`
  return `${ENDED[state] ?? 'Ended'} at ${formatInstant(closed_at)}${because}`
}

/** "approver, platform or finops" */
export const anyOf = (roles: readonly Role[]): string => (roles.length < 2 ? roles.join('') : `${roles.slice(0, -1).join(', ')} or ${roles.at(-1)}`)
