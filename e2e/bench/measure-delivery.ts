import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { change } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { config } from '@/lib/kernel/config'
import { openImporter, rowsOf } from '@/lib/warehouse/duck'
import { rollUpDays } from '@/lib/warehouse/staging/roll-up-days'
import { publishManifest } from '@/lib/warehouse/versions/manifest-store'
import type { Day, Instant } from '@/schemas/time'
import { linesOf, settle, stageBill, stagedMonths } from './analysis-bill'
import { BENCH_TENANT } from './bench-tenant'
import { type Timed, timed } from './timed'

/** The columns that the roll-up reads, grouped as it groups them and kept in memory: the least that the engine has to do. */
const bareScan = (from: string): string =>
  `create or replace temp table bare as
    select ChargePeriodStart, SubAccountId, ServiceName, RegionId, x_UsageType, x_Owner, x_Environment, x_Series, PricingCategory, CommitmentDiscountId, ConsumedUnit,
      max(SubAccountName) as n, max(CommitmentDiscountType) as t, max(x_CommitmentEndsOn) as u, max(ChargeDescription) as d, max(x_LineItemType) as y,
      sum(BilledCost) as b, sum(EffectiveCost) as e, sum(ListCost) as l, sum(ConsumedQuantity) as q, billing_month
    from ${from} group by all`

/** When a day's bill is there and is looked at. */
export const mornings = (day: Day): Instant => `${day}T09:00:00.000Z`

export type Delivery = { roll: Timed<unknown>; bare_ms: number; bare_cpu_ms: number; leaves: number }

/** Stages, sums and publishes line items of some days, and measures the sums beside what the engine alone needs for them. */
export async function measureDelivery(size: { resources: number; from: number; days: number }, day: Day, say: (text: string) => void): Promise<Delivery> {
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
