import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { coverageAnswer } from '@/agent/ask/answers/coverage'
import { comparisonForm } from '@/agent/ask/answers/forms'
import { noBill, nothingThere, noticeAnswer } from '@/agent/ask/answers/missing'
import { withNamedPlaces } from '@/agent/ask/answers/named-places'
import { passes, passesPerDay } from '@/agent/ask/answers/threshold'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { type Window, windowOf } from '@/agent/ask/bill-window'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import type { BillCover } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { type FactNotes, type Facts, moneyChange, moneyPerDay, pctChange, words } from '@/lib/intents/fact'
import { formatMoney } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { add, big, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

type Compared = FrameOf<'top_movers'> | FrameOf<'compare_periods'>
type Row = { key: string; before: Decimal; after: Decimal; change: Decimal }

/** Two periods side by side as mean days, so that periods of different length can be compared. Movers are ranked by change, a comparison by size. */
export async function movers(frame: Compared, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const today = dayOf(ask.now)
  const windows = { after: windowOf(frame.period, cover, today), before: windowOf(frame.baseline, cover, today) }
  const empty = [windows.after, windows.before].find((w) => w.days.length === 0)
  if (empty !== undefined) return nothingThere(frame, ask, cover, empty)
  if (frame.measure === 'coverage') return coverageAnswer(frame, ask, cover, windows)
  const filter = filterOf(frame)
  const [now_groups, then_groups] = await Promise.all([
    ask.warehouse.groups(filter, frame.group_by, windows.after),
    ask.warehouse.groups(filter, frame.group_by, windows.before),
  ])
  if (now_groups.length === 0 && then_groups.length === 0) return nothingThere(frame, ask, cover, windows.after)
  const column = frame.measure === 'list' ? 'list_cost' : 'effective_cost'
  const [now, then] = await Promise.all([withNamedPlaces(now_groups, frame, ask, windows.after), withNamedPlaces(then_groups, frame, ask, windows.before)])
  const { window: after } = now
  const { window: before } = then
  const rows = compare(now.groups.map(costIn(column)), then.groups.map(costIn(column)), after.days.length, before.days.length).filter(
    ({ key }) => !now.unknown.includes(key) && !then.unknown.includes(key),
  )
  const ranked =
    frame.frame === 'top_movers'
      ? rows.filter((r) => r.change !== '0' && isAsked(frame, r)).toSorted(byChange)
      : rows.toSorted((a, b) => compareDecimal(b.after, a.after))
  const [unknown] = [now, then].flatMap(({ unknown, window }) => (unknown.length === 0 ? [] : window.notices.slice(-1)))
  if (frame.frame === 'top_movers' && ranked.length === 0) return nothingMoved(frame, ask, unknown)
  return draw(frame, ask, cover, { after, before }, rows, ranked)
}

const costIn =
  (column: 'list_cost' | 'effective_cost') =>
  (g: CostGroup): { key: string; effective_cost: Decimal } => ({ key: g.key, effective_cost: g[column] })

/** Rises, falls or both, and past the asked threshold: money of the mean day, or percent of what it was. */
function isAsked(frame: FrameOf<'top_movers'>, row: Row): boolean {
  const is_up = big(row.change).gt(0)
  if (frame.direction !== 'both' && (frame.direction === 'up') !== is_up) return false
  if (frame.threshold === null) return true
  return frame.threshold.unit === 'pct' ? passes(frame.threshold, magnitude(row.change), 1, row.before) : passesPerDay(frame.threshold, magnitude(row.change))
}

function nothingMoved(frame: FrameOf<'top_movers'>, ask: AskWith, unknown: Component | undefined): Answer {
  const facts = aboutFacts(frame, ask.gazetteer)
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'info',
      title: 'Nothing moved that way',
      text:
        unknown === undefined
          ? 'The bill has both periods, and no group of them changed as asked.'
          : 'No group that is known in both periods changed as asked.',
      remedy: 'Ask without the threshold, or for all changes.',
    },
    ['What changed most?', 'What needs attention?'],
    unknown === undefined ? [] : [unknown],
  )
  return { ...answer, sentence: say('Nothing in {scope} changed that way, {period} against {baseline}.', facts) }
}

/** Mean day of each group in both periods. A group that is absent from a covered period cost nothing in it. */
function compare(
  now: readonly { key: string; effective_cost: Decimal }[],
  then: readonly { key: string; effective_cost: Decimal }[],
  now_days: number,
  then_days: number,
): Row[] {
  const mean = (list: readonly { key: string; effective_cost: Decimal }[], key: string, days: number): Decimal =>
    toDecimal(big(list.find((g) => g.key === key)?.effective_cost ?? '0').div(days))
  return [...new Set([...now, ...then].map((g) => g.key))].map((key) => {
    const [after, before] = [mean(now, key, now_days), mean(then, key, then_days)]
    return { key, before, after, change: subtract(after, before) }
  })
}

const magnitude = (value: Decimal): Decimal => toDecimal(big(value).abs())
const byChange = (a: Row, b: Row): number => compareDecimal(magnitude(b.change), magnitude(a.change)) || (a.key < b.key ? -1 : 1)

function draw(
  frame: Compared,
  ask: AskWith,
  cover: BillCover,
  windows: { after: Window; before: Window },
  rows: readonly Row[],
  ranked: readonly Row[],
): Answer {
  const head = GROUP_HEADS[frame.group_by]
  const shown = ranked.slice(0, frame.limit)
  const gaps = [...windows.after.gaps, ...windows.before.gaps]
  const query = `${queryText('breakdown', filterOf(frame), windows.after, `by ${frame.group_by}`)} against ${queryText('breakdown', filterOf(frame), windows.before, '')}`
  const evidence = billEvidence(cover, query, 'cost.breakdown_pair', rows, gaps)
  const cite: FactNotes = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: `${frame.period.label} against ${frame.baseline.label}` }
  const facts = factsOf(frame, ask, cover, rows, shown, cite, windows)
  const [top] = shown
  const label = (key: string): string => groupLabel(frame.group_by, key, ask.gazetteer)
  const title =
    top === undefined || frame.frame === 'compare_periods'
      ? `${capital(frame.period.label)} against ${frame.baseline.label}`
      : `${label(top.key)} changed by ${signed(top.change, cover.currency)} a day`
  const bars: Component = {
    kind: 'bars',
    title,
    subtitle: `Mean ${frame.measure === 'list' ? 'list' : 'effective'} cost per day by ${head.toLowerCase()}, ${frame.period.label} against ${frame.baseline.label}, in ${cover.currency}`,
    currency: cover.currency,
    bars: shown.map((r, i) => ({ label: label(r.key), value: r.after, before: r.before, fact: `after_${i}` })),
  }
  const table: Component = {
    kind: 'table',
    title: 'Figures',
    subtitle: 'Mean per day',
    columns: columnsOf(head, '>Before', '>After', '>Change'),
    rows: shown.map((r, i) => ({
      href: null,
      cells: [cell(label(r.key)), factCell(facts, `before_${i}`), factCell(facts, `after_${i}`), factCell(facts, `change_${i}`)],
    })),
    totals: [cell('All'), factCell(facts, 'before'), factCell(facts, 'after'), factCell(facts, 'change')],
    more: ranked.length > shown.length ? `${ranked.length - shown.length} more` : null,
  }
  const notices = [...windows.after.notices, ...windows.before.notices].filter(
    (n, i, all) => all.findIndex((o) => JSON.stringify(o) === JSON.stringify(n)) === i,
  )
  const intent = viewIntent(ask, frame, {
    title,
    facts,
    evidence: [evidence],
    components: [
      ...notices,
      frame.frame === 'compare_periods' ? steps(frame, ask, cover, rows, shown, facts, bars.subtitle) : bars,
      table,
      ...(frame.frame === 'compare_periods' ? [comparisonForm(frame, cover, dayOf(ask.now))] : []),
    ],
    suggestions: ['Over time', frame.group_by === 'owner' ? 'By account' : 'By team', 'What needs attention?'],
  })
  return { intents: [intent], sentence: sentence(facts), listed: [] }
}

/** From one period to the other by group; what is not listed is a step of its own, so that the steps add up. */
function steps(frame: Compared, ask: AskWith, cover: BillCover, rows: readonly Row[], shown: readonly Row[], facts: Facts, subtitle: string): Component {
  const moved = shown.map((row, i) => ({ row, id: `change_${i}` })).filter(({ row }) => row.change !== '0')
  const rest = facts['change_rest']
  return {
    kind: 'waterfall',
    title: `${capital(frame.period.label)} against ${frame.baseline.label}`,
    subtitle,
    currency: cover.currency,
    steps: [
      { label: capital(frame.baseline.label), amount: facts['before']?.value ?? '0', tone: 'total', fact: 'before' },
      ...moved.map(({ row, id }) => ({
        label: groupLabel(frame.group_by, row.key, ask.gazetteer),
        amount: row.change,
        tone: big(row.change).gt(0) ? ('rise' as const) : ('fall' as const),
        fact: id,
      })),
      ...(rest === undefined ? [] : [{ label: `${rows.length - shown.length} more`, amount: rest.value, tone: 'remainder' as const, fact: 'change_rest' }]),
      { label: capital(frame.period.label), amount: facts['after']?.value ?? '0', tone: 'total', fact: 'after' },
    ],
  }
}

function sentence(facts: Facts) {
  const change = facts['change']
  if (change?.direction === 'flat') return say('{scope} cost the same in both periods: {after}.', facts, ['after'])
  const verb = change?.direction === 'down' ? 'fell' : 'rose'
  return say(`{scope} ${verb} by {change_by} to {after}, {period} against {baseline}; {mover} moved most, by {mover_change}.`, facts, ['change_by', 'after'])
}

function factsOf(
  frame: Compared,
  ask: AskWith,
  cover: BillCover,
  rows: readonly Row[],
  shown: readonly Row[],
  cite: FactNotes,
  windows: { after: Window; before: Window },
): Facts {
  const [before, after] = [add(...rows.map((r) => r.before)), add(...rows.map((r) => r.after))]
  const change = moneyChange('Change', subtract(after, before), cover.currency, 'day', { ...cite, formula: 'after − before' })
  const mover = rows.filter((r) => r.change !== '0').toSorted(byChange)[0]
  const rate = (name: string, value: Decimal, days: number) => moneyPerDay(name, value, cover.currency, { ...cite, formula: `sum ÷ ${days} days on the bill` })
  const [n, m] = [windows.after.days.length, windows.before.days.length]
  return {
    ...aboutFacts(frame, ask.gazetteer),
    before: rate('Before', before, m),
    after: rate('After', after, n),
    change,
    ...(rows.length > shown.length
      ? {
          change_rest: moneyChange('Change of the rest', subtract(change.value, add('0', ...shown.map((r) => r.change))), cover.currency, 'day', {
            ...cite,
            formula: 'change of all − change of the groups that are listed',
          }),
        }
      : {}),
    // "rose by $120 / day": the verb carries the sign.
    change_by: { ...change, text: change.text.replace(/^[+−]/, '') },
    ...(mover === undefined
      ? {}
      : {
          mover: words(GROUP_HEADS[frame.group_by], groupLabel(frame.group_by, mover.key, ask.gazetteer), cite),
          mover_change: moneyChange('Change', mover.change, cover.currency, 'day', { ...cite, formula: 'after − before, the largest change of a group' }),
        }),
    ...(big(before).gt(0)
      ? { change_pct: pctChange('Change', big(change.value).div(before).times(100).toNumber(), { ...cite, formula: '(after − before) ÷ before' }) }
      : {}),
    ...Object.fromEntries(
      shown.flatMap((r, i) => [
        [`before_${i}`, rate('Before', r.before, m)],
        [`after_${i}`, rate('After', r.after, n)],
        [`change_${i}`, moneyChange('Change', r.change, cover.currency, 'day', { ...cite, formula: 'after − before' })],
      ]),
    ),
  }
}

const signed = (value: Decimal, currency: string): string => `${big(value).gt(0) ? '+' : ''}${formatMoney(value, currency)}`
