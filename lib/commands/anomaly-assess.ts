import { z } from 'zod'
import { saveCase } from '@/lib/cases/store'
import { defineCommand, WORKING } from './command'
import { dueOf } from './command-store'
import { endCase } from './end-case'
import { lockedCase, reasonOf } from './locked-case'

const SAID = {
  accurate: 'Recorded: the anomaly is real.',
  expected: 'The case is closed: the spend was expected.',
  false_positive: 'The case is closed and counted as a false alarm.',
} as const

/** A person's judgement of the anomaly. What was expected or a false alarm needs nobody any more; what is real stays open. */
export const anomalyAssess = defineCommand({
  params: z.strictObject({ assessment: z.enum(['accurate', 'expected', 'false_positive']) }),
  roles: WORKING,
  audit_kind: 'case.assessed',
  ready: (call) => {
    const { assessment } = call.params
    const reason = reasonOf(call)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      const saved =
        assessment === 'accurate'
          ? await saveCase(tx, { ...c, updated_at: call.now }, c.revision, await dueOf(tx, c.tenant_id, c.case_id))
          : await endCase(tx, c, call, `${assessment === 'expected' ? 'Expected' : 'A false alarm'}, says ${call.actor.name}: ${reason}`)
      return {
        subject: c.case_id,
        new_version: saved.revision,
        message: SAID[assessment],
        body: { assessment, anomaly_id: c.cost?.anomaly.anomaly_id ?? null },
      }
    }
  },
})
