import { type Sources, sourcesOf } from '@/agent/desks/cost/connect/sources'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveLate } from '@/lib/cases/timed-store'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { beginRun, endRun } from '@/lib/jobs/schedule-store'
import { Fault } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import type { PausableName, ScheduleRun } from '@/schemas/schedule'
import { compareShadow } from './compare-shadow'
import { refreshConnectors } from './refresh-connectors'
import { remindOfCommitments } from './remind-of-commitments'
import { sweepWaste } from './sweep-waste'

type Ended = Pick<ScheduleRun, 'outcome' | 'detail'>
const done = (detail: string): Ended => ({ outcome: 'done', detail })
const skipped = (detail: string): Ended => ({ outcome: 'skipped', detail })

const WORK: Readonly<Record<PausableName, (tenant_id: string) => Promise<Ended>>> = {
  detection: async (tenant_id) => {
    try {
      await watchTenant(tenant_id)
      const told = await remindOfCommitments(tenant_id)
      return done(told === 0 ? 'looked at the bill' : `looked at the bill; told of ${formatCount(told, 'commitment')} that ${told === 1 ? 'ends' : 'end'} soon`)
    } catch (error) {
      if (error instanceof Fault && error.code === 'not_found') return skipped('no bill has been imported yet')
      throw error
    }
  },
  waste_sweep: async (tenant_id) => {
    const { waste } = sourcesOf(await getTenant(tenant_id))
    if (waste === null) return skipped('aws-doctor is not connected')
    return sweepPlaces(tenant_id, waste)
  },
  refresh: async (tenant_id) => {
    const tests = await refreshConnectors(tenant_id)
    const failed = tests.filter((t) => t.state === 'failed').map((t) => t.connector)
    const answers = tests.filter((t) => t.state === 'answers').length
    return failed.length === 0
      ? done(`${formatCount(answers, 'connector')} answered`)
      : { outcome: 'failed', detail: `could not ask ${failed.join(', ')}; ${formatCount(answers, 'connector')} answered` }
  },
  shadow_compare: async (tenant_id) => {
    const { settings } = await getTenant(tenant_id)
    return settings.mode === 'shadow' ? done(await compareShadow(tenant_id)) : skipped('the tenant is not in shadow mode')
  },
  verification: async (tenant_id) => {
    const due = await driveLate(tenant_id, 'verification', await tenantNow(tenant_id))
    return due === 0 ? skipped('no check is due') : done(`${formatCount(due, 'due check')} ${due === 1 ? 'is' : 'are'} being made`)
  },
  expiry: async (tenant_id) => {
    const due = await driveLate(tenant_id, 'expiry', await tenantNow(tenant_id))
    return due === 0 ? skipped('no request is due') : done(`${formatCount(due, 'due request')} looked at`)
  },
}

/** Sweeps one place after the other. One that could not be asked keeps none of the others from it, and is told. */
export async function sweepPlaces(tenant_id: string, waste: NonNullable<Sources['waste']>): Promise<Ended> {
  const [counts, failed]: [string[], string[]] = [[], []]
  for (const place of waste.places)
    try {
      const { body } = await sweepWaste(tenant_id, waste, place, await tenantNow(tenant_id))
      counts.push(`${place.region_id} ${(body as { findings: unknown[] }).findings.length}`) // safe: the body of a sweep
    } catch (error) {
      if (!(error instanceof Fault) || error.code !== 'provider_down') throw error
      failed.push(`${place.region_id} (${error.message})`)
    }
  const found = counts.length === 0 ? [] : [`found ${counts.join(', ')}`]
  return failed.length === 0 ? done(found.join()) : { outcome: 'failed', detail: [`could not sweep ${failed.join(', ')}`, ...found].join('; ') }
}

/** Does one piece of scheduled work and writes down how it ended. What failed is tried again at its next time, not at once. */
export async function runSchedule(tenant_id: string, name: PausableName, asked_by: string | null): Promise<void> {
  const run_id = await beginRun(tenant_id, name, asked_by, await tenantNow(tenant_id))
  let ended: Ended
  try {
    ended = await WORK[name](tenant_id)
  } catch (error) {
    const detail = error instanceof Fault && error.code !== 'broken_invariant' ? error.message : 'something went wrong on our side: the log has more'
    await endRun(tenant_id, run_id, { outcome: 'failed', detail }, await tenantNow(tenant_id))
    if (error instanceof Fault && error.code !== 'broken_invariant') return
    throw error
  }
  await endRun(tenant_id, run_id, ended, await tenantNow(tenant_id))
}
