import type { AskPorts } from '@/agent/agui/graph-agent'
import { saveContext } from '@/agent/agui/thread-store'
import { openContext } from '@/agent/ask/context-store'
import { voices } from '@/agent/narration/configured'
import { askDepsOf } from '@/app/api/copilotkit/ask-deps'
import type { Actor } from '@/schemas/actor'

/** What one person's questions are answered from, where their threads are remembered, and the model's voices where one is configured. */
export function askPorts(actor: Actor): AskPorts {
  const owner = { tenant_id: actor.tenant_id, person_id: actor.id }
  const { narrator, read } = voices()
  return {
    deps: () => askDepsOf(actor),
    context: {
      load: (thread_id) => openContext(owner, thread_id),
      save: (thread_id, context, question) => saveContext(owner, thread_id, context, question),
    },
    narrator,
    ...(read === null ? {} : { readByModel: read }),
  }
}
