import { valueWords } from '@/lib/intents/policy-words'
import { sentence } from '@/lib/intents/state-rules'
import type { Case } from '@/schemas/case'

/** What would let policy permit this plan, or ask for less: one sentence per clause or check that was not met. Empty when nothing stands in the way. */
export function whatWouldPermit(c: Case): string[] {
  const clauses = (c.policy?.unmet ?? []).map((u) => sentence(`${u.would_satisfy.replace(/[.]$/, '')} (now: ${valueWords(u.value)})`))
  const checks = (c.plan?.actions ?? []).flatMap((a) =>
    a.prechecks.filter((p) => p.outcome !== 'passed').map((p) => sentence(`${p.outcome === 'unknown' ? 'Not known' : 'Failed'}: ${p.detail || p.id}`)),
  )
  return [...clauses, ...checks]
}
