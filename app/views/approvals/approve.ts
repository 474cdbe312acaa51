import { extrasOf } from '@/app/views/case/case-intents'
import { underRequest } from '@/app/views/case/under-request'
import { coveredBy, getApproval } from '@/lib/approval/store'
import { getCase } from '@/lib/cases/store'
import { frozenUntil } from '@/lib/commands/asking-policy/frozen-until'
import { lastLook } from '@/lib/commands/asking-policy/last-look'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { ApproveView } from '@/schemas/approve-view'
import type { Case } from '@/schemas/case'
import type { PageNotice } from '@/schemas/page'
import type { Instant } from '@/schemas/time'
import { handOn } from './hand-on'

/** One request as its page shows it to one person. An older request of the case shows as what became of it. Throws `not_found`. */
export async function approveView(actor: Actor, approval_id: string): Promise<ApproveView> {
  const approval = await getApproval(actor.tenant_id, approval_id)
  const current = await getCase(actor.tenant_id, approval.case_id)
  const is_current = current.approval?.approval_id === approval_id
  const c = underRequest(current, approval, (await coveredBy(actor.tenant_id, [approval_id])).get(approval_id))
  if (c.plan === null) throw new Fault('not_found', 'what this request was for is no longer known: open the case', { approval_id, case_id: c.case_id })
  const now = await tenantNow(actor.tenant_id)
  const intents = caseIntents(c, now, actor, await extrasOf({ ...c, evidence_ids: [...new Set([...c.evidence_ids, ...c.plan.evidence_ids])] }))
  invariant(intents.approval !== null && intents.plan !== null, `approval ${approval_id} has no plan to show`)
  const hand_on = is_current ? await handOn(approval, actor, now) : undefined
  // A void request says itself that it was for another plan.
  const is_told = is_current || approval.state === 'void'
  const notices: PageNotice[] = is_told
    ? await wouldNotRun(c, approval, now)
    : [
        {
          tone: 'void',
          title: 'This is an older request',
          text: 'It shows the plan that it was sent for. The case has moved on since.',
          remedy: 'Open the case to see where it stands.',
        },
      ]
  return {
    approval_id,
    case_id: c.case_id,
    case_title: intents.headline.title,
    now,
    notices,
    approval: intents.approval,
    plan: intents.plan,
    evidence: intents.chart,
    execution: intents.execution,
    ...(hand_on === undefined ? {} : { hand_on }),
  }
}

/** Whoever decides is told before what the run itself would find: a freeze, another mode or another plan on the same targets. */
async function wouldNotRun(c: Case, approval: Approval, now: Instant): Promise<PageNotice[]> {
  if (approval.closed_at !== null) return []
  const look = await lastLook(c, now)
  if (look.may_run) return []
  const text = `${capital(look.because === '' ? 'policy cannot be asked' : look.because).replace(/[.]$/, '')}.`
  const until = c.plan === null ? null : frozenUntil(c.plan, (await getTenant(c.tenant_id)).settings, now)
  return [
    {
      tone: 'blocked',
      title: 'Signed now, it would not run',
      text: until === null ? text : `${text} The freeze is on until ${formatInstant(until, now)}.`,
      remedy: 'Wait until this is over: signed now, the plan would have to be sent again.',
    },
  ]
}
