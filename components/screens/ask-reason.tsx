'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { type Draft, sendCommand } from '@/components/cards/send-command'
import { announce } from '@/components/ui/announcer'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { formatCount } from '@/lib/kernel/format'
import type { CommandResult } from '@/schemas/command'

// As the server asks (`lib/approval/decide-refusals`).
const MIN_REASON = 10

const NOTHING: Omit<Draft, 'command' | 'subject' | 'params' | 'reason'> = { expected_version: null, plan_hash: null, intent_digest: null, acknowledged: null }

export type Given = Pick<Draft, 'command' | 'subject' | 'params' | 'reason'> & Partial<Draft>

/** Sends commands about one page and repaints it with what the server then says. `scope` names what was shown, so that a retry cannot act twice. */
export function useCommand(scope: string) {
  const router = useRouter()
  const [is_pending, setPending] = useState(false)
  /** The last answer, or null when one of them was refused. */
  const ask = async (...given: Given[]): Promise<CommandResult | null> => {
    setPending(true)
    let refused: string | null = null
    let accepted: CommandResult | null = null
    for (const one of given) {
      const answer = await sendCommand(`${scope}.${one.command}.${one.subject}.${JSON.stringify(one.params)}`, { ...NOTHING, ...one })
      if ('refused' in answer) {
        refused = answer.refused
        break
      }
      accepted = answer.accepted
      announce('done', `${answer.accepted.message} Audit entry ${answer.accepted.audit_seq}, ${answer.accepted.audit_hash.slice(0, 8)}.`)
    }
    setPending(false)
    if (refused !== null) announce('refused', refused)
    router.refresh()
    return refused === null ? accepted : null
  }
  const send = async (...given: Given[]): Promise<boolean> => (await ask(...given)) !== null
  return { is_pending, send, ask }
}

/** One function for all, so that React calls it when the element appears and not with every repaint. */
const takeFocus = (element: HTMLElement | null): void => element?.focus()

type AskProps = { label: string; denied: string | null; is_pending: boolean; variant?: ButtonProps['variant']; onGive: (reason: string) => Promise<boolean> }

/** A button that asks for the reason once it is pressed. What stands in the way is printed beside it. */
export function AskReason(props: AskProps) {
  const [is_open, setOpen] = useState(false)
  const [was_open, setWasOpen] = useState(false)
  const why = useId()
  const close = () => {
    setOpen(false)
    setWasOpen(true)
  }
  if (is_open) return <ReasonForm {...props} onClose={close} />
  const { label, denied, variant = 'neutral' } = props
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button
        variant={variant}
        size="field"
        disabled={denied !== null}
        aria-describedby={denied === null ? undefined : why}
        ref={was_open ? takeFocus : undefined}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {denied === null ? null : (
        <p id={why} className="min-w-0 flex-1 basis-56 text-pretty text-muted text-small">
          {denied}
        </p>
      )}
    </div>
  )
}

function ReasonForm({ label, denied, is_pending, variant = 'neutral', onGive, onClose }: AskProps & { onClose: () => void }) {
  const [reason, setReason] = useState('')
  const ids = { reason: useId(), why: useId() }
  const missing = Math.max(0, MIN_REASON - reason.trim().length)
  const note = denied ?? (reason !== '' && missing > 0 ? `${formatCount(missing, 'more character')} of reason` : null)
  const is_ready = denied === null && !is_pending && missing === 0
  return (
    <form
      className="mt-2 flex max-w-[40rem] flex-wrap items-end gap-2"
      onSubmit={(e) => {
        e.preventDefault()
        if (is_ready) void onGive(reason.trim()).then((ok) => ok && onClose())
      }}
      onKeyDown={(e) => {
        if (e.key === 'Escape') onClose()
      }}
    >
      <Field label="Reason" htmlFor={ids.reason} className="min-w-0 flex-1 basis-64">
        <Input
          id={ids.reason}
          value={reason}
          ref={takeFocus}
          onChange={(e) => setReason(e.target.value)}
          disabled={denied !== null}
          aria-describedby={note === null ? undefined : ids.why}
          maxLength={2000}
        />
      </Field>
      <Button type="submit" size="field" variant={variant} disabled={!is_ready}>
        {is_pending ? 'Recording' : label}
      </Button>
      <Button size="field" variant="quiet" onClick={onClose}>
        Cancel
      </Button>
      {note === null ? null : (
        <p id={ids.why} className="w-full text-muted text-small">
          {note}
        </p>
      )}
    </form>
  )
}
