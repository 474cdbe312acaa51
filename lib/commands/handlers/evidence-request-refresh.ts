import { z } from 'zod'
import { defineCommand } from '../command'
import { lookAgain } from '../under-lock/look-again'

/** Asks every source of a case again now, and decides and plans on what they say. The timeline tells which answers differ. */
export const evidenceRequestRefresh = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'evidence.refresh_requested',
  ready: (call) => (tx) =>
    lookAgain(tx, call, 'evidence.request_refresh', {
      from: 'stale_plan',
      note: `${call.actor.name} had all sources asked again`,
      message: 'All sources are being asked again. The timeline says what changed.',
      patch: { refreshed_at: call.now },
    }),
})
