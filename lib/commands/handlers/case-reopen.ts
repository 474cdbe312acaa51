import { z } from 'zod'
import type { CaseBeside } from '@/lib/cases/case-beside'
import { takenUp } from '@/lib/cases/rest-of-plan'
import { startOver } from '@/lib/cases/start-over'
import { getCase, getCases, openCaseBeside, saveCase } from '@/lib/cases/store'
import { reopenRule } from '@/lib/intents/state-rules'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import { defineCommand } from '../command'
import { currentOf, lockedCase, reasonOf } from '../under-lock/locked-case'
import { foundWith, orOpenedMeanwhile } from '../under-lock/of-one-incident'

/** Takes up a closed case again: it goes from triage with fresh evidence. One whose incident is gone, or whose change is in place, says why it cannot. */
export const caseReopen = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'case.reopened',
  async ready(call) {
    const { actor, request, now } = call
    const because = reasonOf(call)
    const seen = await getCase(actor.tenant_id, request.subject)
    requireReopenable(seen, await openCaseBeside(seen))
    const kept = await foundWith(seen, now, 'reopen')
    const [first] = seen.rest_of === undefined ? [] : await getCases(actor.tenant_id, [seen.rest_of.case_id])
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireReopenable(c, await openCaseBeside(c, tx))
      const saved = await saveCase(tx, startOver(takenUp(c, first), now, `Reopened by ${actor.name}: ${because}`, kept), c.revision).catch(orOpenedMeanwhile(c))
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
      const body = { before: c.status, plan_hash: c.plan?.plan_hash ?? null, run_id: c.run?.run_id ?? null }
      return { subject: c.case_id, new_version: saved.revision, message: 'Reopened. Every source is asked again, and the cause is decided anew.', body }
    }
  },
})

const CODES: Partial<Record<string, string>> = { in_place: 'IN_PLACE', open_beside: 'OPEN_BESIDE' }

/** Throws `conflict` unless the case is closed, nothing that it did stands, and no other case of its incident is open. */
function requireReopenable(c: Case, beside: CaseBeside | null): void {
  const rule = reopenRule(c, beside)
  if (rule === null) return
  const code = CODES[rule.rule] ?? 'STALE_STATE'
  throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code, current: currentOf(c), ...(beside === null ? {} : { beside: beside.case_id }) })
}
