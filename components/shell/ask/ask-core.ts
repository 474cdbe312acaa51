'use client'
import type { AbstractAgent, Message } from '@ag-ui/client'
import { CopilotKitCoreReact } from '@copilotkit/react-core/v2/context'
import { type AskRuns, askRuns } from '@/components/shell/ask/ask-runs'

export const ASK_AGENT = 'ask'

/** `before`: what was said before the question that the agent holds. It copies whatever it holds with every question, so that it holds one. */
type Ask = { core: CopilotKitCoreReact; agent: AbstractAgent; runs: AskRuns; before: Message[] }
let current: Ask | undefined

// The server keeps the transcript and what the last answer was about: only the question travels.
const onlyTheQuestion = (messages: Message[]): Message[] => messages.filter((m) => m.role === 'user').slice(-1)

/** One connection to the conversation per tab. It outlives the panel, so that closing and opening it loses nothing. */
export function askCore(): Ask {
  if (current === undefined) {
    const core = new CopilotKitCoreReact({
      runtimeUrl: '/api/copilotkit',
      runtimeTransport: 'rest',
      deferInitialConnection: true,
      messageFilter: onlyTheQuestion,
    })
    const { agent } = core.registerProxiedAgent({ agentId: ASK_AGENT, runtimeAgentId: 'default' })
    const runs = askRuns(
      () => agent.detachActiveRun(),
      () => agent.setMessages([]),
    )
    current = { core, agent, runs, before: [] }
  }
  return current
}
