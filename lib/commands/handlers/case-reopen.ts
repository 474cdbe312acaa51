import { z } from 'zod'
import { incidentLookOf } from '@/lib/cases/incident-look'
import { startOver } from '@/lib/cases/start-over'
import { getCase, openCaseBeside, saveCase } from '@/lib/cases/store'
import { getEvidence } from '@/lib/evidence/store'
import { reopenRule } from '@/lib/intents/state-rules'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import { defineCommand, WORKING } from '../command'
import { currentOf, lockedCase, reasonOf } from '../under-lock/locked-case'

// What a case is opened with; the rest is asked for again.
const OPENED_WITH = ['cost.daily_series', 'cost.tenant_cost']

/** Takes up a closed case again: it goes from triage with fresh evidence. One whose incident is gone, or whose change is in place, says why it cannot. */
export const caseReopen = defineCommand({
  params: z.strictObject({}),
  roles: WORKING,
  audit_kind: 'case.reopened',
  async ready(call) {
    const { actor, request, now } = call
    const because = reasonOf(call)
    const seen = await getCase(actor.tenant_id, request.subject)
    requireReopenable(seen, await openCaseBeside(seen))
    const gone = await incidentLookOf(seen.desk)(seen, now)
    if (gone !== null)
      throw new Fault('conflict', `${gone}: there is nothing to reopen, and what the bill shows next opens a case of its own`, {
        code: 'INCIDENT_GONE',
        current: currentOf(seen),
      })
    const kept = (await getEvidence(actor.tenant_id, seen.evidence_ids)).filter((e) => OPENED_WITH.includes(e.kind)).map((e) => e.evidence_id)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireReopenable(c, await openCaseBeside(c, tx))
      const saved = await saveCase(tx, startOver(c, now, `Reopened by ${actor.name}: ${because}`, kept), c.revision).catch((error: unknown) => {
        throw isTwin(error) ? openedMeanwhile(c) : error
      })
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
      const body = { before: c.status, plan_hash: c.plan?.plan_hash ?? null, run_id: c.run?.run_id ?? null }
      return { subject: c.case_id, new_version: saved.revision, message: 'Reopened. Every source is asked again, and the cause is decided anew.', body }
    }
  },
})

/** Throws `conflict` unless the case is closed, nothing that it did stands, and no other case of its incident is open. */
function requireReopenable(c: Case, beside: string | null): void {
  const rule = reopenRule(c, beside)
  if (rule === null) return
  const code = rule.rule === 'in_place' ? 'IN_PLACE' : rule.rule === 'open_beside' ? 'OPEN_BESIDE' : 'STALE_STATE'
  throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code, current: currentOf(c), ...(beside === null ? {} : { beside }) })
}

// A detection that was a moment earlier: it had not ended when the open cases of the incident were looked for.
const isTwin = (error: unknown): boolean => error instanceof Error && 'constraint' in error && error.constraint === 'cases_open_incident'

const openedMeanwhile = (c: Case): Fault =>
  new Fault('conflict', 'another case of the same incident was opened just now: go on there', { code: 'OPEN_BESIDE', current: currentOf(c) })
