import { mkdirSync } from 'node:fs'
import { config } from '@/lib/kernel/config'
import { addDays } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Day } from '@/schemas/time'
import { BILL_DAYS, FIRST_DAY } from './analysis-bill'
import { analysisFigures } from './analysis-figures'
import { analyse } from './analysis-pass'
import { startBenchDatabase } from './bench-database'
import { BENCH_TENANT, seedTenant } from './bench-tenant'
import { detectorAlone } from './detector-alone'
import type { Figure } from './figure'
import { measureDelivery, mornings } from './measure-delivery'
import { timed } from './timed'

const LAST_DAY = addDays(FIRST_DAY, BILL_DAYS - 1)

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
    const first = await measureDelivery({ ...size, from: 0, days: BILL_DAYS }, addDays(LAST_DAY, 1), say)
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
    const next = await measureDelivery({ ...size, from, days: BILL_DAYS + 1 - from }, addDays(LAST_DAY, 2), say)
    const later = await pass(addDays(LAST_DAY, 2))
    return analysisFigures({ rows, first, next, read, full, later, detector: detectorAlone() })
  } finally {
    await closeDuck()
    await database.stop()
  }
}

const pass = (day: Day) => timed(async () => analyse(await openWarehouse(BENCH_TENANT, mornings(day)), mornings(day)))

const daysFrom = (a: string, b: string): number => Math.round((Date.parse(b) - Date.parse(a)) / 86_400_000)
