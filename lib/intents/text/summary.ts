import { factLine, type TextContext } from '@/lib/intents/text/context'
import { columns, wrap } from '@/lib/intents/text/layout'
import type { ComponentOf } from '@/schemas/intent'

const TONES: Record<ComponentOf<'notice'>['tone'], string> = {
  info: 'Note',
  missing: 'Missing',
  stale: 'Stale',
  degraded: 'Degraded',
  denied: 'Denied',
  expired: 'Expired',
  void: 'Void',
  done: 'Done',
}

export function drawHeadline(part: ComponentOf<'headline'>, ctx: TextContext): string[] {
  const head = [part.severity === null ? null : `${part.severity} severity`, part.status].filter((t) => t !== null).join(' · ')
  return [head, ...wrap(part.sentence), ...part.figures.map((id) => `  ${factLine(id, ctx)}`)]
}

export function drawFactGrid(part: ComponentOf<'fact_grid'>, ctx: TextContext): string[] {
  const rows = part.facts.map((id) => [`  ${ctx.facts[id]?.label ?? id}`, ctx.facts[id]?.text ?? 'not known'])
  return [part.title, ...columns(rows, ['start', 'start'])]
}

export function drawNotice(part: ComponentOf<'notice'>): string[] {
  return [...wrap(`${TONES[part.tone]}: ${part.title}`), ...wrap(part.text, '  '), ...(part.remedy === null ? [] : wrap(`What helps: ${part.remedy}`, '  '))]
}
