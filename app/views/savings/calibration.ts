import { assessments } from '@/lib/cases/assessments-store'
import type { ClaimedCase } from '@/lib/cases/ledger-plans'
import { templateRecords } from '@/lib/cases/ledger-store'
import { templateWords } from '@/lib/intents/code-words'
import { type FactNotes, notKnown, pct, words } from '@/lib/intents/fact'
import { formatCount, formatPct } from '@/lib/kernel/format'
import { type Calibration, calibration } from '@/lib/verification/calibration'
import type { Fact } from '@/schemas/intent'

const share = (part: number, of: number): number => Math.round((1000 * part) / of) / 10

/** How well what was predicted, measured and named held afterwards: each figure with what it counts. */
export async function calibrationFacts(tenant_id: string, claimed: readonly ClaimedCase[]): Promise<Fact[]> {
  const [records, said] = await Promise.all([templateRecords(tenant_id), assessments(tenant_id)])
  const intervals = claimed.flatMap(({ c, claim, course, undone_since }) => {
    const first = c.checks.find((check) => check.savings !== null)
    // An interval of another place of the bill than the course was read in says nothing about it.
    if (first?.savings == null || first.savings.measured_on?.rung !== claim.savings?.measured_on?.rung) return []
    // Which days were measured is the first check's; what they and later ones came to is what the bill says now.
    const used = new Set(first.trajectory.filter((p) => p.is_used).map((p) => p.day))
    return [{ first: first.savings, trajectory: course.map((p) => ({ ...p, is_used: used.has(p.day) })), until: undone_since }]
  })
  const found = calibration(intervals, said)
  return [
    ...Object.entries(records).map(([template, { measured, median_ratio }]) => realizedFact(templateWords(template), measured, median_ratio)),
    ...intervalFacts(found),
    ...peopleFacts(found),
  ]
}

function realizedFact(name: string, measured: number, median_ratio: number | null): Fact {
  const label = `Realized share of the prediction: ${name}`
  const formula = 'median over plans of this template alone that were measured alone: what the newest check measured a day ÷ what was predicted'
  if (median_ratio === null) return notKnown(label, 'no plan of it was measured', { formula })
  return words(label, `${formatPct(100 * median_ratio)}, ${formatCount(measured, 'plan')}`, { formula })
}

function intervalFacts({ intervals: { checked, held } }: Calibration): Fact[] {
  const notes: FactNotes = {
    formula: 'claimed plans whose first 90 % interval holds what they saved a day on later settled days ÷ those with two weeks of such days',
  }
  const label = 'Intervals that held afterwards'
  return [
    checked === 0
      ? notKnown(label, 'no plan has run two weeks beyond its first check', notes)
      : pct(label, share(held, checked), { ...notes, window: `${formatCount(checked, 'plan')}` }),
  ]
}

const BRIER = 'How well confidence matched (Brier score)'

function peopleFacts({ brier, false_alarms: f }: Calibration): Fact[] {
  const squared = 'mean of (confidence − 1 where a person called it real, confidence where a person called it a false alarm) squared; 0 is best, 0.25 is a coin'
  return [
    f.assessed === 0
      ? notKnown('False alarms', 'nobody has judged a case yet')
      : pct('False alarms', share(f.false_alarms, f.assessed), {
          formula: 'anomalies called a false alarm ÷ anomalies that a person judged',
          window: formatCount(f.assessed, 'anomaly', 'anomalies'),
        }),
    brier.score === null
      ? notKnown(BRIER, 'nobody has called a case real or a false alarm yet', { formula: squared })
      : words(BRIER, `${brier.score.toFixed(3)}, ${formatCount(brier.assessed, 'anomaly', 'anomalies')}`, { formula: squared }),
  ]
}
