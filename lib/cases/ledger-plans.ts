import { countedTo } from '@/lib/verification/came-undone'
import type { ClaimedPlan } from '@/lib/verification/savings-ledger'
import type { Case } from '@/schemas/case'
import type { Day } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** A case with the check that claimed its saving. */
export type ClaimedCase = { c: Case; claim: VerificationCheck; undone_since: Day | null; counted_to: Day | null }

/** The claim of a case: a check closed on a saving, and it still stands or came undone later. Null for everything else, and after a rollback. */
export function claimOf(c: Case): ClaimedCase | null {
  const closing = c.checks.findLast((k) => k.outcome === 'close' && (k.reason === 'verified' || k.reason === 'partial') && k.savings !== null)
  if (closing === undefined || c.run?.finished_at == null || c.run.state === 'rolled_back') return null
  const undone = c.checks.findLast((k) => k.undone_since !== undefined)
  const read = undone ?? closing
  const counted_to = undone === undefined ? countedTo(closing) : (read.trajectory.findLast((p) => p.is_settled)?.day ?? null)
  return { c, claim: closing, undone_since: undone?.undone_since ?? null, counted_to }
}

/** What the ledger counts a claimed case with: its days, and the places that another plan may share with it. */
export function ledgerPlan({ c, claim, undone_since }: ClaimedCase): ClaimedPlan {
  const read = c.checks.findLast((k) => k.undone_since !== undefined) ?? claim
  const scope = c.cost?.anomaly.scope
  return {
    case_id: c.case_id,
    executed_at: c.run?.finished_at ?? claim.at,
    currency: claim.savings?.currency ?? c.currency,
    places: [
      ...(c.plan?.actions ?? []).flatMap((a) => a.targets.map((t) => t.arn)),
      ...(scope === undefined ? [] : [`slice ${JSON.stringify(Object.entries(scope).sort())}`]),
    ],
    trajectory: read.trajectory,
    undone_since,
  }
}
