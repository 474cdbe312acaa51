'use client'
import { useState } from 'react'
import { AskReason, useCommand } from '@/components/screens/ask-reason'
import type { ApprovalsView } from '@/schemas/approvals-view'

type Batch = NonNullable<ApprovalsView['batches']>[number]

/** Several plans of low risk and the same action. One reason for all, one command and one audit entry for each. */
export function BatchApprove({ batch, now }: { batch: Batch; now: string }) {
  const [left_out, setLeftOut] = useState<readonly string[]>([])
  const { is_pending, send } = useCommand(`batch.${now}`)
  const chosen = batch.rows.filter((row) => !left_out.includes(row.approval_id))
  const ids = chosen.map((row) => row.approval_id)
  const params = ids.length > 1 ? { batch: ids } : {}
  const toggle = (id: string) => setLeftOut(left_out.includes(id) ? left_out.filter((other) => other !== id) : [...left_out, id])
  return (
    <fieldset className="panel mb-4 p-4">
      <legend className="px-1 font-strong text-table">{batch.title}</legend>
      {batch.rows.map((row) => (
        <label key={row.approval_id} className="flex items-baseline gap-2 py-1 text-table">
          <input
            type="checkbox"
            className="size-4 self-center accent-accent"
            checked={!left_out.includes(row.approval_id)}
            onChange={() => toggle(row.approval_id)}
          />
          <span className="min-w-0 flex-1 text-pretty">{row.title}</span>
          <span>{row.saving}</span>
        </label>
      ))}
      <p className="mt-1 mb-2 text-pretty text-muted text-small">
        Each plan is signed as its request offers it, with automatic rollback if health gets worse within a day where that is offered. To sign without it, open
        the request.
      </p>
      <AskReason
        label={`Approve ${chosen.length}`}
        variant="primary"
        denied={chosen.length === 0 ? 'Choose at least one plan' : null}
        is_pending={is_pending}
        onGive={(reason) =>
          send(
            ...chosen.map((row) => ({
              command: 'approval.approve' as const,
              subject: row.approval_id,
              plan_hash: row.plan_hash,
              expected_version: row.state_version,
              params,
              reason,
            })),
          )
        }
      />
    </fieldset>
  )
}
