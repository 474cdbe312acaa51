import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { claimOf, ledgerPlan } from '@/lib/cases/ledger-plans'
import { getCase, insertCase } from '@/lib/cases/store'
import { storyCase } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import { systemActor } from '@/lib/identity/system-actor'
import { addDays, addHours, daysIn, startOfDay } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Day } from '@/schemas/time'
import { savingsInput } from './savings-input'
import { watchSavings } from './undone'

testDatabase()

const [FIRST, STOPPED, CLAIMED, LATER] = ['2026-07-01', '2026-10-05', '2026-10-25', '2026-11-25']
const EXECUTED_AT = `${STOPPED}T10:00:00.000Z`
const SCOPE = { sub_account_id: '302', service_name: 'Compute', region_id: 'eu-west-1' }
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_product_name,product_region_code,pricing_unit'
const BEGAN = '2026-11-08'
const MACHINE = 'i-0123456789abcdef0'

type Told = { until: Day; new_cost?: number; began?: Day; rest?: number; running_cost?: number; was_cost?: number; moves_to?: string }
/**
 * A machine at 100 a day, stopped on 5 October beside another at 300 (`rest` since 8 November); one at `new_cost` begins on that day, or on `began`. With
 * `running_cost` a restatement bills the stopped one in mid-October; one with `was_cost` what it cost before; with `moves_to` it runs in that account.
 */
function bill({ until, new_cost = 0, began = BEGAN, rest = 300, running_cost = 0, was_cost = 100, moves_to = '' }: Told): string {
  const lines = daysIn(FIRST, until).flatMap((day) => {
    const of = (resource: string, cost: number, account = '302') =>
      `${day.slice(0, 7)}-01T00:00:00Z,AWS,111,${account},Usage,${day}T00:00:00Z,Compute,BoxUsage,${resource},24,USD,${cost.toFixed(4)},Compute,eu-west-1,Hrs`
    const is_billed_late = running_cost > 0 && day >= '2026-10-10' && day < '2026-10-15'
    return [
      of('i-rest', day < BEGAN ? 300 : rest),
      ...(day < STOPPED ? [of(MACHINE, was_cost)] : is_billed_late ? [of(MACHINE, running_cost)] : []),
      ...(moves_to !== '' && day >= BEGAN ? [of(MACHINE, 100, moves_to)] : []),
      ...(new_cost > 0 && day >= began ? [of('i-new', new_cost)] : []),
    ]
  })
  return [COLUMNS, ...lines].join('\n')
}

let scratch = ''
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-undone-'))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

async function deliver(tenant_id: string, told: Told): Promise<void> {
  const path = join(scratch, `${tenant_id}-${told.until}-${told.running_cost ?? 0}-${told.was_cost ?? 0}.csv`)
  writeFileSync(path, bill(told))
  const ended = await importBill({ tenant_id, source: 'cur2', paths: [path], actor: systemActor(tenant_id), now: nowAt(told.until) })
  expect(ended.state).toBe('completed')
}
const nowAt = (day: Day) => addHours(startOfDay(addDays(day, 4)), 9)

const story = storyCase({ policy_digest: 'a'.repeat(64) })
function stoppedCase(tenant_id: string): Case {
  const { plan, cost } = story
  const [action] = plan?.actions ?? []
  if (plan === null || cost === null || action === undefined) throw new Error('the fixture has a plan')
  const targets = [{ arn: `arn:aws:ec2:eu-west-1:302:instance/${MACHINE}`, label: MACHINE, change: 'running to stopped' }]
  return {
    ...story,
    tenant_id,
    case_id: `case_${tenant_id}`,
    status: 'verifying',
    checks: [],
    run: { ...SUCCEEDED, case_id: `case_${tenant_id}`, finished_at: EXECUTED_AT },
    plan: { ...plan, actions: [{ ...action, template: 'stop_idle_ec2', targets }] },
    cost: { ...cost, anomaly: { ...cost.anomaly, scope: SCOPE, first_day: '2026-09-01', last_day: '2026-09-08', shape: 'step' } },
  }
}

/** A tenant whose stop was measured on its lines over 14 days and claimed on 25 October. */
async function claimed(tenant_id: string): Promise<Case> {
  await change(tenant_id, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }],
  }))
  await deliver(tenant_id, { until: CLAIMED })
  const [c, now] = [stoppedCase(tenant_id), nowAt(CLAIMED)]
  const { input } = await savingsInput(c, { warehouse: await openWarehouse(tenant_id, now), defects: [], now }, EXECUTED_AT, 14)
  const savings = realizedSavings(input)
  expect(savings).toMatchObject({ point: '100', measured_on: { rung: 'resources' } })
  const check = { check: 'n=14', at: now, health: { status: 'ok' as const, signals: [] }, effect: { status: 'in_place' as const, detail: 'stopped' } }
  const end = { outcome: 'close' as const, reason: 'verified' as const, next_check_at: null, trajectory: trajectory(input), evidence_ids: [] }
  const closed: Case = { ...c, status: 'verified', phase: 'closed', checks: [{ ...check, ...end, savings }] }
  await change(tenant_id, async (tx) => {
    await insertCase(tx, closed)
    return { result: undefined, events: [{ kind: 'case.opened', subject: c.case_id, actor: systemActor(tenant_id), body: {} }] }
  })
  return closed
}
const watch = async (tenant_id: string) => watchSavings(tenant_id, { warehouse: await openWarehouse(tenant_id, nowAt(LATER)), defects: [], now: nowAt(LATER) })

describe('a claim on the lines of resources', () => {
  it('ends from the day on which others began that the slice costs as much with as before the stop', async () => {
    const { case_id } = await claimed('tn_replaced')
    await deliver('tn_replaced', { until: LATER, new_cost: 100 })
    expect(await watch('tn_replaced')).toEqual([])
    const c = await getCase('tn_replaced', case_id)
    expect(c).toMatchObject({ status: 'escalated', checks: [{}, { reason: 'came_undone', undone_since: BEGAN }] })
    expect(c.checks.at(-1)?.effect.detail).toContain('because i-new began there since: what left its resources is billed on others')
    expect(c.checks.at(-1)?.evidence_ids).toHaveLength(2)
  })

  it('holds where something new began and the slice is still cheaper by it, and where the slice grew without anything new', async () => {
    await claimed('tn_new')
    await deliver('tn_new', { until: LATER, new_cost: 100, rest: 200 })
    await claimed('tn_grew')
    await deliver('tn_grew', { until: LATER, rest: 400 })
    expect([(await watch('tn_new')).length, (await watch('tn_grew')).length]).toEqual([1, 1])
  })

  it('holds until others have run for as many days in a row as any claim ends by, whatever the slice cost before they began', async () => {
    await claimed('tn_began_late')
    await deliver('tn_began_late', { until: LATER, rest: 400, new_cost: 60, began: addDays(LATER, -3) })
    expect(await watch('tn_began_late')).toHaveLength(1)
    const { case_id } = await claimed('tn_grew_first')
    await deliver('tn_grew_first', { until: LATER, rest: 400, new_cost: 60, began: addDays(LATER, -6) })
    expect(await watch('tn_grew_first')).toEqual([])
    const last = (await getCase('tn_grew_first', case_id)).checks.at(-1)
    expect(last).toMatchObject({ reason: 'came_undone', undone_since: addDays(LATER, -6) })
    expect(last?.effect.detail).toMatch(/over the [67] days from 19 Nov/)
  })

  it('ends from the day on which the same resource is billed in another account', async () => {
    const { case_id } = await claimed('tn_moved_on')
    await deliver('tn_moved_on', { until: LATER, moves_to: '303' })
    expect(await watch('tn_moved_on')).toEqual([])
    expect((await getCase('tn_moved_on', case_id)).checks.at(-1)).toMatchObject({ reason: 'came_undone', undone_since: BEGAN })
  })

  it('is measured again where days under it come again: the ledger counts what they are now', async () => {
    const c = await claimed('tn_restated')
    await deliver('tn_restated', { until: LATER, running_cost: 42 })
    const [course] = await watch('tn_restated')
    const again = claimOf(c, course)
    // Five of the fourteen measured days cost 42 after all.
    expect(again?.restated).toEqual({ days: 14, was: '100', is: '85' })
    expect(again === null ? null : ledgerPlan(again).saved_per_day).toBe('85')
  })

  it('holds as what it is now where the days before it come again for less, and ends where nothing is left of it', async () => {
    const c = await claimed('tn_less')
    await deliver('tn_less', { until: LATER, was_cost: 20 })
    const [course] = await watch('tn_less')
    const again = claimOf(c, course)
    expect(again?.restated).toEqual({ days: 14, was: '100', is: '20' })
    const { case_id } = await claimed('tn_nothing')
    await deliver('tn_nothing', { until: LATER, was_cost: 0.001 })
    expect(await watch('tn_nothing')).toEqual([])
    const { effect } = (await getCase('tn_nothing', case_id)).checks.at(-1) ?? {}
    expect(effect?.detail).toContain('the bill came again')
    expect(effect?.detail).not.toContain('grew')
  })
})
