import { isClosed } from '@/lib/cases/move'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { isSaved } from '@/lib/desks/cost/intents/measured-saving'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Verdict } from '@/schemas/components/case'
import type { Instant } from '@/schemas/time'

const CALLS_A_PERSON: readonly CaseStatus[] = ['escalated', 'error']

/** What stands by now: where a case was closed, or its change taken back, since the last check, that and not what the check said. */
export function verdictOf(c: Case): Verdict {
  if (c.run?.state === 'rolled_back') return 'rolled_back'
  if (c.status === 'rolling_back') return 'rolling_back'
  if (isClosed(c)) return isSaved(c) ? 'close' : 'closed'
  return CALLS_A_PERSON.includes(c.status) ? 'escalate' : (c.checks.at(-1)?.outcome ?? 'waiting')
}

/** When it is looked at by itself next; null where nothing is looked at any more. */
export function nextCheckOf({ c, first_check_at }: Pick<CaseContext, 'c' | 'first_check_at'>): Instant | null {
  if (c.status !== 'executed' && c.status !== 'verifying') return null
  const last = c.checks.at(-1)
  return last === undefined ? first_check_at : last.next_check_at
}
