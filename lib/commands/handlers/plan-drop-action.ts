import { z } from 'zod'
import { defineCommand } from '../command'
import { keepPlanEdit } from '../under-lock/keep-plan-edit'
import { reasonOf } from '../under-lock/locked-case'

/** Leaves one action out of a plan. The rest is another plan that has to be sent; the last action is not left out, the case is closed instead. */
export const planDropAction = defineCommand({
  params: z.strictObject({ action_id: z.string().min(1).max(80) }),
  audit_kind: 'plan.action_dropped',
  ready(call) {
    const { actor, params } = call
    const edit = { action_id: params.action_id, params: {}, drop_because: reasonOf(call) }
    return keepPlanEdit(call, edit, (dropped) => {
      const title = dropped?.title ?? params.action_id
      return {
        refused: 'an action can be left out until the plan is carried out',
        voided: `${actor.name} left an action out`,
        note: `${actor.name} left out: ${title}`,
        message: (worth) => `Left out: ${title}. What remains is worth ${worth}; it is checked and tried again, and has to be sent for approval.`,
        body: { action_id: params.action_id, template: dropped?.template ?? null },
      }
    })
  },
})
