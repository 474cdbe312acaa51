import { type CloudWatchClient, DescribeAlarmHistoryCommand, DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { addMs } from '@/lib/kernel/time'
import { instantsOf, POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'
import { toFault } from '../cloud/real/aws-classify'
import { allPages, collect, token } from '../cloud/real/aws-describe'
import { type Asking, beganToRun } from './asking'
import { sinceOf } from './counted-up'
import type { Look, Name } from './watched'

const API = 'cloudwatch:DescribeAlarms'
const HISTORY_API = 'cloudwatch:DescribeAlarmHistory'
const PAGE_SIZE = 100
// Alarms whose history is read for one target: those that moved last.
const MOST_ALARMS = 50
const RINGS = 'ALARM'
// A machine that starts has told its first points by then.
const HEARD_AFTER_MS = 30 * 60_000
const RESTARTS: readonly string[] = ['rightsize_ec2', 'rightsize_rds']
const DAY_MS = 86_400_000
// CloudWatch keeps the history of alarms for 30 days.
const KEPT_MS = 30 * 86_400_000

/** `rings_unheard`: it takes no data for bad. */
export type Alarm = { name: string; state: string; changed_at: Instant | null; rings_unheard: boolean; about: readonly (readonly Name[])[] }
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
  rings_unheard: a.TreatMissingData === 'breaching',
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
export async function alarmSeries(
  client: CloudWatchClient,
  look: Pick<Look, 'label' | 'names'>,
  about: readonly Alarm[],
  asking: Asking,
): Promise<SignalSeries[]> {
  const { stretches, executed_at, off } = asking
  const alarms = about.filter((a) => off.when !== 'always' || !isOfSilence(a, look))
  if (alarms.length === 0) return []
  const start = stretches[0]?.start ?? ''
  const moved = alarms.filter((a) => a.changed_at === null || a.changed_at >= start).sort(latestFirst)
  const left_out = moved.slice(MOST_ALARMS)
  const steps = await collect(
    moved.slice(0, MOST_ALARMS).map((a) => a.name),
    (name) => stepsOf(client, name, stretches),
  )
  const courses = alarms.filter((a) => !left_out.includes(a)).map((a) => courseOf(a, steps.get(a.name) ?? [], stretches, isOfSilence(a, look) ? asking : null))
  const news = courses.filter(({ stateAt }) => stateAt(beganToRun(executed_at)) !== RINGS)
  // One that used to ring and does not any more makes no room for another.
  const since = sinceOf(stretches)
  const [before, after, lately] = [instantsOf(stretches.slice(0, -1)), instantsOf([since]), addMs(since.end, -DAY_MS)]
  // One that rang now and then before the run goes on to do so: in the days before the last one it is no news.
  const isNews = ({ rings }: Course): boolean => {
    const is_used_to = before.some(rings)
    return after.some((at) => rings(at) && (at >= lately || !is_used_to))
  }
  const heard = news.filter(isNews)
  const points = instantsOf(stretches).map((at) => ({ at, value: heard.filter(({ rings }) => rings(at)).length }))
  const of = { kind: 'alarm_count', unit: 'alarms' } as const
  return [
    { signal: ringingName(look.label), ...of, points },
    ...(left_out.length === 0 ? [] : [{ signal: `${ringingName(look.label)}: ${left_out.length} more, which are too many to ask`, ...of, points: [] }]),
  ]
}

const latestFirst = (a: Alarm, b: Alarm): number => ((a.changed_at ?? '~') < (b.changed_at ?? '~') ? 1 : -1)

/** Whether an alarm rings because it hears nothing of the target, and is about nothing else. */
const isOfSilence = ({ rings_unheard, about }: Alarm, { names: [own, ...others] }: Pick<Look, 'names'>): boolean =>
  rings_unheard && own !== undefined && !about.flat().some((n) => others.some((other) => keyOf(other) === keyOf(n)))

/** Whether nothing is heard of the target because it is off on purpose or was started again by the run, and has not had the time to be heard. */
const isExcused = ({ action, executed_at, off }: Asking, at: Instant): boolean =>
  off.at(at) || off.at(addMs(at, -HEARD_AFTER_MS)) || (RESTARTS.includes(action.template) && at >= executed_at && at < addMs(executed_at, HEARD_AFTER_MS))

type Course = { stateAt(at: Instant): string; rings(at: Instant): boolean }

/**
 * The state of an alarm at a moment, and whether it rang at any time in the five minutes from it. Before the history that is kept it counts as silent, which is the strictest baseline. `silence` is asked
 * when one may ring that only hears nothing.
 */
function courseOf(alarm: Alarm, steps: readonly Step[], stretches: readonly Stretch[], silence: Asking | null): Course {
  const silent_before = addMs(sinceOf(stretches).end, -KEPT_MS)
  const first = steps[0]?.from ?? alarm.state
  const stateAt = (at: Instant): string => steps.findLast((s) => s.at <= at)?.to ?? first
  const begins = (at: Instant): boolean => steps.some((s) => s.to === RINGS && s.at > at && s.at < addMs(at, POINT_MS))
  const rings = (at: Instant): boolean => at >= silent_before && (stateAt(at) === RINGS || begins(at)) && (silence === null || !isExcused(silence, at))
  return { stateAt, rings }
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
