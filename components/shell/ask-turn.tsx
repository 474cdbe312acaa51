import dynamic from 'next/dynamic'
import { Component, type ReactNode } from 'react'
import { WhyText } from '@/components/cards/why-text'
import { AskReading, chipStyle } from '@/components/shell/ask-reading'
import type { AskTurn, Transcript } from '@/components/shell/ask-turns'
import { SaidBy } from '@/components/shell/case-narration'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'
import type { UiIntent } from '@/schemas/intent'

const IntentView = dynamic(() => import('@/components/cards/intent-view').then((m) => m.IntentView), { loading: () => <Skeleton className="h-40" /> })

type Props = {
  turn: AskTurn
  transcript: Transcript
  fresh: ReadonlyMap<string, UiIntent>
  is_last: boolean
  is_busy: boolean
  onAsk: (question: string) => void
  onEdit: (canonical: string, part: string) => void
}

/** One question, how it was read, its cards as they are now, one sentence, and what to ask next. */
export function AskTurnView({ turn, transcript, fresh, is_last, is_busy, onAsk, onEdit }: Props) {
  const reading = turn.turn?.reading
  const is_waiting = is_last && is_busy && turn.sentence === '' && turn.failure === null
  return (
    <article aria-label={turn.question} className={cn('space-y-3', is_last && 'min-h-[calc(100cqh-2rem)]')}>
      <h3
        className={cn(
          'ml-auto w-fit max-w-[88%] text-pretty break-words rounded-card bg-wash px-3 py-1.5 font-normal',
          turn.question.startsWith('/') ? 'font-mono text-small' : 'text-body',
        )}
      >
        {turn.question}
      </h3>
      {reading ? <AskReading reading={reading} onEdit={onEdit} onAsk={onAsk} is_busy={is_busy} /> : null}
      {turn.sentence !== '' && reading?.outcome === 'answered' ? (
        <p className="text-pretty text-body">
          <WhyText text={turn.sentence} intents={(turn.turn?.intents ?? []).flatMap(({ intent_id }) => transcript.intents.get(intent_id) ?? [])} />
        </p>
      ) : null}
      {turn.said_by !== null && reading?.outcome === 'answered' ? <SaidBy by={turn.said_by} /> : null}
      {(turn.turn?.intents ?? []).map(({ intent_id, rev }) => (
        <Card
          key={intent_id}
          intent={newest(transcript.intents.get(intent_id), fresh.get(intent_id))}
          plain={transcript.broken.get(intent_id)}
          seen_rev={rev}
        />
      ))}
      {is_waiting ? <Skeleton className="h-24" /> : null}
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
          <Button size="small" disabled={is_busy} onClick={() => onAsk(turn.question)}>
            Ask again
          </Button>
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

const newest = (a: UiIntent | undefined, b: UiIntent | undefined): UiIntent | undefined => (a === undefined ? b : b === undefined || b.rev < a.rev ? a : b)

function Card({ intent, plain, seen_rev }: { intent: UiIntent | undefined; plain: string | undefined; seen_rev: number }) {
  if (intent === undefined) return plain === undefined ? <Skeleton className="h-40" /> : <Plain text={plain} />
  return (
    // Cards are long: the sentence above them is what is read aloud when they arrive.
    <div aria-live="off" className="space-y-1">
      {intent.rev > seen_rev ? (
        <p className="eyebrow">
          As you saw it: rev {seen_rev}. Shown as it is now: rev {intent.rev}.
        </p>
      ) : null}
      <Fallback plain={intent.plain}>
        <IntentView intent={intent} />
      </Fallback>
    </div>
  )
}

const Plain = ({ text }: { text: string }) => <pre className="panel overflow-x-auto whitespace-pre-wrap p-3 font-mono text-small">{text}</pre>

/** A card that cannot be drawn shows its text: never nothing. */
class Fallback extends Component<{ plain: string; children: ReactNode }, { is_broken: boolean }> {
  override state = { is_broken: false }
  static getDerivedStateFromError() {
    return { is_broken: true }
  }
  override render() {
    return this.state.is_broken ? <Plain text={this.props.plain} /> : this.props.children
  }
}
