import { z } from 'zod'
import { defineCommand } from '../command'
import { lookAgain } from '../under-lock/look-again'

/** Has the plan made again from the evidence at hand: its targets are read and tried anew, and policy decides on what is known now. */
export const planRequestRecompute = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'plan.recompute_requested',
  ready: (call) => (tx) =>
    lookAgain(tx, call, 'plan.request_recompute', {
      from: 'triaged',
      note: `${call.actor.name} had the plan made again`,
      message: 'The plan is being made again. If it comes out identical, an open request and its signatures stay.',
      patch: { recomputed_at: call.now },
    }),
})
