import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { emptyHome, startApp } from '@/e2e/app'

/** The running server at `url`, or one that is started as a user would start it and stopped afterwards. */
export async function withServer(url: string | undefined, say: (text: string) => void, work: (url: string) => Promise<void>): Promise<void> {
  if (url !== undefined) return work(url.replace(/\/$/, ''))
  say('starting the app')
  const app = await startApp(emptyHome())
  try {
    await work(app.url)
  } finally {
    await app.stop()
  }
}

/** Signs in as one of the demonstration's people, and waits where too many have just done so. Resolves to the cookie. */
export async function signInAs(url: string, person_id: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ person_id }),
  })
  if (answer.status === 429) {
    await new Promise((done) => setTimeout(done, Number(answer.headers.get('retry-after') ?? 1) * 1_000))
    return signInAs(url, person_id)
  }
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!answer.ok || cookie === undefined) throw new Error(`sign-in at ${url} answered ${answer.status}: is this Countersign with its demonstration account?`)
  return cookie
}

export async function getJson<T>(url: string, cookie: string, body?: unknown): Promise<T> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { cookie, origin: new URL(url).origin, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  return (await answer.json()) as T // safe: our own server of the same version
}

/**
 * Puts one question to a conversation, as a client of the protocol does: one that is told to wait waits. Resolves when the answer begins; its body is the
 * stream of events. `asked_at` is when the question that was taken was sent (performance.now()).
 */
export async function putQuestion(url: string, cookie: string, thread_id: string, question: string): Promise<{ answer: Response; asked_at: number }> {
  const body = {
    threadId: thread_id,
    runId: newId(),
    state: {},
    messages: [{ id: newId(), role: 'user', content: question }],
    tools: [],
    context: [],
    forwardedProps: {},
  }
  const asked_at = performance.now()
  const answer = await fetch(`${url}/api/copilotkit/agent/default/run`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify(body),
  })
  if (answer.status === 429) {
    await sleep(Number(answer.headers.get('retry-after') ?? 1) * 1_000)
    return await putQuestion(url, cookie, thread_id, question)
  }
  if (!answer.ok) throw new Error(`asking answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  return { answer, asked_at }
}

export const newId = (): string => randomUUID()
