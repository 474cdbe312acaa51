import { CreateScheduleCommand, DeleteScheduleCommand, GetScheduleCommand, type SchedulerClient, UpdateScheduleCommand } from '@aws-sdk/client-scheduler'
import { sha256 } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { WeeklySchedule } from '@/schemas/simulation'
import type { CallResult } from '../call'
import type { DatabaseName } from '../ports/database-schedule-port'
import { toCron } from '../weekly-schedule'
import { WireSchedule } from '../wire'
import { classifyChange, isNotFound, parseAnswer, toFault } from './aws-classify'

/** Group that holds every schedule we make; it is created once, with the role (see readme). */
const SCHEDULE_GROUP = 'countersign'
const HALVES = ['on', 'off'] as const
type Half = (typeof HALVES)[number]
/** What a pair of schedules switches: the name they have in common, and what each asks of which API in the words of EventBridge Scheduler. */
export type Switched = { name: string; on: string; off: string; input: Record<string, unknown> }

export const switchedInstance = (instance_id: string): Switched => ({
  name: instance_id,
  on: 'ec2:startInstances',
  off: 'ec2:stopInstances',
  input: { InstanceIds: [instance_id] },
})

// A schedule's name has at most 64 characters, an identifier 63.
const LONGEST_ID = 50
/** The scheduler writes the names of RDS's parameters with a small b. Source: EventBridge Scheduler user guide, universal targets. */
export function switchedDatabase({ kind, id }: DatabaseName): Switched {
  const name = `${kind}.${id.length > LONGEST_ID ? sha256(id).slice(0, LONGEST_ID) : id}`
  return kind === 'cluster'
    ? { name, on: 'rds:startDBCluster', off: 'rds:stopDBCluster', input: { DbClusterIdentifier: id } }
    : { name, on: 'rds:startDBInstance', off: 'rds:stopDBInstance', input: { DbInstanceIdentifier: id } }
}
const nameOf = (name: string, half: Half): string => `${name}-${half}`

/**
 * Our schedule of what is switched, from the two schedules that make it up. What was asked for is kept in their description; a pair that is
 * incomplete, disabled, or was edited so that it no longer says the same is not ours any more, and reads as none.
 */
export async function readSchedule(client: SchedulerClient, { name }: Pick<Switched, 'name'>): Promise<WeeklySchedule | null> {
  const [on, off] = await Promise.all(HALVES.map((half) => readHalf(client, name, half)))
  if (on == null || off == null || on.Description !== off.Description) return null
  const asked = parseDescription(on.Description ?? '')
  if (asked === null) return null
  const cron = toCron(asked)
  const is_as_asked =
    on.ScheduleExpression === cron.on &&
    off.ScheduleExpression === cron.off &&
    [on, off].every((s) => s.State === 'ENABLED' && s.ScheduleExpressionTimezone === asked.time_zone)
  return is_as_asked ? asked : null
}

async function readHalf(client: SchedulerClient, name: string, half: Half): Promise<WireSchedule | null> {
  try {
    return parseAnswer(
      WireSchedule,
      await client.send(new GetScheduleCommand({ GroupName: SCHEDULE_GROUP, Name: nameOf(name, half) })),
      'scheduler:GetSchedule',
    )
  } catch (error) {
    if (isNotFound(error)) return null
    throw toFault(error, 'scheduler:GetSchedule')
  }
}

type Write = { reading: SchedulerClient; writing: SchedulerClient; switched: Switched; role_arn: string; idempotency_key: string }

/** Writes both halves, the start first. The first that is not accepted ends it. */
export async function writeSchedule({ reading, writing, switched, role_arn, idempotency_key }: Write, schedule: WeeklySchedule): Promise<CallResult> {
  const cron = toCron(schedule)
  let last: CallResult = { api: 'scheduler:CreateSchedule', request_id: null, status: 'noop', detail: 'it has this schedule' }
  for (const half of HALVES) {
    const existing = await readHalf(reading, switched.name, half)
    const input = {
      GroupName: SCHEDULE_GROUP,
      Name: nameOf(switched.name, half),
      Description: JSON.stringify(schedule),
      ScheduleExpression: cron[half],
      ScheduleExpressionTimezone: schedule.time_zone,
      State: 'ENABLED' as const,
      FlexibleTimeWindow: { Mode: 'OFF' as const },
      Target: {
        Arn: `arn:aws:scheduler:::aws-sdk:${switched[half]}`,
        RoleArn: role_arn,
        Input: JSON.stringify(switched.input),
      },
      // At most 64 characters.
      ClientToken: sha256(`${idempotency_key}:${half}`),
    }
    const api = existing === null ? 'scheduler:CreateSchedule' : 'scheduler:UpdateSchedule'
    try {
      const answer = existing === null ? await writing.send(new CreateScheduleCommand(input)) : await writing.send(new UpdateScheduleCommand(input))
      last = { api, request_id: answer.$metadata.requestId ?? null, status: 'done', detail: `${cron.on} / ${cron.off} ${schedule.time_zone}` }
    } catch (error) {
      return afterPart(last, error, api)
    }
  }
  return last
}

/** What an error means for the whole: after a part was done, a refusal or an account that cannot be asked any more leaves it `partial`. */
function afterPart(last: CallResult, error: unknown, api: string): CallResult {
  try {
    const failed = classifyChange(error, api)
    return last.status === 'done' && (failed.status === 'refused' || failed.status === 'denied') ? { ...failed, status: 'partial' } : failed
  } catch (fault) {
    if (last.status === 'done' && fault instanceof Fault) return { api, request_id: null, status: 'partial', detail: fault.message }
    throw fault
  }
}

/** Removes both halves, the stop first so that nothing is stopped that will not be started; one that is already gone is fine. */
export async function removeSchedule(writing: SchedulerClient, { name }: Pick<Switched, 'name'>, idempotency_key: string): Promise<CallResult> {
  const api = 'scheduler:DeleteSchedule'
  let last: CallResult = { api, request_id: null, status: 'noop', detail: 'it has no schedule' }
  for (const half of [...HALVES].reverse()) {
    try {
      const answer = await writing.send(
        new DeleteScheduleCommand({ GroupName: SCHEDULE_GROUP, Name: nameOf(name, half), ClientToken: sha256(`${idempotency_key}:${half}`) }),
      )
      last = { api, request_id: answer.$metadata.requestId ?? null, status: 'done', detail: 'removed' }
    } catch (error) {
      if (!isNotFound(error)) return afterPart(last, error, api)
    }
  }
  return last
}

function parseDescription(text: string): WeeklySchedule | null {
  try {
    return WeeklySchedule.parse(JSON.parse(text))
  } catch {
    return null
  }
}
