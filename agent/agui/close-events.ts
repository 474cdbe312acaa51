import { type BaseEvent, EventType } from '@ag-ui/client'
import { FAILURE_ACTIVITY, ON_THE_WAY } from '@/schemas/activity'

/** How a run ends. A run that was stopped or lost still ends with one terminal event, so that its thread can be asked again. */
export type Closing = { state: 'finished' | 'failed' | 'stopped'; code: string; message: string }

type Loose = { type: EventType; messageId?: string; stepName?: string; threadId?: string; runId?: string; code?: string; message?: string }
const loose = (events: readonly BaseEvent[]): readonly Loose[] => events as readonly unknown[] as readonly Loose[]
const typed = (events: readonly Record<string, unknown>[]): BaseEvent[] => events as unknown as BaseEvent[]

export const isTerminal = (event: BaseEvent): boolean => event.type === EventType.RUN_FINISHED || event.type === EventType.RUN_ERROR

/** The failure as an entry of the transcript: a reload still says what happened. */
export const failureEntry = (run_id: string, { code, message }: Pick<Closing, 'code' | 'message'>): BaseEvent =>
  typed([
    { type: EventType.ACTIVITY_SNAPSHOT, messageId: `failure:${run_id}`, activityType: FAILURE_ACTIVITY, content: { code, message }, replace: true },
  ])[0] as BaseEvent

/** The events that an interrupted run lacks: a start, ends of open texts and steps, then the terminal event. Empty when it already ended. */
export function closeEvents({ thread_id, run_id }: { thread_id: string; run_id: string }, events: readonly BaseEvent[], closing: Closing): BaseEvent[] {
  if (events.some(isTerminal)) return []
  const start = events.some((e) => e.type === EventType.RUN_STARTED) ? [] : typed([{ type: EventType.RUN_STARTED, threadId: thread_id, runId: run_id }])
  return [...start, ...openEnds(events), failureEntry(run_id, closing), ...typed([{ type: EventType.RUN_ERROR, code: closing.code, message: closing.message }])]
}

function openEnds(events: readonly BaseEvent[]): BaseEvent[] {
  const texts = new Set<string>()
  const steps = new Set<string>()
  for (const e of loose(events)) {
    if (e.type === EventType.TEXT_MESSAGE_START && e.messageId !== undefined) texts.add(e.messageId)
    if (e.type === EventType.TEXT_MESSAGE_END && e.messageId !== undefined) texts.delete(e.messageId)
    if (e.type === EventType.STEP_STARTED && e.stepName !== undefined) steps.add(e.stepName)
    if (e.type === EventType.STEP_FINISHED && e.stepName !== undefined) steps.delete(e.stepName)
  }
  return typed([
    ...[...texts].map((messageId) => ({ type: EventType.TEXT_MESSAGE_END, messageId })),
    ...[...steps].map((stepName) => ({ type: EventType.STEP_FINISHED, stepName })),
  ])
}

/** An ended run as part of a longer replay. AG-UI lets nothing follow a RUN_ERROR, so a failed run closes like any other; its failure stays as an entry. */
export function asHistory(events: readonly BaseEvent[]): BaseEvent[] {
  const start = loose(events).find((e) => e.type === EventType.RUN_STARTED)
  const before = events.filter((e) => !isTerminal(e))
  if (events.length === before.length || events.some((e) => e.type === EventType.RUN_FINISHED)) return [...events]
  return [
    ...before,
    ...openEnds(before),
    ...typed([{ type: EventType.RUN_FINISHED, threadId: start?.threadId ?? '', runId: start?.runId ?? '', outcome: { type: 'success' } }]),
  ]
}

const PLACE = `intent:${ON_THE_WAY}`
/** Events without the places that were kept for cards while they were read: of no use once the run is over. */
export const withoutPlaces = (events: readonly BaseEvent[]): BaseEvent[] => events.filter((e) => !(e as Loose).messageId?.startsWith(PLACE))
