import { Component, memo, type ReactNode, useState } from 'react'
import { IntentView } from '@/components/cards/intent-view'
import { differenceOf } from '@/components/shell/seen-difference'
import { CopyButton } from '@/components/ui/copy-button'
import { Skeleton } from '@/components/ui/skeleton'
import type { UiIntent } from '@/schemas/intent'

/** Lines of a difference that are listed; the rest is counted. */
const MOST_LINES = 12

type Props = {
  /** Where this card stands: turn and card, the fragment of its link. */
  anchor: string
  thread: string | null
  intent: UiIntent | undefined
  /** The card as it was when it answered; absent in a transcript that did not keep it. */
  seen: UiIntent | undefined
  seen_rev: number
  plain: string | undefined
}

/** A card of an answer as it is now, and what it said when it was shown. Charts are dear: it is drawn again only with another card. */
export const AskCard = memo(CardView)

function CardView({ anchor, thread, intent, seen, seen_rev, plain }: Props) {
  const [is_old, setOld] = useState(false)
  if (intent === undefined) return plain === undefined ? <Skeleton className="h-40" /> : <Plain text={plain} />
  const has_changed = intent.rev > seen_rev
  const shown = is_old && seen !== undefined ? { ...seen, lifecycle: 'superseded' as const, actions: [] } : intent
  return (
    // Cards are long: the sentence above them is what is read aloud when they arrive.
    <div aria-live="off" id={anchor} tabIndex={-1} className="scroll-mt-4 space-y-1 rounded-card outline-offset-4">
      {has_changed ? <Changed seen={seen} now={intent} seen_rev={seen_rev} is_old={is_old} onOld={setOld} /> : null}
      <Fallback key={shown.rev} plain={shown.plain}>
        <IntentView intent={shown} />
      </Fallback>
      {thread === null ? null : (
        <p className="flex justify-end">
          <CopyButton label="Copy link" text={`${typeof location === 'undefined' ? '' : location.origin}/ask/${thread}#${anchor}`} />
        </p>
      )}
    </div>
  )
}

type ChangedProps = { seen: UiIntent | undefined; now: UiIntent; seen_rev: number; is_old: boolean; onOld: (is_old: boolean) => void }

function Changed({ seen, now, seen_rev, is_old, onOld }: ChangedProps) {
  if (seen === undefined)
    return (
      <p className="text-muted text-small">Changed since you saw it (rev {seen_rev}); this conversation did not keep what it showed. Shown as it is now.</p>
    )
  const lines = differenceOf(seen, now)
  return (
    <details className="rounded-control bg-wash px-3 py-1.5 text-small">
      <summary className="cursor-pointer">
        {is_old ? `As you saw it: rev ${seen_rev}.` : `Shown as it is now: rev ${now.rev}.`} {countOf(lines.length)} since you saw it.
      </summary>
      {lines.length > 0 ? (
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
          {lines.slice(0, MOST_LINES).map((line) => (
            <div key={`${line.label} ${line.seen_as} ${line.now_as}`} className="contents">
              <dt className="font-normal text-muted">{line.label}</dt>
              <dd className="break-words">
                {line.seen_as === null ? 'not there' : <s className="text-muted">{line.seen_as}</s>}
                <span className="sr-only">, now </span>
                <span aria-hidden="true"> → </span>
                {line.now_as ?? 'gone'}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {lines.length > MOST_LINES ? <p className="mt-1 text-muted">{lines.length - MOST_LINES} more</p> : null}
      <button type="button" onClick={() => onOld(!is_old)} className="quiet-link mt-1 min-h-6 text-accent">
        {is_old ? 'Show it as it is now' : 'Show it as you saw it'}
      </button>
    </details>
  )
}

const countOf = (n: number): string => (n === 0 ? 'No figure changed' : n === 1 ? '1 thing changed' : `${n} things changed`)

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
