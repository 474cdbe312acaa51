import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { answer } from '@/agent/ask/answer'
import { billOf } from '@/agent/ask/bill'
import { askDeps } from '@/agent/ask/fixtures/ask-deps'
import { gazetteerOf } from '@/agent/ask/gazetteer-of'
import { testDatabase } from '@/e2e/scripts/test-database'
import { parse } from '@/lib/conversation/frame/canonical'
import { change } from '@/lib/db/change'
import { addDays } from '@/lib/kernel/time'
import { importBill } from '@/lib/warehouse/imports/import-bill'

testDatabase()

const NOW = '2026-11-20T09:00:00.000Z'
const ARRIVED = '111111111111'
const LATE = '222222222222'
const QUIET = '333333333333'
const HEAD =
  'bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_currency_code,line_item_unblended_cost,line_item_usage_type,product'

// Two bills: one to 19 November, on which one account stops on the 10th, and one that has arrived to the 10th only.
beforeAll(async () => {
  const tenant_id = 'tn_two'
  const actor = { kind: 'person' as const, id: 'usr_mara', name: 'Mara', roles: ['analyst' as const], tenant_id, surface: 'cli' as const }
  await change(tenant_id, async (tx) => ({
    result: await tx.query("insert into tenant (tenant_id, name) values ('tn_two', 'Two bills')"),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor, body: {} }],
  }))
  const lines = (account: string, until: string): string[] => {
    const days: string[] = []
    for (let day = '2026-11-01'; day <= until; day = addDays(day, 1)) days.push(`2026-11-01,${account},Usage,${day},AmazonEC2,USD,10,Box,`)
    return days
  }
  const bills = { first: [...lines(ARRIVED, '2026-11-19'), ...lines(QUIET, '2026-11-10')], second: lines(LATE, '2026-11-10') }
  for (const [source, rows] of Object.entries(bills)) {
    const path = join(mkdtempSync(join(tmpdir(), 'two-bills-')), 'bill.csv')
    writeFileSync(path, `${[HEAD, ...rows].join('\n')}\n`)
    expect((await importBill({ tenant_id, source, paths: [path], actor, now: NOW })).state).toBe('completed')
  }
}, 60_000)

async function asked(line: string) {
  const deps = askDeps('none', billOf('tn_two', NOW), NOW)
  const frame = parse(line, '2026-11-20')
  if (frame === undefined) throw new Error(`unreadable line ${line}`)
  const { intents, sentence } = await answer(frame, { ...deps, gazetteer: await gazetteerOf(deps), run_key: 'run' })
  return `${sentence.text}\n${intents.map((i) => i.plain).join('\n')}`.replace(/\s+/g, ' ')
}

it('says that the cost of a place is not known while its own bill has not arrived, and never that it cost nothing', async () => {
  const text = await asked(`/breakdown by:account period:2026-11-11..2026-11-19 top:10 any-account:${ARRIVED} any-account:${LATE}`)
  expect(text).toContain(`not known: what ${LATE} cost`)
  expect(text).toContain('$90.00')
  expect(text).not.toMatch(/\$0(?:\.00)?\b|100 ?%/)
})

it('says that a place cost nothing on days that its own bill holds', async () => {
  const text = await asked(`/breakdown by:account period:2026-11-11..2026-11-19 top:10 any-account:${ARRIVED} any-account:${QUIET}`)
  expect(text).not.toContain('not known: what')
  expect(text).toMatch(/\$0(?:\.00)?\b/)
})

it('compares no place with days of it that have not arrived', async () => {
  const line = `period:2026-11-11..2026-11-19 baseline:2026-11-02..2026-11-10 top:10 any-account:${ARRIVED} any-account:${LATE}`
  for (const view of ['movers', 'compare']) {
    const text = await asked(`/${view} by:account ${line}`)
    expect(text, view).not.toMatch(/[-−]\$10/)
    expect(text, view).toContain(`not known: what ${LATE} cost`)
  }
})

it('says on how many of the days a place was not billed, and that the rest is not known where its bill has not arrived', async () => {
  const period = 'period:2026-11-05..2026-11-14 top:10'
  const quiet = `Nothing was billed for ${QUIET} on 4 of 10 days (11 Nov to 14 Nov).`
  const late = `not known: what ${LATE} cost on 4 of 10 days (11 Nov to 14 Nov): its bill has not arrived for all of them.`
  const [both, one, other, by_day, whole] = await Promise.all([
    asked(`/breakdown by:account ${period} any-account:${QUIET} any-account:${LATE}`),
    asked(`/breakdown by:service ${period} account:${QUIET}`),
    asked(`/compare by:service ${period} baseline:2026-11-01..2026-11-04 account:${LATE}`),
    asked(`/trend period:2026-11-05..2026-11-14 account:${QUIET}`),
    asked(`/breakdown by:account ${period}`),
  ])
  expect(both).toContain(quiet)
  expect(both).toContain(late)
  expect(one).toContain(quiet)
  expect(other).toContain(late)
  expect(by_day).toContain(quiet)
  expect(whole).not.toMatch(/Nothing was billed|not known/)
})
