import { cannotSign } from '@/app/views/approvals/cannot-sign'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { readyText } from '@/lib/desks/cost/intents/sending'
import { formatInstant } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CaseView } from '@/schemas/case-view'
import type { Instant } from '@/schemas/time'

// Ends of a run after which somebody decides about the run, whatever was checked before.
const NEEDS_A_LOOK: readonly NonNullable<Case['run']>['state'][] = ['stopped', 'uncertain', 'rolling_back', 'rollback_failed']

type Around = { now: Instant; actor: Actor; first_check_at: Instant | null }

/** What happens next with a case, told to one person, and where they go for it. */
export function nextOf(c: Case, { now, actor, first_check_at }: Around): CaseView['next'] {
  const sentence = capital(nextStep(c, now))
  switch (c.status) {
    case 'awaiting_approval':
    case 'awaiting_veto':
      if (c.approval === null) break
      return { sentence: waitsForOthers(c.approval, now, actor) ?? sentence, label: 'Open the request', href: `/approvals/${c.approval.approval_id}` }
    case 'plan_ready':
      return { sentence: readyText(c), label: 'Review the plan', href: '#plan' }
    case 'expired':
      return { sentence, label: 'Review the plan', href: '#plan' }
    case 'no_action':
      if (c.ticket === null) break
      return {
        sentence: `Countersign changes nothing here: ticket ${c.ticket.key} asks the owner to. Close the case once the ticket is settled.`,
        label: 'Read why',
        href: '#plan',
      }
    case 'denied':
      if (c.approval === null) break
      return { sentence, label: 'Read why', href: `/approvals/${c.approval.approval_id}` }
    case 'policy_denied':
      return { sentence, label: 'Read why', href: '#plan' }
    case 'executing':
    case 'rolling_back':
      return { sentence, label: 'Look at the run', href: '#execution' }
    case 'executed':
    case 'verifying':
      return {
        sentence: c.checks.length > 0 || first_check_at === null ? sentence : `${sentence} at ${formatInstant(first_check_at, now)}`,
        label: 'See the verification',
        href: `/verification?case=${c.case_id}`,
      }
    default:
  }
  const is_about_run = c.status === 'error' || (c.status === 'escalated' && c.checks.length === 0)
  if (c.run !== null && (is_about_run || NEEDS_A_LOOK.includes(c.run.state))) return { sentence, label: 'Look at the run', href: '#execution' }
  if (c.run !== null && c.checks.length > 0) return { sentence, label: 'See the verification', href: `/verification?case=${c.case_id}` }
  return { sentence, label: null, href: null }
}

/** Whom a request waits for, for somebody who cannot decide it; null for whoever can. */
function waitsForOthers(approval: NonNullable<Case['approval']>, now: Instant, actor: Actor): string | null {
  if (approval.state !== 'pending' || now >= approval.deadline) return null
  const why = cannotSign(approval, actor, now)
  return why === null ? null : `${why}, by ${formatInstant(approval.deadline, now)}`
}
