import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { scratchAlone } from '@/lib/db/scratch-alone'
import { addHours } from '@/lib/kernel/time'
import { type PausableName, Schedule, ScheduleName, type ScheduleRun } from '@/schemas/schedule'
import type { Instant } from '@/schemas/time'
import { nextRun, parseCron } from './cron'
import { addJob } from './queue'
import { SCHEDULES } from './schedules'

// As many past runs as the page shows of each.
export const RUNS_SHOWN = 8
type Row = Omit<Schedule, 'runs'>
const COLUMNS = 'name, cron, is_paused, next_run_at'

/** Gives every piece of scheduled work of a tenant its row, so that it comes due. */
export async function addMissingSchedules(tenant_id: string, time_zone: string, now: Instant): Promise<void> {
  for (const name of ScheduleName.options)
    await scratch('insert into schedule (tenant_id, name, cron, next_run_at) values ($1, $2, $3, $4) on conflict do nothing', [
      tenant_id,
      name,
      SCHEDULES[name].cron,
      nextRun(parseCron(SCHEDULES[name].cron), now, time_zone),
    ])
}

export async function listSchedules(tenant_id: string): Promise<Schedule[]> {
  const [found, runs] = await Promise.all([rows<Row>(`select ${COLUMNS} from schedule where tenant_id = $1`, [tenant_id]), recentRuns(tenant_id)])
  return ScheduleName.options.flatMap((name) =>
    found.filter((s) => s.name === name).map((s) => Schedule.parse({ ...s, runs: runs.filter((r) => r.name === name).map(({ run }) => run) })),
  )
}

/** The last runs of everything that goes by itself, newest first. */
export async function recentRuns(tenant_id: string): Promise<{ name: string; run: ScheduleRun }[]> {
  const found = await rows<ScheduleRun & { name: string }>(
    `select name, started_at, finished_at, outcome, detail, asked_by from
       (select *, row_number() over (partition by name order by run_id desc) as nth from schedule_run where tenant_id = $1) r where nth <= $2 order by run_id desc`,
    [tenant_id, RUNS_SHOWN],
  )
  return found.map(({ name, ...run }) => ({ name, run }))
}

/** Locks one schedule until the transaction ends; undefined when it has not been looked at yet. */
export async function lockSchedule(tx: Tx, tenant_id: string, name: ScheduleName): Promise<Row | undefined> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from schedule where tenant_id = $1 and name = $2 for update`, [tenant_id, name])
  return row
}

export async function saveSchedule(tx: Tx, tenant_id: string, s: Row): Promise<void> {
  await tx.query(
    `insert into schedule (tenant_id, name, cron, is_paused, next_run_at) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, name) do update set cron = excluded.cron, is_paused = excluded.is_paused, next_run_at = excluded.next_run_at`,
    [tenant_id, s.name, s.cron, s.is_paused, s.next_run_at],
  )
}

/**
 * Makes a job of the work that is due and moves its row to its next time, both or neither: a process that dies in between has done nothing, and the next sweep
 * does it. Two sweeps never take one run. Work that takes longer than its interval is queued once, and a time that passed while nothing ran is made up for once.
 * A time that was set while the clock was ahead is brought back first. Resolves to what was queued.
 */
export async function queueDueSchedules(tenant_id: string, time_zone: string, now: Instant): Promise<ScheduleName[]> {
  await bringBack(tenant_id, time_zone, now)
  const due = await rows<Row>(`select ${COLUMNS} from schedule where tenant_id = $1 and not is_paused and next_run_at <= $2`, [tenant_id, now])
  const queued: ScheduleName[] = []
  for (const s of due) {
    const next_run_at = nextRun(parseCron(s.cron), now, time_zone)
    if (await queueRun(tenant_id, s, next_run_at)) queued.push(s.name)
  }
  return queued
}

// What comes round more often than this is not worth a look: it comes by itself.
const AHEAD_HOURS = 1

/** No time is later than the one that comes next, unless the clock has gone back since: work would rest until that day comes again. */
async function bringBack(tenant_id: string, time_zone: string, now: Instant): Promise<void> {
  const since = addHours(now, AHEAD_HOURS)
  const ahead = await rows<Row>(`select ${COLUMNS} from schedule where tenant_id = $1 and not is_paused and next_run_at > $2`, [tenant_id, since])
  for (const { name, cron, next_run_at } of ahead) {
    const next = nextRun(parseCron(cron), now, time_zone)
    if (next < next_run_at)
      await scratch('update schedule set next_run_at = $4 where tenant_id = $1 and name = $2 and next_run_at = $3', [tenant_id, name, next_run_at, next])
  }
}

/** False where another sweep took it, or somebody paused or moved it meanwhile. */
const queueRun = (tenant_id: string, { name, next_run_at: due_at }: Row, next_run_at: Instant): Promise<boolean> =>
  scratchAlone(tenant_id, `schedule:${name}`, async (query) => {
    const moved = await query('update schedule set next_run_at = $4 where tenant_id = $1 and name = $2 and next_run_at = $3 and not is_paused returning name', [
      tenant_id,
      name,
      due_at,
      next_run_at,
    ])
    if (moved.length === 0) return false
    // The first value of a job's statement is its task, where others have the tenant.
    const add = (text: string, [task, ...values]: readonly unknown[]) => query(text, [String(task), ...values])
    await addJob(add, 'schedule.run', { tenant_id, name, asked_by: null }, { key: `schedule:${tenant_id}:${name}` })
    return true
  })

/**
 * A row of its own for a run that begins. Runs of one tenant come one after the other (their queue), so one that is still said to be running was left by a
 * process that died.
 */
export async function beginRun(tenant_id: string, name: PausableName, asked_by: string | null, now: Instant): Promise<string> {
  await scratch(
    "update schedule_run set finished_at = $2, outcome = 'failed', detail = 'its process ended in the middle' where tenant_id = $1 and outcome = 'running'",
    [tenant_id, now],
  )
  const [row] = await scratch<{ run_id: string }>(
    "insert into schedule_run (tenant_id, name, started_at, outcome, detail, asked_by) values ($1, $2, $3, 'running', '', $4) returning run_id",
    [tenant_id, name, now, asked_by],
  )
  return row?.run_id ?? ''
}

export async function endRun(tenant_id: string, run_id: string, ended: Pick<ScheduleRun, 'outcome' | 'detail'>, now: Instant): Promise<void> {
  await scratch('update schedule_run set finished_at = $3, outcome = $4, detail = $5 where tenant_id = $1 and run_id = $2', [
    tenant_id,
    run_id,
    now,
    ended.outcome,
    ended.detail,
  ])
}
