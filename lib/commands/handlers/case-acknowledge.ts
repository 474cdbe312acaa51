import { z } from 'zod'
import { dueOf, saveCase } from '@/lib/cases/store'
import { defineCommand } from '../command'
import { lockedCase } from '../under-lock/locked-case'

/** Somebody has seen the case. Whoever is first also owns it. */
export const caseAcknowledge = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'case.acknowledged',
  ready: (call) => async (tx) => {
    const c = await lockedCase(tx, call)
    const owner = c.owner ?? call.actor.id
    const saved = await saveCase(tx, { ...c, owner, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
    const message = c.owner === null ? 'Acknowledged. You own this case now.' : 'Acknowledged.'
    return { subject: c.case_id, new_version: saved.revision, message, body: { owner } }
  },
})
