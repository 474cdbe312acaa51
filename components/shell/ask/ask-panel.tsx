'use client'
import { CopilotKitContext, EMPTY_SET } from '@copilotkit/react-core/v2/context'
import { useCallback, useMemo, useRef, useState } from 'react'
import { AskComposer } from '@/components/shell/ask/ask-composer'
import { askCore } from '@/components/shell/ask/ask-core'
import { AskFailed } from '@/components/shell/ask/ask-failed'
import { AskHead } from '@/components/shell/ask/ask-head'
import { AskHistory } from '@/components/shell/ask/ask-history'
import { AskLog } from '@/components/shell/ask/ask-log'
import type { ThreadPage } from '@/components/shell/ask/thread-page'
import { useAsk } from '@/components/shell/ask/use-ask'
import { usePlaceInLog } from '@/components/shell/ask/use-place-in-log'
import type { Subject } from '@/components/shell/ask/use-send-question'
import { useThreadList } from '@/components/shell/ask/use-thread-list'
import { useWaitingQuestion } from '@/components/shell/ask/use-waiting-question'
import { useLiveIntents } from '@/components/shell/use-live-intents'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'

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
  const { transcript, info, is_running, is_read_only, trouble, stop, open, start, earlier } = conversation
  const fresh = useLiveIntents(transcript.intents)
  const log = useRef<HTMLDivElement>(null)
  const { turns } = transcript
  const last = turns.at(-1)
  usePlaceInLog(log, { ...conversation, last_key: last?.key, count: turns.length, is_page })
  const { input, text, setText, edit } = useField()
  const { is_listing, setListing, list } = useThreadList(conversation, turns.length)
  const askOrWait = useWaitingQuestion(conversation, setText)
  const ask = useCallback(
    (question: string) => {
      if (askCore().runs.isAsking()) return
      setText('')
      setListing(false)
      askOrWait(question)
    },
    [askOrWait, setListing, setText],
  )
  const begin = () => {
    start()
    input.current?.focus()
  }
  return (
    <div className={cn('flex h-full min-h-0', is_page && 'panel overflow-hidden')}>
      {is_page ? <AskHistory {...list} className="hidden w-60 shrink-0 border-r lg:block" /> : null}
      <div className="flex min-w-0 flex-1 flex-col">
        <AskHead
          info={info}
          is_page={is_page}
          is_listing={is_listing}
          can_begin={turns.length > 0 && !is_running}
          onList={() => setListing(!is_listing)}
          onBegin={begin}
          onChanged={() => void (info && open(info.thread_id).then(list.onChanged))}
          onDeleted={() => info && list.onDeleted(info.thread_id)}
        />
        {is_listing ? <AskHistory {...list} className="max-h-64 border-b" /> : null}
        <AskLog {...conversation} log={log} fresh={fresh} has_case={subject !== null} is_page={is_page} onEarlier={earlier} onAsk={ask} onEdit={edit} />
        {trouble && !last?.failure ? <AskFailed trouble={trouble} onAgain={last ? () => ask(last.question) : null} /> : null}
        {is_read_only ? (
          <ReadOnly by={info?.by} onBegin={begin} />
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

/** The field for a question. `edit` puts a whole reading into it with the chosen part selected: typing replaces just that. */
function useField() {
  const [text, setText] = useState('')
  const input = useRef<HTMLTextAreaElement>(null)
  const edit = useCallback((canonical: string, part: string) => {
    setText(canonical)
    requestAnimationFrame(() => {
      const at = canonical.indexOf(part)
      input.current?.focus()
      input.current?.setSelectionRange(Math.max(0, at), at < 0 ? canonical.length : at + part.length)
    })
  }, [])
  return { input, text, setText, edit }
}

const ReadOnly = ({ by, onBegin }: { by: string | undefined; onBegin: () => void }) => (
  <div className="flex flex-wrap items-center justify-between gap-2 border-t px-4 py-3">
    <p className="text-muted text-table">Shared by {by}. You can read it; ask your own questions in a conversation of your own.</p>
    <Button size="small" onClick={onBegin}>
      Start one
    </Button>
  </div>
)
