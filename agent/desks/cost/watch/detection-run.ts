import type { Findings } from '@/lib/desks/cost/detect/find-anomalies'
import type { DoubledDay } from '@/lib/desks/cost/detect/quality/doubled-deliveries'
import { type HeldBack, heldBy } from '@/lib/desks/cost/detect/quiet/held-back'
import type { DetectionRun, HeldRule } from '@/schemas/detection-run'
import type { Currency } from '@/schemas/money'
import type { Day } from '@/schemas/time'

// Lines of the ledger of silence that are kept of one look, the largest; the rest are counted.
const MOST_HELD = 500

/** The ledger of one look. `waiting` are anomalies that opened no case, by incident key, with the rule that holds them. */
export function detectionRun(
  { anomalies, held, quality }: Findings,
  waiting: ReadonlyMap<string, HeldRule>,
  currency: Currency,
  last_day: Day,
  falls: DetectionRun['falls'] = [],
): DetectionRun {
  const waits = anomalies.flatMap((found): HeldBack[] => {
    const rule = waiting.get(found.incident_key)
    return rule === undefined ? [] : [heldBy(found, rule)]
  })
  const largest = [...waits, ...held].sort((a, b) => Math.abs(Number(b.change_per_day)) - Math.abs(Number(a.change_per_day)))
  return {
    kind: 'cost.detection_run',
    currency,
    last_day,
    cases: anomalies.length - waits.length,
    held: largest.slice(0, MOST_HELD),
    held_beyond: Math.max(0, largest.length - MOST_HELD),
    defects: quality,
    falls,
  }
}

/** Days that an earlier look found doubled in one account: they stay doubled until a delivery puts them right. */
export const doubledIn = ({ defects }: DetectionRun): DoubledDay[] =>
  defects.flatMap(({ rule, scope, first_day, before, during }) =>
    rule === 'day_repeated' && scope.sub_account_id !== undefined ? [{ sub_account_id: scope.sub_account_id, day: first_day, before, after: during }] : [],
  )
