import { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import { pauseTimer, resumeTimer } from '@/lib/jobs/timer-store'
import { isTimer, TIMERS } from '@/lib/jobs/timers'
import { PausableName, type TimerName } from '@/schemas/schedule'
import type { Instant } from '@/schemas/time'
import type { Done } from '../command'
import { changeSchedule } from './change-schedule'

export const WhichWork = z.strictObject({ name: PausableName })

/** Pauses one piece of work that goes by itself, or lets it go on. */
export const pauseWork = (tx: Tx, tenant_id: string, name: PausableName, now: Instant, is_paused: boolean): Promise<Done> =>
  isTimer(name) ? changeTimer(tx, tenant_id, name, now, is_paused) : changeSchedule(tx, tenant_id, name, now, { is_paused })

/** What falls due while a timer is paused is still due on its own row, and is looked at at once when it goes on. */
async function changeTimer(tx: Tx, tenant_id: string, name: TimerName, now: Instant, is_paused: boolean): Promise<Done> {
  const { label, while_paused } = TIMERS[name]
  const since = is_paused ? await pauseTimer(tx, tenant_id, name, now) : await resumeTimer(tx, tenant_id, name)
  if (!is_paused) await enqueue(tx, 'due.sweep', {}, { key: 'due.sweep' })
  const message = is_paused ? `${label}: paused. ${while_paused}` : `${label}: going on. What fell due meanwhile is looked at now.`
  return { subject: tenant_id, new_version: null, message, body: { name, is_paused, paused_since: since } }
}
