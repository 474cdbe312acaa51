import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { GROUP_HEADS, groupLabel } from '@/agent/ask/group-names'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { partWords } from '@/lib/conversation/chips/place-words'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type FactNotes, type Facts, money } from '@/lib/intents/fact'
import { roundDecimal } from '@/lib/kernel/format'
import { add } from '@/lib/kernel/money'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

type Found = { currency: string; groups: readonly CostGroup[]; evidence: Evidence; cite: FactNotes; notices: readonly Component[] }

function quantityOf(groups: readonly CostGroup[]): string {
  const [first] = groups
  const quantities = groups.flatMap(({ quantity, unit }) => (quantity === null || unit !== first?.unit ? [] : [quantity]))
  if (quantities.length < groups.length) return 'more than one unit'
  return `${roundDecimal(add('0', ...quantities), 2)} ${first?.unit ?? ''}`.trim()
}

/** How much was used, beside what it cost. Quantities of different units are never added, so a mixed group says so. */
export function usageTable(frame: FrameOf<'breakdown'>, ask: AskWith, { currency, groups, evidence, cite, notices }: Found): Answer {
  const [shown, others] = [groups.slice(0, frame.limit), groups.slice(frame.limit)]
  const facts: Facts = {
    ...aboutFacts(frame, ask.gazetteer),
    groups: count(GROUP_HEADS[frame.group_by], groups.length, 'group', 'groups', cite),
    ...Object.fromEntries(
      shown.map((g, i) => [`cost_${i}`, money('Effective cost', g.effective_cost, currency, null, { ...cite, formula: 'sum of EffectiveCost' })]),
    ),
    ...(others.length === 0
      ? {}
      : {
          cost_rest: money('Effective cost, the rest', add(...others.map((g) => g.effective_cost)), currency, null, {
            ...cite,
            formula: 'sum of EffectiveCost of the groups that are not listed',
          }),
        }),
  }
  const table: Component = {
    kind: 'table',
    title: `Usage of ${partWords(frame, ask.gazetteer)} by ${GROUP_HEADS[frame.group_by].toLowerCase()}`,
    subtitle: frame.period.label,
    columns: columnsOf(GROUP_HEADS[frame.group_by], '>Quantity', '>Cost'),
    rows: shown.map((g, i) => ({
      href: null,
      cells: [cell(groupLabel(frame.group_by, g.key, ask.gazetteer)), cell(quantityOf([g])), factCell(facts, `cost_${i}`)],
    })),
    ...(others.length === 0 ? {} : { rest: [cell(`${others.length} more`), cell(quantityOf(others)), factCell(facts, 'cost_rest')] }),
    totals: null,
    more: null,
  }
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    evidence: [evidence],
    components: [...notices, table],
    suggestions: ['Over time', 'By team', 'What changed most?'],
  })
  return { intents: [intent], sentence: say('Usage of {scope}, {period}: {groups}.', facts), listed: [] }
}
