import { z } from 'zod'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { recheckRule } from '@/lib/intents/state-rules'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { currentOf, lockedCase } from '../under-lock/locked-case'

/** Has the next check made now instead of when it is due. What it finds counts like any other check. */
export const verificationRecheck = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'verification.recheck_requested',
  ready: (call) => async (tx) => {
    const { actor, now } = call
    const c = await lockedCase(tx, call)
    const rule = recheckRule(c)
    if (rule !== null) throw new Fault('conflict', `${rule.text} ${rule.unblock}`, { code: 'STALE_STATE', current: currentOf(c) })
    const last = c.checks.at(-1)
    const checks = last === undefined ? c.checks : [...c.checks.slice(0, -1), { ...last, next_check_at: now }]
    const next =
      c.status === 'escalated' ? moveCase(c, 'verifying', now, `${actor.name} asked for another check`, { checks }) : { ...c, checks, updated_at: now }
    const saved = await saveCase(tx, next, c.revision, now)
    await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id, asked: true })
    return { subject: c.case_id, new_version: saved.revision, message: 'The check is being made.', body: { was_due_at: last?.next_check_at ?? null } }
  },
})
