import { type CaseContext, envelope } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { ledgerFacts, waterfall } from '@/lib/desks/cost/intents/waterfall'
import { whereText } from '@/lib/desks/cost/intents/where-text'
import { buildIntent } from '@/lib/intents/build'
import { type Facts, moneyChange, pct, words } from '@/lib/intents/fact'
import { formatMoney, formatPct } from '@/lib/kernel/format'
import type { Attribution } from '@/schemas/cost'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

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
    components: [
      { kind: 'attribution.waterfall', title: 'From expected to actual cost per day', ...waterfall(ctx, attribution), ...slicesOf(ctx, attribution) },
    ],
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

/** Where the change sits, largest first. */
function slicesOf({ names }: CaseContext, attribution: Attribution): Pick<ComponentOf<'attribution.waterfall'>, 'slices' | 'outside' | 'more'> {
  const hidden = attribution.slices.length - SLICES
  return {
    slices: attribution.slices
      .slice(0, SLICES)
      .map((s, i) => ({ place: whereText(s.scope, names), factor: `slice_${i}_factor`, change: `slice_${i}_change`, share: `slice_${i}_share` })),
    outside: 'slice_remainder',
    more: hidden > 0 ? `${hidden} smaller slices` : null,
  }
}
