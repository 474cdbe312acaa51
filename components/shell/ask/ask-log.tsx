import type { RefObject } from 'react'
import { AskBusy } from '@/components/shell/ask/ask-busy'
import { AskEmpty } from '@/components/shell/ask/ask-empty'
import { AskTurnView } from '@/components/shell/ask/ask-turn'
import type { Transcript } from '@/components/shell/ask/ask-turns'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Skeleton } from '@/components/ui/skeleton'
import type { UiIntent } from '@/schemas/intent'

/** Turns at the end that are laid out whether or not they are on the screen. */
const LAID_OUT = 2

type Props = {
  log: RefObject<HTMLDivElement | null>
  transcript: Transcript
  thread: string | null
  fresh: ReadonlyMap<string, UiIntent>
  has_case: boolean
  has_earlier: boolean
  is_page: boolean
  is_opening: boolean
  is_running: boolean
  is_read_only: boolean
  onEarlier: () => void
  onAsk: (question: string) => void
  onEdit: (canonical: string, part: string) => void
}

/** Everything that was asked and answered, in order, in a box that scrolls by itself. */
export function AskLog({
  log,
  transcript,
  thread,
  fresh,
  has_case,
  has_earlier,
  is_page,
  is_opening,
  is_running,
  is_read_only,
  onEarlier,
  onAsk,
  onEdit,
}: Props) {
  const { turns } = transcript
  const last = turns.at(-1)
  return (
    // What is read aloud only stands absolutely: in here it lengthens this box and not the page.
    <div ref={log} className="relative min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4 [container-type:size]">
      <div role="log" aria-label="Conversation" aria-busy={is_running} className={cn('space-y-8', is_page && 'mx-auto max-w-3xl')}>
        {has_earlier ? (
          <Button size="small" variant="quiet" disabled={is_opening} onClick={onEarlier} className="mx-auto flex">
            Earlier questions
          </Button>
        ) : null}
        {turns.length === 0 && is_opening ? <Skeleton className="h-40" /> : null}
        {turns.length === 0 && !is_opening ? <AskEmpty has_case={has_case} onAsk={onAsk} /> : null}
        <AskBusy value={is_running || is_read_only}>
          {turns.map((turn, at) => (
            <AskTurnView
              key={turn.key}
              turn={turn}
              transcript={transcript}
              thread={thread}
              fresh={fresh}
              is_last={turn === last}
              is_old={at < turns.length - LAID_OUT}
              is_busy={turn === last && (is_running || is_read_only)}
              onAsk={onAsk}
              onEdit={onEdit}
            />
          ))}
        </AskBusy>
      </div>
    </div>
  )
}
