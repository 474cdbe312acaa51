import { z } from 'zod'
import { defineCommand } from '../command'
import { endCase } from '../under-lock/end-case'
import { lockedCase, reasonOf } from '../under-lock/locked-case'

/** Accepts the spend as it is: nothing is changed, and the case ends. */
export const caseClose = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'case.closed',
  ready: (call) => {
    const reason = reasonOf(call)
    return async (tx) => {
      const c = await lockedCase(tx, call)
      const saved = await endCase(tx, c, call, `Accepted by ${call.actor.name}: ${reason}`)
      return {
        subject: c.case_id,
        new_version: saved.revision,
        message: 'The case is closed. Nothing was changed.',
        body: { before: c.status, at_stake_per_day: c.at_stake_per_day },
      }
    }
  },
})
