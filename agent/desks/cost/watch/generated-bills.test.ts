import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { attribute } from '@/lib/desks/cost/attribute/attribute'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import { ACCOUNTS } from '@/lib/desks/cost/demo/accounts'
import type { Fleet } from '@/lib/desks/cost/demo/any-seed/draw-reservations'
import type { Extra } from '@/lib/desks/cost/demo/any-seed/extras'
import { hourlyCharges } from '@/lib/desks/cost/demo/any-seed/hourly-charges'
import type { SeededCause } from '@/lib/desks/cost/demo/any-seed/label'
import { seededBill } from '@/lib/desks/cost/demo/any-seed/seeded-bill'
import { line } from '@/lib/desks/cost/demo/deliver'
import { FORMATS } from '@/lib/desks/cost/demo/formats'
import { triageEvidence } from '@/lib/desks/cost/rules/decide-case'
import { triage } from '@/lib/desks/cost/rules/triage'
import { makeEvidence } from '@/lib/evidence/make'
import { systemActor } from '@/lib/identity/system-actor'
import { addDays } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Day } from '@/schemas/time'
import { findInBill } from './find'

testDatabase()

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-generated-'))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

// A seed whose moving account has lines with tags that are worth a person's time.
const SEED_OF_TAGGED = 111

/** The first seed from `first` on with a label of this cause, and no day twice. */
function seedWith(cause: SeededCause, extras: readonly Extra[], first = 1): number {
  const causes = seededBill(first, 'S', true, extras).labels.map((label) => label.cause)
  return causes.includes(cause) && !causes.includes('data_quality') ? first : seedWith(cause, extras, first + 1)
}

let tenants = 0
/** A generated bill as it stood on the morning of a day, imported, and what detection finds in it. */
async function lookedAt(seed: number, extras: readonly Extra[], today: Day, is_hourly = false) {
  const [tenant_id, now] = [`tn_bill_${tenants++}`, `${today}T09:00:00.000Z`]
  await change(tenant_id, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }],
  }))
  const { columns, rowsOf } = FORMATS.cur_2_0
  const paths: string[] = []
  for (const { month, charges, is_final } of seededBill(seed, 'S', true, extras).chargesAsOf(now)) {
    const path = join(scratch, `${tenant_id}-${month}.csv`)
    const rows = [...rowsOf(is_hourly ? hourlyCharges(charges) : charges, month, is_final)]
    writeFileSync(path, [line(columns), ...rows.map((row) => line(columns.map((column) => row[column] ?? '')))].join(''))
    paths.push(path)
  }
  expect((await importBill({ tenant_id, source: 'seeded', paths, actor: systemActor(tenant_id), now })).state).toBe('completed')
  const warehouse = await openWarehouse(tenant_id, now)
  const found = await findInBill(warehouse, now)
  if (found === null) throw new Error('the bill is empty')
  return { warehouse, now, ...found }
}
type Look = Awaited<ReturnType<typeof lookedAt>>

const within = ({ findings }: Look, { reservation }: Fleet) =>
  findings.anomalies.filter(
    ({ anomaly: { scope } }) =>
      scope.sub_account_id === ACCOUNTS[reservation.account].account_id &&
      scope.region_id === reservation.region_id &&
      (scope.usage_type === undefined || scope.usage_type.replace(/[.].*$/, '') === reservation.usage_type.replace(/[.].*$/, '')),
  )

/** What the rules say of one finding, from the bill alone. */
async function triaged({ warehouse, now, tenant_cost }: Look, { anomaly, series }: Look['findings']['anomalies'][number]) {
  const windows = windowsFor(anomaly)
  const bodies = [
    series,
    await warehouse.leafChanges(anomaly.scope, windows),
    await warehouse.chargeEvents(anomaly.scope, windows),
    await warehouse.commitmentUse(anomaly.scope, windows),
    await warehouse.resourceCosts(anomaly.scope, windows.after),
  ] as const
  const source = { connector: 'bill', query: 'test', data_version: warehouse.data_version, retrieved_at: now }
  const evidence = [...bodies.map((body) => makeEvidence({ source, body })), tenant_cost]
  const attribution = attribute({ leaf_changes: bodies[1], charge_events: bodies[2], commitment_use: bodies[3], evidence_ids: [] })
  return { attribution, decided: triage(triageEvidence(anomaly, attribution, evidence), '1000') }
}

describe('a generated bill with reservations', () => {
  it.each([
    ['reservation_end', 'zonal'],
    ['floating_reservation_end', 'regional'],
  ] as const)(
    'has one finding for the machines of a reservation that ended, which is that it ended: %s',
    async (cause, kind) => {
      const seed = seedWith(cause, ['reservations'])
      const bill = seededBill(seed, 'S', true, ['reservations'])
      const fleet = bill.fleets.find((one) => one.kind === kind) as Fleet
      const end = fleet.reservation.end.slice(0, 10)
      const look = await lookedAt(seed, ['reservations'], addDays(end, 10))
      const [found, ...others] = within(look, fleet)
      expect(others).toEqual([])
      expect(found?.anomaly.first_day).toBe(end)
      if (found === undefined) return
      const { attribution, decided } = await triaged(look, found)
      expect(decided.category).toBe('commitment_coverage_drift')
      const terms = attribution.ledger.map(({ term }) => term)
      expect([terms.includes('new'), terms.includes('gone')]).toEqual([false, false])
    },
    120_000,
  )

  it('has one finding for a reservation that ended while another one moves between the accounts: that it ended', async () => {
    const seed = seedWith('floating_reservation_end', ['shared_reservations'], 301)
    const { labels } = seededBill(seed, 'S', true, ['shared_reservations'])
    const label = labels.find(({ cause }) => cause === 'floating_reservation_end')
    if (label === undefined) throw new Error('nothing ends')
    const machines = label.scopes[0]?.usage_type
    const look = await lookedAt(seed, ['shared_reservations'], addDays(label.start, 10))
    const [found, ...others] = look.findings.anomalies.filter(({ anomaly: { scope } }) => scope.usage_type === machines)
    expect(others).toEqual([])
    expect(found?.anomaly).toMatchObject({ first_day: label.start, tests_passed: ['commitment_ended'] })
    if (found === undefined) return
    expect(found.anomaly.scope.sub_account_id).toBeUndefined()
    expect((await triaged(look, found)).decided.category).toBe('commitment_coverage_drift')
    const before = await lookedAt(seed, ['shared_reservations'], addDays(label.start, -2))
    expect(before.findings.anomalies.filter(({ anomaly: { scope } }) => scope.usage_type === machines)).toEqual([])
  }, 120_000)

  it('has none for cover that moves between sizes while the reservation goes on', async () => {
    const seed = seedWith('reservation_end', ['reservations'])
    const bill = seededBill(seed, 'S', true, ['reservations'])
    const fleet = bill.fleets.find(({ kind }) => kind === 'regional') as Fleet
    for (const today of [bill.days[70], bill.days[90], bill.days[110]] as Day[])
      expect(within(await lookedAt(seed, ['reservations'], today), fleet)).toEqual([])
  }, 120_000)
})

it('reads a bill by the hour as the bill by day, and finds the same in it', async () => {
  const today = '2026-07-20'
  const [by_day, by_hour] = [await lookedAt(2, [], today), await lookedAt(2, [], today, true)]
  const series = async ({ warehouse }: Look) => await warehouse.seriesByGroup(['sub_account_id', 'usage_type'], { start: '2026-04-01', end: today })
  expect((await series(by_hour)).series).toEqual((await series(by_day)).series)
  const told = ({ findings }: Look) => findings.anomalies.map(({ anomaly: { scope, first_day, delta_daily_cost } }) => ({ scope, first_day, delta_daily_cost }))
  expect(told(by_hour)).toEqual(told(by_day))
}, 120_000)

it('calls the move of an account to another payer the move of its lines to other owners, and opens nothing for it, then and after', async () => {
  const seed = SEED_OF_TAGGED
  const bill = seededBill(seed, 'S', true, ['payer_move'])
  const move = bill.payer_move
  if (move === null) throw new Error('nothing moves')
  const account_id = ACCOUNTS[move.account].account_id
  for (const today of [addDays(move.day, 8), addDays(move.tags_return, 8)]) {
    const told = ({ findings }: Look) =>
      findings.anomalies.flatMap(({ anomaly: { scope, first_day } }) => (scope.sub_account_id === account_id ? [`${first_day} ${scope.usage_type}`] : []))
    const look = await lookedAt(seed, ['payer_move'], today)
    expect(told(look)).toEqual(told(await lookedAt(seed, [], today)))
    const moves = look.findings.quality.filter(({ rule }) => rule === 'owner_moved').map(({ scope, first_day }) => [scope.sub_account_id, first_day])
    expect(moves).toContainEqual([account_id, move.day])
    expect(moves.some(([, day]) => day === move.tags_return)).toBe(today > move.tags_return)
  }
}, 120_000)
