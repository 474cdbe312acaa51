import { factLine, factText, type TextContext } from '@/lib/intents/text/context'
import { indent, wrap } from '@/lib/intents/text/layout'
import { formatPct } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

type Verdict = ComponentOf<'triage.explain'>['verdicts'][number]

const WORDS = { finding: 'yes', clear: 'no', unknown: 'not known' } as const

function drawVerdict(verdict: Verdict, ctx: TextContext): string[] {
  const isNothing = verdict.explained !== null && ctx.facts[verdict.explained]?.value === '0'
  const explained =
    verdict.explained === null || isNothing
      ? ''
      : `, explains ${factText(verdict.explained, ctx)}${verdict.share === null ? '' : ` (${formatPct(verdict.share * 100)} of the rise)`}`
  return [
    `${verdict.is_winner ? '*' : '-'} ${verdict.category}: ${WORDS[verdict.outcome]}${explained}  [${verdict.rule}]`,
    ...verdict.sentences.flatMap((s) => wrap(s, '    ')),
  ]
}

export function drawTriage(part: ComponentOf<'triage.explain'>, ctx: TextContext): string[] {
  return [
    `Category: ${part.category}`,
    ...wrap(part.sentence),
    factLine(part.confidence, ctx),
    ...indent(part.verdicts.flatMap((v) => drawVerdict(v, ctx))),
    ...wrap(part.flip),
    ...(part.severity_steps.length === 0 ? [] : ['Severity', ...part.severity_steps.flatMap((s) => wrap(s, '  '))]),
    ...(part.earlier === undefined ? [] : wrap(part.earlier)),
  ]
}
