import { getApproval } from '@/lib/approval/store'
import { getCase } from '@/lib/cases/store'
import { caseIntents } from '@/lib/desks/cost/intents/case-intents'
import { tenantNow } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import type { ApproveView, PageNotice } from '@/schemas/view'
import { extrasOf } from './case-intents'

/** One request as its page shows it to one person. An older request of the case shows as what became of it. Throws `not_found`. */
export async function approveView(actor: Actor, approval_id: string): Promise<ApproveView> {
  const approval = await getApproval(actor.tenant_id, approval_id)
  const current = await getCase(actor.tenant_id, approval.case_id)
  const is_current = current.approval?.approval_id === approval_id
  const c = is_current ? current : { ...current, approval, run: null, checks: [] }
  const now = await tenantNow(actor.tenant_id)
  const intents = caseIntents(c, now, actor, await extrasOf(current))
  invariant(intents.approval !== null && intents.plan !== null, `approval ${approval_id} has no plan to show`)
  const notices: PageNotice[] = is_current
    ? []
    : [{ tone: 'void', title: 'This is an older request', text: 'The case has moved on since.', remedy: 'Open the case to see where it stands.' }]
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
  }
}
