import { factLine, factText, type TextContext } from '@/lib/intents/text/context'
import { columns, indent, wrap } from '@/lib/intents/text/layout'
import { formatInstant } from '@/lib/kernel/format'
import type { ComponentOf } from '@/schemas/intent'

export const drawAuditTimeline = (part: ComponentOf<'audit.timeline'>, ctx: TextContext): string[] => [
  part.title,
  ...wrap(part.chain.sentence, '  '),
  ...part.events.flatMap((e) => {
    const by = e.surface === 'system' ? e.actor : `${e.actor} (${e.surface})`
    const broken = e.is_sound ? '' : ' DOES NOT RECOMPUTE'
    return wrap(
      `${e.title}, ${by}${e.detail === '' ? '' : `: ${e.detail}`} [${e.seq} ${e.hash.slice(0, 8)}${broken}]`,
      `  ${formatInstant(e.at, ctx.now).padEnd(18)}`,
    )
  }),
]

export const drawAuditProof = (part: ComponentOf<'audit.proof'>, ctx: TextContext): string[] => [
  `Entry ${part.seq}: ${part.title}, ${part.actor}, ${formatInstant(part.at, ctx.now)}`,
  `  ${part.hash}`,
  ...wrap(part.sentence, '  '),
  ...(part.proof === null
    ? []
    : [
        ...part.proof.steps.map((s, i) => `  ${String(i + 1).padStart(3)} ${s.side.padEnd(5)} ${s.hash}`),
        `  root      ${part.proof.root}`,
        `  signed    entries ${part.proof.from_seq} to ${part.proof.to_seq}`,
      ]),
]

export function drawSavingsLedger(part: ComponentOf<'savings.ledger'>, ctx: TextContext): string[] {
  return [
    part.title,
    ...wrap(part.subtitle, '  '),
    ...part.rows.flatMap((r) => [
      ...wrap(`${r.title} (${r.status})`, '  - '),
      ...wrap(
        `predicted ${factText(r.predicted, ctx)}, realised ${factText(r.realised, ctx)}; ${r.band}; ${r.method}${r.is_counted ? '' : '; not in the total'}`,
        '      ',
      ),
    ]),
    `  Realized in total: ${factText(part.total, ctx)}`,
    ...wrap(part.note, '  '),
  ]
}

const SOURCE = { ok: 'ok', late: 'late', failed: 'failed', unknown: 'not known' } as const

export function drawSystemHealth(part: ComponentOf<'system.health'>, ctx: TextContext): string[] {
  const sources = part.sources.map((s) => [s.name, SOURCE[s.state], s.says, s.as_of === null ? '' : formatInstant(s.as_of, ctx.now)])
  return [
    part.title,
    ...indent(columns(sources, ['start', 'start', 'start', 'start'])),
    ...part.sources.flatMap((s) => (s.remedy === null || s.state === 'ok' ? [] : wrap(`${s.name}: ${s.remedy}`, '  '))),
    ...wrap(`Queue: ${part.queue.says}`, '  '),
    ...[part.queue.waiting, part.queue.oldest].map((id) => `    ${factLine(id, ctx)}`),
    ...wrap(`Model: ${part.model.says}`, '  '),
    ...wrap(`Speaks: ${part.versions.map((v) => `${v.name} ${v.version}`).join(', ')}`, '  '),
  ]
}
