import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { keepRun } from './earlier-runs'
import { moveCase } from './move'

/** A closed case from its first step again, on the evidence it was opened with. What is kept of an earlier run is what later decisions count. Pure. */
export function startOver(c: Case, now: Instant, note: string, evidence_ids: readonly string[]): Case {
  return moveCase(c, 'detected', now, note, {
    evidence_ids: [...evidence_ids],
    cost: c.cost === null ? null : { anomaly: c.cost.anomaly, windows: null, attribution: null, triage: null },
    plan: null,
    policy: null,
    approval: null,
    checks: [],
    trouble: null,
    ...(c.early_end === undefined ? {} : { early_end: 'refused' as const }),
    ...keepRun(c),
  })
}
