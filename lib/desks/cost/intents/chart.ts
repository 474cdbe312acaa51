import { type CaseContext, envelope, evidenceOf } from '@/lib/desks/cost/intents/case-context'
import { caseFacts } from '@/lib/desks/cost/intents/case-facts'
import { levelSentence } from '@/lib/desks/cost/intents/sentences'
import { caseSeries } from '@/lib/desks/cost/intents/series'
import { buildIntent } from '@/lib/intents/build'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Component, ComponentOf, UiIntent } from '@/schemas/intent'

type Marker = ComponentOf<'timeseries'>['markers'][number]

// Days on the chart, and how near to the onset an event must lie to be marked.
const CHART_DAYS = 90
const EVENT_DAYS = 2
const MAX_EVENTS = 4
const MAX_MARKERS = 12

/** Cost per day against its expected band, with what happened when. The title states the finding. */
export function chartIntent(ctx: CaseContext): UiIntent {
  const { c, file } = ctx
  const { points, evidence_id } = caseSeries(ctx)
  const missing: Component[] =
    evidence_id === null
      ? [
          {
            kind: 'notice',
            tone: 'missing',
            title: 'Actual cost per day',
            text: 'not known: the daily series of this scope is not at hand.',
            remedy: 'Import the bill of these days, or look at the source.',
          },
        ]
      : []
  const chart: Component = {
    kind: 'timeseries',
    title: levelSentence(ctx),
    subtitle: `Effective cost per day in ${file.anomaly.currency}, with the expected day and its 80 % and 95 % bands`,
    currency: file.anomaly.currency,
    points: points.slice(-CHART_DAYS),
    markers: caseMarkers(ctx),
  }
  return buildIntent({
    ...envelope(ctx, 'chart', { type: 'anomaly', id: c.case_id }),
    title: chart.title,
    facts: caseFacts(ctx),
    components: [...missing, chart],
    suggestions: ['What happened before the spike?', 'Cost per day for the last 30 days'],
  })
}

/** Onset, events near it, signature, run and checks, in order of their days. */
export function caseMarkers(ctx: CaseContext): Marker[] {
  const { c, file } = ctx
  const first = file.anomaly.first_day
  const [from, to] = [addDays(first, -EVENT_DAYS), addDays(first, EVENT_DAYS)]
  const events = evidenceOf(ctx.evidence, 'cost.change_events')
    .flatMap((e) => e.body.events)
    .filter((e) => dayOf(e.at) >= from && dayOf(e.at) <= to)
    .slice(0, MAX_EVENTS)
    .map((e): Marker => ({ day: dayOf(e.at), label: e.title, tone: 'event' }))
  const signed = (c.approval?.signatures ?? [])
    .filter((s) => s.verdict === 'approve')
    .map((s): Marker => ({ day: dayOf(s.at), label: `approved by ${s.name}`, tone: 'approve' }))
  const run: Marker[] =
    c.run?.finished_at === null || c.run === null
      ? []
      : [{ day: dayOf(c.run.finished_at), label: c.run.state === 'rolled_back' ? 'rolled back' : 'executed', tone: 'execute' }]
  // Of the looks of one day the last stands for all.
  const looked = c.checks.filter((k, n) => !c.checks.slice(n + 1).some((later) => dayOf(later.at) === dayOf(k.at)))
  const checks = looked.map((k): Marker => ({ day: dayOf(k.at), label: k.savings === null ? 'check' : `${k.savings.days}-day check`, tone: 'check' }))
  return [{ day: first, label: 'began', tone: 'onset' } satisfies Marker, ...events, ...signed, ...run, ...checks]
    .slice(0, MAX_MARKERS)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}
