import { Fault } from '@/lib/kernel/errors'
import type { Actor, TokenScope } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'

/**
 * The scope that a token needs for a command. What is not named here is never done with a token: whatever decides, widens or stops is done by somebody who has
 * signed in.
 */
const SCOPES: { readonly [K in CommandName]?: TokenScope } = {
  'case.acknowledge': 'work',
  'case.assign_owner': 'work',
  'anomaly.assess': 'work',
  'anomaly.snooze': 'work',
  'anomaly.wake': 'work',
  'evidence.request_refresh': 'work',
  'plan.request_recompute': 'work',
  'plan.submit': 'work',
  'verification.recheck': 'work',
  'view.save': 'work',
  'view.share': 'work',
  'view.rename': 'work',
  'view.delete': 'work',
  'import.start': 'import',
  'import.cancel': 'import',
}
/** What an account that is no person may do: bring in bills. */
const BY_SERVICE: readonly CommandName[] = ['import.start', 'import.cancel']

/** Throws `forbidden` for a command that may not be given with this token, and for anybody but a person where only people command. */
export function requireCommander({ kind, auth }: Actor, command: CommandName): void {
  if (kind !== 'person' && !(kind === 'service' && BY_SERVICE.includes(command)))
    throw new Fault('forbidden', 'only people give commands: sign in as yourself', { code: 'NOT_A_PERSON', kind })
  if (auth?.method !== 'token') return
  const needed = SCOPES[command]
  if (needed === undefined) throw new Fault('forbidden', 'this is not done with a token: sign in as yourself', { code: 'TOKEN', command })
  if (!auth.scopes?.includes(needed))
    throw new Fault('forbidden', `this token has no scope ${needed}: make one that has it under settings, tokens`, { code: 'SCOPE', needed: [needed] })
}
