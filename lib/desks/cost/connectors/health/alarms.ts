import { type CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { addMs } from '@/lib/kernel/time'
import { instantsOf, POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'
import { toFault } from '../cloud/real/aws-classify'
import { allPages, collect, token } from '../cloud/real/aws-describe'
import { sinceOf } from './counted-up'
import type { Look, Name } from './watched'

const API = 'cloudwatch:DescribeAlarms'
const HISTORY_API = 'cloudwatch:DescribeAlarmHistory'
const PAGE_SIZE = 100
// Alarms whose history is read for one action.
const MOST_ALARMS = 50
const RINGS = 'ALARM'
// The points since a run begin when it ends. What began to ring so long before may be its doing.
const RUN_MS = 30 * 60_000
// CloudWatch keeps the history of alarms for 30 days.
const KEPT_MS = 30 * 86_400_000

export type Alarm = { name: string; state: string; changed_at: Instant | null; about: readonly (readonly Name[])[] }
type Step = { at: Instant; from: string; to: string }

/** Every alarm on metrics in one place that somebody may want to know of, with the dimensions that it watches. */
export async function listAlarms(client: CloudWatchClient): Promise<Alarm[]> {
  const pages = await allPages(API, (NextToken) =>
    client.send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm'], MaxRecords: PAGE_SIZE, ...token(NextToken) })),
  )
  return pages
    .flatMap((page) => page.MetricAlarms ?? [])
    .filter((a) => !isForScaling(a))
    .map(toAlarm)
}

// One that only scales something rings in the course of a day, and tells nobody.
const SCALES = /^arn:[^:]+:autoscaling:/
const isForScaling = ({ AlarmActions = [] }: MetricAlarm): boolean => AlarmActions.length > 0 && AlarmActions.every((arn) => SCALES.test(arn))

const toAlarm = (a: MetricAlarm): Alarm => ({
  name: a.AlarmName ?? '',
  state: a.StateValue ?? '',
  changed_at: (a.StateTransitionedTimestamp ?? a.StateUpdatedTimestamp)?.toISOString() ?? null,
  about: [a.Dimensions, ...(a.Metrics ?? []).map((m) => m.MetricStat?.Metric?.Dimensions)].flatMap((d) => (d === undefined ? [] : [d.map(toName)])),
})
const toName = (d: { Name?: string | undefined; Value?: string | undefined }): Name => ({ Name: d.Name ?? '', Value: d.Value ?? '' })

/** Alarms that name the target or what depends on it; one about another target group of the same load balancer does not. */
export const alarmsAbout = ({ names }: Pick<Look, 'names'>, alarms: readonly Alarm[]): Alarm[] => {
  const known = new Set(names.map(keyOf))
  return alarms.filter((alarm) =>
    alarm.about.some((of) => {
      const group = of.find((n) => n.Name === 'TargetGroup')
      return group === undefined ? of.some((n) => known.has(keyOf(n))) : known.has(keyOf(group))
    }),
  )
}
const keyOf = ({ Name, Value }: Name): string => `${Name}=${Value}`

export const ringingName = (label: string): string => `alarms_ringing of ${label}`

/**
 * How many of the alarms ring, at each moment. Those that rang already before the run are not counted: what was wrong before is not its doing. No alarm at all is no signal.
 */
export async function alarmSeries(client: CloudWatchClient, label: string, alarms: readonly Alarm[], stretches: readonly Stretch[]): Promise<SignalSeries[]> {
  if (alarms.length === 0) return []
  const [start, since] = [stretches[0]?.start ?? '', sinceOf(stretches)]
  const asked = alarms.slice(0, MOST_ALARMS)
  const moved = asked.filter((a) => a.changed_at === null || a.changed_at >= start)
  const steps = await collect(
    moved.map((a) => a.name),
    (name) => stepsOf(client, name, stretches),
  )
  const silent_before = addMs(since.end, -KEPT_MS)
  const courses = asked.map((a) => courseOf(a, steps.get(a.name) ?? [], silent_before))
  const news = courses.filter((rings) => !rings(addMs(since.start, -RUN_MS), 0))
  const points = instantsOf(stretches).map((at) => ({ at, value: news.filter((rings) => rings(at, POINT_MS)).length }))
  const more = alarms.length - asked.length
  const of = { kind: 'alarm_count', unit: 'alarms' } as const
  return [
    { signal: ringingName(label), ...of, points },
    ...(more === 0 ? [] : [{ signal: `${ringingName(label)}: ${more} more, which are too many to ask`, ...of, points: [] }]),
  ]
}

type Rings = (at: Instant, for_ms: number) => boolean

/** Whether an alarm rang at any time within so long of a moment. Before the history that is kept it counts as silent, which is the strictest baseline. */
function courseOf(alarm: Alarm, steps: readonly Step[], silent_before: Instant): Rings {
  const first = steps[0]?.from ?? alarm.state
  return (at, for_ms) => {
    const end = addMs(at, for_ms)
    const state = steps.findLast((s) => s.at <= at)?.to ?? first
    return at >= silent_before && (state === RINGS || steps.some((s) => s.to === RINGS && s.at > at && s.at < end))
  }
}

const State = z.looseObject({ stateValue: z.string() })
const HistoryData = z.looseObject({ oldState: State, newState: State })

async function stepsOf(client: CloudWatchClient, AlarmName: string, stretches: readonly Stretch[]): Promise<Step[]> {
  const window = { StartDate: new Date(stretches[0]?.start ?? ''), EndDate: new Date(sinceOf(stretches).end) }
  const input = { AlarmName, HistoryItemType: 'StateUpdate' as const, ...window, MaxRecords: PAGE_SIZE, ScanBy: 'TimestampAscending' as const }
  const pages = await allPages(HISTORY_API, (NextToken) => client.send(new DescribeAlarmHistoryCommand({ ...input, ...token(NextToken) })))
  return pages
    .flatMap((page) => page.AlarmHistoryItems ?? [])
    .map(({ Timestamp, HistoryData: text }): Step => {
      const said = HistoryData.safeParse(jsonOf(text ?? ''))
      if (Timestamp === undefined || !said.success) throw toFault(new Error('the history of an alarm is in another form'), HISTORY_API)
      return { at: Timestamp.toISOString(), from: said.data.oldState.stateValue, to: said.data.newState.stateValue }
    })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
