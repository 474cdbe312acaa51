import { CONFIGURATION } from '@/lib/desks/cost/rules/config-drift'
import { nearEvents } from '@/lib/desks/cost/rules/near-event'
import { pct } from '@/lib/intents/fact'
import { formatCount, formatDay, formatDuration } from '@/lib/kernel/format'
import { addDays, startOfDay, toMs } from '@/lib/kernel/time'
import { named } from '@/lib/kernel/word-table'
import type { Anomaly } from '@/schemas/cost'
import type { ChangeEvents } from '@/schemas/evidence/cost'
import { type DrawEvidence, firstRows, gapsOf, newestOf, notesOf } from './piece'

type Event = ChangeEvents['events'][number]
const TYPES: Record<Event['type'], string> = { deploy: 'Deploy', config: 'Configuration', scale: 'Scaling', schedule: 'Schedule', flag: 'Feature flag' }
/** Deploys and changes near the onset: how long before, where, and how strongly the nearest points to the rise. */
export const deployEvidence: DrawEvidence = (ctx) => {
  const found = newestOf(ctx, 'cost.change_events')
  if (found === undefined) return null
  const { body, id } = found
  const { anomaly, triage } = ctx.file
  const isConfig = triage?.category === 'config_drift' || triage?.trigger === 'config_drift'
  const types = isConfig ? CONFIGURATION : (['deploy'] as const)
  const near = nearEvents(anomaly, body, types)
  const counted = new Set(near.events.map((e) => e.event_id))
  const events = [...near.events, ...body.events.filter((e) => !counted.has(e.event_id)).toSorted((a, b) => (a.at < b.at ? 1 : -1))]
  const { shown, more } = firstRows(events, 'change')
  const [nearest] = near.events
  const what = isConfig ? 'change' : 'deploy'
  return {
    part: {
      kind: 'evidence.deploy',
      title:
        nearest === undefined
          ? `No ${what} here on the day of the onset or the day before`
          : `${nearest.title}: ${offset(nearest, anomaly)}${near.events.length > 1 ? `, with ${formatCount(near.events.length - 1, `other ${what}`)}` : ''}`,
      subtitle: `Recorded changes of ${formatDay(body.window.start, ctx.now)} to ${formatDay(addDays(body.window.end, -1), ctx.now)}; the rise began on ${formatDay(anomaly.first_day, ctx.now)}`,
      more,
      gaps: gapsOf(ctx, id),
      onset: anomaly.first_day,
      changes: shown.map((e) => ({
        title: e.title,
        type: TYPES[e.type],
        at: e.at,
        offset: offset(e, anomaly),
        place: [named(ctx.names, e.sub_account_id), e.service_name].filter((part) => part !== '').join(', '),
        href: e.url,
        is_counted: counted.has(e.event_id),
      })),
      method: 'Same account or service, on the day of the onset or up to 24 hours before it; a daily bill knows the onset only by day.',
      score: 'score',
    },
    facts: {
      score: pct('How strongly it points to the rise', near.strength * 100, {
        ...notesOf(ctx, id),
        formula: 'e^(−hours before the onset ÷ 6) ÷ how many such changes there were',
      }),
    },
  }
}

/** Hours to the day of the onset: before it, on it, or after it. */
function offset({ at }: Event, { first_day }: Anomaly): string {
  const [start, end, then] = [toMs(startOfDay(first_day)), toMs(startOfDay(addDays(first_day, 1))), toMs(at)]
  if (then < start) return `${formatDuration((start - then) / 1000)} before the onset`
  return then < end ? 'on the day of the onset' : `${formatDuration((then - end) / 1000)} after the onset`
}
