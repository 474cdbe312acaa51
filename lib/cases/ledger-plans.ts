import { add, subtract } from '@/lib/kernel/money'
import { countedTo } from '@/lib/verification/came-undone'
import { type RestatedClaim, restatedClaim } from '@/lib/verification/restated-claim'
import type { ClaimedPlan } from '@/lib/verification/savings-ledger'
import type { Case } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { Day, Instant } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** Why a check may close on a saving that the ledger counts. */
const CLAIMS: readonly VerificationCheck['reason'][] = ['verified', 'partial', 'variance_accepted']

// Of a rollback that failed nobody knows what is left in place: that is not saved.
const TAKEN_BACK: readonly Run['state'][] = ['rolling_back', 'rolled_back', 'rollback_failed', 'uncertain']

/** Whether what a run changed is taken back, on its way back, or not known to stand since somebody tried. */
export const isTakenBack = ({ run, status }: Pick<Case, 'run' | 'status'>): boolean =>
  status === 'rolling_back' || (run !== null && TAKEN_BACK.includes(run.state))

type Trajectory = VerificationCheck['trajectory']
/**
 * A case with the check that claimed its saving, and the course of its cost as far as it has been read. `restated`: the bill has other days now than were
 * measured.
 */
export type ClaimedCase = {
  c: Case
  claim: VerificationCheck
  course: Trajectory
  undone_since: Day | null
  counted_to: Day | null
  restated: RestatedClaim | null
}

/** The check that closed the case on a saving. */
export const closingClaim = (c: Case): VerificationCheck | undefined =>
  c.checks.findLast((k) => k.outcome === 'close' && CLAIMS.includes(k.reason) && k.savings !== null)

/**
 * The claim of a case: a check closed on a saving, and it still stands or came undone later. Null for everything else, and after a rollback, whether or not it
 * succeeded. `latest` is its course as a look at a bill read it last; one from before the claim was drawn for no claim, and counts nothing.
 */
export function claimOf(c: Case, latest?: { trajectory: Trajectory; read_at: Instant } | undefined): ClaimedCase | null {
  const closing = closingClaim(c)
  if (closing === undefined || c.run?.finished_at == null || isTakenBack(c)) return null
  const undone = c.checks.findLast((k) => k.undone_since !== undefined)
  const since = latest !== undefined && latest.read_at > closing.at ? latest.trajectory : closing.trajectory
  const course = undone?.trajectory ?? since
  const counted_to = course.findLast((p) => p.is_settled && p.actual !== null)?.day ?? null
  return { c, claim: closing, course, undone_since: undone?.undone_since ?? null, counted_to, restated: restatedClaim(closing.trajectory, course) }
}

/** What the ledger counts a claimed case with: its days, and the places that another plan may share with it. */
export function ledgerPlan({ c, claim, course, undone_since, restated }: ClaimedCase): ClaimedPlan {
  const measured_on = claim.savings?.measured_on
  return {
    case_id: c.case_id,
    executed_at: c.run?.finished_at ?? claim.at,
    currency: claim.savings?.currency ?? c.currency,
    saved_per_day: add(claim.savings?.point ?? '0', restated === null ? '0' : subtract(restated.is, restated.was)),
    measured_to: countedTo(claim),
    joint_with: measured_on?.joint_with ?? [],
    targets: (c.plan?.actions ?? []).flatMap((a) => a.targets.map((t) => t.arn)),
    scope: (measured_on?.rung === 'resources' ? null : measured_on?.scope) ?? c.cost?.anomaly.scope ?? null,
    is_on_resources: measured_on?.rung === 'resources' && measured_on.joint_with.length === 0,
    trajectory: course,
    undone_since,
  }
}
