import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { Environment } from '@/schemas/action'
import { CostCategory } from '@/schemas/cost'
import { Severity } from '@/schemas/decision'
import { HeldRule } from '@/schemas/detection-run'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import { AuditTopic, ChargeKind, Frame, type FrameName, Grouping, Measure } from '@/schemas/frame'
import { dates } from '../period/calendar'
import { parsePeriod } from '../period/period'
import { parse, print } from './canonical'

const TODAY = '2026-11-19'

// Values with everything a name may hold: spaces, quotes, colons, backslashes, other scripts.
const value = fc.oneof(fc.constantFrom('AWS Lambda', 'EU-BoxUsage:m6i.4xlarge', 'team "a"', 'back\\slash', '', 'größe 7'), fc.string({ maxLength: 20 }))
const scope = fc.uniqueArray(fc.constantFrom(...SCOPE_KEYS), { maxLength: 3 }).chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, value]))))
const except = fc
  .array(fc.record({ key: fc.constantFrom(...SCOPE_KEYS), value }), { maxLength: 3 })
  .map((list) => list.toSorted((a, b) => SCOPE_KEYS.indexOf(a.key) - SCOPE_KEYS.indexOf(b.key)))
const span = fc
  .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 1, max: 100 }))
  .map(([back, length]) => dates(addDays(TODAY, -back), addDays(TODAY, length - back), TODAY))
const named = fc
  .constantFrom('last month', 'this month', 'last 7d', 'q3 2026', 'week 45', 'yesterday', 'since 9 nov', 'last quarter', '2026-10', 'this year')
  .map((words) => parsePeriod(words, TODAY) ?? dates(TODAY, addDays(TODAY, 1), TODAY))
const period = fc.oneof(span, named)
const threshold = fc.record({
  side: fc.constantFrom('over' as const, 'under' as const),
  amount: fc.oneof(fc.integer({ min: 0, max: 1_000_000 }).map(String), fc.constantFrom('0.5', '1500.25')),
  unit: fc.constantFrom('total' as const, 'day' as const, 'month' as const, 'pct' as const),
})
const limit = fc.integer({ min: 1, max: 50 })
const id = fc.constantFrom('case_lumen', 'case_2833e7c6c6')
const or = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null })
const place = { scope, except, environment: or(fc.constantFrom(...Environment.options)) }
const cost = { ...place, charge: or(fc.constantFrom(...ChargeKind.options)), any_of: except }
const group_by = fc.constantFrom(...Grouping.options)
const measure = fc.constantFrom(...Measure.options)

const SLOTS: { [K in FrameName]: Record<string, fc.Arbitrary<unknown>> } = {
  list_anomalies: {
    ...place,
    severity: or(fc.constantFrom(...Severity.options)),
    category: or(fc.constantFrom(...CostCategory.options)),
    state: fc.constantFrom('open', 'closed', 'all'),
    person: or(fc.constantFrom('usr_mara')),
    threshold: or(threshold),
    period: or(period),
    limit,
  },
  top_movers: { ...cost, measure, group_by, period, baseline: period, direction: fc.constantFrom('up', 'down', 'both'), threshold: or(threshold), limit },
  breakdown: { ...cost, measure, group_by, period, order: fc.constantFrom('largest', 'smallest'), threshold: or(threshold), limit },
  compare_periods: { ...cost, measure, group_by, period, baseline: period, limit },
  timeseries: { ...cost, group_by: or(group_by), period },
  line_items: { ...cost, period, limit },
  drift_between: { ...place, other: or(fc.record({ sub_account_id: value })), period, baseline: period, limit },
  explain_case: { case_id: id },
  why_category: { case_id: id, category: or(fc.constantFrom(...CostCategory.options)) },
  evidence_for: { case_id: id },
  similar_cases: { case_id: id, limit },
  plan_show: { case_id: id },
  plan_alternatives: { case_id: id },
  gate_explain: { case_id: id },
  rollback_options: { case_id: or(id) },
  what_if_threshold: { case_id: or(id), threshold },
  verification_status: { case_id: or(id) },
  health_now: { case_id: or(id) },
  savings_summary: { scope, period: or(period) },
  owner_load: { by: fc.constantFrom('person', 'team'), person: or(fc.constantFrom('usr_tomas')) },
  list_approvals: { state: fc.constantFrom('waiting', 'decided'), period: or(period), threshold: or(threshold) },
  my_queue: {},
  audit_search: { person: or(fc.constantFrom('usr_ines')), case_id: or(id), about: or(fc.constantFrom(...AuditTopic.options)), period: or(period), limit },
  held_back: { rule: or(fc.constantFrom(...HeldRule.options)), scope, limit },
  define_term: { term: fc.constantFrom('blast radius', 'L2') },
  help: {},
}
const anyFrame = fc
  .constantFrom(...(Object.keys(SLOTS) as FrameName[]))
  .chain((frame) => fc.record(SLOTS[frame]).map((slots) => Frame.parse({ frame, ...slots })))

describe('canonical lines', () => {
  it('read back as exactly the frame they were printed from, for every view and every slot', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const line = print(frame, TODAY)
        expect(parse(line, TODAY), line).toEqual(frame)
      }),
      { numRuns: 1500 },
    )
  })

  it('are refused whole when one word of them is not understood', () => {
    for (const line of [
      '/breakdown by:service evil:1',
      '/breakdown top:5000',
      '/approve case:case_lumen',
      '/movers period:someday',
      '/trend over:10',
      '/why case:a case:b',
      '/anomalies state:deleted',
    ])
      expect(parse(line, TODAY), line).toBeUndefined()
  })
})
