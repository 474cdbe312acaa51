'use client'
import { CopilotKitContext, EMPTY_SET } from '@copilotkit/react-core/v2/context'
import { HistoryIcon, PlusIcon } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { AskComposer } from '@/components/shell/ask-composer'
import { askCore } from '@/components/shell/ask-core'
import { AskEmpty } from '@/components/shell/ask-empty'
import { AskHistory } from '@/components/shell/ask-history'
import { AskTurnView } from '@/components/shell/ask-turn'
import { type Subject, useAsk } from '@/components/shell/use-ask'
import { useLiveIntents } from '@/components/shell/use-live-intents'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Notice } from '@/components/ui/notice'

type Props = { subject: Subject; thread_id?: string | null; is_page?: boolean }

/** Questions and answers: docked beside a page, a sheet on phones, or a page of its own. */
export function AskPanel(props: Props) {
  const value = useMemo(() => ({ copilotkit: askCore().core, executingToolCallIds: EMPTY_SET }), [])
  return (
    <CopilotKitContext.Provider value={value}>
      <Conversation {...props} />
    </CopilotKitContext.Provider>
  )
}

function Conversation({ subject, thread_id = null, is_page = false }: Props) {
  const { transcript, thread, is_running, trouble, send, stop, open, start } = useAsk(subject, thread_id)
  const fresh = useLiveIntents(transcript.intents)
  const [text, setText] = useState('')
  const [is_listing, setListing] = useState(false)
  const input = useRef<HTMLTextAreaElement>(null)
  const log = useRef<HTMLDivElement>(null)
  const { turns } = transcript
  const last = turns.at(-1)
  const count = turns.length

  // A new question goes to the top once; after that the reader keeps their place while cards arrive below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new turn moves the view
  useEffect(() => {
    const box = log.current
    const turn = box?.querySelector('article:last-of-type')
    if (box && turn) box.scrollTop += turn.getBoundingClientRect().top - box.getBoundingClientRect().top - 16
  }, [count])

  const ask = (question: string) => {
    setText('')
    setListing(false)
    void send(question)
  }
  /** The whole reading goes into the input with the chosen part selected: typing replaces just that. */
  const edit = (canonical: string, part: string) => {
    setText(canonical)
    requestAnimationFrame(() => {
      const at = canonical.indexOf(part)
      input.current?.focus()
      input.current?.setSelectionRange(Math.max(0, at), at < 0 ? canonical.length : at + part.length)
    })
  }
  const begin = () => {
    start()
    input.current?.focus()
  }
  const version = `${thread}-${count}-${is_running}`
  const pick = (id: string) => {
    setListing(false)
    void open(id)
  }
  return (
    <div className={cn('flex h-full min-h-0', is_page && 'panel overflow-hidden')}>
      {is_page ? <AskHistory current={thread} version={version} onOpen={pick} className="hidden w-60 shrink-0 border-r lg:block" /> : null}
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex shrink-0 items-center justify-end gap-1 border-b px-2 py-1">
          <Button variant="quiet" size="small" aria-expanded={is_listing} onClick={() => setListing(!is_listing)} className={cn(is_page && 'lg:hidden')}>
            <HistoryIcon aria-hidden="true" /> History
          </Button>
          <Button variant="quiet" size="small" disabled={count === 0 || is_running} onClick={begin}>
            <PlusIcon aria-hidden="true" /> New
          </Button>
        </div>
        {is_listing ? <AskHistory current={thread} version={version} onOpen={pick} className="max-h-64 border-b" /> : null}
        <div ref={log} className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-4 py-4 [container-type:size]">
          <div role="log" aria-label="Conversation" aria-busy={is_running} className={cn('space-y-8', is_page && 'mx-auto max-w-3xl')}>
            {count === 0 ? <AskEmpty has_case={subject !== null} onAsk={ask} /> : null}
            {turns.map((turn) => (
              <AskTurnView
                key={turn.key}
                turn={turn}
                transcript={transcript}
                fresh={fresh}
                is_last={turn === last}
                is_busy={is_running}
                onAsk={ask}
                onEdit={edit}
              />
            ))}
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
        <AskComposer
          input={input}
          text={text}
          onText={setText}
          onSend={() => ask(text)}
          onStop={stop}
          onRecall={() => setText(last?.question ?? '')}
          is_running={is_running}
        />
      </div>
    </div>
  )
}
