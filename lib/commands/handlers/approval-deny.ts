import { z } from 'zod'
import { denyApproval } from '@/lib/approval/decide'
import { defineCommand } from '../command'
import { sayNo } from '../under-lock/say-no'

/** One person refuses one exact plan. It is not carried out, and the reason stays with it. */
export const approvalDeny = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'approval.denied',
  ready: sayNo(denyApproval, ({ actor }) => ({ status: 'denied', note: `Denied by ${actor.name}`, message: 'Denied. The plan is not carried out.' })),
})
