import { namedCase } from '@/lib/cases/rest-of-plan'
import { CATEGORY_LABELS } from '@/lib/intents/category-words'
import { legible } from '@/lib/intents/clip'
import { wouldAllow } from '@/lib/intents/would-allow'
import { formatDay, formatRate } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'

export type TicketDraft = {
  title: string
  lines: string[]
  labels: string[] /** One ticket per incident, however often it is asked for. */
  dedupe_key: string
}

/** What a person is asked when no template is safe: what happened, what was not done and why, and what would allow it. */
export function draftTicket(c: Case, plan: Plan): TicketDraft {
  const anomaly = c.cost?.anomaly
  const facts =
    anomaly === undefined
      ? []
      : [
          `${formatRate(anomaly.delta_daily_cost, anomaly.currency, 'day')} above what was expected, since ${formatDay(anomaly.first_day, c.updated_at)}`,
          `Cause: ${CATEGORY_LABELS[c.cost?.triage?.category ?? 'unknown']}`,
        ]
  const rejected = plan.rejected.map((r) => {
    const takes = wouldAllow(r)
    return `Not done: ${r.template.replaceAll('_', ' ')} for ${r.target}, because ${r.because}.${takes === null ? '' : ` It would take: ${takes}.`}`
  })
  return {
    title: legible(namedCase(c)),
    lines: [...facts, ...rejected].map(legible),
    labels: ['cost', c.severity, c.cost?.triage?.category ?? 'unknown'],
    dedupe_key: c.incident_key,
  }
}
