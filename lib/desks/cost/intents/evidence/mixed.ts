import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import { riseOf } from '@/lib/desks/cost/rules/category-rule'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { type Facts, moneyPerDay, pct } from '@/lib/intents/fact'
import { formatMoney, formatPct } from '@/lib/kernel/format'
import { compareDecimal, subtract } from '@/lib/kernel/money'
import type { CategoryVerdict } from '@/schemas/cost'
import { type DrawEvidence, firstRows, gapsOf, notesOf } from './piece'

/** What several rules explain of one rise, where none of them explains it alone. Null where one category stands alone. */
export const mixedEvidence: DrawEvidence = (ctx) => {
  const { triage, attribution, anomaly } = ctx.file
  if (triage === null || attribution === null) return null
  const parts = triage.verdicts.filter((v) => (v.share ?? 0) > 0).toSorted((a, b) => (b.share ?? 0) - (a.share ?? 0) || (a.rule < b.rule ? -1 : 1))
  const [most] = parts
  if (most === undefined || !(triage.category === 'unknown' || triage.contributing !== null)) return null
  const rise = riseOf(attribution)
  const { shown, more } = firstRows(parts, 'part')
  const ids = (v: CategoryVerdict) => [...new Set(v.reasons.flatMap((r) => r.evidence_ids))]
  const notes = notesOf(ctx, ...attribution.evidence_ids)
  const largest = parts.map((v) => v.explained).reduce((a, b) => (compareDecimal(a, b) >= 0 ? a : b))
  const facts: Facts = {
    rise: moneyPerDay('Rise', rise, anomaly.currency, { ...notes, formula: 'cost per day since − before' }),
    remainder: moneyPerDay('Not explained by the largest part', subtract(rise, largest), anomaly.currency, {
      ...notes,
      polarity: 'neutral',
      formula: `${formatMoney(rise, anomaly.currency)} rise − ${formatMoney(largest, anomaly.currency)}; parts may be about the same dollars, so they are not added`,
    }),
  }
  return {
    part: {
      kind: 'evidence.mixed',
      title:
        triage.category === 'unknown'
          ? `No part explains half of the rise: the largest is ${CATEGORY_LABELS[most.category].toLowerCase()} with ${formatPct((most.share ?? 0) * 100)}`
          : `More than one thing: ${shown.map((v) => `${CATEGORY_LABELS[v.category].toLowerCase()} ${formatPct((v.share ?? 0) * 100)}`).join(', ')}`,
      subtitle: `Dollars of the rise that each rule explains, in ${anomaly.currency} per day`,
      more,
      gaps: [...triage.missing_evidence.map(evidenceWords), ...gapsOf(ctx, ...attribution.evidence_ids)].slice(0, 12),
      parts: shown.map((v, i) => ({
        category: CATEGORY_LABELS[v.category],
        rule: `${v.rule} v${v.version}`,
        because: v.reasons.map(sentenceOf).join(' '),
        explained: `part_${i}`,
        share: `part_${i}_share`,
      })),
      rise: 'rise',
      remainder: 'remainder',
    },
    facts: {
      ...facts,
      ...Object.assign(
        {},
        ...shown.map((v, i) => ({
          [`part_${i}`]: moneyPerDay(CATEGORY_LABELS[v.category], v.explained, anomaly.currency, {
            ...notesOf(ctx, ...(ids(v).length > 0 ? ids(v) : attribution.evidence_ids)),
            formula: `dollars of the rise that ${v.rule} v${v.version} explains`,
          }),
          [`part_${i}_share`]: pct(`${CATEGORY_LABELS[v.category]}, share`, (v.share ?? 0) * 100, { ...notes, formula: 'explained ÷ rise' }),
        })),
      ),
    },
  }
}
