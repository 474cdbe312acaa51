import type { AskWith } from '@/agent/ask/answer-shape'
import type { SystemState } from '@/agent/ask/port'
import { viewIntent } from '@/agent/ask/view-intent'
import { count, duration, type Facts, notKnown } from '@/lib/intents/fact'
import { formatCount } from '@/lib/kernel/format'
import type { FrameOf } from '@/schemas/frame'
import type { ComponentOf, UiIntent } from '@/schemas/intent'

// A job is usually taken within a second; the sweep that makes up for a lost one runs every 20 s.
const LATE_AFTER_SEC = 60
const MOST_SOURCES = 40

/** The product itself: its sources, its queue, its model and what it speaks. */
export function systemCard(frame: FrameOf<'health_now'>, ask: AskWith, system: SystemState): UiIntent {
  const { queue } = system
  const is_late = queue !== null && queue.count > 0 && queue.oldest_sec >= LATE_AFTER_SEC
  const facts: Facts = {
    waiting:
      queue === null
        ? notKnown('Jobs waiting', 'the queue could not be read')
        : count('Jobs waiting', queue.count, 'job waits', 'jobs wait', { formula: 'jobs of all tenants that could run now and do not yet' }),
    oldest:
      queue === null ? notKnown('Oldest', 'the queue could not be read') : duration('Oldest', queue.oldest_sec, { formula: 'since it could first have run' }),
  }
  const part: ComponentOf<'system.health'> = {
    kind: 'system.health',
    title: titleOf(system, is_late),
    sources: system.sources.slice(0, MOST_SOURCES).map((s) => ({ ...s })),
    queue: {
      state: queue === null ? 'unknown' : is_late ? 'late' : 'ok',
      says:
        queue === null
          ? 'not known: the queue could not be read'
          : is_late
            ? 'work waits longer than it should: see that a worker runs'
            : 'work is taken as it comes',
      waiting: 'waiting',
      oldest: 'oldest',
    },
    model:
      system.model === null
        ? { state: 'off', says: 'off: every sentence is made from templates' }
        : { state: 'on', says: `on: ${system.model}; only paragraphs whose every claim is a fact are shown, how many were withheld is not counted` },
    versions: [...system.versions],
  }
  const card = viewIntent(ask, frame, {
    title: part.title,
    facts,
    components: [part],
    suggestions: ['Did it work?', 'What needs attention?', 'Show the audit log'],
  })
  return { ...card, intent_id: `view.system.${ask.run_key}`, href: '/sources' }
}

function titleOf({ sources }: SystemState, is_late: boolean): string {
  const bad = sources.filter((s) => s.state === 'late' || s.state === 'failed').length
  const unknown = sources.filter((s) => s.state === 'unknown').length
  const said = [
    ...(bad > 0 ? [`${formatCount(bad, 'source')} late or failed`] : []),
    ...(is_late ? ['the queue is late'] : []),
    ...(unknown > 0 ? [`${formatCount(unknown, 'source')} not known`] : []),
  ]
  return said.length === 0 ? 'Countersign: every source answers and the queue is taken as it comes' : `Countersign: ${said.join(', ')}`
}
