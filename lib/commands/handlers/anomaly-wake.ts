import { z } from 'zod'
import { dueOf, saveCase } from '@/lib/cases/store'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { currentOf, lockedCase } from '../under-lock/locked-case'

/** Brings a case that was put away back to the open list before its time. */
export const anomalyWake = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'case.woken',
  ready: (call) => async (tx) => {
    const c = await lockedCase(tx, call)
    if (c.snoozed == null) throw new Fault('conflict', 'the case is in the open list already', { code: 'STALE_STATE', current: currentOf(c) })
    const saved = await saveCase(tx, { ...c, snoozed: null, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
    return { subject: c.case_id, new_version: saved.revision, message: 'The case is back in the open list.', body: { because: 'by hand', was: c.snoozed } }
  },
})
