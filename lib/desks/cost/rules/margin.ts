import { big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import type { Attribution, CategoryVerdict } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import { FINDING_SHARE, riseOf } from './category-rule'
import { PRIMARY_SHARE } from './primary'

/**
 * How far one rule's answer is from another one, in dollars of the rise per day: what it lacks to count or to name the case, or what it may lose before it
 * names it no more. Null where it explains nothing, or where evidence and not dollars is what it lacks.
 */
export function marginOf(verdict: CategoryVerdict, attribution: Attribution, currency: string, is_winner: boolean): Reason | null {
  const { outcome, explained } = verdict
  if (outcome === 'unknown' || compareDecimal(explained, '0') <= 0) return null
  const at = (share: number) => toDecimal(big(riseOf(attribution)).times(String(share)))
  const says = (code: string, share: number, per_day: string): Reason => ({
    code,
    facts: { share_pct: share * 100, per_day, currency },
    evidence_ids: [...new Set(verdict.reasons.flatMap((r) => r.evidence_ids))],
  })
  if (outcome === 'clear') return says('margin_to_count', FINDING_SHARE, subtract(at(FINDING_SHARE), explained))
  const spare = subtract(explained, at(PRIMARY_SHARE))
  if (compareDecimal(spare, '0') < 0) return says('margin_to_name', PRIMARY_SHARE, subtract('0', spare))
  return is_winner ? says('margin_to_lose', PRIMARY_SHARE, spare) : null
}
