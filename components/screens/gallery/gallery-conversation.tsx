'use client'
import { conversation } from '@/components/fixtures/conversation'
import { AskTurnView } from '@/components/shell/ask/ask-turn'

/** A conversation whose questions ended in every way they can. */
export const GalleryConversation = () => (
  <section className="panel p-4">
    <h1 className="sr-only">Conversation</h1>
    <div role="log" aria-label="Conversation" className="mx-auto max-w-3xl space-y-8">
      {conversation.turns.map((turn) => (
        <AskTurnView
          key={turn.key}
          turn={turn}
          transcript={conversation}
          thread="x_gallery"
          fresh={new Map()}
          is_last={turn === conversation.turns.at(-1)}
          is_busy={false}
          onAsk={() => undefined}
          onEdit={() => undefined}
        />
      ))}
    </div>
  </section>
)
