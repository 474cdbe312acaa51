'use client'
import { CopilotKitContext, EMPTY_SET } from '@copilotkit/react-core/v2/context'
import { HistoryIcon, PlusIcon } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { AskBusy } from '@/components/shell/ask-busy'
import { AskComposer } from '@/components/shell/ask-composer'
import { askCore } from '@/components/shell/ask-core'
import { AskEmpty } from '@/components/shell/ask-empty'
import { AskHistory } from '@/components/shell/ask-history'
import { askLater, onQuestion, takeQuestion } from '@/components/shell/ask-later'
import { AskTurnView } from '@/components/shell/ask-turn'
import { ThreadMenu } from '@/components/shell/thread-menu'
import type { ThreadPage } from '@/components/shell/thread-page'
import { type Subject, useAsk } from '@/components/shell/use-ask'
import { useLiveIntents } from '@/components/shell/use-live-intents'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'
import { Skeleton } from '@/components/ui/skeleton'

/** Turns at the end that are laid out whether or not they are on the screen. */
const LAID_OUT = 2

export type AskPanelProps = { subject: Subject; thread_id?: string | null; first?: ThreadPage | null; is_page?: boolean }

/** Questions and answers: docked beside a page, a sheet on phones, or a page of its own. */
export function AskPanel(props: AskPanelProps) {
  const value = useMemo(() => ({ copilotkit: askCore().core, executingToolCallIds: EMPTY_SET }), [])
  return (
    <CopilotKitContext.Provider value={value}>
      <Conversation {...props} />
    </CopilotKitContext.Provider>
  )
}

function Conversation({ subject, thread_id = null, first = null, is_page = false }: AskPanelProps) {
  const conversation = useAsk(subject, thread_id, first)
  const { transcript, thread, info, is_running, is_opening, is_read_only, has_earlier, trouble, send, stop, open, start, earlier } = conversation
  const fresh = useLiveIntents(transcript.intents)
  const [text, setText] = useState('')
  const [is_listing, setListing] = useState(false)
  const [changes, setChanges] = useState(0)
  const input = useRef<HTMLTextAreaElement>(null)
  const log = useRef<HTMLDivElement>(null)
  const { turns } = transcript
  const last = turns.at(-1)
  const count = turns.length

  // A new question goes to the top once; after that the reader keeps their place while cards arrive below it, or earlier ones above. A link to a card leads there first.
  const aimed = useRef(false)
  const shown_last = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a turn that was added moves the view
  useLayoutEffect(() => {
    const box = log.current
    if (!box || last === undefined || is_opening) return
    if (is_page && !aimed.current && location.hash.length > 1) {
      const card = document.getElementById(decodeURIComponent(location.hash.slice(1)))
      if (card === null && has_earlier) return earlier()
      shown_last.current = card === null ? null : last.key
      card?.scrollIntoView({ block: 'start' })
      card?.focus({ preventScroll: true })
    }
    aimed.current = true
    if (shown_last.current === last.key) return
    shown_last.current = last.key
    const turn = box.querySelector('article:last-of-type')
    if (turn) box.scrollTop += turn.getBoundingClientRect().top - box.getBoundingClientRect().top - 16
  }, [last?.key, count, is_opening])

  // A question from the palette waits until the conversation is open and the one before it is answered. Where this person only reads, it waits in the field of a new one.
  const latest = useRef({ is_opening, is_read_only, send, start })
  latest.current = { is_opening, is_read_only, send, start }
  useEffect(() => {
    if (is_opening || is_running) return
    const take = () => {
      const question = askCore().runs.isAsking() ? null : takeQuestion()
      if (question === null) return
      if (!latest.current.is_read_only) return void latest.current.send(question)
      latest.current.start()
      setText(question)
    }
    take()
    return onQuestion(take)
  }, [is_opening, is_running])

  const ask = useCallback((question: string) => {
    if (askCore().runs.isAsking()) return
    setText('')
    setListing(false)
    if (latest.current.is_opening) askLater(question)
    else void latest.current.send(question)
  }, [])
  /** The whole reading goes into the input with the chosen part selected: typing replaces just that. */
  const edit = useCallback((canonical: string, part: string) => {
    setText(canonical)
    requestAnimationFrame(() => {
      const at = canonical.indexOf(part)
      input.current?.focus()
      input.current?.setSelectionRange(Math.max(0, at), at < 0 ? canonical.length : at + part.length)
    })
  }, [])
  const begin = () => {
    start()
    input.current?.focus()
  }
  // Asked for again when an answer has ended: while it comes, the list would only take its time.
  const version = useRef('')
  if (!is_running) version.current = `${thread}-${count}-${changes}`
  const changed = useCallback(() => setChanges((n) => n + 1), [])
  const deleted = useCallback(
    (id: string) => {
      changed()
      if (id === thread) start()
    },
    [changed, start, thread],
  )
  const pick = useCallback(
    (id: string) => {
      setListing(false)
      void open(id)
    },
    [open],
  )
  const list = { current: thread, version: version.current, onOpen: pick, onChanged: changed, onDeleted: deleted }
  return (
    <div className={cn('flex h-full min-h-0', is_page && 'panel overflow-hidden')}>
      {is_page ? <AskHistory {...list} className="hidden w-60 shrink-0 border-r lg:block" /> : null}
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex shrink-0 items-center justify-end gap-1 border-b px-2 py-1">
          {info ? (
            <p className="mr-auto min-w-0 truncate pl-2 text-muted text-small">
              <span className="text-ink">{info.title || 'Untitled'}</span>
              {info.is_mine ? (info.is_shared ? ' · shared, to read' : '') : ` · shared by ${info.by}`}
            </p>
          ) : null}
          {info ? <ThreadMenu thread={info} onChanged={() => void open(info.thread_id).then(changed)} onDeleted={() => deleted(info.thread_id)} /> : null}
          <Button variant="quiet" size="small" aria-expanded={is_listing} onClick={() => setListing(!is_listing)} className={cn(is_page && 'lg:hidden')}>
            <HistoryIcon aria-hidden="true" /> History
          </Button>
          <Button variant="quiet" size="small" disabled={count === 0 || is_running} onClick={begin}>
            <PlusIcon aria-hidden="true" /> New
          </Button>
        </div>
        {is_listing ? <AskHistory {...list} className="max-h-64 border-b" /> : null}
        <div ref={log} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4 [container-type:size]">
          <div role="log" aria-label="Conversation" aria-busy={is_running} className={cn('space-y-8', is_page && 'mx-auto max-w-3xl')}>
            {has_earlier ? (
              <Button size="small" variant="quiet" disabled={is_opening} onClick={earlier} className="mx-auto flex">
                Earlier questions
              </Button>
            ) : null}
            {count === 0 && is_opening ? <Skeleton className="h-40" /> : null}
            {count === 0 && !is_opening ? <AskEmpty has_case={subject !== null} onAsk={ask} /> : null}
            <AskBusy value={is_running || is_read_only}>
              {turns.map((turn, at) => (
                <AskTurnView
                  key={turn.key}
                  turn={turn}
                  transcript={transcript}
                  thread={thread}
                  fresh={fresh}
                  is_last={turn === last}
                  is_old={at < count - LAID_OUT}
                  is_busy={turn === last && (is_running || is_read_only)}
                  onAsk={ask}
                  onEdit={edit}
                />
              ))}
            </AskBusy>
          </div>
        </div>
        {trouble && !last?.failure ? (
          <div className="flex items-center gap-3 border-t px-3 py-2">
            <Notice
              className="min-w-0 flex-1"
              notice={{ tone: 'degraded', title: trouble.is_offline ? 'Offline' : 'Not answered', text: trouble.text, remedy: null }}
            />
            {trouble.can_retry && last ? (
              <Button size="small" onClick={() => ask(last.question)}>
                Ask again
              </Button>
            ) : null}
          </div>
        ) : null}
        {is_read_only ? (
          <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-3">
            <p className="text-muted text-table">Shared by {info?.by}. You read it; questions go into a conversation of your own.</p>
            <Button size="small" onClick={begin}>
              Start one
            </Button>
          </div>
        ) : (
          <AskComposer
            input={input}
            text={text}
            onText={setText}
            onSend={() => ask(text)}
            onStop={stop}
            onRecall={() => setText(last?.question ?? '')}
            is_running={is_running}
          />
        )}
      </div>
    </div>
  )
}
