import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { comparisonForm } from '@/agent/ask/answers/forms'
import { moverFacts, type Windows } from '@/agent/ask/answers/mover-facts'
import type { Compared, Row } from '@/agent/ask/answers/mover-rows'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import type { BillCover } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import type { FactNotes, Facts } from '@/lib/intents/fact'
import { formatMoney } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { big } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { Component, ComponentOf } from '@/schemas/intent'

/** The groups that moved as bars, or step by step from one period to the other, with their figures below. */
export function drawMovers(frame: Compared, ask: AskWith, cover: BillCover, windows: Windows, rows: readonly Row[], ranked: readonly Row[]): Answer {
  const shown = ranked.slice(0, frame.limit)
  const gaps = [...windows.after.gaps, ...windows.before.gaps]
  const query = `${queryText('breakdown', filterOf(frame), windows.after, `by ${frame.group_by}`)} against ${queryText('breakdown', filterOf(frame), windows.before, '')}`
  const evidence = billEvidence(cover, query, 'cost.breakdown_pair', rows, gaps)
  const cite: FactNotes = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: `${frame.period.label} against ${frame.baseline.label}` }
  const facts = moverFacts(frame, ask, cover, rows, shown, cite, windows)
  const [top] = shown
  const label = (key: string): string => groupLabel(frame.group_by, key, ask.gazetteer)
  const title =
    top === undefined || frame.frame === 'compare_periods'
      ? `${capital(frame.period.label)} against ${frame.baseline.label}`
      : `${label(top.key)} ${big(top.change).lt(0) ? 'fell' : 'rose'} by ${formatMoney(big(top.change).abs().toFixed(), cover.currency)} a day`
  const subtitle = subtitleOf(frame, cover.currency)
  const notices = [...windows.after.notices, ...windows.before.notices].filter(
    (n, i, all) => all.findIndex((o) => JSON.stringify(o) === JSON.stringify(n)) === i,
  )
  const intent = viewIntent(ask, frame, {
    title,
    facts,
    evidence: [evidence],
    components: [
      ...notices,
      frame.frame === 'compare_periods' ? steps(frame, ask, cover, rows, shown, facts, subtitle) : barsOf(frame, ask, title, cover.currency, shown),
      tableOf(frame, ask, rows.length - shown.length, shown, facts),
      ...(frame.frame === 'compare_periods' ? [comparisonForm(frame, cover, dayOf(ask.now))] : []),
    ],
    suggestions: ['Over time', frame.group_by === 'owner' ? 'By account' : 'By team', 'What needs attention?'],
  })
  return { intents: [intent], sentence: sentence(facts), listed: [] }
}

const subtitleOf = (frame: Compared, currency: string): string =>
  `Mean ${frame.measure === 'list' ? 'list' : 'effective'} cost per day by ${GROUP_HEADS[frame.group_by].toLowerCase()}, ${frame.period.label} against ${frame.baseline.label}, in ${currency}`

const barsOf = (frame: Compared, ask: AskWith, title: string, currency: string, shown: readonly Row[]): Component => ({
  kind: 'bars',
  title,
  subtitle: subtitleOf(frame, currency),
  currency,
  bars: shown.map((r, i) => ({ label: groupLabel(frame.group_by, r.key, ask.gazetteer), value: r.after, before: r.before, fact: `after_${i}` })),
})

const tableOf = (frame: Compared, ask: AskWith, others: number, shown: readonly Row[], facts: Facts): ComponentOf<'table'> => ({
  kind: 'table',
  title: 'Figures',
  subtitle: 'Mean per day',
  columns: columnsOf(GROUP_HEADS[frame.group_by], '>Before', '>After', '>Change'),
  rows: shown.map((r, i) => ({
    href: null,
    cells: [
      cell(groupLabel(frame.group_by, r.key, ask.gazetteer)),
      factCell(facts, `before_${i}`),
      factCell(facts, `after_${i}`),
      factCell(facts, `change_${i}`),
    ],
  })),
  ...(others === 0 ? {} : { rest: [cell(`${others} more`), ...['before', 'after', 'change'].map((name) => factCell(facts, `${name}_rest`))] }),
  totals: [cell('All'), factCell(facts, 'before'), factCell(facts, 'after'), factCell(facts, 'change')],
  more: null,
})

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
