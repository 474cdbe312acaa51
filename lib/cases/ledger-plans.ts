import type { ClaimedPlan } from '@/lib/verification/savings-ledger'
import type { Case } from '@/schemas/case'
import type { Day } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** Why a check may close on a saving that the ledger counts. */
export const CLAIMS: readonly VerificationCheck['reason'][] = ['verified', 'partial', 'variance_accepted']

type Trajectory = VerificationCheck['trajectory']
/** A case with the check that claimed its saving, and the course of its cost as far as it has been read. */
export type ClaimedCase = { c: Case; claim: VerificationCheck; course: Trajectory; undone_since: Day | null; counted_to: Day | null }

/**
 * The claim of a case: a check closed on a saving, and it still stands or came undone later. Null for everything else, and after a rollback.
 * `latest` is its course on the newest bill, where one has been read since.
 */
export function claimOf(c: Case, latest?: Trajectory | undefined): ClaimedCase | null {
  const closing = c.checks.findLast((k) => k.outcome === 'close' && CLAIMS.includes(k.reason) && k.savings !== null)
  if (closing === undefined || c.run?.finished_at == null || c.run.state === 'rolled_back') return null
  const undone = c.checks.findLast((k) => k.undone_since !== undefined)
  const course = undone?.trajectory ?? latest ?? closing.trajectory
  const counted_to = course.findLast((p) => p.is_settled && p.actual !== null)?.day ?? null
  return { c, claim: closing, course, undone_since: undone?.undone_since ?? null, counted_to }
}

/** What the ledger counts a claimed case with: its days, and the places that another plan may share with it. */
export function ledgerPlan({ c, claim, course, undone_since }: ClaimedCase): ClaimedPlan {
  const scope = c.cost?.anomaly.scope
  return {
    case_id: c.case_id,
    executed_at: c.run?.finished_at ?? claim.at,
    currency: claim.savings?.currency ?? c.currency,
    places: [
      ...(c.plan?.actions ?? []).flatMap((a) => a.targets.map((t) => t.arn)),
      ...(scope === undefined ? [] : [`slice ${JSON.stringify(Object.entries(scope).sort())}`]),
    ],
    trajectory: course,
    undone_since,
  }
}
