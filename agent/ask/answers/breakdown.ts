import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { withNamedPlaces } from '@/agent/ask/answers/named-places'
import { withQuietDays } from '@/agent/ask/answers/quiet-days'
import { passes } from '@/agent/ask/answers/threshold'
import { usageTable } from '@/agent/ask/answers/usage-table'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { partWords } from '@/lib/conversation/chips/place-words'
import { type FactNotes, type Facts, money, moneyPerDay, pct, words } from '@/lib/intents/fact'
import { formatPct } from '@/lib/kernel/format'
import { add, big, isPositive, toDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { FrameOf } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

/** The groups as an answer shows them: the largest one by one, and what is not listed as the rest, so that the parts always add up. */
type Parts = { shown: CostGroup[]; rest: CostGroup[]; total: Decimal; top_label: string; top_share: number | null }

/** What was spent in a period, split one way. */
export async function breakdown(frame: FrameOf<'breakdown'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const asked = windowOf(frame.period, cover, dayOf(ask.now))
  const filter = filterOf(frame)
  const [lines, noted] = await Promise.all([
    asked.days.length === 0 ? [] : ask.warehouse.groups(filter, frame.group_by, asked),
    withQuietDays(asked, frame, ask),
  ])
  const { groups: found, unknown, window } = await withNamedPlaces(lines, frame, ask, noted)
  if (found.length === 0) return nothingThere(frame, ask, cover, window)
  const query = queryText('breakdown', filter, window, `by ${frame.group_by}`)
  const evidence = billEvidence(cover, query, 'cost.breakdown', found, window.gaps)
  const cite = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: frame.period.label }
  if (frame.measure === 'usage') return usageTable(frame, ask, { currency: cover.currency, groups: found, evidence, cite, notices: window.notices })
  // Without one of the places that were asked for nothing is a share of all of them.
  const parts = partsOf(frame, ask, found, { days: window.days.length, has_shares: frame.order !== 'smallest' && unknown.length === 0 })
  if (parts.shown.length === 0) return nothingThere(frame, ask, cover, window)
  const facts = factsOf(frame, ask, parts, { currency: cover.currency, days: window.days.length, cite })
  const bars = barsOf(frame, ask, parts, cover.currency)
  const intent = viewIntent(ask, frame, {
    title: bars.title,
    facts,
    evidence: [evidence],
    components: [...window.notices, bars, { kind: 'fact_grid', title: 'In all', facts: ['total', 'per_day'] }],
    suggestions: [
      frame.group_by === 'owner' ? 'By account' : 'By team',
      'Over time',
      Object.keys(frame.scope).length === 0 ? 'What changed most?' : 'What changed most there?',
    ],
  })
  const sentence =
    parts.top_share === null
      ? say('{total} in {scope}, {period}.', facts, ['total'])
      : say('{total} in {scope}, {period}; the largest part is {top_name} with {top_share}.', facts, ['total'])
  return { intents: [intent], sentence, listed: [] }
}

const columnOf = ({ measure }: FrameOf<'breakdown'>) => (measure === 'list' ? 'list_cost' : 'effective_cost')
const measureOf = ({ measure }: FrameOf<'breakdown'>) =>
  measure === 'list' ? (['List cost', 'ListCost'] as const) : (['Effective cost', 'EffectiveCost'] as const)

function partsOf(frame: FrameOf<'breakdown'>, ask: AskWith, found: readonly CostGroup[], { days, has_shares }: { days: number; has_shares: boolean }): Parts {
  const column = columnOf(frame)
  const total = add(...found.map((g) => g[column]))
  const kept = found.filter((g) => frame.threshold === null || passes(frame.threshold, g[column], days, total))
  const groups = frame.order === 'smallest' ? kept.toReversed() : kept.toSorted((a, b) => big(b[column]).cmp(a[column]))
  const [top] = groups
  return {
    shown: groups.slice(0, frame.limit),
    rest: [...groups.slice(frame.limit), ...found.filter((g) => !kept.includes(g))],
    total,
    top_label: top === undefined ? '' : groupLabel(frame.group_by, top.key, ask.gazetteer),
    top_share: top === undefined || !has_shares || !isPositive(total) ? null : big(top[column]).div(total).times(100).toNumber(),
  }
}

type Cited = { currency: string; days: number; cite: FactNotes }

function factsOf(frame: FrameOf<'breakdown'>, ask: AskWith, { shown, rest, total, top_label, top_share }: Parts, { currency, days, cite }: Cited): Facts {
  const column = columnOf(frame)
  const [measure, field] = measureOf(frame)
  const head = GROUP_HEADS[frame.group_by].toLowerCase()
  const sum = (name: string, cost: Decimal, formula: string) => money(name, cost, currency, null, { ...cite, formula })
  return {
    ...aboutFacts(frame, ask.gazetteer),
    total: sum(measure, total, `sum of ${field} of all bill lines in the scope`),
    per_day: moneyPerDay('Mean per day', toDecimal(big(total).div(days)), currency, { ...cite, formula: `total ÷ ${days} days on the bill` }),
    top_name: words(GROUP_HEADS[frame.group_by], top_label, cite),
    ...(top_share === null ? {} : { top_share: pct('Share', top_share, { ...cite, formula: 'largest group ÷ total' }) }),
    ...Object.fromEntries(
      shown.map((g, i) => [`group_${i}`, sum(groupLabel(frame.group_by, g.key, ask.gazetteer), g[column], `sum of ${field} where ${head} is this one`)]),
    ),
    ...(rest.length === 0 ? {} : { rest: sum(`${rest.length} more`, add(...rest.map((g) => g[column])), 'sum of the groups that are not listed') }),
  }
}

function barsOf(frame: FrameOf<'breakdown'>, ask: AskWith, { shown, rest, top_label, top_share }: Parts, currency: string): ComponentOf<'bars'> {
  const column = columnOf(frame)
  const head = GROUP_HEADS[frame.group_by].toLowerCase()
  return {
    kind: 'bars',
    title: top_share === null ? `Cost by ${head}` : `${top_label} is ${formatPct(top_share)} of ${partWords(frame, ask.gazetteer)}`,
    subtitle: `${measureOf(frame)[0]} by ${head}, ${frame.period.label}, in ${currency}`,
    currency,
    bars: [
      ...shown.map((g, i) => ({ label: groupLabel(frame.group_by, g.key, ask.gazetteer), value: g[column], before: null, fact: `group_${i}` })),
      ...(rest.length === 0 ? [] : [{ label: `${rest.length} more`, value: add(...rest.map((g) => g[column])), before: null, fact: 'rest' }]),
    ],
  }
}
