import pg from 'pg'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { NOW, storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import { carriedOutCases, claimedCases, everyCarriedOutCase, ledgerTotals, templateRecords } from './ledger-store'
import { insertCase } from './store'

const { owner_url } = testDatabase()

async function asOwner(sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: owner_url() })
  await owner.connect()
  await owner.query(sql)
  await owner.end()
}

const { tenant_id } = TENANT
const MANY = 230
const story = storyCase({ policy_digest: 'a'.repeat(64) })
const at = (n: number): string => addHours(NOW, n)

/** The nth plan that was carried out, n hours after the first; every tenth is still measured. Each saved n dollars a day of n + 1 predicted. */
function nth(n: number): Case {
  const savings = WEEK_CHECK.savings === null ? null : { ...WEEK_CHECK.savings, point: String(n), predicted: String(n + 1) }
  return {
    ...story,
    case_id: `case_${String(n).padStart(4, '0')}`,
    incident_key: `incident ${n}`,
    ...(n % 10 === 0 ? { status: 'verifying', phase: 'verify', checks: [] } : { status: 'verified', phase: 'closed', checks: [{ ...WEEK_CHECK, savings }] }),
    run: { ...SUCCEEDED, case_id: `case_${String(n).padStart(4, '0')}`, finished_at: at(n) },
  }
}
const claimed = Array.from({ length: MANY }, (_, i) => i + 1).filter((n) => n % 10 !== 0)

beforeAll(async () => {
  await seedTenant()
  await change(tenant_id, async (tx) => {
    for (let n = 1; n <= MANY; n++) await insertCase(tx, nth(n))
    await insertCase(tx, {
      ...nth(1),
      case_id: 'case_stale',
      incident_key: 'stale',
      status: 'stale_plan',
      checks: [],
      run: { ...SUCCEEDED, state: 'stale_plan', finished_at: at(500) },
    })
    await insertCase(tx, { ...story, case_id: 'case_waiting', incident_key: 'waiting' })
    return { result: undefined, events: [{ kind: 'case.opened', subject: 'case_0001', actor: system, body: {} }] }
  })
})

it('counts and sums every carried-out plan, however many a page shows', async () => {
  const [totals, ...others] = await ledgerTotals(tenant_id)
  expect(others).toEqual([])
  expect(totals).toMatchObject({
    carried_out: MANY,
    claimed: claimed.length,
    measuring: MANY / 10,
  })
})

it('pages through all of them, newest first, none twice and none missing', async () => {
  const seen: string[] = []
  let cursor = null
  for (;;) {
    const page = await carriedOutCases(tenant_id, 100, cursor)
    seen.push(...page.map((c) => c.case_id))
    const last = page.at(-1)
    if (page.length < 100 || last === undefined) break
    cursor = { finished_at: last.run?.finished_at ?? '', case_id: last.case_id }
  }
  expect(seen).toEqual(Array.from({ length: MANY }, (_, i) => nth(MANY - i).case_id))
})

it('watches the claimed ones since a day, and nothing that was not claimed', async () => {
  const watched = (await claimedCases(tenant_id, at(221))).map((c) => c.case_id)
  expect(watched).toEqual(claimed.filter((n) => n >= 221).map((n) => nth(n).case_id))
})

it('keeps the record of a template: plans that ended, how many saved, and the median of realized against predicted', async () => {
  const template = story.plan?.actions[0]?.template ?? ''
  const ratios = claimed.map((n) => n / (n + 1)).sort((a, b) => a - b)
  const middle = ((ratios[Math.floor((ratios.length - 1) / 2)] ?? 0) + (ratios[Math.ceil((ratios.length - 1) / 2)] ?? 0)) / 2
  const record = (await templateRecords(tenant_id))[template]
  expect(record).toMatchObject({ plans: claimed.length, saved: claimed.length, rolled_back: 0, measured: claimed.length })
  expect(record?.median_ratio).toBeCloseTo(middle, 6)
})

it('knows nothing of another tenant', async () => {
  expect([await ledgerTotals('tn_other'), await carriedOutCases('tn_other', 10), await templateRecords('tn_other')]).toEqual([[], [], {}])
})

it('reads a carried-out case again when its row was written, whoever wrote it, and no other', async () => {
  const before = await everyCarriedOutCase(tenant_id)
  expect(before.map((c) => c.case_id)).toEqual(Array.from({ length: MANY }, (_, i) => nth(MANY - i).case_id))
  await asOwner(`update cases set body = jsonb_set(body, '{headline}', '"Written by hand"') where case_id = 'case_0007'`)
  const after = await everyCarriedOutCase(tenant_id)
  expect(after.filter((c, i) => c !== before[i]).map((c) => [c.case_id, c.headline])).toEqual([['case_0007', 'Written by hand']])
})
