'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { type Draft, sendCommand } from '@/components/cards/send-command'
import { announce } from '@/components/ui/announcer'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Input } from '@/components/ui/field'

// As the server asks (`lib/approval/decide-refusals`).
const MIN_REASON = 10

const NOTHING: Omit<Draft, 'command' | 'subject' | 'params' | 'reason'> = { expected_version: null, plan_hash: null, intent_digest: null, acknowledged: null }

export type Given = Pick<Draft, 'command' | 'subject' | 'params' | 'reason'> & Partial<Draft>

/** Sends commands about one page and repaints it with what the server then says. `scope` names what was shown, so that a retry cannot act twice. */
export function useCommand(scope: string) {
  const router = useRouter()
  const [is_pending, setPending] = useState(false)
  const send = async (...given: Given[]): Promise<boolean> => {
    setPending(true)
    let refused: string | null = null
    for (const one of given) {
      const answer = await sendCommand(`${scope}.${one.command}.${one.subject}.${JSON.stringify(one.params)}`, { ...NOTHING, ...one })
      if ('refused' in answer) {
        refused = answer.refused
        break
      }
      announce('done', `${answer.accepted.message} Audit entry ${answer.accepted.audit_seq}, ${answer.accepted.audit_hash.slice(0, 8)}.`)
    }
    setPending(false)
    if (refused !== null) announce('refused', refused)
    router.refresh()
    return refused === null
  }
  return { is_pending, send }
}

type AskProps = { label: string; denied: string | null; is_pending: boolean; variant?: ButtonProps['variant']; onGive: (reason: string) => Promise<boolean> }

/** A reason and a button. What stands in the way is printed below it. */
export function AskReason({ label, denied, is_pending, variant = 'neutral', onGive }: AskProps) {
  const [reason, setReason] = useState('')
  const ids = { reason: useId(), why: useId() }
  const missing = Math.max(0, MIN_REASON - reason.trim().length)
  const note = denied ?? (reason !== '' && missing > 0 ? `${missing} more characters of reason` : null)
  return (
    <div className="mt-2 flex max-w-[40rem] flex-wrap items-end gap-2">
      <label className="min-w-0 flex-1 text-small" htmlFor={ids.reason}>
        Reason
        <Input id={ids.reason} value={reason} onChange={(e) => setReason(e.target.value)} disabled={denied !== null} maxLength={2000} />
      </label>
      <Button
        variant={variant}
        disabled={denied !== null || is_pending || missing > 0}
        aria-describedby={note === null ? undefined : ids.why}
        onClick={() => void onGive(reason.trim()).then((ok) => ok && setReason(''))}
      >
        {is_pending ? 'Recording' : label}
      </Button>
      {note === null ? null : (
        <p id={ids.why} className="w-full text-muted text-small">
          {note}
        </p>
      )}
    </div>
  )
}
