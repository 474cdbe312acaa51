import { cookies } from 'next/headers'
import { handle } from '@/app/api/http'
import { requireSession, SESSION_COOKIE, sessionCookie } from '@/app/session'
import { listen } from '@/lib/db/listen'
import { isSessionAlive, ROTATE_SECONDS, rotateSession } from '@/lib/identity/session-store'
import { openStream } from './open-streams'

export const dynamic = 'force-dynamic'

const KEEP_ALIVE_MS = 15_000

/**
 * One stream per browser (its tabs share it): tells which subjects of the caller's tenant changed. It ends with its session, at sign-out at once and
 * within 15 s if the notice was lost, and hourly, so that the browser comes again and is given a new cookie value. 401 without a session.
 */
export const GET = handle(async (request: Request) => {
  const { actor, session_id, expires_at, is_due_to_rotate, token } = await requireSession()
  const next = is_due_to_rotate ? await rotateSession(actor.tenant_id, token) : null
  if (next !== null) (await cookies()).set(SESSION_COOKIE, next, sessionCookie(request, Math.floor((Date.parse(expires_at) - Date.now()) / 1000)))
  const encode = new TextEncoder()
  let stop: () => void = () => undefined
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encode.encode(text))
      send('retry: 2000\n: connected\n\n')
      let is_over = false
      const end = () => {
        if (is_over) return
        stop()
        controller.close()
      }
      const unlisten = listen((notice) => {
        if (notice.tenant_id !== actor.tenant_id) return
        if (notice.topic === 'session') return notice.id === session_id ? end() : undefined
        send(`data: ${JSON.stringify({ topic: notice.topic, id: notice.id })}\n\n`)
      })
      const beat = setInterval(() => {
        send(': still here\n\n')
        void isSessionAlive(actor.tenant_id, session_id).then(
          (is_alive) => (is_alive ? undefined : end()),
          () => undefined, // the database did not answer: that says nothing about the session
        )
      }, KEEP_ALIVE_MS)
      const over = setTimeout(end, Math.max(0, Math.min(Date.parse(expires_at) - Date.now(), ROTATE_SECONDS * 1000)))
      const forget = openStream(session_id, end)
      stop = () => {
        is_over = true
        clearInterval(beat)
        clearTimeout(over)
        forget()
        unlisten()
      }
      request.signal.addEventListener('abort', end)
    },
    cancel: () => stop(),
  })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-cache, no-transform', 'x-accel-buffering': 'no' } })
})
