import { deadline, factLine, type TextContext } from '@/lib/intents/text/context'
import { wrap } from '@/lib/intents/text/layout'
import type { ComponentOf } from '@/schemas/intent'

export const drawVeto = (part: ComponentOf<'veto.card'>, ctx: TextContext): string[] => [
  part.state === 'open' ? `Runs unless vetoed ${deadline(part.runs_at, ctx.now)}` : 'The veto window is closed',
  ...wrap(`Who may veto: ${part.who_may}`, '  '),
  ...wrap(`Reason: ${part.reason_rule}`, '  '),
  ...wrap(`Run now: ${part.run_now}`, '  '),
  ...(part.closed === null ? [] : wrap(part.closed, '  ')),
]

export const drawRollback = (part: ComponentOf<'rollback.card'>, ctx: TextContext): string[] => [
  ...wrap(`Way back: ${part.sentence}`),
  ...(part.until === null ? [] : [`  Known to work until ${deadline(part.until, ctx.now)}`]),
  ...part.actions.flatMap((a) => [
    ...wrap(`${a.title}: ${a.reversibility}, ${a.reversible_for}`, '  - '),
    ...a.recipe.flatMap((step, i) => wrap(step, `      ${i + 1}. `)),
  ]),
  ...(part.saving_lost === null ? [] : [`  ${factLine(part.saving_lost, ctx)}`]),
]

/** Every parameter with its value, its range and the rule that bounds it, and what the plan amounts to as it is. */
export const drawPlanEditor = (part: ComponentOf<'plan.editor'>): string[] => [
  `Parameters of plan ${part.plan_hash.slice(0, 8)}`,
  ...part.actions.flatMap((a) => [
    `  ${a.title}`,
    ...a.fields.flatMap((f) => wrap(`${f.label}: ${f.value_text}${f.range === '' ? '' : ` (${f.range})`}. ${f.rule}`, '    ')),
  ]),
  ...part.terms.flatMap((t) => wrap(`${t.label}: ${t.before}${t.after === t.before ? '' : ` → ${t.after}`}`, '  ')),
  ...(part.voids === null ? [] : wrap(part.voids, '  ')),
  ...wrap(
    part.save.disabled === null
      ? `${part.save.label}: ${part.save.effect}`
      : `${part.save.label}: not now. ${part.save.disabled.text} ${part.save.disabled.unblock}`,
    '  ',
  ),
]
