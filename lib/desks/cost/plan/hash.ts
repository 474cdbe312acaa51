import { digest } from '@/lib/kernel/canonical'
import type { Plan } from '@/schemas/action'
import type { Digest } from '@/schemas/ids'

/**
 * Digest of everything a person is asked to approve: actions with parameters, targets, template versions, checks, dry runs,
 * savings and risk terms, the evidence, the policy and the data version. Not part of it: the names of the plan and when it was made or
 * tried, so that planning again in an equal world gives the same hash.
 */
export function planHash(plan: Omit<Plan, 'plan_hash' | 'plan_id'>): Digest {
  const { actions, case_id, rejected, no_action, expected_savings, risk, evidence_root, evidence_ids, data_version, policy_digest } = plan
  return digest({
    case_id,
    actions: actions.map(({ dry_run, targets, ...action }) => {
      // What it saw is in its digest.
      const { at: _at, seen: _seen, ...kept } = dry_run
      return { ...action, targets: [...targets].sort((a, b) => (a.arn < b.arn ? -1 : 1)), dry_run: kept }
    }),
    rejected,
    no_action,
    expected_savings,
    risk,
    evidence_root,
    evidence_ids: [...evidence_ids].sort(),
    data_version,
    policy_digest,
  })
}
