import { memo, useContext } from 'react'
import { WhyText } from '@/components/cards/why-text'
import { AskBusy } from '@/components/shell/ask/ask-busy'
import { AskCard } from '@/components/shell/ask/ask-card'
import { AskReading, chipStyle } from '@/components/shell/ask/ask-reading'
import type { AskTurn, Transcript } from '@/components/shell/ask/ask-turns'
import { SaidBy } from '@/components/shell/case-narration'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import { ON_THE_WAY } from '@/schemas/activity'
import type { UiIntent } from '@/schemas/intent'

type Props = {
  turn: AskTurn
  transcript: Transcript
  thread: string | null
  fresh: ReadonlyMap<string, UiIntent>
  is_last: boolean
  /** Far enough back that it is laid out only where somebody scrolls to it; it keeps its height. */
  is_old?: boolean
  /** A question is being answered, and this is it. */
  is_busy: boolean
  onAsk: (question: string) => void
  onEdit: (canonical: string, part: string) => void
}

/** One question, how it was read, its cards as they are now, one sentence, and what to ask next. */
function TurnView({ turn, transcript, thread, fresh, is_last, is_old = false, is_busy, onAsk, onEdit }: Props) {
  const reading = turn.turn?.reading
  // A place that is kept for a card goes with the wait, whatever ended it.
  const isShown = ({ intent_id }: { intent_id: string }) => (is_last && is_busy) || !intent_id.startsWith(ON_THE_WAY)
  const is_waiting = is_last && is_busy && turn.sentence === '' && turn.failure === null
  return (
    <article
      aria-label={turn.question}
      className={cn(
        // Its own edge is outside of what is cut off: rings of focus stand a little out of a card.
        '-mx-2 space-y-3 px-2 [contain-intrinsic-size:auto_40rem]',
        is_last && 'min-h-[100cqh]',
        is_old && '[content-visibility:auto] print:[content-visibility:visible]',
      )}
    >
      <h3
        className={cn(
          'ml-auto w-fit max-w-[88%] text-pretty break-words rounded-card bg-wash px-3 py-1.5 font-normal',
          turn.question.startsWith('/') ? 'font-mono text-small' : 'text-body',
        )}
      >
        {turn.question}
      </h3>
      {reading ? <AskReading reading={reading} onEdit={onEdit} onAsk={onAsk} /> : null}
      {/* Its line is kept for the sentence, which comes after the cards below it. */}
      {is_waiting && reading?.outcome === 'answered' ? <Skeleton className="h-[1.375rem]" /> : null}
      {turn.sentence !== '' && reading?.outcome === 'answered' ? (
        <p className="text-pretty text-body">
          <WhyText text={turn.sentence} intents={(turn.turn?.intents ?? []).flatMap(({ intent_id }) => transcript.intents.get(intent_id) ?? [])} />
        </p>
      ) : null}
      {turn.said_by !== null && reading?.outcome === 'answered' ? <SaidBy by={turn.said_by} /> : null}
      {(turn.turn?.intents ?? []).filter(isShown).map(({ intent_id, rev }) => (
        <AskCard
          key={intent_id}
          anchor={`${turn.key}/${intent_id}`}
          thread={thread}
          seen={transcript.seen.get(`${intent_id}@${rev}`)}
          intent={newest(transcript.intents.get(intent_id), fresh.get(intent_id))}
          plain={transcript.broken.get(intent_id)}
          seen_rev={rev}
        />
      ))}
      {is_waiting && reading === undefined ? <LookingUp /> : null}
      {turn.failure ? (
        <div className="space-y-2">
          <Notice
            notice={{
              tone: turn.failure.code === 'stopped' ? 'info' : 'degraded',
              title: turn.failure.code === 'stopped' ? 'Stopped' : 'Not answered',
              text: turn.failure.message,
              remedy: null,
            }}
          />
          <AskAgain onAsk={() => onAsk(turn.question)} />
        </div>
      ) : null}
      {is_last && !is_busy && (turn.turn?.suggestions.length ?? 0) > 0 ? (
        <ul aria-label="Ask next" className="flex flex-wrap gap-1.5">
          {turn.turn?.suggestions.map((text) => (
            <li key={text}>
              <button type="button" onClick={() => onAsk(text)} className={cn(chipStyle, 'text-accent ring-line-strong')}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </article>
  )
}

/** The place of the answer; a second later also what is waited for. */
const LookingUp = () => (
  <div className="relative">
    <Skeleton className="h-24" />
    <p className="absolute top-3 left-4 appear-late text-muted text-small">Reading the question and looking it up</p>
  </div>
)

/** Many questions stand in one conversation, and each of its events comes here: a turn is drawn again when something of it is another. */
export const AskTurnView = memo(TurnView, isSameTurn)

function isSameTurn(a: Props, b: Props): boolean {
  const { turn, thread, is_last, is_old, is_busy, onAsk, onEdit } = a
  if (
    turn !== b.turn ||
    thread !== b.thread ||
    is_last !== b.is_last ||
    is_old !== b.is_old ||
    is_busy !== b.is_busy ||
    onAsk !== b.onAsk ||
    onEdit !== b.onEdit
  )
    return false
  return (turn.turn?.intents ?? []).every(
    ({ intent_id, rev }) =>
      newest(a.transcript.intents.get(intent_id), a.fresh.get(intent_id)) === newest(b.transcript.intents.get(intent_id), b.fresh.get(intent_id)) &&
      a.transcript.seen.get(`${intent_id}@${rev}`) === b.transcript.seen.get(`${intent_id}@${rev}`) &&
      a.transcript.broken.get(intent_id) === b.transcript.broken.get(intent_id),
  )
}

function AskAgain({ onAsk }: { onAsk: () => void }) {
  const is_busy = useContext(AskBusy)
  return (
    <Button size="small" disabled={is_busy} onClick={onAsk}>
      Ask again
    </Button>
  )
}

const newest = (a: UiIntent | undefined, b: UiIntent | undefined): UiIntent | undefined => (a === undefined ? b : b === undefined || b.rev < a.rev ? a : b)
