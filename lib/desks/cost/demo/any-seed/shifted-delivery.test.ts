import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import type { BillFormat } from '../formats'
import type { DeliveryShift } from './shifted-delivery'
import { writeSeededBill } from './write-seeded-bill'

testDatabase()

const NOW = '2026-11-19T09:00:00.000Z'
const WHOLE = { start: '2026-04-01', end: '2026-09-01' }
const FORMATS = ['cur_2_0', 'cur_legacy', 'focus_1_2'] as const
let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-shifted-'))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

/** Writes the bill of seed 4 and imports it for a tenant of its own. */
async function delivered(format: BillFormat, shift: DeliveryShift | null) {
  const tenant_id = `tn_${format}_${shift ?? 'plain'}`
  const actor: Actor = { kind: 'person', id: 'usr_mara', name: 'Mara Lindqvist', roles: ['analyst'], tenant_id, surface: 'cli' }
  const event = { kind: 'tenant.created' as const, subject: tenant_id, actor, body: {} }
  await change(tenant_id, async (tx) => ({ result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]), events: [event] }))
  const folder = join(scratch, tenant_id)
  const { files } = await writeSeededBill(4, 'S', format, folder, shift)
  const paths = files.filter((name) => name.endsWith('.csv.gz')).map((name) => ({ path: join(folder, name), name }))
  return { tenant_id, imported: await importBill({ tenant_id, source: 'acme', paths, actor, now: NOW }) }
}
const daysOf = async (tenant_id: string) =>
  (await (await openWarehouse(tenant_id, NOW)).dailySeries({}, WHOLE)).points.map((point) => [point.day, point.effective_cost])

describe('a generated bill of which one month is delivered differently', () => {
  test.each(FORMATS)(
    'costs the same on every UTC day when the times are of another zone: %s',
    async (format) => {
      const [plain, shifted] = [await delivered(format, null), await delivered(format, 'time_zone')]
      expect([plain.imported.state, shifted.imported.state]).toEqual(['completed', 'completed'])
      const days = await daysOf(plain.tenant_id)
      expect(days.length).toBeGreaterThan(100)
      expect(await daysOf(shifted.tenant_id)).toEqual(days)
    },
    60_000,
  )

  test.each(FORMATS)(
    'is refused whole when its amounts come in another currency, with the column and what to do: %s',
    async (format) => {
      const { imported } = await delivered(format, 'currency')
      expect(imported.state).toBe('failed')
      const { report } = imported
      if (report === null || !('error' in report)) throw new Error(JSON.stringify(report))
      expect([report.error.value, report.error.row, /urrency/.test(report.error.column ?? ''), report.error.remedy.length > 10]).toEqual(['EUR', 2, true, true])
    },
    60_000,
  )
})
