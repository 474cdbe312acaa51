import type { Case } from '@/schemas/case'
import type { Anomaly } from '@/schemas/cost'
import type { Instant } from '@/schemas/time'

type Begun = Pick<
  Case,
  | 'case_id'
  | 'tenant_id'
  | 'desk'
  | 'incident_key'
  | 'severity'
  | 'at_stake_per_day'
  | 'currency'
  | 'headline'
  | 'owner'
  | 'evidence_ids'
  | 'ruleset_version'
  | 'rest_of'
>

/** A case before its first step, of which nothing is decided. `note` is the first line of its timeline; `anomaly` is null on desks that have none. Pure. */
export function newCase(begun: Begun, anomaly: Anomaly | null, now: Instant, note: string): Case {
  return {
    ...begun,
    revision: 0,
    phase: 'watch',
    status: 'detected',
    opened_at: now,
    updated_at: now,
    cost: anomaly === null ? null : { anomaly, windows: null, attribution: null, triage: null },
    plan: null,
    policy: null,
    approval: null,
    run: null,
    checks: [],
    ticket: null,
    timeline: [{ phase: 'watch', status: 'detected', at: now, note }],
    trouble: null,
  }
}
