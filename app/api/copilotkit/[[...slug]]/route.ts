import { CopilotRuntime, createCopilotRuntimeHandler } from '@copilotkit/runtime/v2'
import { GraphAgent } from '@/agent/agui/graph-agent'
import { PostgresAgentRunner } from '@/agent/agui/pg-runner'
import { handle, readText } from '@/app/api/http'
import { requireSameOrigin } from '@/app/api/same-origin'
import { requireActor } from '@/app/session'
import { FOLLOWS_PER_PERSON, QUESTIONS_PER_PERSON, takeOne } from '@/lib/identity/rate-limit'
import { askPorts } from '../ask-ports'

export const runtime = 'nodejs'
export const dynamic = 'force-dynamic'

// The runtime answers more than is offered here: recordings, memories, debugging. None of it is ours.
const OFFERED: ReadonlySet<string> = new Set(['info', 'agent/run', 'agent/connect', 'agent/stop'])
// A client sends its whole transcript along; cards are tens of kilobytes each.
const MAX_BODY_BYTES = 8 * 1024 * 1024
// Whatever is none of these may be a question, in whichever form a client sends it.
const LOOKS = /^\/api\/copilotkit\/(?:info|agent\/[^/]+\/(?:connect|stop\/[^/]+))$/
const isLook = (request: Request): boolean => LOOKS.test(new URL(request.url).pathname)
const notOffered = (): Response => Response.json({ error: { code: 'not_found', message: 'there is nothing here', detail: {} } }, { status: 404 })

/** AG-UI for the signed-in person. Agent and runner belong to one request, so that nothing of one person can reach another. */
const serve = handle(async (request: Request) => {
  const actor = await requireActor()
  if (request.method !== 'GET') requireSameOrigin(request)
  // Before a byte of the question is read.
  if (request.method !== 'GET') takeOne(isLook(request) ? FOLLOWS_PER_PERSON : QUESTIONS_PER_PERSON, `${actor.tenant_id} ${actor.id}`)
  const copilot = new CopilotRuntime({
    agents: { default: new GraphAgent(askPorts(actor)) },
    runner: new PostgresAgentRunner({ tenant_id: actor.tenant_id, person_id: actor.id }),
  })
  const answer = createCopilotRuntimeHandler({
    runtime: copilot,
    basePath: '/api/copilotkit',
    hooks: {
      onBeforeHandler: ({ route }) => {
        if (!OFFERED.has(route.method)) throw notOffered()
      },
    },
  })
  return await answer(request.method === 'GET' ? request : await held(request))
})

/** The same request with a body that has been read and is not too large; the runtime would read any. */
async function held(request: Request): Promise<Request> {
  const { url, method, headers, signal } = request
  return new Request(url, { method, headers, signal, body: await readText(request, MAX_BODY_BYTES) })
}

export { serve as GET, serve as POST }
