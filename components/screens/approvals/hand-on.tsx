'use client'
import { useId, useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import { Select } from '@/components/ui/field'
import type { ApproveView } from '@/schemas/approve-view'

/** For somebody who cannot decide this now: lend their say to another person, or let the next roles sign, too. */
export function HandOn({ view }: { view: ApproveView & { hand_on: NonNullable<ApproveView['hand_on']> } }) {
  const { people, plan_hash, delegate_denied, escalate_to, escalate_denied } = view.hand_on
  const { is_pending, send } = useCommand(`hand-on.${view.approval.rev}`)
  const [to, setTo] = useState(people[0]?.id ?? '')
  const id = useId()
  const subject = view.approval_id
  return (
    <details data-screen-only className="group panel mt-3 px-4 py-3 text-table">
      <summary className="flex phone:min-h-11 phone:items-center items-baseline justify-between gap-x-3 font-strong">
        Hand the decision on
        <span aria-hidden="true" className="font-normal text-muted transition-transform group-open:rotate-90">
          ›
        </span>
      </summary>
      <div className="mt-3">
        <label htmlFor={id}>
          Delegate to{' '}
          <Select id={id} value={to} onChange={(e) => setTo(e.target.value)} disabled={delegate_denied !== null}>
            {people.map((p) => (
              <option key={p.id} value={p.id}>
                {p.name}
              </option>
            ))}
          </Select>
        </label>
        <AskReason
          label="Delegate"
          denied={delegate_denied}
          is_pending={is_pending}
          onGive={(reason) => send({ command: 'approval.delegate', subject, plan_hash, params: { to }, reason })}
        />
      </div>
      <div className="mt-4">
        <p>Let {escalate_to || 'the next roles'} sign as well, without waiting for the escalation time.</p>
        <AskReason
          label="Escalate"
          denied={escalate_denied}
          is_pending={is_pending}
          onGive={(reason) => send({ command: 'approval.escalate', subject, plan_hash, params: {}, reason })}
        />
      </div>
    </details>
  )
}
