import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { systemActor } from '@/agent/graph/clock'
import { change } from '@/lib/db/change'
import { detectValues } from '@/lib/desks/cost/detect/detect-series'
import { detectParams } from '@/lib/desks/cost/detect/params'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { config } from '@/lib/kernel/config'
import { addDays } from '@/lib/kernel/time'
import { closeDuck, openImporter, rowsOf } from '@/lib/warehouse/duck'
import { publishManifest } from '@/lib/warehouse/manifest-store'
import { rollUpDays } from '@/lib/warehouse/roll-up-days'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Day, Instant } from '@/schemas/time'
import { BILL_DAYS, FIRST_DAY, linesOf, settle, stageBill, stagedMonths } from './analysis-bill'
import { analyse } from './analysis-pass'
import { startBenchDatabase } from './bench-database'
import { BENCH_TENANT, seedTenant } from './bench-tenant'
import { type Figure, round } from './figure'

const MOST_PASS_S = 30
const MOST_READING_RATIO = 2
const MOST_DAY_S = 2
const LEAST_SERIES_DAYS_PER_S = 100_000
const LAST_DAY = addDays(FIRST_DAY, BILL_DAYS - 1)
const MS = 1000

/** The columns that the roll-up reads, grouped as it groups them and kept in memory: the least that the engine has to do. */
const bareScan = (from: string): string =>
  `create or replace temp table bare as
    select ChargePeriodStart, SubAccountId, ServiceName, RegionId, x_UsageType, x_Owner, x_Environment, x_Series, PricingCategory, CommitmentDiscountId, ConsumedUnit,
      max(SubAccountName) as n, max(CommitmentDiscountType) as t, max(x_CommitmentEndsOn) as u, max(ChargeDescription) as d, max(x_LineItemType) as y,
      sum(BilledCost) as b, sum(EffectiveCost) as e, sum(ListCost) as l, sum(ConsumedQuantity) as q, billing_month
    from ${from} group by all`

/** A first full pass over a bill of so many line items and 400 days, the same after one more day, and the detector alone. */
export async function measureAnalysis({ rows, say }: { rows: number; say(text: string): void }): Promise<Figure[]> {
  const database = await startBenchDatabase()
  try {
    await database.create('analysis')
    await database.use('analysis')
    await seedTenant()
    mkdirSync(config().warehouse_dir, { recursive: true })
    await closeDuck()
    const size = { resources: Math.max(1, Math.round(rows / BILL_DAYS)) }
    say(`writing ${rows.toLocaleString('en')} line items of ${BILL_DAYS} days`)
    const first = await delivery({ ...size, from: 0, days: BILL_DAYS }, addDays(LAST_DAY, 1), say)
    say('first pass')
    const read = await timed(async () =>
      (await openWarehouse(BENCH_TENANT, mornings(addDays(LAST_DAY, 1)))).seriesByGroup(
        ['sub_account_id', 'service_name', 'region_id', 'usage_type', 'owner'],
        {
          start: addDays(LAST_DAY, -230),
          end: addDays(LAST_DAY, 1),
        },
      ),
    )
    const full = await pass(addDays(LAST_DAY, 1))
    say('one more day')
    const from = daysFrom(FIRST_DAY, `${LAST_DAY.slice(0, 7)}-01`)
    const next = await delivery({ ...size, from, days: BILL_DAYS + 1 - from }, addDays(LAST_DAY, 2), say)
    const later = await pass(addDays(LAST_DAY, 2))
    return figuresOf({ rows, first, next, read, full, later, detector: detectorAlone() })
  } finally {
    await closeDuck()
    await database.stop()
  }
}

const mornings = (day: Day): Instant => `${day}T09:00:00.000Z`

const pass = (day: Day) => timed(async () => analyse(await openWarehouse(BENCH_TENANT, mornings(day)), mornings(day)))

const daysFrom = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)

type Timed<T> = { ms: number; cpu_ms: number; value: T }

/** Time on the clock, and of all processors: the second hardly depends on what else the machine does. */
async function timed<T>(run: () => Promise<T>): Promise<Timed<T>> {
  const [started, before] = [performance.now(), process.cpuUsage()]
  const value = await run()
  const { user, system } = process.cpuUsage(before)
  return { ms: performance.now() - started, cpu_ms: (user + system) / MS, value }
}

type Delivery = { roll: Timed<unknown>; bare_ms: number; bare_cpu_ms: number; leaves: number }

/** Stages, sums and publishes line items of some days, and measures the sums beside what the engine alone needs for them. */
async function delivery(size: { resources: number; from: number; days: number }, day: Day, say: (text: string) => void): Promise<Delivery> {
  const stage_dir = join(config().home, `stage-${day}`)
  mkdirSync(stage_dir, { recursive: true })
  const engine = await openImporter(stage_dir)
  try {
    await stageBill(engine.connection, stage_dir, size)
    const months = await stagedMonths(engine.connection, stage_dir)
    say('scan and group by the engine alone')
    const bare = () => timed(() => engine.connection.run(bareScan(linesOf(stage_dir))))
    const before = await bare()
    const [counted] = await rowsOf<{ leaves: string }>(engine.connection, 'select count(*)::varchar as leaves from bare')
    await engine.connection.run('drop table bare')
    say('summing days')
    const roll = await timed(() => rollUpDays(engine.connection, stage_dir, months))
    // Once more: whatever else the machine does reaches both sides of the comparison.
    const after = await bare()
    const manifests = settle(stage_dir, config().warehouse_dir, months, { tenant_id: BENCH_TENANT, imported_at: mornings(day) })
    await change(BENCH_TENANT, async (tx) => {
      for (const manifest of manifests) await publishManifest(tx, manifest)
      return { result: undefined, events: [{ kind: 'import.completed', subject: BENCH_TENANT, actor: systemActor(BENCH_TENANT), body: { day } }] }
    })
    return { roll, bare_ms: (before.ms + after.ms) / 2, bare_cpu_ms: (before.cpu_ms + after.cpu_ms) / 2, leaves: Number(counted?.leaves ?? 0) }
  } finally {
    engine.close()
    rmSync(stage_dir, { recursive: true, force: true })
  }
}

/** Series-days per second of the detector over generated years. */
function detectorAlone(): { per_s: number; series_days: number } {
  const years = Array.from({ length: 60 }, (_, i) => sampleYear(9000 + i))
  const params = detectParams('1000')
  const values = years.map(({ points }) => points.map((point) => Number(point.effective_cost)))
  const pass = () => {
    for (const [i, { points }] of years.entries()) detectValues(points, values[i] ?? [], params, '2027-01-01T00:00:00.000Z')
  }
  pass() // the first pass compiles
  const series_days = values.reduce((sum, v) => sum + v.length, 0)
  const started = performance.now()
  pass()
  return { per_s: (series_days * MS) / (performance.now() - started), series_days }
}

type Measured = {
  rows: number
  first: Delivery
  next: Delivery
  read: Timed<unknown>
  full: Timed<Awaited<ReturnType<typeof analyse>>>
  later: Timed<Awaited<ReturnType<typeof analyse>>>
  detector: { per_s: number; series_days: number }
}

function figuresOf({ rows, first, next, read, full, later, detector }: Measured): Figure[] {
  // The pass finds in memory what was read just before it.
  const seconds = (first.roll.ms + read.ms + full.ms) / MS
  const reading = (first.roll.ms + read.ms) / first.bare_ms
  const reading_cpu = (first.roll.cpu_ms + read.cpu_ms) / first.bare_cpu_ms
  const day_s = (next.roll.ms + later.ms) / MS
  const day_cpu_s = (next.roll.cpu_ms + later.cpu_ms) / MS
  const n = rows.toLocaleString('en')
  const found = `${full.value.anomalies} anomalies, ${full.value.slices} slices`
  return [
    {
      id: 'analysis.first_pass',
      sentence: `A first full pass over ${n} line items of ${BILL_DAYS} days takes ${round(seconds, 1)} s: summing days ${round(first.roll.ms / MS, 1)} s, reading series ${round(read.ms / MS, 1)} s, detection ${round(full.value.detect_ms / MS, 1)} s, evidence, attribution and triage ${round(full.value.decide_ms / MS, 1)} s (${found}).`,
      value: round(seconds * MS, 0),
      unit: 'ms',
      target: { at: 'most', value: MOST_PASS_S * MS },
      detail: {
        rows,
        leaf_days: first.leaves,
        roll_ms: Math.round(first.roll.ms),
        read_ms: Math.round(read.ms),
        detect_ms: Math.round(full.value.detect_ms),
        decide_ms: Math.round(full.value.decide_ms),
        categories: full.value.categories.join(),
      },
    },
    {
      id: 'analysis.reading',
      sentence: `Reading (summing days and the series of all leaves) takes ${round(reading)}x as long as the engine's own scan and group of the same columns, kept in memory (${round(first.bare_ms / MS, 1)} s); ${round(reading_cpu)}x in processor time.`,
      value: round(reading, 3),
      unit: 'ratio',
      target: { at: 'most', value: MOST_READING_RATIO },
      detail: {
        cpu_ratio: round(reading_cpu, 3),
        roll_ms: Math.round(first.roll.ms),
        read_ms: Math.round(read.ms),
        bare_ms: Math.round(first.bare_ms),
        roll_cpu_ms: Math.round(first.roll.cpu_ms),
        read_cpu_ms: Math.round(read.cpu_ms),
        bare_cpu_ms: Math.round(first.bare_cpu_ms),
      },
    },
    {
      id: 'analysis.one_day',
      sentence: `After one more day it takes ${round(day_s, 1)} s: summing the month ${round(next.roll.ms / MS, 1)} s, the pass ${round(later.ms / MS, 1)} s; ${round(day_cpu_s, 1)} s of processor time.`,
      value: round(day_s * MS, 0),
      unit: 'ms',
      target: { at: 'most', value: MOST_DAY_S * MS },
      detail: {
        cpu_ms: Math.round(day_cpu_s * MS),
        roll_ms: Math.round(next.roll.ms),
        detect_ms: Math.round(later.value.detect_ms),
        decide_ms: Math.round(later.value.decide_ms),
      },
    },
    {
      id: 'analysis.detector',
      sentence: `The detector alone judges ${Math.round(detector.per_s / MS)} k series-days a second.`,
      value: Math.round(detector.per_s),
      unit: 'per_s',
      target: { at: 'least', value: LEAST_SERIES_DAYS_PER_S },
      detail: { series_days: detector.series_days },
    },
  ]
}
