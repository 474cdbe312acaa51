import type { Case, ClaimTakenBack } from '@/schemas/case'
import { closingClaim, isTakenBack } from './ledger-plans'

/** A claim whose change was taken back since. Nothing of it is counted, also not what it saved before. */
export type TakenBack = ClaimTakenBack & { c: Case; templates: string[]; is_on_its_way: boolean; is_reopened: boolean }

/** What is told of a case's claim after a rollback, whether or not that succeeded; null without one. */
export function claimTakenBack(c: Case): ClaimTakenBack | null {
  const claim = closingClaim(c)
  if (claim?.savings == null || c.run === null || c.plan === null || !isTakenBack(c)) return null
  const [action] = c.plan.actions
  const ended = c.timeline.findLast((t) => t.status === 'rolled_back')?.at ?? c.run.finished_at
  return {
    title: action?.title ?? c.headline,
    account_id: action?.account_id ?? '',
    // A way back ends the run anew, so its end is no longer when it was carried out.
    executed_at: c.timeline.findLast((t) => t.status === 'executed')?.at ?? c.run.started_at,
    taken_back_at: c.run.state === 'rolled_back' ? ended : null,
    predicted: c.plan.expected_savings,
    savings: claim.savings,
    evidence_ids: claim.evidence_ids,
  }
}

/** The claim of a case that was taken back last, also of one that was reopened since; null once a later claim has taken its place. */
export function takenBackOf(c: Case): TakenBack | null {
  const present = claimTakenBack(c)
  if (present !== null)
    return {
      ...present,
      c,
      templates: (c.plan?.actions ?? []).map((a) => a.template),
      is_on_its_way: c.status === 'rolling_back',
      is_reopened: false,
    }
  if (closingClaim(c) !== undefined) return null
  const earlier = c.earlier_runs?.findLast((run) => run.claimed !== undefined)
  if (earlier?.claimed === undefined) return null
  return { ...earlier.claimed, c, templates: earlier.templates, is_on_its_way: false, is_reopened: true }
}
