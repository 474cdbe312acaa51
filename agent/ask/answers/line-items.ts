import { aboutFacts } from '@/agent/ask/about-facts'
import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { noBill, nothingThere } from '@/agent/ask/answers/missing'
import { billEvidence, filterOf, queryText } from '@/agent/ask/bill-query'
import { windowOf } from '@/agent/ask/bill-window'
import { groupLabel } from '@/agent/ask/group-names'
import type { BillLine } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { partWords } from '@/lib/conversation/chips/place-words'
import { type Cell, cell, columnsOf, factCell } from '@/lib/intents/cell'
import { count, type FactNotes, type Facts, money } from '@/lib/intents/fact'
import { formatDay, roundDecimal } from '@/lib/kernel/format'
import { add, subtract } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import type { CostGroup } from '@/lib/warehouse/queries/cost-groups'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'
import type { Decimal } from '@/schemas/money'

/** A row of one word and one figure. */
const wide = (label: string, figure: Cell): Cell[] => [cell(label), cell(''), cell(''), cell(''), cell(''), figure]

/** The largest bill lines as the provider billed them. */
export async function lineItems(frame: FrameOf<'line_items'>, ask: AskWith): Promise<Answer> {
  const cover = await ask.warehouse.cover()
  if (cover === null) return noBill(frame, ask)
  const window = windowOf(frame.period, cover, dayOf(ask.now))
  const { lines, is_cut } = window.days.length === 0 ? { lines: [], is_cut: false } : await ask.warehouse.lines(filterOf(frame), window, frame.limit)
  if (lines.length === 0) return nothingThere(frame, ask, cover, window)
  const evidence = billEvidence(cover, queryText('line_items', filterOf(frame), window, `largest ${frame.limit}`), 'cost.line_items', lines, window.gaps)
  const cite = { evidence: [evidence.evidence_id], as_of: cover.imported_at, window: frame.period.label }
  const groups = is_cut ? await ask.warehouse.groups(filterOf(frame), 'sub_account_id', window) : null
  const facts: Facts = { ...aboutFacts(frame, ask.gazetteer), ...lineFacts(lines, groups, cover.currency, cite) }
  const table: Component = {
    kind: 'table',
    title: `Largest bill lines of ${partWords(frame, ask.gazetteer)}`,
    subtitle: `${frame.period.label}, effective cost in ${cover.currency}`,
    columns: columnsOf('Day', 'Account', 'Usage type', 'Resource', '>Quantity', '>Cost'),
    rows: lines.map((l, i) => ({
      href: null,
      cells: [
        cell(formatDay(l.day, ask.now)),
        cell(groupLabel('sub_account_id', l.sub_account_id, ask.gazetteer)),
        cell(l.usage_type === '' ? l.service_name : l.usage_type),
        cell(l.resource_id === '' ? 'no resource' : (l.resource_id.split('/').at(-1) ?? l.resource_id)),
        cell(l.quantity === null ? 'not stated' : `${roundDecimal(l.quantity, 2)}${l.unit === null ? '' : ` ${l.unit}`}`),
        factCell(facts, `line_${i}`),
      ],
    })),
    ...(is_cut ? { rest: wide('Smaller lines', factCell(facts, 'rest')) } : {}),
    totals: is_cut ? wide('All', factCell(facts, 'all')) : wide('Shown', factCell(facts, 'shown')),
    more: is_cut ? 'Ask for more to see smaller lines' : null,
  }
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    evidence: [evidence],
    components: [...window.notices, table],
    suggestions: ['More', 'By usage type', 'Over time'],
  })
  return {
    intents: [intent],
    sentence: say(is_cut ? 'The largest {lines} of {scope}, {period}, come to {shown}.' : '{lines} of {scope}, {period}, come to {shown}.', facts, [
      'lines',
      'shown',
    ]),
    listed: [],
  }
}

/** Each line and their sum; where `groups` hold more than the lines, all of it and the rest as well. */
function lineFacts(lines: readonly BillLine[], groups: readonly CostGroup[] | null, currency: string, cite: FactNotes): Facts {
  const sum = (name: string, amount: Decimal, formula: string) => money(name, amount, currency, null, { ...cite, formula })
  const shown = add(...lines.map((l) => l.effective_cost))
  const all = groups === null ? shown : add('0', ...groups.map((g) => g.effective_cost))
  return {
    lines: count('Lines shown', lines.length, 'bill line', 'bill lines', {
      ...cite,
      formula: groups === null ? 'all of the scope and period' : 'the largest of the scope and period',
    }),
    shown: sum('Lines shown', shown, 'sum of the lines listed here'),
    ...(groups === null
      ? {}
      : {
          all: sum('All lines', all, 'sum of EffectiveCost of all lines of the scope and period'),
          rest: sum('Smaller lines', subtract(all, shown), 'all lines − the lines listed here'),
        }),
    ...Object.fromEntries(lines.map((l, i) => [`line_${i}`, sum('Effective cost', l.effective_cost, 'EffectiveCost of this line')])),
  }
}
