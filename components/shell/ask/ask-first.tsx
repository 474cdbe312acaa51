import { AskTurnView } from '@/components/shell/ask/ask-turn'
import { transcriptOf } from '@/components/shell/ask/ask-turns'
import type { ThreadPage } from '@/components/shell/ask/thread-page'
import { Skeleton } from '@/components/ui/skeleton'

const NO_CARDS = new Map()
const nothing = (): void => undefined

/** The last question of a conversation as the server draws it, where the conversation will stand: read before its code is loaded. */
export function AskFirst({ page }: { page: ThreadPage }) {
  const transcript = transcriptOf(page.messages)
  const last = transcript.turns.at(-1)
  return (
    <div className="panel flex h-full min-h-0 overflow-hidden" aria-busy="true">
      <div className="hidden w-60 shrink-0 border-r lg:block" />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex h-9 shrink-0 items-center border-b px-4">
          <p className="min-w-0 truncate text-small">{page.thread.title || 'Untitled'}</p>
        </div>
        <div className="relative min-h-0 flex-1 overflow-hidden px-4 py-4 [container-type:size]">
          <div className="mx-auto max-w-3xl">
            {last === undefined ? null : (
              <AskTurnView
                turn={last}
                transcript={transcript}
                thread={page.thread.thread_id}
                fresh={NO_CARDS}
                is_last
                is_busy={page.is_running}
                onAsk={nothing}
                onEdit={nothing}
              />
            )}
          </div>
        </div>
        <div className="shrink-0 border-t p-3">
          <Skeleton className="h-9" />
        </div>
      </div>
    </div>
  )
}
