import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Timer, TimerName } from '@/schemas/schedule'
import type { Instant } from '@/schemas/time'
import { recentRuns } from './schedule-store'

type Paused = { name: TimerName; since: Instant }

export const pausedTimers = (tenant_id: string): Promise<Paused[]> => rows<Paused>('select name, since from paused_timer where tenant_id = $1', [tenant_id])

/** Each timer with the last times that somebody had it looked at. */
export async function listTimers(tenant_id: string): Promise<Timer[]> {
  const [paused, runs] = await Promise.all([pausedTimers(tenant_id), recentRuns(tenant_id)])
  return TimerName.options.map((name) =>
    Timer.parse({ name, paused_since: paused.find((p) => p.name === name)?.since ?? null, runs: runs.filter((r) => r.name === name).map(({ run }) => run) }),
  )
}

/** Resolves to since when it is paused. One that is paused already stays so from then on. */
export async function pauseTimer(tx: Tx, tenant_id: string, name: TimerName, now: Instant): Promise<Instant> {
  await tx.query('insert into paused_timer (tenant_id, name, since) values ($1, $2, $3) on conflict do nothing', [tenant_id, name, now])
  const [row] = await tx.query<Paused>('select name, since from paused_timer where tenant_id = $1 and name = $2', [tenant_id, name])
  return row?.since ?? now
}

/** Resolves to since when it was paused; null where it was not. */
export async function resumeTimer(tx: Tx, tenant_id: string, name: TimerName): Promise<Instant | null> {
  const [row] = await tx.query<Paused>('delete from paused_timer where tenant_id = $1 and name = $2 returning name, since', [tenant_id, name])
  return row?.since ?? null
}
