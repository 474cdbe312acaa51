import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino'
import { describe, expect, it } from 'vitest'
import { daysIn } from '@/lib/kernel/time'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { mendedRows } from '@/lib/warehouse/bill/mended-rows'
import type { Values } from '@/lib/warehouse/duck'
import { begunCosts } from '@/lib/warehouse/queries/begun-costs'
import { breakdown } from '@/lib/warehouse/queries/breakdown'
import { budgetLines } from '@/lib/warehouse/queries/budget-lines'
import { chargeEvents } from '@/lib/warehouse/queries/charge-events'
import { chargeFrequency } from '@/lib/warehouse/queries/charge-frequency'
import { chargesAhead } from '@/lib/warehouse/queries/charges-ahead'
import { commitmentCover } from '@/lib/warehouse/queries/commitment-cover'
import { commitmentUse } from '@/lib/warehouse/queries/commitment-use'
import { costByDay } from '@/lib/warehouse/queries/cost-by-day'
import { costGroups } from '@/lib/warehouse/queries/cost-groups'
import { dailySeries } from '@/lib/warehouse/queries/daily-series'
import { entities } from '@/lib/warehouse/queries/entities'
import { environments } from '@/lib/warehouse/queries/environments'
import { leafChanges } from '@/lib/warehouse/queries/leaf-changes'
import { lineItems } from '@/lib/warehouse/queries/line-items'
import { resourceCosts } from '@/lib/warehouse/queries/resource-costs'
import { resourceDays } from '@/lib/warehouse/queries/resource-days'
import { namedDays, resourceSeries } from '@/lib/warehouse/queries/resource-series'
import { seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import type { BillMends } from '@/schemas/bill-mends'
import { toAthena } from './dialect'
import { columnsOf } from './tables'

const WINDOWS = { before: { start: '2026-10-20', end: '2026-11-10' }, after: { start: '2026-11-10', end: '2026-11-12' } }
const RANGE = { start: '2026-11-01', end: '2026-11-12' }
const SCOPE = { sub_account_id: '210000000002' }
const FILTER = {
  scope: SCOPE,
  except: [{ key: 'service_name' as const, value: "O'Neil" }],
  environment: 'dev',
  charge: null,
  any_of: [
    { key: 'owner' as const, value: 'ml' },
    { key: 'owner' as const, value: "O'Neil" },
  ],
}

/** Every question that the warehouse answers. */
const QUESTIONS: Record<string, (files: BillFiles) => Promise<unknown>> = {
  'a daily series': (files) => dailySeries(files, SCOPE, RANGE),
  'series of every cell': (files) => seriesByGroup(files, ['sub_account_id', 'service_name'], RANGE),
  'the series of the whole bill': (files) => seriesByGroup(files, [], RANGE),
  'changes of leaves': (files) => leafChanges(files, SCOPE, WINDOWS),
  'credits and fees': (files) => chargeEvents(files, SCOPE, WINDOWS),
  'charges that are dated ahead': (files) => chargesAhead(files, '2026-11-19'),
  'how products of other sellers are charged for': (files) => chargeFrequency(files, SCOPE),
  'tags and kinds of charges': (files) => budgetLines(files, SCOPE, WINDOWS, [{ name: 'tag team', tag: 'team' }]),
  'use of commitments': (files) => commitmentUse(files, SCOPE, WINDOWS),
  'costs of resources': (files) => resourceCosts(files, SCOPE, RANGE),
  'costs of resources that began': (files) => begunCosts(files, SCOPE, { start: '2026-10-20', end: '2026-10-28' }, RANGE),
  'what resources were billed as': (files) => resourceDays(files, ['i-1', "i-O'Neil"], RANGE, RANGE.start),
  'days of resources': (files) => resourceSeries(files, SCOPE, ['i-1', "i-O'Neil"], RANGE),
  'days that name resources': (files) => namedDays(files, SCOPE, RANGE),
  'what commitments pay for in a scope': (files) => commitmentCover(files, SCOPE, null, RANGE),
  'what commitments pay for of resources': (files) => commitmentCover(files, SCOPE, ['i-1'], RANGE),
  lines: (files) => lineItems(files, { scope: SCOPE, except: [], environment: null, charge: null }, RANGE, 10),
  'lines of a filter': (files) => lineItems(files, FILTER, RANGE, 10),
  'a breakdown by account': (files) => breakdown(files, SCOPE, { group_by: 'sub_account_id', period: RANGE }),
  'a breakdown by owner': (files) => breakdown(files, {}, { group_by: 'owner', period: RANGE }),
  names: entities,
  environments,
  'groups of a filter': (files) => costGroups(files, FILTER, 'environment', RANGE),
  'days of a filter': (files) => costByDay(files, FILTER, null, RANGE),
  'days of a filter by group': (files) => costByDay(files, FILTER, 'service_name', RANGE),
}

/** What a question asks, in Athena's words. */
async function statementsOf(question: (files: BillFiles) => Promise<unknown>): Promise<string[]> {
  const told: string[] = []
  const tell = async (sql: (from: string) => string, values: Values = {}) => {
    const { sql: text, parameters } = toAthena(sql('(select * from bills.countersign_daily)'), values)
    expect(text.split('?').length - 1, text).toBe(parameters.length)
    told.push(text)
    // One row where a further question follows from it.
    if (text.includes("CommitmentDiscountId, '') as id, cast")) return [{ id: 'sp-1', day: '2026-11-02', cost: '1' }]
    return text.includes('ResourceId as resource_id') && text.includes('max_by')
      ? [{ resource_id: 'i-1', usage_type: 'u', effective: '1', list: '1', tags: null }]
      : []
  }
  const covered = async () => daysIn('2026-10-20', '2026-11-12')
  await question({ currency: 'USD', covered, is_settled: () => true, months: () => null, daily: tell, lines: tell } as unknown as BillFiles)
  return told
}

/** What Trino, which Athena runs, does not understand of a statement. */
const faultsOf = (sql: string): string[] => new TrinoSQL().validate(sql).map((e) => e.message)

/** Names that a select gives and reads again in itself, which Trino has no meaning for. */
function ownNames(sql: string): string[] {
  const [, columns = '', rest = ''] = /^select (.*?) from \(select \* from bills\.countersign_daily\)(.*)$/.exec(sql) ?? []
  const given = [...columns.matchAll(/ as ([a-z_]+)(?=,|$)/g)].map((m) => m[1] ?? '')
  const condition = rest.split(/ (?:group|order) by /)[0] ?? ''
  return given.filter((name) => new RegExp(`(?<! as )(?<![$.'\\w])\\b${name}\\b(?!')`).test(`${columns.replaceAll(/ as [a-z_]+(?=,|$)/g, '')} ${condition}`))
}

describe('what the warehouse asks of Athena', () => {
  for (const [name, question] of Object.entries(QUESTIONS))
    it(`is understood by the grammar of Trino: ${name}`, async () => {
      const statements = await statementsOf(question)
      expect(statements.length).toBeGreaterThan(0)
      for (const sql of statements) {
        expect(faultsOf(sql), sql).toEqual([])
        expect(ownNames(sql), sql).toEqual([])
      }
    })

  it('is understood without the defects of the bill too', () => {
    const mends: BillMends = {
      once: [{ day: '2026-11-03', sub_account_id: null }],
      names: [{ from: 'Amazon QuickSight', to: "Amazon 'Quick'" }],
      missing: ['2026-11-04'],
      ownerless: [],
      owners: [
        { sub_account_id: '210000000005', from: '', to: "O'Neil", until: '2026-11-05' },
        {
          sub_account_id: '210000000005',
          from: 'web',
          to: "O'Neil",
          until: '2026-11-05',
          places: [{ service_name: "'Quick'", region_id: '', usage_type: 'm5' }],
        },
        {
          sub_account_id: '210000000005',
          from: 'data',
          to: 'web',
          until: '2026-11-05',
          places: [{ service_name: 'Compute', region_id: 'eu', usage_type: 'm5' }],
          share_ratio: 0.35,
        },
      ],
      accounts: [
        { from: '210000000005', to: '210000000006', until: '2026-11-05', places: [{ service_name: "'Quick'", region_id: '', usage_type: 'm5', owner: 'web' }] },
        { from: '1', to: '2', until: '2026-11-05', places: [{ service_name: 'Compute', region_id: 'eu', usage_type: 'm5', owner: '' }], share_ratio: 0.35 },
      ],
      without: ['Amazon SES'],
    }
    for (const table of ['daily', 'lines'] as const) {
      const { sql, values } = mendedRows(
        '(bill)',
        mends,
        columnsOf(table).map(([name]) => name),
      )
      const asked = toAthena(`select sum(EffectiveCost)::varchar as cost from ${sql} where ServiceName = $service_name`, { ...values, service_name: 'x' })
      expect(faultsOf(asked.sql), asked.sql).toEqual([])
      expect(asked.sql.split('?').length - 1).toBe(asked.parameters.length)
      expect(asked.sql).not.toMatch(/::|replace \(|list_/)
    }
  })

  it('would not be, written as DuckDB takes it', () => {
    for (const sql of ['select a::varchar from t', 'select * exclude (x) from t', 'select sum(a) from t group by all', 'select sum(a) filter (x) from t'])
      expect(faultsOf(sql), sql).not.toEqual([])
    expect(ownNames('select A as key, coalesce(max(B), key) as label from (select * from bills.countersign_daily) where true group by 1')).toEqual(['key'])
  })
})
