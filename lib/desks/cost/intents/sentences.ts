import { isClosed } from '@/lib/cases/move'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { sentenceOf } from '@/lib/desks/cost/intents/sentence-of'
import { shownHeadline } from '@/lib/desks/cost/intents/shown-headline'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { formatDay, formatRate } from '@/lib/kernel/format'
import { lower } from '@/lib/kernel/letters'
import type { CategoryVerdict } from '@/schemas/cost'

/** What happened, where and since when, with both sides of the comparison. */
export function findingSentence({ c, file }: CaseContext): string {
  const { actual_daily_cost, expected_daily_cost, currency } = file.anomaly
  return `${shownHeadline(c).replace(/[.]$/, '')}: ${formatRate(actual_daily_cost, currency, 'day')} against ${formatRate(expected_daily_cost, currency, 'day')}.`
}

/** The two levels of the anomaly, for the chart that shows them. */
export function levelSentence({ c, file }: CaseContext): string {
  const { actual_daily_cost, expected_daily_cost, currency, first_day, last_day } = file.anomaly
  const days = isClosed(c) ? `from ${formatDay(first_day)} to ${formatDay(last_day)}` : `since ${formatDay(first_day)}`
  const expected = formatRate(expected_daily_cost, currency, 'day')
  return `${formatRate(actual_daily_cost, currency, 'day')} ${days}, ${expected === formatRate('0', currency, 'day') ? 'nothing' : expected} expected`
}

/** The rule that named the category; undefined while it is not known. */
export const winnerOf = ({ file }: CaseContext): CategoryVerdict | undefined =>
  file.triage?.verdicts.find((v) => v.category === file.triage?.category && v.outcome === 'finding')

/** What caused it, in the words of the rule that won and of what set it off; says so when nobody knows. */
export function causeSentence(ctx: CaseContext): string {
  const { triage } = ctx.file
  if (triage === null) return 'The cause is not known yet: the evidence is being read.'
  const winner = winnerOf(ctx)
  if (winner === undefined) return 'No category explains half of the change, so the cause is not known.'
  const beside = [triage.trigger, triage.contributing].filter((category) => category !== null).map((category) => lower(CATEGORY_LABELS[category]))
  const category = [lower(CATEGORY_LABELS[triage.category]), ...beside].join('; also ')
  const trigger = triage.verdicts.find((v) => v.category === triage.trigger && v.outcome === 'finding')
  return [`Cause: ${category}.`, ...[...winner.reasons, ...(trigger?.reasons ?? [])].map(sentenceOf)].join(' ')
}
