import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { keepRun } from '@/lib/cases/earlier-runs'
import { insertCase } from '@/lib/cases/store'
import { storyCase } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import { systemActor } from '@/lib/identity/system-actor'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, daysIn } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Day } from '@/schemas/time'
import type { MeasuredOn } from '@/schemas/verification'
import { savingsInput } from './savings-input'

testDatabase()

const [FIRST, LAST, STOPPED] = ['2026-07-01', '2026-11-25', '2026-11-09']
const NOW = '2026-12-01T09:00:00.000Z'
const EXECUTED_AT = `${STOPPED}T10:00:00.000Z`
const [SCOPE, PLAN] = [{ sub_account_id: '302', service_name: 'Compute', region_id: 'eu-west-1' }, 'arn:aws:savingsplans::111:savingsplan/sp-1']
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_product_name,product_region_code,pricing_unit,pricing_public_on_demand_cost,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment'

const BESIDE = 'i-beside'
type Line = { day: Day; cost: number; account?: string; resource?: string; type?: 'SavingsPlanCoveredUsage' | 'SavingsPlanRecurringFee'; unused?: number }
const MACHINES = ['i-a', 'i-b']

/**
 * Two machines at 50 a day each, stopped on 9 November, in an account whose other machines cost 400 and wander; that day `moved` begins beside them, or `grown`
 * is what another grows by.
 */
function bill({
  is_covered = false,
  is_unused = false,
  moved = 0,
  grown = 0,
  is_named = true,
  rest = 400,
  names_end = false,
  fleet = 0,
  is_shared = false,
}): Line[] {
  const random = makeRandom(7, 'rungs')
  let last = 0
  return daysIn(FIRST, addDays(LAST, 1)).flatMap((day) => {
    last = 0.7 * last + 0.03 * random.normal()
    const is_running = day < STOPPED
    const type = is_covered ? { type: 'SavingsPlanCoveredUsage' as const } : {}
    return [
      { day, cost: rest * (1 + last) + (is_running ? 0 : grown), resource: 'i-rest' },
      { day, cost: 300 * (1 + 0.02 * random.normal()), account: '303', resource: 'i-other' },
      ...Array.from({ length: fleet }, (_, i) => ({ day, cost: 70, resource: `i-fleet-${i}` })),
      ...(is_running ? MACHINES.map((resource): Line => ({ day, cost: 50, resource, ...type })) : []),
      ...(is_running && is_shared ? [{ day, cost: 100, account: '303', resource: BESIDE, ...type }] : []),
      ...(!is_running && moved > 0 ? [{ day, cost: moved, resource: 'i-new' }] : []),
      ...(is_covered ? [{ day, cost: 0, account: '111', type: 'SavingsPlanRecurringFee' as const, unused: is_unused && !is_running ? 100 : 0 }] : []),
    ].map((line) => (is_named && !(names_end && !is_running) ? line : { ...line, resource: '' }))
  })
}

const BILLS: Record<string, Line[]> = {
  tn_demand: bill({}),
  tn_unused: bill({ is_covered: true, is_unused: true }),
  tn_reused: bill({ is_covered: true }),
  tn_shared: bill({ is_covered: true, is_unused: true, is_shared: true }),
  tn_unnamed: bill({ is_named: false }),
  tn_moved: bill({ moved: 60 }),
  tn_grown: bill({ grown: 200 }),
  tn_rival: bill({}),
  tn_earlier: bill({ is_named: false }),
  tn_large: bill({ moved: 60, fleet: 60 }),
  tn_fell_further: bill({ moved: 60, grown: -200 }),
  tn_names_ended: bill({ rest: 4000, names_end: true }),
}

const csvOf = ({ day, cost, account = '302', resource = '', type = undefined, unused = 0 }: Line): string => {
  const is_fee = type === 'SavingsPlanRecurringFee'
  const head = [
    `${day.slice(0, 7)}-01T00:00:00Z`,
    'AWS',
    '111',
    account,
    type ?? 'Usage',
    `${day}T00:00:00Z`,
    'Compute',
    is_fee ? '' : 'BoxUsage',
    resource,
    '24',
    'USD',
  ]
  const paid = type === undefined ? ['', '', '', ''] : is_fee ? [PLAN, '', '100', String(100 - unused)] : [PLAN, cost.toFixed(4), '', '']
  return [...head, cost.toFixed(4), 'Compute', 'eu-west-1', 'Hrs', cost.toFixed(4), ...paid].join(',')
}

let scratch = ''
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-rungs-'))
  for (const [tenant_id, lines] of Object.entries(BILLS)) {
    await change(tenant_id, async (tx) => ({
      result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
      events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }],
    }))
    const path = join(scratch, `${tenant_id}.csv`)
    writeFileSync(path, [COLUMNS, ...lines.map(csvOf)].join('\n'))
    const ended = await importBill({ tenant_id, source: 'cur2', paths: [path], actor: systemActor(tenant_id), now: NOW })
    expect(ended.state).toBe('completed')
  }
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const arnOf = (id: string) => `arn:aws:ec2:eu-west-1:302:instance/${id}`
const story = storyCase({ policy_digest: 'a'.repeat(64) })

function caseOf(tenant_id: string, patch: Partial<Case> = {}): Case {
  const { plan, cost } = story
  const [action] = plan?.actions ?? []
  if (plan === null || cost === null || action === undefined) throw new Error('the fixture has a plan')
  const targets = MACHINES.map((id) => ({ arn: arnOf(id), label: id, change: 'running to stopped' }))
  return {
    ...story,
    tenant_id,
    case_id: 'case_stop',
    status: 'verifying',
    checks: [],
    plan: { ...plan, actions: [{ ...action, template: 'stop_idle_ec2', targets }] },
    cost: { ...cost, anomaly: { ...cost.anomaly, scope: SCOPE, first_day: '2026-10-01', last_day: '2026-10-08', shape: 'step' } },
    ...patch,
  }
}

async function measured(tenant_id: string, c = caseOf(tenant_id)) {
  const { input, evidence } = await savingsInput(c, { warehouse: await openWarehouse(tenant_id, NOW), defects: [], now: NOW }, EXECUTED_AT, 14)
  return { savings: realizedSavings(input), evidence, course: trajectory(input) }
}
const refusals = (on: MeasuredOn | undefined) => on?.refused.map((r) => `${r.rung} ${r.reason}`)

describe('the place in which a saving is measured', () => {
  it('is the lines of the resources, where noise of the others says nothing', async () => {
    const { savings, evidence } = await measured('tn_demand')
    expect(savings).toMatchObject({ point: '100', measured_on: { rung: 'resources', resource_ids: MACHINES, refused: [], commitment_ids: [] } })
    expect(Number(savings?.low)).toBeGreaterThan(99)
    expect(evidence.map((e) => e.kind)).toEqual(['cost.daily_series', 'cost.measured_place'])
    expect(savings?.method).toContain('Measured on the lines of its 2 resources.')
  })

  it('does not count a stop that a Savings Plan paid for while the plan then goes unused, wherever it was bought', async () => {
    const { savings } = await measured('tn_unused')
    expect(Math.abs(Number(savings?.point))).toBeLessThan(0.01)
    expect(Number(savings?.low)).toBeLessThanOrEqual(0)
    expect(savings?.measured_on).toMatchObject({ rung: 'resources', commitment_ids: [PLAN] })
    const reused = (await measured('tn_reused')).savings
    expect(Number(reused?.point)).toBeCloseTo(100, 2)
    expect(Number(reused?.low)).toBeGreaterThan(99)
  })

  it('shares what a commitment was left unused with another plan that freed it', async () => {
    const other = caseOf('tn_shared', { case_id: 'case_shares', incident_key: 'shares', status: 'verified', run: { ...SUCCEEDED, finished_at: EXECUTED_AT } })
    const [action] = other.plan?.actions ?? []
    if (other.plan === null || action === undefined) throw new Error('the fixture has a plan')
    const stopped = { ...other, plan: { ...other.plan, actions: [{ ...action, targets: [{ arn: arnOf(BESIDE), label: BESIDE, change: 'stopped' }] }] } }
    await change('tn_shared', async (tx) => {
      await insertCase(tx, stopped)
      return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_shares', actor: systemActor('tn_shared'), body: {} }] }
    })
    // Both gave back 100, and 100 of it go unused.
    const { savings, evidence } = await measured('tn_shared')
    expect(Number(savings?.point)).toBeCloseTo(50, 1)
    expect(savings?.measured_on).toMatchObject({ rung: 'resources', joint_with: [], freed_with: [BESIDE] })
    expect(evidence).toHaveLength(3)
  })

  it('is the slice in a bill without resource ids, and says so; a commitment counts there as well', async () => {
    const { savings } = await measured('tn_unnamed')
    expect([savings?.measured_on?.rung, refusals(savings?.measured_on)]).toEqual(['slice', ['resources not_billed']])
    expect(Math.abs(Number(savings?.point) - 100)).toBeLessThan(60)
    expect(savings?.method).toContain('Not on its resources: the bill names none of them.')
  })

  it('is the slice where cost went to other resources in it', async () => {
    for (const [tenant_id, reason, fell_by] of [
      ['tn_moved', 'replaced', 40],
      ['tn_large', 'replaced', 40],
      ['tn_grown', 'contradicted', -100],
    ] as const) {
      const { savings } = await measured(tenant_id)
      expect([savings?.measured_on?.rung, refusals(savings?.measured_on)]).toEqual(['slice', [`resources ${reason}`]])
      expect(Number(savings?.low)).toBeLessThanOrEqual(fell_by)
      expect(Number(savings?.high)).toBeGreaterThanOrEqual(fell_by)
    }
  })

  it('is its resources with those that began beside them where the slice fell by more than they did: that is not its saving', async () => {
    const { savings } = await measured('tn_fell_further')
    expect(savings?.measured_on).toMatchObject({ rung: 'resources', resource_ids: [...MACHINES, 'i-new'] })
    expect(Number(savings?.point)).toBeCloseTo(40, 2)
    expect(savings?.method).toContain('Measured on the lines of its 2 resources and of 1 that began beside them.')
  })

  it('is the slice where the bill names no resources any more since the change: they are not known to cost nothing', async () => {
    const { savings } = await measured('tn_names_ended')
    expect([savings?.measured_on?.rung, refusals(savings?.measured_on)]).toEqual(['slice', ['resources names_ended']])
  })

  it('is one figure with another plan on the same resources, and its own where that one acted on others', async () => {
    const rival = (case_id: string, id: string) => {
      const c = caseOf('tn_rival', {
        case_id,
        incident_key: case_id,
        status: 'verified',
        run: { ...SUCCEEDED, case_id, finished_at: '2026-11-01T10:00:00.000Z' },
      })
      const [action] = c.plan?.actions ?? []
      if (c.plan === null || action === undefined) throw new Error('the fixture has a plan')
      return { ...c, plan: { ...c.plan, actions: [{ ...action, targets: [{ arn: arnOf(id), label: id, change: 'resized' }] }] } }
    }
    const insert = (c: Case) =>
      change('tn_rival', async (tx) => {
        await insertCase(tx, c)
        return { result: undefined, events: [{ kind: 'case.opened', subject: c.case_id, actor: systemActor('tn_rival'), body: {} }] }
      })
    await insert(rival('case_beside', 'i-rest'))
    expect((await measured('tn_rival')).savings?.measured_on).toMatchObject({ rung: 'resources', refused: [], joint_with: [] })
    await insert(rival('case_same', 'i-a'))
    const { savings } = await measured('tn_rival')
    expect(savings?.measured_on).toMatchObject({ rung: 'resources', joint_with: ['case_same'] })
    expect(savings?.method).toContain('One figure for this plan and case_same')
    // Both were to save the same: what is measured for two is held against what two were to save.
    expect(Number(savings?.predicted)).toBeCloseTo(2 * Number((await measured('tn_demand')).savings?.predicted), 4)
  })

  it('is one figure with a plan whose case has gone on with another since: what that one did stays done', async () => {
    const before = caseOf('tn_earlier', { run: { ...SUCCEEDED, finished_at: '2026-11-01T10:00:00.000Z' } })
    const again = caseOf('tn_earlier', { case_id: 'case_again', incident_key: 'again', status: 'plan_ready', ...keepRun(before) })
    await change('tn_earlier', async (tx) => {
      await insertCase(tx, again)
      return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_again', actor: systemActor('tn_earlier'), body: {} }] }
    })
    const { savings } = await measured('tn_earlier')
    expect(savings?.measured_on).toMatchObject({ rung: 'slice', joint_with: ['case_again'] })
  })

  it('stays what a claim was measured on, also for a claim from before there was a choice', async () => {
    const first = await measured('tn_demand')
    const [check] = story.checks
    const claim = { check: 'n=14', at: NOW, health: { status: 'ok' as const, signals: [] }, effect: { status: 'in_place' as const, detail: 'stopped' } }
    const end = { outcome: 'close' as const, reason: 'verified' as const, next_check_at: null, trajectory: [], evidence_ids: [] }
    if (first.savings === null || check !== undefined) throw new Error('the fixture has no check and a saving')
    const closed = (savings: typeof first.savings) => caseOf('tn_demand', { status: 'verified', checks: [{ ...claim, ...end, savings }] })
    expect((await measured('tn_demand', closed(first.savings))).course).toEqual(first.course)
    const { measured_on: _, ...older } = first.savings
    const before = await measured('tn_demand', closed(older))
    expect(before.savings?.measured_on).toBeUndefined()
    expect(before.evidence.map((e) => e.kind)).toEqual(['cost.daily_series'])
  })
})
