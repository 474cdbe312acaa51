import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { lockRestatement, saveRestatement } from '@/lib/warehouse/versions/restatement-store'
import { defineCommand } from '../command'
import { reasonOf } from '../under-lock/locked-case'

/** Somebody has seen that a closed month came again with other amounts, and takes them as they are from now on. It is about the version they were shown. */
export const restatementAcknowledge = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'restatement.acknowledged',
  ready: (call) => {
    const { actor, request, now } = call
    const because = reasonOf(call)
    return async (tx) => {
      const found = await lockRestatement(tx, actor.tenant_id, request.subject)
      const { restatement_id, state, to_version, from_version, billing_month, source, evidence_id } = found
      if (state !== 'open')
        throw new Fault('conflict', `this restatement is ${state} already: there is nothing left to acknowledge`, { code: 'STALE_STATE', state })
      if (request.expected_version !== to_version)
        throw new Fault('conflict', `expected_version: ${billing_month} is at version ${to_version} by now, look at that one`, {
          code: 'STALE_STATE',
          to_version,
        })
      const acknowledged = { at: now, by: actor.id, name: actor.name, because }
      await saveRestatement(tx, actor.tenant_id, { ...found, state: 'acknowledged', updated_at: now, acknowledged })
      return {
        subject: restatement_id,
        new_version: to_version,
        message: `Acknowledged: ${billing_month} counts as it is now.`,
        body: { source, billing_month, from_version, to_version, evidence_id, reason: because },
      }
    }
  },
})
