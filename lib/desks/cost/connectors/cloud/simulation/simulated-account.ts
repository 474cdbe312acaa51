import { secondsBetween } from '@/lib/kernel/time'
import type { SimulatedEvent, WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import { lastSwitchOf } from '../weekly-schedule'
import type { SimulatedEstate, SimulatedInstance, SimulatedKind, SimulatedLogGroup, SimulatedResource } from './estate'
import { modifiedVolume, untouched, type VolumeNow } from './simulated-volumes'

const DAY_SEC = 86_400
// CloudWatch is asked for two weeks.
const METRIC_DAYS = 14

/** `switched_at`: when it was last started or stopped, by somebody or by its schedule; null as long as nothing did. */
export type InstanceNow = SimulatedInstance & { schedule: WeeklySchedule | null; metric_days: number; since: Instant; switched_at: Instant | null }

export type AccountNow = {
  instances: ReadonlyMap<string, InstanceNow>
  volumes: ReadonlyMap<string, VolumeNow>
  log_groups: ReadonlyMap<string, SimulatedLogGroup>
  others: ReadonlyMap<string, SimulatedResource>
}

/**
 * The account at `now`: the estate with everything that happened to it, and with every switch of its schedules. Resources that start
 * later than `now` are not there yet, and what was switched is where it is going (`settling.ts` has what it shows until then). Keys are ARNs. Pure, so the account can be asked about any moment.
 */
export function accountAt(estate: SimulatedEstate, events: readonly SimulatedEvent[], now: Instant): AccountNow {
  const past = events.filter((event) => event.at <= now)
  const by_arn = new Map<string, SimulatedEvent[]>()
  for (const event of past) by_arn.set(event.arn, [...(by_arn.get(event.arn) ?? []), event])
  const of = (arn: string): readonly SimulatedEvent[] => by_arn.get(arn) ?? []
  return {
    instances: byArn(estate.instances.filter((i) => i.launched_at <= now).map((i) => instanceAt(i, of(i.arn), now))),
    volumes: byArn(estate.volumes.filter((v) => v.created_at <= now).map((v) => of(v.arn).reduce(volumeAfter, untouched(v)))),
    log_groups: byArn(estate.log_groups.map((g) => of(g.arn).reduce(logGroupAfter, g))),
    others: othersAt(estate.others ?? [], past),
  }
}

/** One instance of `accountAt`. */
export function instanceOfAccount(estate: SimulatedEstate, events: readonly SimulatedEvent[], arn: string, now: Instant): InstanceNow | undefined {
  const start = estate.instances.find((i) => i.arn === arn && i.launched_at <= now)
  return start === undefined
    ? undefined
    : instanceAt(
        start,
        events.filter((event) => event.arn === arn && event.at <= now),
        now,
      )
}

/** Resources whose events carry their whole state; some only come into being by an event. */
function othersAt(start: readonly SimulatedResource[], events: readonly SimulatedEvent[]): Map<string, SimulatedResource> {
  const found = byArn(start)
  for (const event of events) {
    if (event.change !== 'resource') continue
    if (event.resource === null) found.delete(event.arn)
    else found.set(event.arn, { arn: event.arn, kind: event.kind as SimulatedKind, state: event.resource, quirks: found.get(event.arn)?.quirks ?? [] }) // safe: only simulated ports write these
  }
  return found
}

function instanceAt(start: SimulatedInstance, events: readonly SimulatedEvent[], now: Instant): InstanceNow {
  let i = untouchedInstance(start, now)
  for (const event of events) i = instanceAfter(followSchedule(i, event.at), event)
  return followSchedule(i, now)
}

// A plan looks at the whole account several times, and nothing has happened to most of it: that is made once, and again when another day of it was measured.
const untouchedInstances = new WeakMap<SimulatedInstance, Readonly<InstanceNow>>()

function untouchedInstance(start: SimulatedInstance, now: Instant): Readonly<InstanceNow> {
  const metric_days = metricDays(start, now)
  const known = untouchedInstances.get(start)
  if (known?.metric_days === metric_days) return known
  const made = { ...start, schedule: null, since: start.launched_at, switched_at: null, metric_days }
  untouchedInstances.set(start, made)
  return made
}

/** The instance at `at`, if its schedule switched it since the last thing that happened to it. */
function followSchedule(i: InstanceNow, at: Instant): InstanceNow {
  if (i.schedule === null) return i
  const last = lastSwitchOf(i.schedule, { since: i.since, was_on: i.state === 'running' }, at)
  if (last === undefined) return i
  return { ...i, state: last.is_on ? 'running' : 'stopped', since: last.at, switched_at: last.is_change ? last.at : i.switched_at }
}

function instanceAfter(i: InstanceNow, event: SimulatedEvent): InstanceNow {
  if (event.change === 'instance_state') return { ...i, state: event.state, since: event.at, switched_at: event.at }
  if (event.change === 'instance_type') return { ...i, instance_type: event.instance_type }
  if (event.change === 'schedule') return { ...i, schedule: event.schedule, since: event.at }
  if (event.change === 'tags') return { ...i, tags: event.tags }
  return i
}

function volumeAfter(v: VolumeNow, event: SimulatedEvent): VolumeNow {
  if (event.change === 'volume_type') return modifiedVolume(v, event)
  return event.change === 'tags' ? { ...v, tags: event.tags } : v
}

const logGroupAfter = (g: SimulatedLogGroup, event: SimulatedEvent): SimulatedLogGroup =>
  event.change === 'log_retention' ? { ...g, retention_days: event.retention_days } : event.change === 'tags' ? { ...g, tags: event.tags } : g

/** Days with metrics: since the launch, and not more than are asked for. None when the metric cannot be read. */
const metricDays = (i: SimulatedInstance, now: Instant): number =>
  i.cpu_p95_pct === null ? 0 : Math.min(METRIC_DAYS, Math.ceil(secondsBetween(i.launched_at, now) / DAY_SEC))

const byArn = <T extends { arn: string }>(list: readonly T[]): Map<string, T> => new Map(list.map((item) => [item.arn, item]))
