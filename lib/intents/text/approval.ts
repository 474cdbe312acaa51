import { deadline, factLine, type TextContext } from '@/lib/intents/text/context'
import { wrap } from '@/lib/intents/text/layout'
import { drawStrip } from '@/lib/intents/text/strip'
import type { ComponentOf } from '@/schemas/intent'

const STATES: Record<ComponentOf<'approval.card'>['state'], string> = {
  pending: 'waits for approval',
  veto_open: 'runs unless vetoed',
  approved: 'approved',
  denied: 'denied',
  vetoed: 'vetoed',
  expired: 'expired',
  withdrawn: 'withdrawn',
  void: 'void',
  window_ended: 'the veto window ended',
  changes_requested: 'sent back for changes',
}

export function drawApproval(part: ComponentOf<'approval.card'>, ctx: TextContext): string[] {
  const isOpen = part.state === 'pending' || part.state === 'veto_open'
  return [
    `Approval ${part.approval_id}: ${STATES[part.state]} · ${part.risk_tier.replace('_', ' to ')} risk · ${part.level}`,
    ...wrap(part.sentence),
    ...part.figures.map((id) => `  ${factLine(id, ctx)}`),
    ...drawStrip(part.strip, ctx.now),
    ...(part.why.length === 0 ? [] : ['Why this level']),
    ...part.why.flatMap((w) => wrap(w, '  ')),
    `Proposed by ${part.proposed_by}`,
    ...(isOpen ? [`${part.state === 'pending' ? 'Expires' : 'Runs'} ${deadline(part.deadline, ctx.now)}`] : []),
    ...(part.closed === null ? [] : wrap(part.closed)),
  ]
}
