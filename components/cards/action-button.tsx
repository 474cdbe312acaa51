'use client'
import { useId, useState } from 'react'
import { ActionInputs, asParams, startValues } from '@/components/cards/action-inputs'
import { openedHere } from '@/components/cards/evidence-store'
import { LinkedCases } from '@/components/cards/linked-cases'
import { type Draft, sendCommand } from '@/components/cards/send-command'
import type { ShownCard } from '@/components/cards/shown-card'
import { useToldWhenGone } from '@/components/cards/use-told-when-gone'
import { announce } from '@/components/ui/announcer'
import { Button, type ButtonProps } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Input, Textarea } from '@/components/ui/field'
import { Mark } from '@/components/ui/mark'
import { repaint } from '@/components/ui/repaint'
import { useFocusKept } from '@/components/ui/return-focus'
import { Unbroken } from '@/components/ui/unbroken'
import { formatCount } from '@/lib/kernel/format'
import type { CommandResult } from '@/schemas/command'
import type { IntentAction } from '@/schemas/intent'

type Props = {
  action: IntentAction
  /** Identity and digest of the card that shows the button: what the person saw. */
  shown: ShownCard
  size?: ButtonProps['size']
  className?: string | undefined
  /** What the person signs, repeated where they sign it. */
  summary?: React.ReactNode
  /** The reason of a disabled button is printed by the caller. */
  is_reason_elsewhere?: boolean
  onCommand?: ((result: CommandResult) => void) | undefined
}

/** A button of the server. It asks as much as the server wants asked, sends, waits, and shows the receipt; it never guesses the outcome. */
export function ActionButton({ action, shown, size, className, summary, is_reason_elsewhere, onCommand }: Props) {
  const why = useId()
  const [is_open, setOpen] = useState(false)
  const [is_pending, setPending] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const box = useFocusKept<HTMLDivElement>(action.disabled !== null)
  useToldWhenGone(is_open && !is_pending && refused === null, action.label)

  const send = async (reason: string, acknowledged: string | null, filled: IntentAction['params'] = {}) => {
    setPending(true)
    setRefused(null)
    const draft: Draft = {
      command: action.command,
      subject: action.subject,
      expected_version: action.expected_version,
      plan_hash: action.plan_hash,
      intent_digest: shown.digest,
      // What the person opened before signing is part of the receipt.
      params: action.command === 'approval.approve' ? { ...action.params, ...filled, read: openedHere() } : { ...action.params, ...filled },
      reason,
      acknowledged,
    }
    const answer = await sendCommand(`${shown.intent_id}.${shown.rev}.${action.id}`, draft)
    setPending(false)
    if ('refused' in answer) {
      setRefused(answer.refused)
      // Said outside the dialog too: the page that is read again may have neither the button nor its dialog any more.
      announce('refused', answer.refused)
    } else {
      setOpen(false)
      announce('done', `${answer.accepted.message} Audit entry ${answer.accepted.audit_seq}, ${answer.accepted.audit_hash.slice(0, 8)}.`)
      onCommand?.(answer.accepted)
    }
    repaint()
  }

  const variant = action.style
  const disabled = action.disabled
  const press = () => (action.confirm.level === 'none' ? void send('', null) : setOpen(true))
  return (
    <div ref={box} className={cn('min-w-0', className)}>
      <Button
        variant={variant}
        size={size}
        className="w-full"
        data-command={action.command}
        disabled={disabled !== null}
        is_busy={is_pending}
        aria-describedby={disabled ? why : undefined}
        onClick={press}
      >
        {is_pending ? 'Recording' : action.label}
      </Button>
      {disabled ? (
        <p id={why} className={cn('mt-1.5 text-pretty text-muted text-small', is_reason_elsewhere && 'sr-only')}>
          <LinkedCases text={`${disabled.text} ${disabled.unblock}`} />
        </p>
      ) : null}
      {is_open ? (
        <Dialog open onOpenChange={setOpen}>
          <Confirm action={action} summary={summary} is_pending={is_pending} refused={refused} onConfirm={send} />
        </Dialog>
      ) : null}
    </div>
  )
}

type ConfirmProps = {
  action: IntentAction
  summary: React.ReactNode
  is_pending: boolean
  refused: string | null
  onConfirm: (reason: string, acknowledged: string | null, filled?: IntentAction['params']) => void
}

function Confirm({ action, summary, is_pending, refused, onConfirm }: ConfirmProps) {
  const ids = { reason: useId(), phrase: useId(), left: useId() }
  const [reason, setReason] = useState('')
  const [phrase, setPhrase] = useState('')
  const [filled, setFilled] = useState(() => startValues(action))
  const { level, prompt, min_reason } = action.confirm
  const missing = level === 'click' ? 0 : Math.max(0, min_reason - reason.trim().length)
  const is_phrase_right = level !== 'typed' || phrase.trim() === action.confirm.phrase
  const footer = (
    <>
      <DialogClose asChild>
        <Button variant="quiet" size="large" className="mr-auto sm:h-9">
          Back
        </Button>
      </DialogClose>
      <Button
        variant={action.style}
        size="large"
        className="sm:h-9"
        disabled={is_pending || missing > 0 || !is_phrase_right}
        onClick={() => onConfirm(reason.trim(), level === 'typed' ? phrase.trim() : null, asParams(action, filled))}
      >
        {is_pending ? 'Recording' : action.label}
      </Button>
    </>
  )
  return (
    <DialogContent title={action.label} description={prompt} is_lead={level === 'typed'} footer={footer}>
      {summary}
      <p className="text-pretty text-table">
        <Unbroken text={action.effect} />
      </p>
      {action.inputs ? <ActionInputs inputs={action.inputs} filled={filled} onFill={(param, value) => setFilled({ ...filled, [param]: value })} /> : null}
      {level === 'reason' || level === 'typed' ? (
        <div className="mt-4">
          <label htmlFor={ids.reason} className="mb-1 block text-table font-strong">
            Reason
          </label>
          <Textarea id={ids.reason} value={reason} onChange={(e) => setReason(e.target.value)} aria-describedby={ids.left} maxLength={2000} autoFocus />
          <p id={ids.left} className="mt-1 text-muted text-small">
            {missing > 0 ? `${formatCount(missing, 'more character')}. The reason is kept in the audit chain.` : 'The reason is kept in the audit chain.'}
          </p>
        </div>
      ) : null}
      {level === 'typed' ? (
        <div className="mt-3">
          <label htmlFor={ids.phrase} className="mb-1 block text-table font-strong">
            Type <span className="rounded-sm bg-sunken px-1 font-mono">{action.confirm.phrase}</span> to confirm
          </label>
          <Input id={ids.phrase} value={phrase} onChange={(e) => setPhrase(e.target.value)} autoComplete="off" spellCheck={false} className="font-mono" />
        </div>
      ) : null}
      {refused ? (
        <p role="alert" className="mt-4 flex gap-2.5 rounded-control bg-danger-wash px-3 py-2 text-table">
          <Mark kind="refused" className="mt-1" />
          {refused}
        </p>
      ) : null}
    </DialogContent>
  )
}
