import { formatCount } from '@/lib/kernel/format'
import type { Case } from '@/schemas/case'
import type { InboxView } from '@/schemas/inbox-view'

type Open = {
  /** Requests that this person may sign. */
  waiting: readonly { approval_id: string }[]
  /** Most money at stake first. */
  cases: readonly Pick<Case, 'case_id' | 'status'>[]
  /** Plans that nobody has sent, of all cases. */
  ready: number
  may_send: boolean
}

/** The one thing to begin with: what waits for this person's signature, else the plan with most money at stake that nobody has sent. */
export function nextForYou({ waiting, cases, ready, may_send }: Open): InboxView['next'] {
  const [request] = waiting
  if (request !== undefined) {
    const is_one = waiting.length === 1
    return {
      text: `${formatCount(waiting.length, 'plan')} ${is_one ? 'waits' : 'wait'} for your signature.`,
      label: is_one ? 'Read the request' : 'Read the requests',
      href: is_one ? `/approvals/${request.approval_id}` : '/approvals',
    }
  }
  const first = cases.find((c) => c.status === 'plan_ready')
  if (first === undefined || !may_send) return undefined
  return {
    text: `${formatCount(ready, 'plan')} ${ready === 1 ? 'is' : 'are'} ready to send for approval.`,
    label: ready === 1 ? 'Review the plan' : 'Review the first plan',
    href: `/cases/${first.case_id}#plan`,
  }
}
