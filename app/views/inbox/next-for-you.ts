import { formatCount } from '@/lib/kernel/format'
import type { Case } from '@/schemas/case'
import type { InboxView } from '@/schemas/inbox-view'

type Open = {
  /** Requests that this person may sign. */
  waiting: readonly { approval_id: string }[]
  /** Most money at stake first. */
  cases: readonly Pick<Case, 'case_id' | 'status'>[]
  /** Plans that nobody has sent, and requests that nobody decided in time, of all cases. */
  to_send: { ready: number; expired: number }
  may_send: boolean
}

/** The one thing to begin with: what waits for this person's signature, else the plan with most money at stake that is to be sent, or to be sent again. */
export function nextForYou({ waiting, cases, to_send, may_send }: Open): InboxView['next'] {
  const [request] = waiting
  if (request !== undefined) {
    const is_one = waiting.length === 1
    return {
      text: `${formatCount(waiting.length, 'plan')} ${is_one ? 'waits' : 'wait'} for your signature.`,
      label: is_one ? 'Read the request' : 'Read the requests',
      href: is_one ? `/approvals/${request.approval_id}` : '/approvals',
    }
  }
  const first = cases.find((c) => c.status === 'plan_ready' || c.status === 'expired')
  if (first === undefined || !may_send) return undefined
  return {
    text: toSend(to_send),
    label: to_send.ready + to_send.expired === 1 ? 'Review the plan' : 'Review the first plan',
    href: `/cases/${first.case_id}#plan`,
  }
}

function toSend({ ready, expired }: Open['to_send']): string {
  const sent_again = `${formatCount(expired, 'request')} expired undecided: send ${expired === 1 ? 'it' : 'them'} again.`
  if (ready === 0) return sent_again
  const sent_first = `${formatCount(ready, 'plan')} ${ready === 1 ? 'is' : 'are'} ready to send for approval`
  return expired === 0 ? `${sent_first}.` : `${sent_first}, and ${sent_again}`
}
