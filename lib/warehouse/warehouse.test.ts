import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { config } from '@/lib/kernel/config'
import { add } from '@/lib/kernel/money'
import { daysIn } from '@/lib/kernel/time'
import { columnsOf } from '@/lib/warehouse/athena/tables'
import { billFiles } from '@/lib/warehouse/bill/bill-files'
import { mendedRows } from '@/lib/warehouse/bill/mended-rows'
import { closeDuck, queryWarehouse } from '@/lib/warehouse/duck'
import { ALL, END, FIRST, importEstate, MISSING, NOW, tenant_id, WINDOWS } from '@/lib/warehouse/fixtures/estate-bill'
import { seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import { SeriesBatch } from '@/schemas/bill'
import { NO_MENDS } from '@/schemas/bill-mends'
import { CostEvidence, SCOPE_KEYS, SERIES } from '@/schemas/evidence/cost'
import { openWarehouse, type Warehouse } from './warehouse'

testDatabase()

let warehouse: Warehouse
beforeAll(async () => {
  await expect(openWarehouse(tenant_id, NOW)).rejects.toThrow('no bill has been imported yet')
  warehouse = await importEstate()
})
afterAll(closeDuck)

it('gives a day the bill does not cover no point, and a covered day without cost a zero', async () => {
  const series = await warehouse.dailySeries({ sub_account_id: '666' }, ALL)
  expect(CostEvidence.parse(series)).toEqual(series)
  expect(series.points).toHaveLength(daysIn(FIRST, END).length - 1)
  expect(series.points.some((p) => p.day === MISSING)).toBe(false)
  expect(series.points.find((p) => p.day === '2026-11-08')).toEqual({ day: '2026-11-08', effective_cost: '0', is_settled: true })
  expect(series.points.find((p) => p.day === '2026-11-09')?.effective_cost).toBe('184.5')
})

it('calls a day settled 48 hours after its end, and not when the bill was fetched before that', async () => {
  const settled = async (now: string) =>
    (await (await openWarehouse(tenant_id, now)).dailySeries({}, { start: '2026-11-15', end: END })).points.filter((p) => p.is_settled).at(-1)?.day
  expect(await settled(NOW)).toBe('2026-11-16')
  expect(await settled('2026-12-24T00:00:00.000Z')).toBe('2026-11-16')
  expect(await settled('2026-11-18T00:00:00.000Z')).toBe('2026-11-15')
})

it('answers many series in one scan, equal to asking one by one, and their sum is the total', async () => {
  const batch = await warehouse.seriesByGroup(['sub_account_id', 'service_name'], ALL)
  expect(SeriesBatch.parse(batch)).toEqual(batch)
  expect(batch.series.map((s) => Object.values(s.scope))).toEqual([
    ['222', 'Amazon Elastic Compute Cloud'],
    ['222', 'Amazon Simple Storage Service'],
    ['666', 'Amazon Elastic Compute Cloud'],
  ])
  for (const { scope, costs } of batch.series) expect((await warehouse.dailySeries(scope, ALL)).points.map((p) => p.effective_cost)).toEqual(costs)
  const [total] = (await warehouse.seriesByGroup([], ALL)).series
  expect(total?.scope).toEqual({})
  expect(total?.costs).toEqual(batch.days.map((_, i) => add(...batch.series.map((s) => s.costs[i] ?? '0'))))
  expect((await warehouse.dailySeries({}, { start: '2026-11-08', end: '2026-11-10' }, 'credit')).points.map((p) => p.effective_cost)).toEqual(['-140', '0'])
})

it('answers month by month what it answers of the whole bill at once, for any keys, charges and price, and on any days', async () => {
  const files = billFiles(warehouse.manifests, NOW)
  const whole = { ...files, months: () => null }
  const names = [['run'], ['credit', 'marketplace'], SERIES] as const
  for (const keys of [SCOPE_KEYS, ['sub_account_id'], ['owner', 'service_name'], []] as const)
    for (const range of [ALL, { start: '2026-10-10', end: '2026-11-12' }, { start: '2026-11-30', end: '2026-12-05' }])
      for (const series of names)
        for (const priced of [null, 'Committed'] as const)
          expect(await seriesByGroup(files, keys, range, { series, priced })).toEqual(await seriesByGroup(whole, keys, range, { series, priced }))
})

it('counts a day once that was delivered twice: every answer has half of it, and all of every other day', async () => {
  const once = warehouse.mended({ ...NO_MENDS, once: [{ day: '2026-11-10', sub_account_id: null }] })
  const costs = async (of: Warehouse) => Object.fromEntries((await of.dailySeries({}, ALL)).points.map((p) => [p.day, p.effective_cost]))
  const [whole, halved] = [await costs(warehouse), await costs(once)]
  expect(whole['2026-11-10']).toBe('226.5000000001')
  expect(halved).toEqual({ ...whole, '2026-11-10': '113.2500000001' })
  expect(await once.seriesByGroup([], ALL)).toMatchObject({ series: [{ costs: Object.values(halved) }] })
  expect((await once.leafChanges({}, WINDOWS)).leaves.find((l) => l.scope.owner === 'checkout')).toMatchObject({ after_cost: '172.96875' })
  // In one account only.
  const in_one = warehouse.mended({ ...NO_MENDS, once: [{ day: '2026-11-10', sub_account_id: '666' }] })
  expect(await costs(in_one)).toEqual({ ...whole, '2026-11-10': '134.2500000001' })
})

it('reads a service under two names as one, leaves days out that are not known, and lines of a service that is not to be compared', async () => {
  const [compute, storage] = ['Amazon Elastic Compute Cloud', 'Amazon Simple Storage Service']
  const renamed = warehouse.mended({ ...NO_MENDS, names: [{ from: compute, to: 'Compute' }] })
  expect((await renamed.dailySeries({ service_name: 'Compute' }, ALL)).points).toEqual((await warehouse.dailySeries({ service_name: compute }, ALL)).points)
  expect((await renamed.dailySeries({ service_name: compute }, ALL)).points.every((p) => p.effective_cost === '0')).toBe(true)
  expect((await renamed.resourceCosts({ service_name: 'Compute' }, WINDOWS.after)).resources.map((r) => r.resource_id)).toEqual(
    (await warehouse.resourceCosts({ service_name: compute }, WINDOWS.after)).resources.map((r) => r.resource_id),
  )

  const missing = ['2026-11-10', '2026-11-11']
  const unknown = warehouse.mended({ ...NO_MENDS, missing })
  expect(await unknown.coveredDays()).toEqual((await warehouse.coveredDays()).filter((day) => !missing.includes(day)))
  const points = (await warehouse.dailySeries({}, ALL)).points
  expect((await unknown.dailySeries({}, ALL)).points).toEqual(points.filter((p) => !missing.includes(p.day)))
  // A mean day of machines that cost the same every day is the same without two of them.
  expect((await unknown.leafChanges({ owner: 'checkout' }, WINDOWS)).leaves).toMatchObject([{ after_cost: '184.5', before_cost: '0' }])
  expect((await unknown.resourceCosts({ owner: 'checkout' }, WINDOWS.after)).resources[0]).toMatchObject({ effective_cost_per_day: '20.5' })

  const without = warehouse.mended({ ...NO_MENDS, without: [storage] })
  expect((await without.leafChanges({}, WINDOWS)).leaves.map((l) => l.scope.service_name)).not.toContain(storage)
})

it('reads what an owner gave up as the lines of whoever took it over, in that account and until that day', async () => {
  const moved = warehouse.mended({ ...NO_MENDS, owners: [{ sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-12' }] })
  const pointsOf = async (of: Warehouse, owner: string) =>
    (await of.dailySeries({ sub_account_id: '666', owner }, ALL)).points.filter((p) => p.effective_cost !== '0')
  const all = await pointsOf(warehouse, 'checkout')
  expect(all.length).toBeGreaterThan(3)
  expect(await pointsOf(moved, 'web')).toEqual(all.filter((p) => p.day <= '2026-11-12'))
  expect(await pointsOf(moved, 'checkout')).toEqual(all.filter((p) => p.day > '2026-11-12'))
})

it('reads only the places of an owner that went to another as those of the other', async () => {
  const asked = { start: '2000-01-01', end: '2100-01-01' }
  const { series } = await warehouse.seriesByGroup(SCOPE_KEYS, asked, { scope: { sub_account_id: '666', owner: 'checkout' } })
  const [first] = series
  if (first === undefined) throw new Error('nothing is billed there')
  const { service_name = '', region_id = '', usage_type = '' } = first.scope
  const given = { sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-12' }
  const owned = async (places: { service_name: string; region_id: string; usage_type: string }[]) =>
    (await warehouse.mended({ ...NO_MENDS, owners: [{ ...given, places }] }).seriesByGroup(SCOPE_KEYS, asked, { scope: { sub_account_id: '666' } })).series
      .filter((s) => s.scope.owner === 'web')
      .map((s) => s.scope.usage_type)
  expect(await owned([{ service_name, region_id, usage_type }])).toEqual([usage_type])
  expect(await owned([{ service_name, region_id: 'elsewhere', usage_type }])).toEqual([])
})

it('shares out a place of which a part was given to two others, so that all of it together costs what it did', async () => {
  const { series } = await warehouse.seriesByGroup(SCOPE_KEYS, ALL, { scope: { sub_account_id: '666', owner: 'checkout' } })
  const scope = series[0]?.scope ?? {}
  const { service_name = '', region_id = '', usage_type = '' } = scope
  const given = (to: string, share_ratio: number) => {
    const places = [{ service_name, region_id, usage_type }]
    return { sub_account_id: '666', from: 'checkout', to, until: '2026-11-12', places, share_ratio }
  }
  const moved = warehouse.mended({ ...NO_MENDS, owners: [given('web', 0.5), given('core', 0.2)] })
  const costs = async (of: Warehouse, owner: string) =>
    new Map((await of.dailySeries({ ...scope, owner }, ALL)).points.map((point) => [point.day, Number(point.effective_cost)]))
  const [was, checkout, web, core] = await Promise.all([costs(warehouse, 'checkout'), ...['checkout', 'web', 'core'].map((owner) => costs(moved, owner))])
  expect([...was].some(([day, cost]) => day <= '2026-11-12' && cost > 0)).toBe(true)
  expect([...was].some(([day, cost]) => day > '2026-11-12' && cost > 0)).toBe(true)
  for (const [day, cost] of was) {
    const shares = day <= '2026-11-12' ? [0.3, 0.5, 0.2] : [1, 0, 0]
    for (const [n, of] of [checkout, web, core].entries()) expect(of?.get(day) ?? 0).toBeCloseTo((shares[n] ?? 0) * cost, 6)
  }
})

it('reads what a workload cost before it went to another account there, wholly or by its share, at its places and until that day', async () => {
  const asked = { start: '2000-01-01', end: '2100-01-01' }
  const { series } = await warehouse.seriesByGroup(SCOPE_KEYS, asked, { scope: { sub_account_id: '666' } })
  const { sub_account_id: _, ...scope } = series[0]?.scope ?? {}
  const { service_name = '', region_id = '', usage_type = '', owner = '' } = scope
  const costs = async (of: Warehouse, sub_account_id: string) =>
    new Map((await of.dailySeries({ ...scope, sub_account_id }, ALL)).points.map((point) => [point.day, Number(point.effective_cost)]))
  const was = await costs(warehouse, '666')
  expect([...was].some(([day, cost]) => day <= '2026-11-12' && cost > 0)).toBe(true)
  for (const share_ratio of [undefined, 0.4]) {
    const places = [{ service_name, region_id, usage_type, owner }]
    const move = { from: '666', to: '999', until: '2026-11-12', places, ...(share_ratio === undefined ? {} : { share_ratio }) }
    const moved = warehouse.mended({ ...NO_MENDS, accounts: [move] })
    const [left, went] = await Promise.all([costs(moved, '666'), costs(moved, '999')])
    for (const [day, cost] of was) {
      const share = day <= '2026-11-12' ? (share_ratio ?? 1) : 0
      expect(went.get(day) ?? 0).toBeCloseTo(share * cost, 6)
      expect(left.get(day) ?? 0).toBeCloseTo((1 - share) * cost, 6)
    }
  }
})

it('has the same rows without defects, whether an engine replaces columns or is told all of them', async () => {
  const mends = {
    once: [{ day: '2026-11-10', sub_account_id: '666' }],
    names: [{ from: 'Amazon Simple Storage Service', to: 'Store' }],
    missing: ['2026-11-11'],
    ownerless: [],
    owners: [
      { sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-10' },
      { sub_account_id: '666', from: 'web', to: 'core', until: '2026-11-10', places: [{ service_name: 'Compute', region_id: 'eu', usage_type: 'm5' }] },
      {
        sub_account_id: '666',
        from: 'web',
        to: 'data',
        until: '2026-11-10',
        places: [{ service_name: 'Store', region_id: '', usage_type: '' }],
        share_ratio: 0.4,
      },
    ],
    accounts: [
      { from: '666', to: '777', until: '2026-11-10', places: [{ service_name: 'Compute', region_id: 'eu', usage_type: 'm5', owner: 'web' }] },
      { from: '666', to: '888', until: '2026-11-10', places: [{ service_name: 'Store', region_id: '', usage_type: '', owner: '' }], share_ratio: 0.25 },
    ],
    without: [],
  }
  const from = `read_parquet($files, hive_partitioning = false)`
  for (const table of ['daily', 'lines'] as const) {
    const names = columnsOf(table).map(([name]) => name)
    const files = warehouse.manifests.map((m) => join(config().warehouse_dir, m.path, table, '*.parquet'))
    const rows = (columns?: string[]) => {
      const { sql, values } = mendedRows(from, mends, columns)
      return queryWarehouse(`select ${names.map((name) => `${name}::varchar as ${name}`).join(', ')} from ${sql} order by all`, { ...values, files })
    }
    expect(await rows(names)).toEqual(await rows())
  }
})
