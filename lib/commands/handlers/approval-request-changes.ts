import { z } from 'zod'
import { requestChanges } from '@/lib/approval/decide'
import { defineCommand } from '../command'
import { sayNo } from '../under-lock/say-no'

/** One person sends one exact plan back with what should be different. The plan can be edited, and is sent again by a request of its own. */
export const approvalRequestChanges = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'approval.changes_requested',
  ready: sayNo(requestChanges, ({ actor, request }) => ({
    status: 'plan_ready',
    note: `${actor.name} asked for changes: ${request.reason.trim()}`,
    message: 'Sent back. The plan can be edited and sent again.',
  })),
})
