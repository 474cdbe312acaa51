import { addMs, toMs } from '@/lib/kernel/time'
import type { Approval } from '@/schemas/approval'
import type { Case, CaseStatus } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { Instant } from '@/schemas/time'

// An identical plan keeps its request; until that is known nobody lets it go, and no time passes for it.
const LOOKED_AT_AGAIN: readonly CaseStatus[] = ['detected', 'stale_plan', 'triaged']

/** Decisions that are also taken while a plan is looked at again, because they only ever stop it. */
export const STOPS_MEANWHILE: readonly CommandName[] = ['approval.deny', 'approval.withdraw', 'veto.cast']

export const isLookedAtAgain = ({ status }: Pick<Case, 'status'>): boolean => LOOKED_AT_AGAIN.includes(status)

/** Since when the plan of a case is looked at again; null when it is not. */
export function lookedAtAgainSince(c: Pick<Case, 'status' | 'timeline'>): Instant | null {
  if (!isLookedAtAgain(c)) return null
  const before = c.timeline.findLastIndex((t) => !LOOKED_AT_AGAIN.includes(t.status))
  return c.timeline[before + 1]?.at ?? null
}

/** The request as somebody who decides finds it now: a veto window that was open when its plan began to be looked at again stays open until that has ended. */
export function standingRequest(c: Pick<Case, 'status' | 'timeline'>, approval: Approval, now: Instant): Approval {
  const since = lookedAtAgainSince(c)
  if (since === null || approval.state !== 'veto_open' || since >= approval.deadline) return approval
  return { ...approval, deadline: addMs(approval.deadline, Math.max(0, toMs(now) - toMs(since))) }
}
