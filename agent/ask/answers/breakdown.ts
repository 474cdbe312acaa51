import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { withNamedPlaces } from '@/agent/ask/answers/named-places'
import { passes } from '@/agent/ask/answers/threshold'
import { usageTable } from '@/agent/ask/answers/usage-table'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { scopeWords } from '@/lib/conversation/chips/chips'
import { type Facts, money, moneyPerDay, pct, words } from '@/lib/intents/fact'
import { formatPct } from '@/lib/kernel/format'
import { add, big, isPositive, toDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

/** What was spent in a period, split one way. Groups beyond the limit are summed as the rest, so that the parts always add up. */
export async function breakdown(frame: FrameOf<'breakdown'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const asked = windowOf(frame.period, cover, dayOf(ask.now))
  const filter = filterOf(frame)
  const lines = asked.days.length === 0 ? [] : await ask.warehouse.groups(filter, frame.group_by, asked)
  const { groups: found, unknown, window } = await withNamedPlaces(lines, frame, ask, asked)
  if (found.length === 0) return nothingThere(frame, ask, cover, window)
  const query = queryText('breakdown', filter, window, `by ${frame.group_by}`)
  const evidence = billEvidence(cover, query, 'cost.breakdown', found, window.gaps)
  const cite = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: frame.period.label }
  if (frame.measure === 'usage') return usageTable(frame, ask, { currency: cover.currency, groups: found, evidence, cite, notices: window.notices })
  const column = frame.measure === 'list' ? 'list_cost' : 'effective_cost'
  const [measure, field] = frame.measure === 'list' ? (['List cost', 'ListCost'] as const) : (['Effective cost', 'EffectiveCost'] as const)
  const total = add(...found.map((g) => g[column]))
  const kept = found.filter((g) => frame.threshold === null || passes(frame.threshold, g[column], window.days.length, total))
  if (kept.length === 0) return nothingThere(frame, ask, cover, window)
  const groups = frame.order === 'smallest' ? kept.toReversed() : kept.toSorted((a, b) => big(b[column]).cmp(a[column]))
  const shown = groups.slice(0, frame.limit)
  const rest = [...groups.slice(frame.limit), ...found.filter((g) => !kept.includes(g))]
  const head = GROUP_HEADS[frame.group_by].toLowerCase()
  const label = (key: string): string => groupLabel(frame.group_by, key, ask.gazetteer)
  const share = (cost: Decimal): number | null => (isPositive(total) ? big(cost).div(total).times(100).toNumber() : null)
  const top = shown[0]
  const top_label = top === undefined ? '' : label(top.key)
  // Without one of the places that were asked for nothing is a share of all of them.
  const top_share = top === undefined || frame.order === 'smallest' || unknown.length > 0 ? null : share(top[column])
  const facts: Facts = {
    ...aboutFacts(frame, ask.gazetteer),
    total: money(measure, total, cover.currency, null, { ...cite, formula: `sum of ${field} of all bill lines in the scope` }),
    per_day: moneyPerDay('Mean per day', toDecimal(big(total).div(window.days.length)), cover.currency, {
      ...cite,
      formula: `total ÷ ${window.days.length} days on the bill`,
    }),
    top_name: words(GROUP_HEADS[frame.group_by], top_label, cite),
    ...(top_share === null ? {} : { top_share: pct('Share', top_share, { ...cite, formula: 'largest group ÷ total' }) }),
    ...Object.fromEntries(
      shown.map((g, i) => [
        `group_${i}`,
        money(label(g.key), g[column], cover.currency, null, { ...cite, formula: `sum of ${field} where ${head} is this one` }),
      ]),
    ),
    ...(rest.length === 0
      ? {}
      : {
          rest: money(`${rest.length} more`, add(...rest.map((g) => g[column])), cover.currency, null, {
            ...cite,
            formula: 'sum of the groups that are not listed',
          }),
        }),
  }
  const bars: Component = {
    kind: 'bars',
    title: top_share === null ? `Cost by ${head}` : `${top_label} is ${formatPct(top_share)} of ${scopeWords(frame, ask.gazetteer)}`,
    subtitle: `${measure} by ${head}, ${frame.period.label}, in ${cover.currency}`,
    currency: cover.currency,
    bars: [
      ...shown.map((g, i) => ({ label: label(g.key), value: g[column], before: null, fact: `group_${i}` })),
      ...(rest.length === 0 ? [] : [{ label: `${rest.length} more`, value: facts['rest']?.value ?? '0', before: null, fact: 'rest' }]),
    ],
  }
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
    top_share === null
      ? say('{total} in {scope}, {period}.', facts, ['total'])
      : say('{total} in {scope}, {period}; the largest part is {top_name} with {top_share}.', facts, ['total'])
  return { intents: [intent], sentence, listed: [] }
}
