import { z } from 'zod'
import { defineCommand } from '../command'
import { keepPlanEdit } from '../under-lock/keep-plan-edit'
import { reasonOf } from '../under-lock/locked-case'

/** Somebody changes parameters of a plan within their range. */
export const planEditParams = defineCommand({
  params: z.strictObject({ action_id: z.string(), params: z.record(z.string(), z.unknown()) }),
  audit_kind: 'plan.params_edited',
  ready(call) {
    const { actor, params } = call
    const reason = reasonOf(call)
    return keepPlanEdit(call, params, () => ({
      refused: 'a plan can be edited until it is carried out',
      voided: `${actor.name} changed the plan`,
      note: `${actor.name} changed ${Object.keys(params.params).join(', ')}`,
      message: (worth) => `The new plan is worth ${worth}. It is checked and tried again, and has to be sent for approval.`,
      body: { ...params, reason },
    }))
  },
})
