import { factLine, type TextContext } from '@/lib/intents/text/context'
import { indent, wrap } from '@/lib/intents/text/layout'
import { drawStrip } from '@/lib/intents/text/strip'
import type { ComponentOf } from '@/schemas/intent'

type Action = ComponentOf<'plan.card'>['actions'][number]

const TARGETS = 12
const CHECKS = { passed: '[x]', failed: '[!]', unknown: '[?]' } as const
const DRY_RUNS = { would_succeed: 'would succeed', would_fail: 'would fail', not_run: 'not run' } as const

function drawAction(action: Action, ctx: TextContext): string[] {
  const shown = action.targets.slice(0, TARGETS)
  const rest = action.targets.length - shown.length
  return [
    ...wrap(`${action.title}  [${action.template}]`),
    `  ${action.where} · ${action.risk_tier.replace('_', ' to ')} risk`,
    `  ${factLine(action.saving, ctx)}`,
    ...wrap(action.saving_formula, '    = '),
    ...action.params.flatMap((p) => wrap(`${p.name}: ${p.value}${p.bound === null ? '' : ` (${p.bound})`}`, '  ')),
    `  Targets`,
    ...shown.flatMap((t) => wrap(`${t.label}: ${t.change}`, '    ')),
    ...(rest > 0 ? [`    ${rest} more on the page`] : []),
    ...(action.risk_terms.length === 0 ? [] : ['  Risk']),
    ...action.risk_terms.flatMap((t) => wrap(`${t.name}: ${t.because}`, `    ${String(t.points).padStart(3)}  `)),
    ...(action.prechecks.length === 0 ? [] : ['  Checked']),
    ...action.prechecks.flatMap((c) => wrap(c.text, `    ${CHECKS[c.outcome]} `)),
    ...wrap(`Dry run: ${DRY_RUNS[action.dry_run.outcome]}. ${action.dry_run.text}`, '  '),
    ...wrap(`Snapshot: ${action.snapshot}`, '  '),
    ...wrap(`Rollback (${action.reversible_for}): ${action.rollback.join('; ')}`, '  '),
    ...wrap(`Blast radius: ${action.blast_radius}`, '  '),
    ...(action.record === undefined ? [] : wrap(`This template: ${action.record}`, '  ')),
  ]
}

export function drawPlan(part: ComponentOf<'plan.card'>, ctx: TextContext): string[] {
  return [
    `Plan ${part.plan_hash.slice(0, 8)}`,
    ...drawStrip(part.strip, ctx.now),
    ...part.actions.flatMap((action) => drawAction(action, ctx)),
    ...part.no_action.flatMap((sentence) => wrap(sentence, '  ')),
    ...(part.rejected.length === 0 ? [] : ['Not proposed']),
    ...indent(
      part.rejected.flatMap((r) => wrap(`${r.title}: ${r.because}${r.would_allow === null ? '' : ` It would be proposed if ${r.would_allow}.`}`, '- ')),
    ),
  ]
}
