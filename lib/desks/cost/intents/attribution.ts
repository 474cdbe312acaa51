import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { ledgerFacts, waterfall } from '@/lib/desks/cost/intents/waterfall'
import { whereText } from '@/lib/desks/cost/intents/words'
import { buildIntent } from '@/lib/intents/build'
import { cell, columnsOf, factCell } from '@/lib/intents/cell'
import { type Facts, moneyChange, pct, words } from '@/lib/intents/fact'
import { formatMoney, formatPct } from '@/lib/kernel/format'
import type { Attribution } from '@/schemas/cost'
import type { Component, UiIntent } from '@/schemas/intent'

// Slices listed; the rest is counted.
const SLICES = 8

/** Every dollar between the expected and the actual day in a named step, and where the change sits. Null before attribution. */
export function attributionIntent(ctx: CaseContext): UiIntent | null {
  const { attribution } = ctx.file
  if (attribution === null) return null
  const facts = { ...caseFacts(ctx), ...ledgerFacts(ctx, attribution), ...sliceFacts(ctx, attribution) }
  return buildIntent({
    ...envelope(ctx, 'attribution', { type: 'anomaly', id: ctx.c.case_id }),
    title: title(ctx, attribution),
    facts,
    components: [waterfall(ctx, attribution), sliceTable(ctx, attribution, facts)],
    suggestions: ['What changed most in the last 7 days?', 'Show the bill lines of yesterday'],
  })
}

function title({ names }: CaseContext, attribution: Attribution): string {
  const [top] = attribution.slices
  if (top === undefined) return 'No single slice carries the change'
  return `${whereText(top.scope, names)} carries ${formatPct(top.share * 100)} of the change`
}

function sliceFacts({ file }: CaseContext, attribution: Attribution): Facts {
  const { currency } = file.anomaly
  const { evidence_ids: evidence, total_change, remainder } = attribution
  const entries = attribution.slices.slice(0, SLICES).map((s, i) => ({
    [`slice_${i}_change`]: moneyChange('Change', s.net_change, currency, 'day', { evidence, formula: 'cost per day after − before' }),
    [`slice_${i}_share`]: pct('Share of the change', s.share * 100, {
      evidence,
      formula: `${formatMoney(s.gain, currency)} per day explained of ${formatMoney(total_change, currency)}`,
    }),
    [`slice_${i}_factor`]: words('Factor', s.factor === null ? 'new' : `× ${s.factor.toFixed(2)}`, {
      evidence,
      formula: s.factor === null ? 'nothing was there before' : 'after ÷ before, one factor for the whole slice',
    }),
  }))
  const rest = moneyChange('Outside these', remainder, currency, 'day', {
    evidence,
    polarity: 'neutral',
    formula: 'unexplained change outside the listed slices',
  })
  return Object.assign({ slice_remainder: rest }, ...entries)
}

function sliceTable({ names }: CaseContext, attribution: Attribution, facts: Facts): Component {
  const shown = attribution.slices.slice(0, SLICES)
  if (shown.length === 0)
    return {
      kind: 'notice',
      tone: 'missing',
      title: 'Where the change sits',
      text: 'not known: no slice of account, service, region, usage type and team explains it with one factor.',
      remedy: null,
    }
  const rows = shown.map((s, i) => ({
    href: null,
    cells: [cell(whereText(s.scope, names)), factCell(facts, `slice_${i}_factor`), factCell(facts, `slice_${i}_change`), factCell(facts, `slice_${i}_share`)],
  }))
  const rest = { href: null, cells: [cell('Outside these'), cell(''), factCell(facts, 'slice_remainder'), cell('')] }
  const hidden = attribution.slices.length - shown.length
  return {
    kind: 'table',
    title: 'Where the change sits',
    subtitle: 'Slices with one factor each, largest first',
    columns: columnsOf('Where', '>Factor', '>Change per day', '>Share'),
    rows: [...rows, rest],
    totals: null,
    more: hidden > 0 ? `${hidden} smaller slices` : null,
  }
}
