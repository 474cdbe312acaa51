import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { savingsInput } from '@/agent/desks/cost/measure/savings-input'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { attribute } from '@/lib/desks/cost/attribute/attribute'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import { realizedSavings } from '@/lib/desks/cost/checks/realized-savings'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { systemActor } from '@/lib/identity/system-actor'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, daysIn, weekday } from '@/lib/kernel/time'
import { cameUndone } from '@/lib/verification/came-undone'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import type { Day } from '@/schemas/time'
import { defectsOf } from './find'
import { mendedFor } from './mended-bill'

testDatabase()

const [FIRST, LAST] = ['2026-07-01', '2026-11-25']
const NOW = '2026-12-01T09:00:00.000Z'
const EXECUTED_AT = '2026-11-09T10:00:00.000Z'
const [ONSET, LAST_FLAGGED] = ['2026-10-20', '2026-11-08']
const ACCOUNTS = ['301', '302', '303']
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,product_product_name,product_region_code,pricing_unit,pricing_public_on_demand_cost'

type Line = { day: Day; account: string; service: string; usage: string; cost: number; resource?: string }
const isRaised = (day: Day) => day >= ONSET && day < '2026-11-09'

/** A queue in three accounts, of which one asks for far more from 20 October until the change of 9 November, beside six steady services. */
function soundBill(): Line[] {
  const random = makeRandom(11, 'mended')
  return daysIn(FIRST, addDays(LAST, 1)).flatMap((day) => [
    ...ACCOUNTS.map((account, a): Line => {
      const noise = (weekday(day) >= 5 ? 0.9 : 1) * (0.98 + 0.04 * random.unit())
      return { day, account, service: 'Queue', usage: 'Requests', cost: (60 + 20 * a) * noise, resource: `queue-${a}` }
    }),
    ...(isRaised(day) ? [{ day, account: '302', service: 'Queue', usage: 'Requests', cost: 150, resource: 'queue-1' }] : []),
    ...['a', 'b', 'c', 'd', 'e', 'f'].flatMap((name, i) =>
      ACCOUNTS.map((account): Line => ({ day, account, service: `Steady ${name}`, usage: 'Hours', cost: 30 + 9 * i })),
    ),
  ])
}

const RENAMED_ON = '2026-10-28'
const MOVED_ON = '2026-10-28'
const TWICE = ['2026-10-12', '2026-10-27', '2026-11-14']
const isMissing = (day: Day) => (day >= '2026-10-30' && day <= '2026-11-02') || (day >= '2026-11-13' && day <= '2026-11-15')
const hole = (isGone: (day: Day) => boolean) => soundBill().filter(({ service, day }) => service !== 'Queue' || !isGone(day))
const BILLS: Record<string, Line[]> = {
  tn_sound: soundBill(),
  tn_renamed: soundBill().map((line) => (line.service === 'Queue' && line.day >= RENAMED_ON ? { ...line, service: 'Message Queue' } : line)),
  tn_twice: soundBill().flatMap((line) => (TWICE.includes(line.day) ? [line, line] : [line])),
  tn_missing: hole(isMissing),
  tn_moved: soundBill().map((line) => (line.account === '302' && line.day >= MOVED_ON ? { ...line, account: '304' } : line)),
  tn_gone: hole((day) => day >= '2026-11-10'),
}

let scratch = ''
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-mended-'))
  for (const [tenant_id, lines] of Object.entries(BILLS)) {
    await change(tenant_id, async (tx) => ({
      result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
      events: [{ kind: 'tenant.created', subject: tenant_id, actor: systemActor(tenant_id), body: {} }],
    }))
    const path = join(scratch, `${tenant_id}.csv`)
    const rows = lines.map(({ day, account, service, usage, cost, resource = '' }) =>
      [
        `${day.slice(0, 7)}-01T00:00:00Z`,
        'AWS',
        '111',
        account,
        'Usage',
        `${day}T00:00:00Z`,
        service,
        usage,
        resource,
        cost.toFixed(4),
        'USD',
        cost.toFixed(6),
        service,
        'eu-west-1',
        'Units',
        cost.toFixed(6),
      ].join(','),
    )
    writeFileSync(path, [COLUMNS, ...rows].join('\n'))
    const ended = await importBill({ tenant_id, source: 'cur2', paths: [path], actor: systemActor(tenant_id), now: '2026-11-30T09:00:00.000Z' })
    expect(ended.state).toBe('completed')
  }
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const anomaly = { first_day: ONSET, last_day: LAST_FLAGGED, shape: 'step' as const }
const caseOf = (tenant_id: string, service_name: string, sub_account_id: string) =>
  ({
    tenant_id,
    case_id: 'case_1',
    status: 'verifying',
    checks: [],
    cost: { anomaly: { ...anomaly, scope: { sub_account_id, service_name } } },
    plan: { actions: [], expected_savings: { expected: '4566', currency: 'USD' } },
  }) as unknown as Case // safe: nothing else of a case is read for its savings

async function read(tenant_id: string, service_name = 'Queue', sub_account_id = '302') {
  const warehouse = await openWarehouse(tenant_id, NOW)
  const defects = await defectsOf(warehouse, NOW, [])
  const scope = { sub_account_id, service_name }
  const windows = windowsFor(anomaly)
  const { bill, mended } = mendedFor(warehouse, defects, scope, { start: windows.before.start, end: windows.after.end })
  const leaf_changes = await bill.leafChanges(scope, windows)
  const { input, evidence } = await savingsInput(caseOf(tenant_id, service_name, sub_account_id), { warehouse, defects, now: NOW }, EXECUTED_AT, 7)
  return {
    mended,
    leaf_changes,
    attribution: attribute({ leaf_changes, charge_events: null, commitment_use: null, evidence_ids: [] }),
    resources: (await bill.resourceCosts(scope, windows.after)).resources,
    savings: realizedSavings(input),
    course: trajectory(input),
    evidence,
  }
}
/** What was saved and how it was measured; the place it was measured in goes by another name. */
const figures = ({ savings }: Awaited<ReturnType<typeof read>>) => ({ ...savings, measured_on: { ...savings?.measured_on, scope: null } })
const terms = ({ attribution }: Awaited<ReturnType<typeof read>>) => attribution.ledger.map(({ term }) => term)

describe('a bill with defects', () => {
  it('is attributed and its savings are counted under both names of a service that was renamed as if it had kept one', async () => {
    const [sound, old_name, new_name] = [await read('tn_sound'), await read('tn_renamed'), await read('tn_renamed', 'Message Queue')]
    expect(sound.mended).toEqual([])
    expect(old_name.mended).toEqual(['Queue is billed as Message Queue since 28 Oct: both names are one service'])
    for (const renamed of [old_name, new_name]) {
      expect(terms(renamed)).toEqual(terms(sound))
      expect(terms(renamed)).not.toContain('new')
      expect(terms(renamed)).not.toContain('gone')
      expect(renamed.attribution.total_change).toBe(sound.attribution.total_change)
      expect(renamed.resources).toEqual(sound.resources)
      expect(figures(renamed)).toEqual(figures(sound))
      expect(renamed.evidence[0]?.gaps).toHaveLength(1)
    }
    expect(Number(sound.savings?.low)).toBeGreaterThan(100)
  })

  it('is attributed and its savings are counted in the account that a workload went to as if it had always been there', async () => {
    const [sound, moved] = [await read('tn_sound'), await read('tn_moved', 'Queue', '304')]
    expect(moved.mended).toEqual(['lines of account 302 go on in account 304 since 28 Oct: they are read there before, too'])
    expect(terms(moved)).toEqual(terms(sound))
    expect(moved.attribution.total_change).toBe(sound.attribution.total_change)
    expect(figures(moved)).toEqual(figures(sound))
  })

  it('counts a day once that was delivered twice, in what rose and in what was saved', async () => {
    const [sound, twice] = [await read('tn_sound'), await read('tn_twice')]
    expect(twice.mended).toEqual(['12 Oct was delivered twice: it counts once', '27 Oct was delivered twice: it counts once'])
    expect(Number(twice.attribution.total_change)).toBeCloseTo(Number(sound.attribution.total_change), 6)
    expect(terms(twice)).toEqual(terms(sound))
    expect(twice.savings).toEqual(sound.savings)
    expect(twice.course).toEqual(sound.course)
    expect(twice.evidence[0]?.gaps).toHaveLength(3)
    expect(twice.evidence[0]?.source.query).toContain('mended')
  })

  it('takes days on which the service is missing for not known: neither cheaper before nor saved after', async () => {
    const [sound, missing] = [await read('tn_sound'), await read('tn_missing')]
    expect(missing.mended).toEqual(['Queue is missing from every account on 30 Oct to 2 Nov: those days are not known and left out'])
    const [rise, whole] = [missing, sound].map(({ attribution }) => Number(attribution.total_change))
    expect(Math.abs((rise ?? 0) / (whole ?? 1) - 1)).toBeLessThan(0.02)
    expect(missing.course.some(({ day }) => isMissing(day))).toBe(false)
    expect(missing.savings?.days).toBe(7)
    // 150 a day were taken away from lines that differ by 2 % from day to day.
    for (const { savings } of [missing, sound]) {
      expect(Number(savings?.low)).toBeGreaterThan(100)
      expect(Math.abs(Number(savings?.point) / 150 - 1)).toBeLessThan(0.02)
    }
    expect(cameUndone(missing.course, { saved_per_day: '150', counted_to: '2026-11-12' })).toBeNull()
  })

  it('says nothing of a saving while every day after the change is missing', async () => {
    const gone = await read('tn_gone')
    expect(gone.savings).toBeNull()
    expect(gone.course.every(({ is_used }) => !is_used)).toBe(true)
  })

  it('reads a sound bill as it was delivered', async () => {
    const warehouse = await openWarehouse('tn_sound', NOW)
    expect(await defectsOf(warehouse, NOW, [])).toEqual([])
    expect(mendedFor(warehouse, [], {}, { start: FIRST, end: LAST }).bill).toBe(warehouse)
  })
})
