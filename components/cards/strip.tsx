import { cn } from '@/components/ui/cn'
import { Mark, type MarkKind } from '@/components/ui/mark'
import { Time } from '@/components/ui/time'
import type { StripSlot } from '@/schemas/intent'

const MARK: Record<StripSlot['state'], MarkKind> = {
  open: 'waiting',
  signed: 'verified',
  refused: 'refused',
  void: 'refused',
  skipped: 'skipped',
  failed: 'critical',
}
const WORD: Record<StripSlot['state'], string> = { open: 'open', signed: 'signed', refused: 'refused', void: 'void', skipped: 'not needed', failed: 'failed' }

function labels(slots: StripSlot[]): string[] {
  const approvers = slots.filter((s) => s.role === 'approver').length
  let nth = 0
  return slots.map((s) => {
    if (s.role === 'proposed') return 'Proposed'
    if (s.role === 'executed') return 'Executed'
    if (s.role === 'verified') return 'Verified'
    nth += 1
    return approvers > 1 ? `Approver ${nth}` : 'Approver'
  })
}

/**
 * Proposed, approvers, executed, verified: who has put their name to this plan and who has not yet.
 * Set like the signature block of a contract: a name stands on a line, an open place is an outline.
 */
export function Strip({ slots, now, className }: { slots: StripSlot[]; now: string; className?: string }) {
  if (slots.length === 0) return null
  const names = labels(slots)
  return (
    <div className={cn('@container', className)}>
      <ol aria-label="Countersign strip" className="grid @xl:auto-cols-fr @xl:grid-flow-col @xl:grid-rows-[repeat(4,auto)]">
        {slots.map((slot, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place in the strip is what a slot is
          <Slot key={i} slot={slot} label={names[i] ?? ''} now={now} is_last={i === slots.length - 1} />
        ))}
      </ol>
    </div>
  )
}

function Slot({ slot, label, now, is_last }: { slot: StripSlot; label: string; now: string; is_last: boolean }) {
  const is_open = slot.state === 'open'
  const is_signed = slot.state === 'signed'
  const name = is_open ? `waits for ${slot.waits_for}` : (slot.name ?? slot.waits_for)
  return (
    <li className="group relative grid min-w-0 grid-cols-[6.75rem_minmax(0,1fr)] @xl:row-span-4 @xl:grid-cols-1 @xl:grid-rows-subgrid @xl:pr-5 @xl:last:pr-0">
      {/* The thread between the places, on phones. */}
      {is_last ? null : (
        <span
          aria-hidden="true"
          className={cn('absolute top-4 bottom-[-0.35rem] left-[5.5px] border-l @xl:hidden', is_signed ? 'border-ink' : 'border-line-strong border-dashed')}
        />
      )}
      <p className="flex items-center gap-2 self-start pt-px text-muted text-small @xl:mb-1.5">
        <span className="relative bg-[inherit]">
          <Mark kind={MARK[slot.state]} />
        </span>
        {label}
        <span className="sr-only">: {WORD[slot.state]}</span>
      </p>
      <div className={cn('min-w-0 group-last:pb-0 @xl:contents', is_open ? 'pb-2' : 'pb-3')}>
        <p
          className={cn(
            'flex min-h-5 items-center text-table leading-4 @xl:min-h-8',
            is_open ? 'rounded-sm border border-line-strong border-dashed px-2 py-0.5 text-muted text-small @xl:py-1' : 'font-strong @xl:items-end @xl:pb-1',
            slot.state === 'void' && 'text-muted line-through decoration-critical decoration-2',
            slot.state === 'skipped' && 'font-normal text-muted',
            name === '' && '@max-xl:hidden',
          )}
        >
          <span className="min-w-0 text-pretty">{name}</span>
        </p>
        {/* The line a name stands on; its arrow leads to the next place. */}
        <span
          aria-hidden="true"
          className={cn(
            'relative mt-1 hidden h-0 @xl:block',
            !is_open && 'border-ink border-t-[1.5px]',
            slot.state === 'failed' && 'border-critical',
            slot.state === 'skipped' && 'border-line-strong',
          )}
        >
          {is_last ? null : <Arrow className={cn('absolute -top-[5.5px] -right-[15px]', is_signed ? 'text-ink' : 'text-faint')} />}
        </span>
        <div className="mt-0.5 text-muted text-small @xl:mt-1.5">
          {slot.at ? (
            <p>
              <Time at={slot.at} now={now} />
            </p>
          ) : null}
          <p className="flex flex-wrap gap-x-2">
            {slot.person_role || slot.surface ? <span>{[slot.person_role, slot.surface].filter(Boolean).join(' · ')}</span> : null}
            {slot.digest ? (
              <span className={cn('font-mono', slot.state === 'void' && 'line-through')} title="First 8 characters of the digest that was signed">
                {slot.digest}
              </span>
            ) : null}
          </p>
          {slot.note ? <p className={cn('text-pretty', !is_open && !is_signed && slot.state !== 'skipped' && 'text-critical')}>{slot.note}</p> : null}
        </div>
      </div>
    </li>
  )
}

const Arrow = ({ className }: { className: string }) => (
  <svg
    viewBox="0 0 10 10"
    aria-hidden="true"
    className={cn('size-2.5', className)}
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    <path d="m3.5 1.5 4 3.5-4 3.5" />
  </svg>
)

/** The strip in one line, for rows: marks on a thread, with the words for those who listen. */
export function StripLine({ slots }: { slots: StripSlot[] }) {
  const names = labels(slots)
  return (
    <ol aria-label="Countersign strip" className="flex items-center">
      {slots.map((slot, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place in the strip is what a slot is
        <li key={i} className="flex items-center" title={`${names[i]}: ${slot.name ?? slot.waits_for} (${WORD[slot.state]})`}>
          {i > 0 ? (
            <span aria-hidden="true" className={cn('h-0 w-3 border-t', slots[i - 1]?.state === 'signed' ? 'border-ink' : 'border-line-strong border-dashed')} />
          ) : null}
          <Mark kind={MARK[slot.state]} />
          <span className="sr-only">
            {names[i]}: {slot.name ?? slot.waits_for}, {WORD[slot.state]}.
          </span>
        </li>
      ))}
    </ol>
  )
}
