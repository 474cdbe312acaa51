import { asHeading } from '@/components/cards/as-sentence'
import type { CardProps } from '@/components/cards/card'
import { HeadlineFigures } from '@/components/cards/headline-figures'
import { RiskChip } from '@/components/cards/risk-chip'
import { Strip } from '@/components/cards/strip'
import { Tag } from '@/components/ui/badge'
import { cn } from '@/components/ui/cn'
import { Countdown } from '@/components/ui/countdown'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import { Unbroken } from '@/components/ui/unbroken'

export const APPROVAL_STATE: Record<CardProps<'approval.card'>['part']['state'], { mark: MarkKind; word: string }> = {
  pending: { mark: 'waiting', word: 'Waiting for a signature' },
  veto_open: { mark: 'current', word: 'Runs unless vetoed' },
  approved: { mark: 'verified', word: 'Approved' },
  denied: { mark: 'refused', word: 'Denied' },
  vetoed: { mark: 'refused', word: 'Vetoed' },
  changes_requested: { mark: 'refused', word: 'Changes asked for' },
  expired: { mark: 'high', word: 'Expired' },
  withdrawn: { mark: 'skipped', word: 'Withdrawn' },
  void: { mark: 'refused', word: 'Void' },
  window_ended: { mark: 'verified', word: 'Not vetoed: the window ended' },
}

/** Longer sentences are set smaller, characters: about two lines of the large size. */
const LARGE_UP_TO = 110

/** The gate as a person meets it: what, how much, who has signed, why they are asked, until when. It decides nothing. */
export function ApprovalCard({ part, intent }: CardProps<'approval.card'>) {
  const state = APPROVAL_STATE[part.state]
  const is_waiting = part.state === 'pending' || part.state === 'veto_open'
  return (
    <article aria-label={part.sentence} className="flex flex-col">
      {/* On a phone what is asked for and its money come first. */}
      <Strip
        slots={part.strip}
        now={intent.server_now}
        className="order-1 mt-4 border-t pt-4 @xl:-order-1 @xl:mt-0 @xl:mb-4 @xl:border-t-0 @xl:border-b @xl:pt-0 @xl:pb-4"
      />
      <p className={cn('text-balance font-strong text-card', part.sentence.length <= LARGE_UP_TO && '@xl:text-page')}>
        <Unbroken text={asHeading(part.sentence)} />
      </p>
      <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-table">
        <RiskChip tier={part.risk_tier} />
        <Tag>{part.level}</Tag>
        {/* Said when somebody decides or nobody did in time, wherever this card stands. */}
        <span aria-live="polite" className="inline-flex items-center gap-1.5">
          <Mark kind={state.mark} />
          {state.word}
        </span>
        {is_waiting ? (
          <span className="text-muted">
            <Countdown to={part.deadline} server_now={intent.server_now} /> left, until <Time at={part.deadline} now={intent.server_now} />
          </span>
        ) : null}
      </p>
      {part.closed ? <p className="mt-2 text-pretty text-muted text-table">{part.closed}</p> : null}
      <HeadlineFigures figures={part.figures} intent={intent} />
      {part.why.length > 0 ? (
        <div className="order-2 mt-4 border-t pt-3 text-table">
          <h4 className="text-muted text-small">{is_waiting ? 'Why approval is needed' : 'Why approval was needed'}</h4>
          {part.why.map((reason) => (
            <p key={reason} className="text-pretty">
              {reason}
            </p>
          ))}
        </div>
      ) : null}
    </article>
  )
}
