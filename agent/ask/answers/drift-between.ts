import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noBill, nothingThere, noticeAnswer } from '@/agent/ask/answers/missing'
import { billEvidence, queryText } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { scopeValue } from '@/lib/conversation/chips/place-words'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type FactNotes, type Facts, moneyPerDay, words } from '@/lib/intents/fact'
import { add, big, compareDecimal, toDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { CostFilter } from '@/lib/warehouse/bill/place-sql'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import { SCOPE_KEYS, type Scope } from '@/schemas/evidence/cost'
import type { FrameOf } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

// A usage type whose mean day moved by less than this part is the same as before.
const SAME_PART = 0.1
// … and one whose mean day costs less than this on both sides is noise (in the bill's currency).
const LEAST_PER_DAY = 1

type Side = { label: string; groups: readonly CostGroup[]; days: number }
type Difference = { key: string; kind: 'only here' | 'only there' | 'more' | 'less'; here: Decimal; there: Decimal }

/** What is used here and not there, or clearly more or less: between two times, or between two places in one period. */
export async function driftBetween(frame: FrameOf<'drift_between'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const today = dayOf(ask.now)
  const [after, before] = [windowOf(frame.period, cover, today), windowOf(frame.baseline, cover, today)]
  const filter: CostFilter = { scope: frame.scope, except: frame.except, environment: frame.environment, charge: 'run' }
  const there_window = frame.other === null ? before : after
  if (after.days.length === 0 || there_window.days.length === 0) return nothingThere(frame, ask, cover, after.days.length === 0 ? after : before)
  const other: CostFilter = frame.other === null ? filter : { ...filter, scope: frame.other }
  const [here_groups, there_groups] = await Promise.all([
    ask.warehouse.groups(filter, 'usage_type', after),
    ask.warehouse.groups(other, 'usage_type', there_window),
  ])
  const here: Side = { label: frame.other === null ? frame.period.label : placeLabel(frame.scope, ask), groups: here_groups, days: after.days.length }
  const there: Side = {
    label: frame.other === null ? frame.baseline.label : placeLabel(frame.other, ask),
    groups: there_groups,
    days: there_window.days.length,
  }
  const found = differences(here, there)
  const query = `${queryText('breakdown', filter, after, 'by usage_type')} against ${queryText('breakdown', other, there_window, 'by usage_type')}`
  const evidence = billEvidence(cover, query, 'cost.breakdown_pair', found, [...after.gaps, ...there_window.gaps])
  const cite = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: `${here.label} against ${there.label}` }
  const facts: Facts = { ...aboutFacts(frame, ask.gazetteer), ...differenceFacts({ here, there }, found, frame.limit, cover.currency, cite) }
  if (found.length === 0) return nothingDiffers(frame, ask, facts)
  const table = tableOf({ here, there }, found, frame.limit, facts)
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    evidence: [evidence],
    components: [...after.notices, table],
    suggestions: ['What changed most?', 'What needs attention?', 'Show the bill lines of yesterday'],
  })
  return {
    intents: [intent],
    sentence: say('{here} against {there}: {appeared} only here, {gone} only there, {moved} clearly more or less.', facts, ['appeared', 'gone']),
    listed: [],
  }
}

function differences(here: Side, there: Side): Difference[] {
  const mean = (side: Side, key: string): Decimal => toDecimal(big(side.groups.find((g) => g.key === key)?.effective_cost ?? '0').div(side.days))
  return [...new Set([...here.groups, ...there.groups].map((g) => g.key))]
    .flatMap((key): Difference[] => {
      const [a, b] = [mean(here, key), mean(there, key)]
      if (big(a).lt(LEAST_PER_DAY) && big(b).lt(LEAST_PER_DAY)) return []
      if (big(b).lte(0)) return [{ key, kind: 'only here', here: a, there: b }]
      if (big(a).lte(0)) return [{ key, kind: 'only there', here: a, there: b }]
      const moved = big(a).minus(b)
      return moved.abs().div(b).lt(SAME_PART) ? [] : [{ key, kind: moved.gt(0) ? 'more' : 'less', here: a, there: b }]
    })
    .toSorted((a, b) => compareDecimal(size(b), size(a)) || (a.key < b.key ? -1 : 1))
}
const size = (d: Difference): Decimal => toDecimal(big(d.here).minus(d.there).abs())

const placeLabel = (scope: Scope, ask: AskWith): string =>
  SCOPE_KEYS.flatMap((key) => (scope[key] === undefined ? [] : [scopeValue(key, scope[key], ask.gazetteer)])).join(' · ') || 'the whole bill'

function nothingDiffers(frame: FrameOf<'drift_between'>, ask: AskWith, facts: Facts): Answer {
  const answer = noticeAnswer(
    frame,
    ask,
    { tone: 'info', title: 'Nothing is clearly different', text: 'Every usage type is there on both sides and moved by less than a tenth.', remedy: null },
    ['What changed most?', 'What needs attention?'],
  )
  return { ...answer, sentence: say('{here} against {there}: nothing is clearly different.', facts) }
}

type Sides = { here: Side; there: Side }

function differenceFacts({ here, there }: Sides, found: readonly Difference[], most: number, currency: string, cite: FactNotes): Facts {
  const others = found.slice(most)
  const rate = (name: string, amount: Decimal, days: number) => moneyPerDay(name, amount, currency, { ...cite, formula: `sum ÷ ${days} days on the bill` })
  const of = (kind: Difference['kind']): number => found.filter((d) => d.kind === kind).length
  return {
    here: words('Here', here.label),
    there: words('There', there.label),
    appeared: count('Only here', of('only here'), 'usage type', 'usage types', cite),
    gone: count('Only there', of('only there'), 'usage type', 'usage types', cite),
    moved: count('More or less', of('more') + of('less'), 'usage type', 'usage types', cite),
    ...Object.fromEntries(
      found.slice(0, most).flatMap((d, i) => [
        [`here_${i}`, rate('Here', d.here, here.days)],
        [`there_${i}`, rate('There', d.there, there.days)],
      ]),
    ),
    ...(others.length === 0
      ? {}
      : {
          here_rest: rate('Here, the rest', add(...others.map((d) => d.here)), here.days),
          there_rest: rate('There, the rest', add(...others.map((d) => d.there)), there.days),
        }),
  }
}

const tableOf = ({ here, there }: Sides, found: readonly Difference[], most: number, facts: Facts): ComponentOf<'table'> => ({
  kind: 'table',
  title: `${here.label} against ${there.label}`,
  subtitle: 'Usage types by mean cost per day, the largest difference first',
  columns: columnsOf('Usage type', 'What is different', `>${here.label}`, `>${there.label}`),
  rows: found.slice(0, most).map((d, i) => ({
    href: null,
    cells: [cell(d.key === '' ? 'Not stated on the bill' : d.key), cell(d.kind), factCell(facts, `here_${i}`), factCell(facts, `there_${i}`)],
  })),
  ...(found.length <= most ? {} : { rest: [cell(`${found.length - most} more`), cell(''), factCell(facts, 'here_rest'), factCell(facts, 'there_rest')] }),
  totals: null,
  more: null,
})
