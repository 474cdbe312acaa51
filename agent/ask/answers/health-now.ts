import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { loadCase, unknownCase } from '@/agent/ask/answers/case-answers'
import { noticeAnswer } from '@/agent/ask/answers/missing'
import { systemCard } from '@/agent/ask/answers/system-card'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { cell, columnsOf } from '@/lib/intents/cell'
import { count, type Facts, words } from '@/lib/intents/fact'
import { formatInstant } from '@/lib/kernel/format'
import type { Case } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { Component, ComponentOf } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Look = { c: Case; signal: Case['checks'][number]['health']['signals'][number]; at: string }

/** The latest health signals of what was changed. Where nothing was changed, nothing is watched, and that is not healthy: it is not known. */
export async function healthNow(frame: FrameOf<'health_now'>, ask: AskWith): Promise<Answer> {
  if (frame.case_id !== null) {
    const one = await loadCase(frame.case_id, ask)
    if (one === null) return unknownCase(frame, ask, frame.case_id)
    return looks(frame, ask, [one.c])
  }
  const [system, answer] = [systemCard(frame, ask, await ask.system()), looks(frame, ask, await ask.cases.carriedOut())]
  return { ...answer, intents: [system, ...answer.intents] }
}

function looks(frame: FrameOf<'health_now'>, ask: AskWith, cases: readonly Case[]): Answer {
  const found: Look[] = cases.flatMap((c) => {
    const last = c.checks.at(-1)
    return last === undefined ? [] : last.health.signals.map((signal) => ({ c, signal, at: last.at }))
  })
  if (found.length === 0) return notChecked(frame, ask)
  const bad = found.filter((l) => l.signal.status === 'degraded')
  const unknown = found.filter((l) => l.signal.status === 'unknown')
  const facts: Facts = {
    signals: count('Signals', found.length, 'signal'),
    degraded: count('Degraded', bad.length, 'signal', 'signals', { polarity: bad.length > 0 ? 'bad' : 'good' }),
    unknown: count('Not known', unknown.length, 'signal'),
    first: words('Signal', bad[0] === undefined ? '' : `${bad[0].signal.signal} of ${bad[0].c.headline}`),
  }
  const table = signalsOf(found, ask.now)
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts,
    components: [table, WATCHED],
    suggestions: ['Did it work?', 'Can it be rolled back?', 'Savings'],
  })
  const text =
    bad.length > 0
      ? '{degraded} of {signals} degraded, first {first}.'
      : unknown.length > 0
        ? 'No signal is degraded; {unknown} of {signals} not known.'
        : 'No signal of {signals} is degraded after the changes.'
  return { intents: [intent], sentence: say(text, facts), listed: [...new Set(found.map((l) => l.c.case_id))] }
}

const RANK = { degraded: 0, unknown: 1, ok: 2 } as const
const signalsOf = (found: readonly Look[], now: Instant): ComponentOf<'table'> => ({
  kind: 'table',
  title: 'Health signals after the change',
  subtitle: 'Latest check of each plan; worst first',
  columns: columnsOf('Case', 'Signal', 'Status', '>Before', '>After', 'Limit', 'Checked'),
  rows: found
    .toSorted((a, b) => RANK[a.signal.status] - RANK[b.signal.status])
    .map(({ c, signal, at }) => ({
      href: `/cases/${c.case_id}`,
      cells: [
        cell(c.headline),
        cell(signal.signal),
        cell(signal.status === 'unknown' ? 'not known' : signal.status),
        cell(signal.before === null ? 'not known' : `${signal.before} ${signal.unit}`),
        cell(signal.after === null ? 'not known' : `${signal.after} ${signal.unit}`),
        cell(signal.threshold),
        cell(formatInstant(at, now)),
      ],
    })),
  totals: null,
  more: null,
})

const WATCHED: Component = {
  kind: 'notice',
  tone: 'info',
  title: 'What is watched',
  text: 'Only what a plan of Countersign changed is watched here. The health of everything else is not known.',
  remedy: null,
}

function notChecked(frame: FrameOf<'health_now'>, ask: AskWith): Answer {
  const answer = noticeAnswer(
    frame,
    ask,
    {
      tone: 'missing',
      title: 'Health is not known',
      text: 'not known: health signals are read after a plan was carried out, and none was checked yet.',
      remedy: 'Look at verification after the first check.',
    },
    ['Did it work?', 'What needs attention?'],
  )
  return { ...answer, sentence: say('Not known: no health check was made yet.', {}) }
}
