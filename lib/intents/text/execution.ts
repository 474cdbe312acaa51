import type { TextContext } from '@/lib/intents/text/context'
import { columns, indent, wrap } from '@/lib/intents/text/layout'
import { formatInstant } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

const MARKS = { waiting: '[ ]', running: '[>]', done: '[x]', failed: '[!]', skipped: '[~]' } as const

const TARGET_WORDS = {
  changed: 'changed',
  undone: 'changed, then undone',
  unchanged: 'was as wanted',
  failed: 'failed',
  unknown: 'not known',
  not_reached: 'not reached',
} as const

export function drawExecution(part: ComponentOf<'execution.progress'>, ctx: TextContext): string[] {
  const titles = [...new Set(part.steps.map((s) => s.action))]
  const lines = titles.flatMap((title) => {
    const rows = part.steps
      .filter((s) => s.action === title)
      .map((s) => [`${MARKS[s.status]} ${s.step}`, s.at === null ? '' : formatInstant(s.at, ctx.now), s.detail])
    return [...wrap(title, '  '), ...indent(columns(rows, ['start', 'start', 'start']), 4)]
  })
  const targets = (part.targets ?? []).map((t) => [t.target, TARGET_WORDS[t.outcome], t.said])
  return [`Execution: ${part.state}`, ...lines, ...(targets.length === 0 ? [] : ['  Targets', ...indent(columns(targets, ['start', 'start', 'start']), 4)])]
}

export function drawTimeline(part: ComponentOf<'timeline'>, ctx: TextContext): string[] {
  const lines = part.events.flatMap((e) => {
    const link = e.hash === null ? '' : ` [${e.seq === null ? '' : `${e.seq} `}${e.hash.slice(0, 8)}]`
    return wrap(`${e.title}, ${e.actor}${e.detail === '' ? '' : `: ${e.detail}`}${link}`, `  ${formatInstant(e.at, ctx.now).padEnd(18)}`)
  })
  return [part.title, ...(lines.length === 0 ? ['  nothing yet'] : lines)]
}
