import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import { addMs } from '@/lib/kernel/time'
import { defineCommand, WORKING } from './command'
import { lookAgain } from './look-again'

// Some sources charge for an answer, and none of them changes by the minute.
const WAIT_MS = 10 * 60_000

/** Asks every source of a case again now, and decides and plans on what they say. The timeline tells which answers differ. */
export const evidenceRequestRefresh = defineCommand({
  params: z.strictObject({}),
  roles: WORKING,
  audit_kind: 'evidence.refresh_requested',
  ready: (call) => (tx) =>
    lookAgain(
      tx,
      call,
      'stale_plan',
      { note: `${call.actor.name} had all sources asked again`, message: 'All sources are being asked again. The timeline says what changed.' },
      ({ refreshed_at }) => {
        const not_before = refreshed_at === undefined ? call.now : addMs(refreshed_at, WAIT_MS)
        if (not_before > call.now)
          throw new Fault('rate_limited', `all sources were asked a moment ago: ask again from ${formatInstant(not_before)}`, {
            code: 'RATE',
            not_before,
          })
        return { refreshed_at: call.now }
      },
    ),
})
